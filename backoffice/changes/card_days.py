"""From which day another card is drawn from: pure dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

CUT_OFF_DAYS = 2
CUT_OFF_AT = time(17)


@dataclass(frozen=True, slots=True)
class CardPlan:
    """The first day of the card, the first instalment it pays, and until when that holds.

    `first_due` None: no instalment is left for it.
    """

    from_day: date
    first_due: date | None
    cutoff: datetime | None
    in_time: bool


def cutoff_of(due: date, now: datetime) -> datetime:
    """Until when a card may be changed to pay what falls due on a day."""
    return datetime.combine(due - timedelta(days=CUT_OFF_DAYS), CUT_OFF_AT, now.tzinfo)


def plan_card(now: datetime, due_days: Sequence[date], *, overdue: bool) -> CardPlan:
    """The days of a card that is ordered at `now`; `due_days` from today on, in order.

    After the cut-off the instalment at hand is still drawn from the old card, the new one begins
    the day after. What is overdue is not made to wait: the new card counts at once.
    """
    today = now.date()
    if not due_days:
        return CardPlan(today, None, None, in_time=True)
    cutoff = cutoff_of(due_days[0], now)
    if overdue or now <= cutoff:
        return CardPlan(today, due_days[0], cutoff, in_time=now <= cutoff)
    later = due_days[1] if len(due_days) > 1 else None
    return CardPlan(due_days[0] + timedelta(days=1), later, cutoff, in_time=False)
