"""Puts sentences together: lists of facts that come with or without their full stop."""

from collections.abc import Iterable

from actions.shared.wording import phrase


def bare(sentence: str) -> str:
    """The sentence without its full stop."""
    return sentence.rstrip(phrase("shared.full_stop"))


def joined(sentences: Iterable[str]) -> str:
    """Several sentences as one, parted by semicolons, without the last full stop."""
    return phrase("shared.stop").join(bare(sentence) for sentence in sentences)
