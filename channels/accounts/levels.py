"""How surely someone is known, and until when: a level falls back when its time is over.

L0 nobody is known · L1 the phone was proved · L2 the identity too · L3 fit to sign, shortly.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Level(StrEnum):
    """The levels, in order."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"


@dataclass(frozen=True, slots=True)
class Standing:
    """A level and the moment at which it falls back; None: with the session."""

    level: Level
    until: datetime | None


def standing(
    base: str, now: datetime, *, l2_until: datetime | None, l3_until: datetime | None
) -> Standing:
    """The level at `now` of one whose session holds `base` by itself.

    L3 stands on L2: when that is over, both are.
    """
    if base == Level.L0 or l2_until is None or l2_until <= now:
        return Standing(Level(base), None)
    if l3_until is not None and l3_until > now:
        return Standing(Level.L3, min(l2_until, l3_until))
    return Standing(Level.L2, l2_until)
