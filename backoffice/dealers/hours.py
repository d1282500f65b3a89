"""When a dealer is open: now, next, and the times at which what takes a while can begin."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from backoffice.clock.service import SHANGHAI
from backoffice.dealers.models import Dealer
from foundation.wording import WEEKDAYS

_HOURS = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")
HOUR = timedelta(hours=1)


def open_days(hours: str) -> frozenset[int]:
    """The weekdays on which a dealer is open, Monday 0; all of them where none are named."""
    found = sorted((hours.find(name), number) for number, name in enumerate(WEEKDAYS))
    named = [number for place, number in found if place >= 0]
    if not named:
        return frozenset(range(len(WEEKDAYS)))
    return frozenset(range(named[0], named[-1] + 1))


@dataclass(frozen=True, slots=True)
class Opening:
    """Open `until`, or shut and open again at `next`; neither where no hours are known."""

    until: datetime | None = None
    next: datetime | None = None


def _span(hours: str, day: date) -> tuple[datetime, datetime] | None:
    """When a dealer opens and closes on a day."""
    found = _HOURS.search(hours)
    if found is None or day.weekday() not in open_days(hours):
        return None
    opens_hour, opens_minute, closes_hour, closes_minute = map(int, found.groups())
    opens = datetime.combine(day, time(opens_hour, opens_minute), SHANGHAI)
    return opens, datetime.combine(day, time(closes_hour, closes_minute), SHANGHAI)


def opening(hours: str, now: datetime) -> Opening:
    """How it stands at an instant."""
    for ahead in range(len(WEEKDAYS) + 1):
        span = _span(hours, now.astimezone(SHANGHAI).date() + timedelta(days=ahead))
        if span is None or now >= span[1]:
            continue
        return Opening(until=span[1]) if now >= span[0] else Opening(next=span[0])
    return Opening()


def beginnings(dealer: Dealer, day: date, lasts: timedelta) -> list[datetime]:
    """The full hours of a day at which what `lasts` so long ends before the dealer closes."""
    span = _span(dealer.opening_hours, day)
    if span is None:
        return []
    opens, closes = span
    begins = opens.replace(minute=0)
    if opens.minute:
        begins += HOUR
    slots = []
    while begins + lasts <= closes:
        slots.append(begins)
        begins += HOUR
    return slots
