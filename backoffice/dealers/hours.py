"""When a dealer is open, as times at which something that takes a while can begin."""

import re
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


def beginnings(dealer: Dealer, day: date, lasts: timedelta) -> list[datetime]:
    """The full hours of a day at which what `lasts` so long ends before the dealer closes."""
    found = _HOURS.search(dealer.opening_hours)
    if found is None or day.weekday() not in open_days(dealer.opening_hours):
        return []
    opens_hour, opens_minute, closes_hour, closes_minute = map(int, found.groups())
    closes = datetime.combine(day, time(closes_hour, closes_minute), SHANGHAI)
    begins = datetime.combine(day, time(opens_hour), SHANGHAI)
    if opens_minute:
        begins += HOUR
    slots = []
    while begins + lasts <= closes:
        slots.append(begins)
        begins += HOUR
    return slots
