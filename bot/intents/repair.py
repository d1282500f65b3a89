"""Puts right characters that sound like the ones meant (首富三成 -> 首付三成).

Learned from the training texts alone: a pair of characters that never occurs there, but sounds
exactly like a pair that is frequent there, is read as the frequent one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from bot.intents.pinyin import sound


class Repair:
    """A table sound -> the pair of characters usually meant, and the pairs known to be right."""

    def __init__(self, often: int = 8) -> None:
        self.often = often
        self.known: set[str] = set()
        self.meant: dict[str, str] = {}

    def fit(self, texts: Sequence[str]) -> Repair:
        """Counts the pairs of the training texts, each text once."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update({text[i : i + 2] for i in range(len(text) - 1)})
        han = {pair: n for pair, n in counts.items() if _is_han(pair)}
        self.known = {pair for pair, n in han.items() if n >= 2}
        by_sound: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for pair, n in han.items():
            if n >= self.often:
                by_sound[_key(pair)].append((n, pair))
        self.meant = {key: max(pairs)[1] for key, pairs in by_sound.items()}
        return self

    def __call__(self, text: str) -> str:
        """The text with repaired pairs; its length does not change."""
        letters = list(text)
        for i in range(len(letters) - 1):
            pair = letters[i] + letters[i + 1]
            if pair in self.known or not _is_han(pair):
                continue
            meant = self.meant.get(_key(pair))
            if meant and meant != pair and self._harmless(letters, i, meant):
                letters[i : i + 2] = meant
        return "".join(letters)

    def _harmless(self, letters: list[str], i: int, meant: str) -> bool:
        """Never break a pair that is known to be right with the neighbour on either side."""
        before = letters[i - 1] + letters[i] if i else ""
        after = letters[i + 1] + letters[i + 2] if i + 2 < len(letters) else ""
        changes_first = meant[0] != letters[i]
        changes_second = meant[1] != letters[i + 1]
        return not (
            (changes_first and before in self.known) or (changes_second and after in self.known)
        )


def _is_han(pair: str) -> bool:
    return len(pair) == 2 and all("\u4e00" <= letter <= "\u9fff" for letter in pair)


def _key(pair: str) -> str:
    return f"{sound(pair[0])} {sound(pair[1])}"
