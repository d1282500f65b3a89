"""Periods of validity and ages of papers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Identity cards are issued for these spans, or without end.
CARD_YEARS = frozenset({5, 10, 20})
DAYS_AHEAD = 30


class PeriodFault(StrEnum):
    """What is wrong with a period of validity on a day."""

    BACKWARDS = "backwards"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    ENDS_SOON = "ends_soon"


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included; `end` None means without end."""

    start: date | None
    end: date | None


def anniversary(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def period_fault(period: Period, on: date, days_ahead: int = DAYS_AHEAD) -> PeriodFault | None:
    """What is wrong with a period on day `on`; `ENDS_SOON` is a warning, the others refuse."""
    start, end = period.start, period.end
    if start is not None and end is not None and end <= start:
        return PeriodFault.BACKWARDS
    if start is not None and start > on:
        return PeriodFault.NOT_YET
    if end is None:
        return None
    if end < on:
        return PeriodFault.EXPIRED
    return PeriodFault.ENDS_SOON if (end - on).days < days_ahead else None


def card_period_plausible(period: Period) -> bool:
    """Whether an identity card can have been issued for this period."""
    start, end = period.start, period.end
    if start is None or end is None:
        return True
    return any(anniversary(start, years) == end for years in CARD_YEARS)


def too_old(written_on: date, on: date, most_days: int) -> bool:
    """Whether a paper written on a day is older than `most_days` on day `on`."""
    return (on - written_on).days > most_days
