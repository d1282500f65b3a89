"""Sounds of Chinese characters, for messages typed or dictated with the wrong character."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import lazy_pinyin

# Pairs that many speakers do not tell apart, written as one.
_MERGED = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_ENDINGS = (("ang", "an"), ("eng", "en"), ("ing", "in"))


@lru_cache(maxsize=20_000)
def sound(letter: str) -> str:
    """The blurred, toneless reading of one character; anything else stays as it is."""
    if not "\u4e00" <= letter <= "\u9fff":
        return letter
    reading = lazy_pinyin(letter)[0]
    for exact, blurred in _MERGED:
        if reading.startswith(exact):
            reading = blurred + reading[len(exact) :]
    for exact, blurred in _ENDINGS:
        if reading.endswith(exact):
            reading = reading[: -len(exact)] + blurred
    return reading


def sounds(text: str) -> list[str]:
    """One reading a character."""
    return [sound(letter) for letter in text]
