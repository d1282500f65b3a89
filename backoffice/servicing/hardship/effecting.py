"""Puts a relief in force: arrears that it takes in join the principal, a new schedule follows."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from backoffice.lending.money import ZERO
from backoffice.loans.ledger import Account, Booking, book
from backoffice.loans.looking import Look, look
from backoffice.loans.models import Loan
from backoffice.loans.paying import restate
from backoffice.loans.running_models import Due
from backoffice.loans.schedules import replace
from backoffice.servicing.hardship.plans import Plan, Wish, arrears, penalty_of, plan
from backoffice.servicing.models import Errand


def wish_of(errand: Errand) -> Wish:
    """What was asked for."""
    return Wish(errand.details["due_day"], errand.details["pause_months"])


def plan_of(errand: Errand, at: Look) -> Plan | None:
    """The plan as it is today; None when the loan does not allow it any more."""
    return plan(at, errand.details["choice"], wish_of(errand))


def _take_in(session: Session, at: Look, errand: Errand, dues: Sequence[Due]) -> None:
    """What is unpaid of these is principal again; their penalty comes with a later instalment."""
    principal = sum((due.principal - due.principal_paid for due in dues), ZERO)
    interest = sum((due.interest - due.interest_paid for due in dues), ZERO)
    penalty = penalty_of(dues)
    leased = at.loan.kind == "lease"
    receivable = Account.LEASE_RECEIVABLE if leased else Account.LOAN_RECEIVABLE
    sides: dict[Account, Decimal] = {
        receivable: principal + interest,
        Account.PRINCIPAL_DUE: -principal,
        Account.INTEREST_RECEIVABLE: -interest,
        Account.PENALTY_RECEIVABLE: -penalty,
        Account.PENALTY_INCOME: penalty,
    }
    postings = {account: amount for account, amount in sides.items() if amount}
    reference = f"relief:{errand.request_no}"
    book(session, Booking(at.loan.contract_no, reference, "relief", at.today, postings))
    for due in dues:
        due.principal, due.interest = due.principal_paid, due.interest_paid
        due.penalty, due.paid_on = due.penalty_paid, at.today
    session.flush()


def take_effect(session: Session, errand: Errand, loan: Loan) -> Plan | None:
    """Put the relief in force today; None, and nothing done, when it is not possible any more.

    The caller holds the loan.
    """
    at = look(session, loan)
    found = plan_of(errand, at)
    if found is None:
        return None
    balloon = at.balloon
    if found.takes_in:
        _take_in(session, at, errand, arrears(at))
    replace(session, loan, found.rows, balloon, at.today, f"relief_{found.kind}")
    loan.due_day = found.due_day
    loan.collection_paused_on = None
    session.flush()
    restate(session, [loan.contract_no], [at.today])
    session.refresh(loan)
    coming = next(row for row in found.rows if row.payment > 0 and row.due_date >= at.today)
    errand.details = {
        **errand.details,
        "first": coming.due_date.isoformat(),
        "payment": str(coming.payment),
    }
    errand.state, errand.effective_on, errand.ended_on = "DONE", at.today, at.today
    session.flush()
    return found
