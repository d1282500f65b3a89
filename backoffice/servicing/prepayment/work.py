"""The durable work of a part payment: asked, collected, set off, told; each step once."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.deliveries.service import deliver_talk
from backoffice.loans.models import Loan
from backoffice.loans.running_models import Due
from backoffice.servicing.collecting import collected
from backoffice.servicing.drawing import give_up
from backoffice.servicing.errands import find
from backoffice.servicing.models import Errand
from backoffice.servicing.prepayment.drawing import try_to_ask
from backoffice.servicing.prepayment.rules import WORDS
from backoffice.servicing.prepayment.showing import words_of
from backoffice.servicing.views import failure_of
from backoffice.workflows.steps import Done, NotYet, Steps, in_transaction

PART = "prepayment"


def _ask(steps: Steps, request_no: str) -> None:
    def ask(session: Session) -> Done:
        if not try_to_ask(session, request_no, steps.office.clock.now()):
            raise NotYet("the bank has not answered about the instalment")
        return Done()

    in_transaction(steps, "ask", ask, Done)


def _set_off(session: Session, errand: Errand) -> bool:
    query = sa.select(Due.period).where(
        Due.contract_no == errand.contract_no, Due.part == PART, Due.paid_on.is_(None)
    )
    return session.scalars(query).first() is None


def _conclude(steps: Steps, request_no: str) -> None:
    def conclude(session: Session) -> Done:
        errand = find(session, request_no, lock=True)
        give_up(session, errand)
        if errand.state == "PAID":
            if not _set_off(session, errand):
                raise NotYet("not set off")
            errand.state, errand.ended_on = "DONE", errand.paid_on
            session.flush()
        return Done(moved=errand.state == "DONE")

    in_transaction(steps, "conclude", conclude, Done)


def _tell(steps: Steps, request_no: str) -> None:
    def tell(session: Session) -> Done:
        errand = find(session, request_no)
        if errand.state not in ("DONE", "FAILED"):
            return Done(moved=False)
        loan = session.get_one(Loan, errand.contract_no)
        told = WORDS.say(f"told_{errand.state}", reason=failure_of(errand), **words_of(errand))
        deliver_talk(session, f"errand:{request_no}", loan.customer_id, "service", told)
        return Done()

    in_transaction(steps, "tell", tell, Done)


def prepay_errand(steps: Steps, request_no: str) -> None:
    """To its end, once its day has come."""
    _ask(steps, request_no)
    collected(steps, request_no)
    _conclude(steps, request_no)
    _tell(steps, request_no)
