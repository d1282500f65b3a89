"""Handing an errand's money to the bank, at once where it can be, durably where it is silent."""

from datetime import datetime
from typing import TYPE_CHECKING

from backoffice.loans.bank import bank_of
from backoffice.loans.debits import collect, settle
from backoffice.providers.errors import ProviderError
from backoffice.servicing.drawing import debit_of
from backoffice.servicing.errands import find
from backoffice.workflows.steps import Done, NotYet, Steps, outside
from foundation.log import logger

if TYPE_CHECKING:
    from backoffice.office import Office


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


def collected(steps: Steps, request_no: str) -> None:
    """The step of durable work after which the bank answered, and what came in is set off."""

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
