"""Working days and hours, in which people's answers are promised."""

from datetime import datetime, time, timedelta

from backoffice.clock.service import SHANGHAI

SATURDAY = 5
OPENS, CLOSES = time(9), time(18)


def work_days_later(start: datetime, days: int) -> datetime:
    """The instant so many working days later; weekends do not count."""
    at = start
    while days:
        at += timedelta(days=1)
        days -= at.weekday() < SATURDAY
    return at


def _open(at: datetime) -> datetime:
    """`at`, or when work is next begun."""
    if at.time() >= CLOSES:
        at = datetime.combine(at.date() + timedelta(days=1), OPENS, at.tzinfo)
    while at.weekday() >= SATURDAY:
        at = datetime.combine(at.date() + timedelta(days=1), OPENS, at.tzinfo)
    return max(at, datetime.combine(at.date(), OPENS, at.tzinfo))


def work_hours_later(start: datetime, hours: int) -> datetime:
    """The instant so many working hours later; nights and weekends do not count."""
    at, left = _open(start.astimezone(SHANGHAI)), timedelta(hours=hours)
    while left > (today := datetime.combine(at.date(), CLOSES, at.tzinfo) - at):
        left -= today
        at = _open(at + today)
    return at + left
