"""Repayment schedules, row by row to the fen; the last instalment absorbs the remainder."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from backoffice.lending.instalments import planned_payments
from backoffice.lending.irr import annualised_pct
from backoffice.lending.money import ENGINE, FEN, ONE, PCT_MONTHS, ZERO, monthly_rate, r2
from backoffice.lending.terms import Method, NegativeAmortisation, RentTiming, Terms

# Schedules of plans under discussion; about 30 KB each.
REMEMBERED = 1024


class Row(NamedTuple):
    """One instalment: `balance` is what is owed after it, balloon included."""

    period: int
    payment: Decimal
    principal: Decimal
    interest: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Schedule:
    """All instalments of a plan and what remains due with the last one.

    `balloon_interest` is the part of the balloon that is interest: only a lease paid in advance
    has one, its residual falling due a month after the last rent.
    """

    terms: Terms
    rows: tuple[Row, ...]
    balloon: Decimal
    balloon_interest: Decimal
    total_interest: Decimal
    total_paid: Decimal
    highest_payment: Decimal
    irr_pct: Decimal

    @property
    def first_payment(self) -> Decimal:
        """The first instalment."""
        return self.rows[0].payment

    @property
    def last_payment(self) -> Decimal:
        """The last instalment, without the balloon."""
        return self.rows[-1].payment

    @property
    def regular_payment(self) -> Decimal:
        """The first regular instalment: the first step, or the base of a seasonal plan."""
        return self.rows[0].payment

    def amounts_by_month(self) -> list[Decimal]:
        """What is paid at the end of month 0 (activation), 1, … months; balloon counted as paid."""
        payments = [row.payment for row in self.rows]
        if self.terms.timing is RentTiming.ADVANCE:
            return [*payments, self.balloon]
        payments[-1] += self.balloon
        return [ZERO, *payments]

    def balance_after(self, period: int) -> Decimal:
        """What is owed after `period` instalments (0 = at activation)."""
        return self.rows[period - 1].balance if period else self.terms.principal


def _equal_principal_share(terms: Terms) -> Callable[[int, Decimal], Decimal]:
    share = r2(terms.principal / terms.months)
    return lambda _period, _interest: share


def _payment_share(terms: Terms) -> Callable[[int, Decimal], Decimal]:
    planned = planned_payments(terms)
    idle = terms.interest_only

    def share(period: int, interest: Decimal) -> Decimal:
        return ZERO if period <= idle else planned[period - 1] - interest

    return share


def _principal_share(terms: Terms) -> Callable[[int, Decimal], Decimal]:
    if terms.method is Method.EQUAL_PRINCIPAL:
        return _equal_principal_share(terms)
    if terms.method is Method.BULLET:
        return lambda _period, _interest: ZERO
    return _payment_share(terms)


def _rows(terms: Terms, remainder: Decimal) -> tuple[Row, ...]:
    """The rows; the last one leaves `remainder`."""
    share = _principal_share(terms)
    rate = terms.annual_rate_pct
    multiply, divide = ENGINE.multiply, ENGINE.divide
    advance = terms.timing is RentTiming.ADVANCE
    balance = terms.principal
    rows = []
    for period in range(1, terms.months + 1):
        if not rate or (advance and period == 1):
            interest = ZERO
        else:
            interest = r2(divide(multiply(balance, rate), PCT_MONTHS))
        principal = balance - remainder if period == terms.months else share(period, interest)
        if principal < 0:
            raise NegativeAmortisation(f"instalment {period} does not cover its interest")
        balance -= principal
        rows.append(Row(period, principal + interest, principal, interest, balance))
    return tuple(rows)


def _residual_before_interest(terms: Terms) -> Decimal:
    """Of a residual due a month after the last advance rent: the part that is principal."""
    principal = r2(terms.balloon / (ONE + monthly_rate(terms.annual_rate_pct)))
    # Rounding may leave one fen between principal + its interest and the residual.
    for candidate in (principal, principal - FEN, principal + FEN):
        interest = r2(candidate * terms.annual_rate_pct / PCT_MONTHS)
        if candidate + interest == terms.balloon:
            return candidate
    return principal


@lru_cache(maxsize=REMEMBERED)
def build(terms: Terms) -> Schedule:
    """The schedule of `terms`.

    Raises `NegativeAmortisation` when an instalment does not cover its interest and
    `InvalidTerms` when lumps repay more than the loan.
    """
    advance = terms.timing is RentTiming.ADVANCE
    remainder = _residual_before_interest(terms) if advance else terms.balloon
    rows = _rows(terms, remainder)
    balloon_interest = terms.balloon - remainder
    interest = sum((row.interest for row in rows), ZERO) + balloon_interest
    total_paid = sum((row.payment for row in rows), ZERO) + terms.balloon
    payments = [row.payment for row in rows]
    flows = [*payments, terms.balloon] if advance else [ZERO, *payments]
    if not advance:
        flows[-1] += terms.balloon
    irr = annualised_pct(terms.principal, flows, guess_pct=terms.annual_rate_pct)
    return Schedule(
        terms, rows, terms.balloon, balloon_interest, interest, total_paid, max(payments), irr
    )
