"""The durable work of a settlement: collected, closed, proved, told; each step once."""

from pyhanko.sign.timestamps import TimestampRequestError
from sqlalchemy.orm import Session

from backoffice.deliveries.service import deliver_talk
from backoffice.loans.models import Loan
from backoffice.servicing.collecting import collected
from backoffice.servicing.drawing import give_up
from backoffice.servicing.errands import find
from backoffice.servicing.proofs import proof_of
from backoffice.servicing.settlement.drawing import close
from backoffice.servicing.settlement.figures import WORDS
from backoffice.servicing.views import failure_of
from backoffice.workflows.steps import Done, NotYet, Steps, in_transaction


def _conclude(steps: Steps, request_no: str) -> bool:
    def conclude(session: Session) -> Done:
        errand = find(session, request_no, lock=True)
        give_up(session, errand)
        if errand.state == "PAID":
            loan = session.get_one(Loan, errand.contract_no, populate_existing=True)
            if loan.state != "SETTLED":
                raise NotYet("not set off")
            close(session, errand)
        return Done(moved=errand.state in ("RELEASING", "DONE"))

    return in_transaction(steps, "conclude", conclude, Done).moved


def _prove(steps: Steps, request_no: str) -> None:
    def prove(session: Session) -> Done:
        errand = find(session, request_no)
        try:
            proof_of(session, session.get_one(Loan, errand.contract_no))
        except TimestampRequestError as error:
            raise NotYet(str(error)) from error
        return Done()

    in_transaction(steps, "prove", prove, Done)


def _tell(steps: Steps, request_no: str) -> None:
    def tell(session: Session) -> Done:
        errand = find(session, request_no)
        if errand.state not in ("RELEASING", "DONE", "FAILED"):
            return Done(moved=False)
        loan = session.get_one(Loan, errand.contract_no)
        key = {"RELEASING": "settled", "DONE": "done", "FAILED": "failed"}[errand.state]
        text = WORDS.say(f"told_{key}", reason=failure_of(errand))
        deliver_talk(session, f"errand:{request_no}", loan.customer_id, "service", text)
        return Done()

    in_transaction(steps, "tell", tell, Done)


def settle_errand(steps: Steps, request_no: str) -> None:
    """To its end, once its money was asked for."""
    collected(steps, request_no)
    if _conclude(steps, request_no):
        _prove(steps, request_no)
    _tell(steps, request_no)
