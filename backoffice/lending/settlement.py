"""Settling a contract early: what is owed to the fen, what it costs, what it saves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from backoffice.lending.due_dates import add_months, interest_for_days
from backoffice.lending.money import ENGINE, ZERO, r2
from backoffice.lending.schedule import Row, build
from backoffice.lending.terms import Method, Terms


class Band(Protocol):
    """A fee in percent of the principal, in contract months from … to."""

    @property
    def from_month(self) -> int:
        """The first month."""

    @property
    def to_month(self) -> int:
        """The last month."""

    @property
    def pct(self) -> Decimal:
        """The percentage."""


def whole_months(since: date, until: date) -> int:
    """How many whole months lie between two days."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return months if add_months(since, months) <= until else months - 1


def contract_month(activated_on: date, on: date) -> int:
    """In which month of the contract a day lies; the first is 1."""
    return whole_months(activated_on, on) + 1


def fee_pct(bands: Iterable[Band], month: int) -> Decimal:
    """The fee of a contract month; 0 where the table has none."""
    return next((b.pct for b in bands if b.from_month <= month <= b.to_month), ZERO)


def fee_on(principal: Decimal, pct: Decimal) -> Decimal:
    """The fee in yuan."""
    return r2(ENGINE.divide(ENGINE.multiply(principal, pct), Decimal(100)))


def accrued_interest(
    principal: Decimal, annual_rate_pct: Decimal, since: date, until: date
) -> Decimal:
    """Interest for actual days: the first day counts, the last does not."""
    return interest_for_days(principal, annual_rate_pct, (until - since).days)


@dataclass(frozen=True, slots=True)
class Subsidy:
    """What a manufacturer paid so that the customer's rate is low, and the lender's own rate."""

    amount: Decimal
    contract_rate_pct: Decimal
    free_after_month: int | None


def claw_back(subsidy: Subsidy, principal: Decimal, months: int, elapsed: int) -> Decimal:
    """What of the subsidy goes back when the contract ends after `elapsed` whole months.

    Its share of the months that remain, at most the interest that the lender's own rate would
    have brought until then; nothing after the month in which the contract drops it.
    """
    free = subsidy.free_after_month
    if elapsed >= months or (free is not None and elapsed + 1 > free):
        return ZERO
    remaining = Decimal(months - elapsed)
    share = r2(ENGINE.divide(ENGINE.multiply(subsidy.amount, remaining), Decimal(months)))
    own = build(Terms(Method.EQUAL_INSTALMENT, principal, subsidy.contract_rate_pct, months))
    earned = sum((row.interest for row in own.rows[:elapsed]), ZERO)
    return min(share, earned)


@dataclass(frozen=True, slots=True)
class Payoff:
    """What settles a contract. `principal` holds what is overdue of it, once."""

    principal: Decimal
    interest_due: Decimal = ZERO
    accrued: Decimal = ZERO
    costs: Decimal = ZERO
    penalty: Decimal = ZERO
    fee: Decimal = ZERO
    claw_back: Decimal = ZERO
    credit: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """What is to be paid."""
        owed = self.principal + self.interest_due + self.accrued + self.costs + self.penalty
        return owed + self.fee + self.claw_back - self.credit


@dataclass(frozen=True, slots=True)
class Standing:
    """What is owed at a later day when everything until then is paid on time."""

    principal: Decimal
    accrues_from: date
    assumed: tuple[int, ...]


def standing_on(
    principal: Decimal, accrues_from: date, coming: Sequence[tuple[date, Row]], on: date
) -> Standing:
    """`principal` as it will be on `on`; `assumed` are the periods due until then.

    `coming` are the instalments not yet due, in order. One due on the day itself counts as paid.
    """
    paid = [(due, row) for due, row in coming if due <= on]
    if not paid:
        return Standing(principal, accrues_from, ())
    repaid = sum((row.principal for _, row in paid), ZERO)
    periods = tuple(row.period for _, row in paid)
    return Standing(principal - repaid, paid[-1][0], periods)


def saved(interest_ahead: Decimal, payoff: Payoff) -> Decimal:
    """What settling now saves against going on: the interest ahead, less what it costs."""
    return interest_ahead - payoff.accrued - payoff.fee - payoff.claw_back
