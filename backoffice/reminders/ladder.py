"""The ladder of reminders, read from data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

import yaml

AHEAD, FAILED, OVERDUE, CARE = "ahead", "failed", "overdue", "care"
DATA = Path(__file__).parent / "data" / "ladder.yml"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of reminder: its steps in days before what it is about, each with its ways."""

    name: str
    occasion: str
    mandatory: bool
    steps: Mapping[int, tuple[str, ...]]
    otherwise: tuple[str, ...]
    needless_after: frozenset[str]

    def ways(self, step: int) -> tuple[str, ...]:
        """How a step is said to who chose no channel."""
        return self.steps.get(step, self.otherwise)


@dataclass(frozen=True, slots=True)
class Ladder:
    """All kinds, hours and limits."""

    kinds: Mapping[str, Kind]
    at: Mapping[str, time]
    opens: time
    closes: time
    lead_days: tuple[int, ...]
    least_lead: int
    most_lead: int
    at_most: int
    shortest_window_hours: int
    call_within_hours: int
    cutoff_days: int
    cutoff_at: time
    lock_screen_words: tuple[str, ...]
    pressing_rests_while: frozenset[str]

    def kind(self, name: str) -> Kind:
        """One kind."""
        return self.kinds[name]

    def days(self, name: str) -> list[int]:
        """The steps of a kind, in days."""
        return list(self.kinds[name].steps)


def _kind(name: str, raw: Mapping[str, Any]) -> Kind:
    return Kind(
        name=name,
        occasion=raw["occasion"],
        mandatory=raw.get("mandatory", False),
        steps={step["days"]: tuple(step["ways"]) for step in raw["steps"]},
        otherwise=tuple(raw.get("otherwise", ())),
        needless_after=frozenset(raw.get("needless_after", ())),
    )


@cache
def ladder() -> Ladder:
    """The ladder as it stands in `data/ladder.yml`."""
    raw = yaml.safe_load(DATA.read_text("utf-8"))
    lead = raw["lead_days"]
    return Ladder(
        kinds={name: _kind(name, kind) for name, kind in raw["kinds"].items()},
        at={name: time.fromisoformat(o["at"]) for name, o in raw["occasions"].items()},
        opens=time.fromisoformat(raw["hours"]["from"]),
        closes=time.fromisoformat(raw["hours"]["to"]),
        lead_days=tuple(lead["default"]),
        least_lead=lead["least"],
        most_lead=lead["most"],
        at_most=lead["at_most"],
        shortest_window_hours=raw["shortest_window_hours"],
        call_within_hours=raw["call_within_hours"],
        cutoff_days=raw["card_cutoff"]["days"],
        cutoff_at=time.fromisoformat(raw["card_cutoff"]["at"]),
        lock_screen_words=tuple(raw["lock_screen_words"]),
        pressing_rests_while=frozenset(raw["pressing_rests_while"]),
    )
