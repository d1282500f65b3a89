"""Working days and hours, in which answers are promised: Monday to Friday, nine to six.

Public holidays make a date later, never earlier; they are not known here.
"""

from datetime import date, datetime, time, timedelta

from backoffice.clock.service import SHANGHAI

SATURDAY = 5
OPENS, CLOSES = time(9), time(18)


def working_days_after(day: date, count: int) -> date:
    """The day that lies `count` working days after `day`."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def work_days_later(start: datetime, days: int) -> datetime:
    """The instant so many working days later, at the same time of day."""
    at = start.astimezone(SHANGHAI)
    return datetime.combine(working_days_after(at.date(), days), at.time(), SHANGHAI)


def _open(at: datetime) -> datetime:
    """`at`, or when work is next begun."""
    if at.time() >= CLOSES or at.weekday() >= SATURDAY:
        return datetime.combine(working_days_after(at.date(), 1), OPENS, at.tzinfo)
    return max(at, datetime.combine(at.date(), OPENS, at.tzinfo))


def work_hours_later(start: datetime, hours: int) -> datetime:
    """The instant so many working hours later; nights and weekends do not count."""
    at, left = _open(start.astimezone(SHANGHAI)), timedelta(hours=hours)
    while left > (today := datetime.combine(at.date(), CLOSES, at.tzinfo) - at):
        left -= today
        at = _open(at + today)
    return at + left
