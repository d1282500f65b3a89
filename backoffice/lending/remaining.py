"""The rest of a running schedule: what is owed after a due date, and how it is repaid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from backoffice.lending.money import ENGINE, ONE, PCT_MONTHS, ZERO, monthly_rate, r2
from backoffice.lending.schedule import Row
from backoffice.lending.terms import InvalidTerms, NegativeAmortisation


@dataclass(frozen=True, slots=True)
class Rest:
    """`balance` after a due date, and what is planned for the periods that follow.

    `payments` are the planned instalments; with `share` instead each period repays that principal.
    Periods in `idle` repay none. `balloon` falls due with the last instalment.
    """

    balance: Decimal
    annual_rate_pct: Decimal
    payments: tuple[Decimal, ...]
    balloon: Decimal = ZERO
    share: Decimal | None = None
    idle: int = 0

    def __post_init__(self) -> None:
        if not self.payments or self.balance < 0 or self.balloon < 0:
            raise InvalidTerms("a rest has periods left and owes nothing below zero")

    @property
    def months(self) -> int:
        """How many instalments are left."""
        return len(self.payments)

    def interest(self, balance: Decimal) -> Decimal:
        """A month's interest on `balance`."""
        yearly = ENGINE.multiply(balance, self.annual_rate_pct)
        return r2(ENGINE.divide(yearly, PCT_MONTHS))

    def planned(self, period: int, interest: Decimal) -> Decimal:
        """The principal that period is to repay."""
        if period <= self.idle:
            return ZERO
        return self.share if self.share is not None else self.payments[period - 1] - interest


def repay(rest: Rest) -> tuple[Row, ...]:
    """The rows of the rest; the last one leaves the balloon.

    Raises `NegativeAmortisation` when an instalment does not cover its interest.
    """
    rows, balance = [], rest.balance
    for period in range(1, rest.months + 1):
        interest = rest.interest(balance)
        last = period == rest.months
        principal = balance - rest.balloon if last else rest.planned(period, interest)
        if principal < 0:
            raise NegativeAmortisation(f"instalment {period} does not cover its interest")
        balance -= principal
        rows.append(Row(period, principal + interest, principal, interest, balance))
    return tuple(rows)


def repay_sooner(rest: Rest) -> tuple[Row, ...]:
    """The rows when the instalments stay and end as soon as only the balloon is left."""
    rows, balance = [], rest.balance
    for period in range(1, rest.months + 1):
        interest = rest.interest(balance)
        principal = min(rest.planned(period, interest), balance - rest.balloon)
        if period == rest.months:
            principal = balance - rest.balloon
        if principal < 0:
            raise NegativeAmortisation(f"instalment {period} does not cover its interest")
        balance -= principal
        rows.append(Row(period, principal + interest, principal, interest, balance))
        if balance == rest.balloon and period >= rest.idle:
            break
    return tuple(rows)


def present_value(payments: Sequence[Decimal], annual_rate_pct: Decimal) -> Decimal:
    """Unrounded value today of what is paid at the end of each month."""
    factor = ENGINE.divide(ONE, ONE + monthly_rate(annual_rate_pct))
    value = Decimal(0)
    for payment in reversed(payments):
        value = ENGINE.multiply(ENGINE.add(value, payment), factor)
    return value


def rescaled(rest: Rest, balance: Decimal) -> Rest:
    """The same periods and balloon for another `balance`: every instalment by the same share."""
    if rest.share is not None:
        working = Decimal(rest.months - rest.idle)
        share = r2(ENGINE.divide(balance - rest.balloon, working))
        return replace(rest, balance=balance, share=share)
    discount = ENGINE.power(ONE + monthly_rate(rest.annual_rate_pct), -rest.months)
    owed = ENGINE.subtract(balance, ENGINE.multiply(rest.balloon, discount))
    value = present_value(rest.payments, rest.annual_rate_pct)
    payments = tuple(
        r2(ENGINE.divide(ENGINE.multiply(owed, payment), value)) for payment in rest.payments
    )
    return replace(rest, balance=balance, payments=payments)


def total_interest(rows: Sequence[Row]) -> Decimal:
    """The interest of all rows."""
    return sum((row.interest for row in rows), ZERO)
