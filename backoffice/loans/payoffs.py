"""What settles a loan on a day: the ledger's balances, the contract's fees, the days' interest."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from backoffice.lending.money import ZERO
from backoffice.lending.penalty import penalty_on
from backoffice.lending.schedule import Row, build
from backoffice.lending.settlement import (
    Payoff,
    Subsidy,
    accrued_interest,
    claw_back,
    contract_month,
    fee_on,
    fee_pct,
    saved,
    standing_on,
    whole_months,
)
from backoffice.lending.subsidy import manufacturer_share
from backoffice.loans.looking import Look
from backoffice.loans.models import ScheduleInstalment
from backoffice.quotes.repository import read_terms

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LoanPayoff:
    """A payoff and how it came about. `assumed` are periods that are to be paid before."""

    on: date
    payoff: Payoff
    days: int
    accrues_from: date
    month: int
    fee_pct: Decimal
    assumed: tuple[int, ...]
    interest_ahead: Decimal

    @property
    def saved(self) -> Decimal:
        """What settling saves against going on."""
        return saved(self.interest_ahead, self.payoff)


def as_row(row: ScheduleInstalment) -> Row:
    """A stored instalment as the mathematics know it."""
    return Row(row.period, row.payment, row.principal, row.interest, row.balance)


def subsidy_of(at: Look) -> Subsidy | None:
    """What the manufacturer paid for this loan, if it did."""
    rate = at.product.contract_rate
    if rate is None:
        return None
    share = manufacturer_share(build(read_terms(at.loan.terms)), rate)
    return Subsidy(share, rate, at.product.free_claw_back_after)


def in_flight(at: Look, on: date) -> bool:
    """Whether a debit is under way on that day: the day before a due date, and the day itself."""
    return any(row.due_date - ONE_DAY <= on <= row.due_date for row in at.coming)


def payoff_on(at: Look, on: date, *, free: bool = False) -> LoanPayoff:
    """What settles the loan on `on`; `free`: without fee and claw-back (total loss, trade-in)."""
    loan, standing = at.loan, at.standing
    # What the insurer's money left open is never charged for.
    free = free or bool((loan.total_loss or {}).get("paid"))
    ahead = [(row.due_date, as_row(row)) for row in at.coming]
    # Who is assumed to pay the next instalment is assumed to pay what is due already.
    later = any(due <= on for due, _ in ahead)
    owed = standing.principal if later else standing.outstanding
    then = standing_on(owed, at.accrues_from, ahead, on)
    month = contract_month(loan.activated_on, on)
    pct = ZERO if free else fee_pct(at.product.early_fees, month)
    back = ZERO
    subsidy = None if free else subsidy_of(at)
    if subsidy is not None:
        elapsed = whole_months(loan.activated_on, on)
        back = claw_back(subsidy, loan.principal, loan.months, elapsed)
    payoff = Payoff(
        principal=then.principal,
        interest_due=ZERO if later else standing.interest_due,
        accrued=accrued_interest(then.principal, loan.annual_rate_pct, then.accrues_from, on),
        costs=ZERO if later else standing.costs_due,
        penalty=ZERO if later else _penalty_on(at, on),
        fee=fee_on(then.principal, pct),
        claw_back=back,
        credit=standing.credit,
    )
    interest = sum((row.interest for due, row in ahead if due > on), ZERO)
    days = (on - then.accrues_from).days
    return LoanPayoff(on, payoff, days, then.accrues_from, month, pct, then.assumed, interest)


def _penalty_on(at: Look, on: date) -> Decimal:
    """The interest of delay that will be open on a day when nothing is paid until then."""
    loan, total = at.loan, ZERO
    for due in at.open_dues:
        later = due.late_yuan_days + (due.open_amount - (due.costs - due.costs_paid)) * max(
            0, (on - due.aged_to).days
        )
        grown = max(due.penalty, penalty_on(later, loan.annual_rate_pct, loan.late_multiplier))
        total += grown - due.penalty_paid
    return total
