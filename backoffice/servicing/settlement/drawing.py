"""The money of a settlement: asked for once, charged when it is there, given up when it is not."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.loans.charging import charge_settlement
from backoffice.loans.debits import ask
from backoffice.loans.dues import hold
from backoffice.loans.looking import look
from backoffice.loans.mandates import in_force
from backoffice.loans.models import Loan
from backoffice.loans.payoffs import payoff_on
from backoffice.loans.running_models import Debit, Mandate
from backoffice.servicing.errands import find
from backoffice.servicing.models import Errand
from backoffice.workflows.orders import order


def ask_for(session: Session, request_no: str, at: datetime) -> None:
    """Ask the bank for what settles the loan today, at most what was confirmed.

    Where more is owed, or no card gives, the errand ends and nothing is drawn.
    """
    errand = find(session, request_no, lock=True)
    if errand.state != "CONFIRMED":
        return
    hold(session, [errand.contract_no])
    day = at.astimezone(SHANGHAI).date()
    found = payoff_on(look(session, session.get_one(Loan, errand.contract_no)), day).payoff
    # Credit goes back to the customer by itself, so it does not pay for this.
    owed = found.total + found.credit
    card = in_force(session, errand.contract_no, day)
    order(session, "settle_errand", request_no)
    if card is None or card.state != "active":
        fail(errand, "no_card", at)
    elif owed > errand.amount:
        fail(errand, "changed", at)
    else:
        number = errand.contract_no
        ask(session, number, errand.reference, errand.errand, owed, card.mandate_no, at)
        errand.state = "DRAWING"
    session.flush()


def fail(errand: Errand, why: str, at: datetime) -> None:
    """End an errand without effect on the loan."""
    errand.state, errand.failure = "FAILED", why
    errand.ended_on = at.astimezone(SHANGHAI).date()


def debit_of(session: Session, errand: Errand) -> Debit | None:
    """The try to draw the money of an errand."""
    query = sa.select(Debit).where(Debit.reference == errand.reference)
    return session.scalars(query, execution_options={"populate_existing": True}).one_or_none()


def charge(session: Session, debit: Debit) -> None:
    """The money is there: make due what settles the loan, so that it is set off against it.

    Where the bank answered so late that more is owed by now, the errand ends: the money pays what
    is due, the rest goes back.
    """
    query = sa.select(Errand).where(
        Errand.request_no == debit.reference.partition(":")[2],
        Errand.contract_no == debit.contract_no,
    )
    errand = session.scalars(query.with_for_update()).one()
    if errand.state != "DRAWING":
        return
    loan = session.get_one(Loan, debit.contract_no)
    on, at = debit.asked_on, look(session, loan)
    found = payoff_on(at, on).payoff
    if on < at.accrues_from or found.total + found.credit > debit.amount:
        fail(errand, "late", debit.answered_at or debit.asked_at)
    else:
        charge_settlement(session, loan, found, on)
        errand.state, errand.paid_on = "PAID", on
    session.flush()


def give_up(session: Session, errand: Errand) -> None:
    """Note what the bank refused; nothing of the loan changed."""
    debit = debit_of(session, errand)
    if errand.state == "DRAWING" and debit and debit.state in ("failed", "partial"):
        why = debit.code or "BANK_DOWN" if debit.state == "failed" else "partial"
        fail(errand, why, debit.answered_at or debit.asked_at)
        session.flush()


def close(session: Session, errand: Errand) -> None:
    """The loan is settled: no card is drawn from any more, the lien is on its way."""
    loan = session.get_one(Loan, errand.contract_no, populate_existing=True)
    session.execute(
        sa.update(Mandate)
        .where(Mandate.contract_no == loan.contract_no, Mandate.state != "ended")
        .values(state="ended", ended_on=errand.paid_on)
    )
    errand.state = "RELEASING" if loan.lien else "DONE"
    errand.ended_on = None if loan.lien else errand.paid_on
    session.flush()


WHEN_DRAWN = {"settlement": charge}
