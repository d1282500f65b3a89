"""Lines that a machine read, put into the order in which a person reads them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backoffice.documents.kinds import FieldRule, data
from backoffice.documents.values import PERIOD_PARTS

SAME_ROW = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of text and where it stands, in pixels of the upright picture."""

    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


def tidy(text: str) -> str:
    """Full-width signs made half-width, variants of letters made the usual ones."""
    alike: dict[str, str] = data("kinds.yml")["alike"]
    for variant, usual in alike.items():
        text = text.replace(variant, usual)
    return unicodedata.normalize("NFKC", text)


def rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Rows from top to bottom, each from left to right."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.top + each.bottom):
        for row in found[-3:]:
            last = row[0]
            shared = min(last.bottom, line.bottom) - max(last.top, line.top)
            if shared > SAME_ROW * min(last.height, line.height):
                row.append(line)
                break
        else:
            found.append([line])
    return [sorted(row, key=lambda each: each.left) for row in found]


@dataclass(frozen=True)
class Found:
    """A value found in the text, and how sure the machine is of the lines it stands in."""

    text: str
    confidence: float


class Text:
    """The whole text in reading order: a row is a line, pieces of a row are parted by a blank."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.rows = rows(lines)
        parts: list[str] = []
        self._spans: list[tuple[int, int, float]] = []
        place = 0
        for row in self.rows:
            for position, line in enumerate(row):
                text = tidy(line.text)
                self._spans.append((place, place + len(text), line.confidence))
                parts += [text, " " if position < len(row) - 1 else "\n"]
                place += len(text) + 1
        self.whole = "".join(parts).rstrip("\n")
        self._squeezed = re.sub(r"\s+", "", self.whole)

    def says(self, word: str) -> bool:
        """Whether the word stands anywhere, blanks aside."""
        return word in self._squeezed

    def seen(self, marks: Iterable[str]) -> int:
        """How many of these words stand in the text."""
        return sum(self.says(mark) for mark in marks)

    def confidence(self, start: int, end: int) -> float:
        """The least confidence of the lines that a stretch touches."""
        touched = [sure for first, last, sure in self._spans if first < end and last > start]
        return min(touched, default=0.0)

    def find(self, rule: FieldRule) -> Found | None:
        """The first value that one of the rule's patterns finds."""
        for pattern in rule.patterns:
            match = pattern.search(self.whole)
            if match is None:
                continue
            groups = match.groupdict()
            name = "v" if "v" in groups else "end"
            first = match.start(name if name == "v" else "start")
            text = groups["v"] if name == "v" else f"{groups['start']}{PERIOD_PARTS}{groups['end']}"
            return Found(text, self.confidence(first, match.end(name)))
        return None
