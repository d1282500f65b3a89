"""The schedule as it is signed: due dates, and interest for actual days up to the first of them.

A quote counts whole months of thirty days; a contract counts the days of its first period. All
later periods and all balances stay as they were quoted.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from backoffice.lending.due_dates import DAY_COUNT_BASIS, FirstPeriod, due_dates, first_period
from backoffice.lending.irr import annualised_pct
from backoffice.lending.money import ENGINE, ONE, ZERO, two_decimals
from backoffice.lending.schedule import Schedule
from backoffice.lending.terms import RentTiming

DAYS_OF_MONTH = DAY_COUNT_BASIS // 12
_HALVINGS = 200


class DatedRow(NamedTuple):
    """One instalment on its day."""

    period: int
    due_date: date
    payment: Decimal
    principal: Decimal
    interest: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class ContractSchedule:
    """What is signed; `first` tells how the first period differs from the quote."""

    quoted: Schedule
    first: FirstPeriod
    rows: tuple[DatedRow, ...]

    @property
    def balloon(self) -> Decimal:
        """What remains due with the last instalment."""
        return self.quoted.balloon

    @property
    def total_interest(self) -> Decimal:
        """All interest, that of the first period for its days."""
        return self.quoted.total_interest + self.first.extra

    @property
    def total_paid(self) -> Decimal:
        """All instalments and the balloon."""
        return self.quoted.total_paid + self.first.extra

    @property
    def irr_pct(self) -> Decimal:
        """Annualised simple rate in percent, the first period counted by its days."""
        if self.quoted.terms.timing is RentTiming.ADVANCE or not self.total_interest:
            return annualised_pct(self.quoted.terms.principal, self.quoted.amounts_by_month())
        return two_decimals(_monthly_rate(self) * 1200)


def _present(schedule: ContractSchedule, rate: Decimal) -> Decimal:
    factor = ENGINE.divide(ONE, ONE + rate)
    value = schedule.balloon
    for row in reversed(schedule.rows[1:]):
        value = ENGINE.multiply(value + row.payment, factor)
    months = ENGINE.divide(Decimal(schedule.first.days), Decimal(DAYS_OF_MONTH))
    first = value + schedule.rows[0].payment
    return ENGINE.multiply(first, ENGINE.power(factor, months))


def _monthly_rate(schedule: ContractSchedule) -> Decimal:
    low, high = ZERO, Decimal("0.2")
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if high - low < Decimal("1e-12"):
            break
        if _present(schedule, middle) > schedule.quoted.terms.principal:
            low = middle
        else:
            high = middle
    return low


def contract_schedule(quoted: Schedule, activated_on: date, due_day: int) -> ContractSchedule:
    """The schedule of a plan that is paid out on a day and falls due on `due_day` each month."""
    first = first_period(quoted, activated_on, due_day)
    dates = due_dates(first.first_due, len(quoted.rows))
    rows = [
        DatedRow(row.period, due, row.payment, row.principal, row.interest, row.balance)
        for row, due in zip(quoted.rows, dates, strict=True)
    ]
    rows[0] = rows[0]._replace(payment=first.payment, interest=first.interest)
    return ContractSchedule(quoted, first, tuple(rows))
