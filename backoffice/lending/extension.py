"""Repaying a balloon over more months at its end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backoffice.lending.contract_schedule import DAYS_OF_MONTH, ContractSchedule, DatedRow
from backoffice.lending.due_dates import FirstPeriod, add_months
from backoffice.lending.money import ZERO
from backoffice.lending.schedule import Schedule, build
from backoffice.lending.terms import InvalidTerms, Method, Terms


@dataclass(frozen=True, slots=True)
class Extension:
    """One way to repay what is left of a balloon."""

    months: int
    schedule: Schedule

    @property
    def payment(self) -> Decimal:
        """The regular instalment."""
        return self.schedule.first_payment

    @property
    def last_payment(self) -> Decimal:
        """The last instalment."""
        return self.schedule.last_payment

    @property
    def total_interest(self) -> Decimal:
        """What the extension costs."""
        return self.schedule.total_interest


def extend(
    balloon: Decimal, annual_rate_pct: Decimal, months: int, pay_first: Decimal
) -> Extension:
    """What is left of `balloon` after `pay_first`, over `months` equal instalments."""
    if not 0 <= pay_first < balloon:
        raise InvalidTerms("what is paid first is less than the balloon")
    rest = balloon - pay_first
    schedule = build(Terms(Method.EQUAL_INSTALMENT, rest, annual_rate_pct, months))
    return Extension(months, schedule)


def dated(extension: Schedule, balloon_due: date, due_day: int) -> ContractSchedule:
    """The instalments on their days, the first a whole month after the balloon's."""
    days = [add_months(balloon_due, row.period, due_day) for row in extension.rows]
    rows = tuple(
        DatedRow(row.period, due, row.payment, row.principal, row.interest, row.balance)
        for row, due in zip(extension.rows, days, strict=True)
    )
    whole = FirstPeriod(days[0], DAYS_OF_MONTH, rows[0].interest, rows[0].payment, ZERO)
    return ContractSchedule(extension, whole, rows)


def within_cap(term_months: int, tenors: Iterable[int], most_months: int) -> list[int]:
    """The tenors that keep the whole contract within its cap, ascending."""
    return sorted(tenor for tenor in tenors if term_months + tenor <= most_months)
