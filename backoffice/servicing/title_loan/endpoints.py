"""`/loans/{no}/trials/title_loan`."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from backoffice.audit.actors import CurrentActor, Level
from backoffice.loans.endpoints import ContractNo
from backoffice.loans.looking import look
from backoffice.loans.schemas import TrialView
from backoffice.loans.service import loan_for
from backoffice.loans.trying import trial_view
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.servicing.title_loan.kind import ERRAND, figures, reasons

router = APIRouter()


class TryTitleLoan(BaseModel):
    """What the book is needed for."""

    reason: Literal["plate", "transfer_registration", "change_registration", "replace", "other"]


@router.post("/loans/{contract_no}/trials/title_loan", responses=refuses(403, 404, 422))
def try_title_loan(
    contract_no: ContractNo, request: TryTitleLoan, office: CurrentOffice, actor: CurrentActor
) -> TrialView:
    """When the book would be shipped and has to be back; nothing is done."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        loan = loan_for(session, actor, contract_no)
        at = look(session, loan)
        told = figures(at, request.reason)
        return trial_view(session, loan, ERRAND, told, reasons(session, at))
