"""Ways through a hard time. Interest goes on in each of them, and no contract outgrows its cap."""

from dataclasses import dataclass, replace
from decimal import Decimal

from backoffice.lending.due_dates import interest_for_days
from backoffice.lending.instalments import level_payment
from backoffice.lending.money import ENGINE, ZERO, r2
from backoffice.lending.remaining import Rest, repay, rescaled, total_interest
from backoffice.lending.schedule import Row
from backoffice.lending.terms import InvalidTerms

DAYS_A_MONTH = 30


@dataclass(frozen=True, slots=True)
class Relief:
    """What a way out makes of the rest: rows from the next period on, interest it adds."""

    rows: tuple[Row, ...]
    extra_interest: Decimal
    later_months: int

    @property
    def payment(self) -> Decimal:
        """What is paid in the first months."""
        return self.rows[0].payment

    @property
    def payment_after(self) -> Decimal:
        """What is paid after the relief."""
        return next((row.payment for row in self.rows if row.principal > 0), self.payment)


def may_lengthen(term_months: int, by: int, most_months: int) -> bool:
    """Whether a contract over `term_months` may end `by` months later."""
    return term_months + by <= most_months


def interest_only(rest: Rest, months: int) -> Relief:
    """Only interest for `months`, then the rest as it was planned, ending so much later."""
    if months < 1:
        raise InvalidTerms("a pause has at least a month")
    before = total_interest(repay(rest))
    idle = Rest(rest.balance, rest.annual_rate_pct, (ZERO,) * months, rest.balance, ZERO, months)
    pause = repay(idle)
    after = tuple(row._replace(period=row.period + months) for row in repay(rest))
    rows = (*pause, *after)
    return Relief(rows, total_interest(rows) - before, months)


@dataclass(frozen=True, slots=True)
class Capitalised:
    """The interest of a pause, and what of it is added to each instalment that is left."""

    interest: Decimal
    per_month: Decimal


def capitalised(balance: Decimal, annual_rate_pct: Decimal, days: int, months: int) -> Capitalised:
    """The interest of a pause of `days`, spread evenly over the `months` that are left."""
    interest = interest_for_days(balance, annual_rate_pct, days)
    return Capitalised(interest, r2(ENGINE.divide(interest, Decimal(months))))


def _waiting(balance: Decimal, added: Decimal, monthly: Decimal, pause: int) -> list[Row]:
    """The rows of a pause: nothing is paid, each month's interest joins the principal."""
    rows, left = [], added
    for period in range(1, pause + 1):
        interest = left if period == pause else min(monthly, left)
        left, balance = left - interest, balance + interest
        rows.append(Row(period, ZERO, -interest, interest, balance))
    return rows


def capitalise_within(rest: Rest, pause: int, interest_due: Decimal = ZERO) -> Relief:
    """Nothing for `pause` months; their interest joins the rest, the end stays where it was.

    So does `interest_due`, which fell due and is unpaid; it bears no interest in the pause.
    """
    left = rest.months - pause
    if pause < 0 or left < 1 or not (pause or interest_due):
        raise InvalidTerms("a pause leaves months to repay in")
    before = total_interest(repay(rest))
    rate = rest.annual_rate_pct
    added = interest_for_days(rest.balance, rate, pause * DAYS_A_MONTH)
    monthly = interest_for_days(rest.balance, rate, DAYS_A_MONTH)
    balance = rest.balance + interest_due + added
    idle = max(0, rest.idle - pause)
    shorter = replace(rest, balance=balance, payments=rest.payments[pause:], idle=idle)
    later = repay(rescaled(shorter, balance))
    waiting = _waiting(rest.balance + interest_due, added, monthly, pause)
    rows = (*waiting, *(row._replace(period=row.period + pause) for row in later))
    return Relief(rows, total_interest(rows) - before, 0)


def longer_term(rest: Rest, extra: int, term_months: int, most_months: int) -> Relief:
    """The rest in equal instalments over `extra` more months.

    Raises `InvalidTerms` when the contract would outgrow its cap.
    """
    if extra < 1 or not may_lengthen(term_months, extra, most_months):
        raise InvalidTerms("the contract would outgrow its cap")
    before = total_interest(repay(rest))
    months = rest.months + extra
    level = r2(level_payment(rest.balance, rest.annual_rate_pct, months, rest.balloon))
    rows = repay(Rest(rest.balance, rest.annual_rate_pct, (level,) * months, rest.balloon))
    return Relief(rows, total_interest(rows) - before, extra)


def moved_due_day(balance: Decimal, annual_rate_pct: Decimal, days: int) -> Decimal:
    """What one longer or shorter period adds to, or takes from, the next instalment."""
    if days < 0:
        return -interest_for_days(balance, annual_rate_pct, -days)
    return interest_for_days(balance, annual_rate_pct, days)
