"""The passage being read and the readings found in it."""

from dataclasses import dataclass, field
from typing import Any

HIDDEN = "\x00"


@dataclass
class Reading:
    """One value found in normalised text; `extra` holds additive fields (confirm, trim, per)."""

    entity: str
    value: Any
    start: int
    end: int
    role: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)


class Passage:
    """Normalised text in which each rule hides what it has read from the later rules.

    `text` never changes; `open` is the same text with everything already read replaced by a filler.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.open = text
        self.readings: list[Reading] = []

    def take(self, reading: Reading) -> Reading:
        """Keep a reading and hide its span."""
        self.readings.append(reading)
        self.hide(reading.start, reading.end)
        return reading

    def hide(self, start: int, end: int) -> None:
        """Hide a span that is known not to be (another) value."""
        self.open = self.open[:start] + HIDDEN * (end - start) + self.open[end:]

    def boundary_before(self, start: int) -> int:
        """End of the last quantity before `start` (0 when there is none)."""
        return max(
            (r.end for r in self.readings if r.entity in QUANTITIES and r.end <= start), default=0
        )


QUANTITIES = {"amount", "ratio", "rate", "term", "annual_mileage"}
