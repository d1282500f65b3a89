"""The money of a part payment: asked for after the day's instalment, then a new schedule."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.loans.charging import charge_prepayment
from backoffice.loans.dues import hold
from backoffice.loans.looking import Look, look
from backoffice.loans.models import Loan
from backoffice.loans.running_models import Debit
from backoffice.loans.schedules import replace
from backoffice.servicing.drawing import ask_money, errand_drawn, fail, instalment_asked
from backoffice.servicing.errands import find
from backoffice.servicing.models import Errand
from backoffice.servicing.prepayment.planning import Plan, plan_after
from backoffice.workflows.orders import order


def planned(errand: Errand, at: Look) -> Plan | None:
    """The part payment as it was confirmed; None when the loan stands otherwise by now."""
    told = errand.figures
    found = plan_after(at, errand.effective_on, Decimal(told["amount"]))
    if found is None or found.before != Decimal(told["principal_before"]):
        return None
    if at.standing.outstanding != found.before:
        return None
    return found


def _why_not(errand: Errand, at: Look, day: datetime) -> str | None:
    """Why the money cannot be drawn: the instalment was not paid, or the loan changed."""
    if day.astimezone(SHANGHAI).date() > errand.effective_on:
        return "instalment"
    fell_due = any(
        due.part == "instalment" and due.due_date == errand.effective_on for due in at.dues
    )
    if not fell_due or at.open_dues:
        return "instalment"
    return None if planned(errand, at) else "principal"


def try_to_ask(session: Session, request_no: str, at: datetime) -> bool:
    """Ask the bank for a part payment; False while the day's instalment is with the bank.

    When that instalment failed, or the loan stands otherwise, the errand ends and nothing is drawn.
    """
    errand = find(session, request_no, lock=True)
    if errand.state != "CONFIRMED":
        return True
    hold(session, [errand.contract_no])
    loan = session.get_one(Loan, errand.contract_no, populate_existing=True)
    late = at.astimezone(SHANGHAI).date() > errand.effective_on
    if not late and instalment_asked(session, errand.contract_no):
        return False
    why = _why_not(errand, look(session, loan), at)
    if why:
        fail(errand, why, at)
        session.flush()
    else:
        ask_money(session, errand, Decimal(errand.figures["total"]), at)
    return True


def ask_for(session: Session, request_no: str, at: datetime) -> None:
    """Ask on the due date after its instalment; the work goes on with what has to wait."""
    if find(session, request_no).state == "CONFIRMED":
        try_to_ask(session, request_no, at)
        order(session, "prepay_errand", request_no)


def charge(session: Session, debit: Debit) -> None:
    """The money is there: make it due, so that it is set off, and put the new schedule in force.

    Where the bank answered so late that the loan stands otherwise, the errand ends: what is due is
    paid from the money, the rest goes back.
    """
    errand = errand_drawn(session, debit)
    if errand is None:
        return
    loan = session.get_one(Loan, debit.contract_no, populate_existing=True)
    hold(session, [debit.contract_no])
    found = planned(errand, look(session, loan))
    prepaid = found.effect(errand.details["effect"]) if found else None
    if found is None or prepaid is None:
        fail(errand, "late", debit.answered_at or debit.asked_at)
    else:
        on = debit.asked_on
        charge_prepayment(session, loan, found.amount, found.fee, on)
        replace(session, loan, found.dated(prepaid), prepaid.balloon, on, "prepayment")
        errand.state, errand.paid_on = "PAID", on
    session.flush()
