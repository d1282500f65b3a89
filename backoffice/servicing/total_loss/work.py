"""The durable end of a lost car's loan: closed, proved, told; each step once."""

from datetime import date, timedelta

import sqlalchemy as sa
from pyhanko.sign.timestamps import TimestampRequestError
from sqlalchemy.orm import Session

from backoffice.deliveries.service import deliver_talk
from backoffice.loans.models import Loan
from backoffice.servicing.errands import find
from backoffice.servicing.models import Errand
from backoffice.servicing.proofs import proof_of
from backoffice.servicing.settlement.drawing import close
from backoffice.servicing.total_loss.figures import ERRAND, WORDS
from backoffice.workflows.orders import order
from backoffice.workflows.steps import Done, NotYet, Steps, in_transaction
from foundation.zh import yuan


def _conclude(session: Session, request_no: str) -> Done:
    errand = find(session, request_no, lock=True)
    if errand.state not in ("PAID", "ACCEPTED"):
        return Done(moved=False)
    loan = session.get_one(Loan, errand.contract_no, populate_existing=True)
    if loan.state != "SETTLED":
        raise NotYet("not set off")
    close(session, errand)
    return Done()


def _prove(session: Session, request_no: str) -> Done:
    loan = session.get_one(Loan, find(session, request_no).contract_no)
    try:
        proof_of(session, loan)
    except TimestampRequestError as error:
        raise NotYet(str(error)) from error
    return Done()


def _tell(session: Session, request_no: str) -> Done:
    errand = find(session, request_no)
    told = errand.details
    key = "even" if told["surplus"] == "0.00" else "over"
    if told["shortfall"] != "0.00":
        key = "settled"
    facts = {"payout": yuan(told["payout"]), "surplus": yuan(told["surplus"])}
    loan = session.get_one(Loan, errand.contract_no)
    text = WORDS.say(f"told_{key}", **facts)
    deliver_talk(session, f"errand:{request_no}", loan.customer_id, "service", text)
    return Done()


def total_loss_errand(steps: Steps, request_no: str) -> None:
    """To its end, once the insurer's money settled the loan."""
    moved = in_transaction(steps, "conclude", lambda s: _conclude(s, request_no), Done).moved
    if moved:
        in_transaction(steps, "prove", lambda s: _prove(s, request_no), Done)
        in_transaction(steps, "tell", lambda s: _tell(s, request_no), Done)


def _paid_off(session: Session) -> list[str]:
    query = sa.select(Errand.request_no).join(Loan, Loan.contract_no == Errand.contract_no)
    return list(
        session.scalars(
            query.where(
                Errand.errand == ERRAND, Errand.state == "ACCEPTED", Loan.state == "SETTLED"
            )
        )
    )


def each_day(session: Session, day: date) -> None:
    """Close what was short once it is paid off."""
    for request_no in _paid_off(session):
        order(session, "total_loss_errand", request_no)


def next_day(session: Session, after: date) -> date | None:
    """The next day, when something is to be closed."""
    return after + timedelta(days=1) if _paid_off(session) else None
