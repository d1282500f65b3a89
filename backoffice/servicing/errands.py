"""Errands: opened by citing a trial, found again, cancelled while no money moved."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor
from backoffice.loans.dues import hold
from backoffice.loans.models import Loan
from backoffice.loans.service import loan_for
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.models import Errand

EXCLUSIVE = ("CONFIRMED", "DRAWING")
OPEN = (*EXCLUSIVE, "PAID", "RELEASING")


def find(session: Session, request_no: str, *, lock: bool = False) -> Errand:
    """An errand; raises `Refusal` (ERRAND_UNKNOWN)."""
    found = session.get(Errand, request_no, with_for_update=lock, populate_existing=True)
    if found is None:
        raise Refusal("ERRAND_UNKNOWN")
    return found


def errand_for(session: Session, actor: Actor, request_no: str) -> Errand:
    """An errand on a loan of the actor's; raises `Refusal` (ERRAND_UNKNOWN)."""
    found = find(session, request_no)
    try:
        loan_for(session, actor, found.contract_no)
    except Refusal as refusal:
        raise Refusal("ERRAND_UNKNOWN") from refusal
    return found


def open_errands(session: Session, contract_no: str) -> list[Errand]:
    """What is under way on a loan, newest first."""
    query = sa.select(Errand).where(Errand.contract_no == contract_no, Errand.state.in_(OPEN))
    return list(session.scalars(query.order_by(Errand.opened_at.desc(), Errand.request_no)))


def refuse_second(session: Session, loan: Loan) -> None:
    """Raise `Refusal` (ERRAND_OPEN) when something else will still change the loan. Locks it."""
    hold(session, [loan.contract_no])
    for errand in open_errands(session, loan.contract_no):
        if errand.state in EXCLUSIVE:
            raise Refusal("ERRAND_OPEN", allowed={"request_no": errand.request_no})


def cancel(session: Session, request_no: str) -> Errand:
    """Leave an errand; done already it stays done. Raises `Refusal` (ERRAND_UNDERWAY)."""
    errand = find(session, request_no, lock=True)
    if errand.state == "CANCELLED":
        return errand
    if errand.state != "CONFIRMED":
        raise Refusal("ERRAND_UNDERWAY")
    errand.state = "CANCELLED"
    errand.ended_on = office_of(session).clock.business_date()
    session.flush()
    return errand
