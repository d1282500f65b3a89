"""Due dates, and the first period that is longer or shorter than a month."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backoffice.lending.money import ENGINE, r2
from backoffice.lending.schedule import Schedule

# The first due date is the earliest due day at least so many days after activation.
MINIMUM_GAP_DAYS = 16
DAY_COUNT_BASIS = 360


def clip(year: int, month: int, day: int) -> date:
    """That day of the month, or the month's last day if it has no such day."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def add_months(start: date, months: int, due_day: int | None = None) -> date:
    """`start` plus whole months on `due_day` (its own day by default), clipped to the month."""
    index = start.year * 12 + start.month - 1 + months
    return clip(index // 12, index % 12 + 1, due_day or start.day)


def first_due_date(activated_on: date, due_day: int) -> date:
    """The earliest `due_day` at least 16 days after activation."""
    for months in range(3):
        due = add_months(activated_on.replace(day=1), months, due_day)
        if (due - activated_on).days >= MINIMUM_GAP_DAYS:
            return due
    raise AssertionError("a due day comes every month")


def due_dates(first_due: date, months: int) -> list[date]:
    """All due dates, counted from the first one, never from a clipped one before."""
    return [add_months(first_due, index) for index in range(months)]


def interest_for_days(
    principal: Decimal, annual_rate_pct: Decimal, days: int, basis: int = DAY_COUNT_BASIS
) -> Decimal:
    """Interest on `principal` for actual days; the day's rate is the annual rate / `basis`."""
    yearly = ENGINE.multiply(principal, annual_rate_pct)
    return r2(ENGINE.divide(ENGINE.multiply(yearly, Decimal(days)), Decimal(100 * basis)))


@dataclass(frozen=True, slots=True)
class FirstPeriod:
    """The first period of an activated contract: its days, interest and instalment."""

    first_due: date
    days: int
    interest: Decimal
    payment: Decimal
    extra: Decimal


def first_period(schedule: Schedule, activated_on: date, due_day: int) -> FirstPeriod:
    """What the first instalment becomes when actual days count; the balances stay."""
    due = first_due_date(activated_on, due_day)
    days = (due - activated_on).days
    terms = schedule.terms
    interest = interest_for_days(terms.principal, terms.annual_rate_pct, days)
    extra = interest - schedule.rows[0].interest
    return FirstPeriod(due, days, interest, schedule.first_payment + extra, extra)
