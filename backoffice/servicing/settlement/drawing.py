"""The money of a settlement: asked for once, charged when it is there; then the loan is closed."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.loans.charging import charge_settlement
from backoffice.loans.dues import hold
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.loans.payoffs import payoff_on
from backoffice.loans.running_models import Debit, Mandate
from backoffice.servicing.drawing import ask_money, errand_drawn, fail
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
    order(session, "settle_errand", request_no)
    # Credit goes back to the customer by itself, so it does not pay for this.
    ask_money(session, errand, found.total + found.credit, at)


def charge(session: Session, debit: Debit) -> None:
    """The money is there: make due what settles the loan, so that it is set off against it.

    Where the bank answered so late that more is owed by now, the errand ends: the money pays what
    is due, the rest goes back.
    """
    errand = errand_drawn(session, debit)
    if errand is None:
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
