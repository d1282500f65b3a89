"""The durable work of servicing: an errand to its end, each step once."""

from datetime import datetime
from typing import TYPE_CHECKING

from pyhanko.sign.timestamps import TimestampRequestError
from sqlalchemy.orm import Session

from backoffice.deliveries.service import deliver_talk
from backoffice.loans.bank import bank_of
from backoffice.loans.debits import collect, settle
from backoffice.loans.models import Loan
from backoffice.providers.errors import ProviderError
from backoffice.servicing.daily import waiting
from backoffice.servicing.errands import find
from backoffice.servicing.proofs import WORDS, proof_of
from backoffice.servicing.settlement.drawing import ask_for, close, debit_of, give_up
from backoffice.servicing.settlement.ordering import hour_has_come
from backoffice.servicing.views import failure_of
from backoffice.workflows.orders import order
from backoffice.workflows.steps import Done, NotYet, Steps, in_transaction, outside
from foundation.log import logger

if TYPE_CHECKING:
    from backoffice.office import Office


def order_what_is_due(office: "Office", session: Session) -> None:
    """Order the drawing of errands whose hour has come; the sandbox's roll draws by itself."""
    if office.settings.sandbox:
        return
    for errand in waiting(session, office.clock.business_date()):
        if hour_has_come(session, errand.effective_on):
            order(session, "draw_errand", errand.request_no)


def draw_what_is_asked(office: "Office", request_no: str) -> None:
    """Ask the bank now for what an errand asked; where it is silent, the work asks again."""
    with office.database.transaction() as session:
        debit = debit_of(session, find(session, request_no))
        if debit is None or debit.state != "asked":
            return
        contract_no, asked = debit.contract_no, debit.asked_at
    try:
        draw_now(office, contract_no, asked)
    except NotYet as error:
        logger(__name__).warning("servicing.bank_silent", error=repr(error))


def draw_now(office: "Office", contract_no: str, asked: datetime) -> None:
    """Hand what is asked of a loan to the bank; raises `NotYet` while it is silent."""
    try:
        # While days are rolled, the clock may still stand at an earlier one.
        collect(office, bank_of(office), max(asked, office.clock.now()), only=contract_no)
    except ProviderError as error:
        raise NotYet(str(error)) from error


def _draw(steps: Steps, request_no: str) -> None:
    def ask(session: Session) -> Done:
        ask_for(session, request_no, steps.office.clock.now())
        return Done()

    in_transaction(steps, "ask", ask, Done)


def _collected(steps: Steps, request_no: str) -> None:
    """The bank answered, and what came in is set off."""

    def run() -> Done:
        office = steps.office
        with office.database.transaction() as session:
            errand = find(session, request_no)
            debit = debit_of(session, errand)
            asked = debit.asked_at if debit else None
            pending = debit is not None and debit.state == "asked"
            contract_no = errand.contract_no
        if asked is None:
            return Done(moved=False)
        if pending:
            draw_now(office, contract_no, asked)
        with office.database.transaction() as session:
            debit = debit_of(session, find(session, request_no))
            if debit is None or debit.state == "asked":
                raise NotYet("the bank has not answered")
            answered = debit.answered_at or debit.asked_at
        settle(office, answered, only=contract_no)
        return Done()

    outside(steps, "collect", run, Done)


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


def _settle(steps: Steps, request_no: str) -> None:
    _collected(steps, request_no)
    if _conclude(steps, request_no):
        _prove(steps, request_no)
    _tell(steps, request_no)


BODIES = {"settle_errand": _settle, "draw_errand": _draw}
