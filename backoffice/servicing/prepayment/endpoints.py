"""`/loans/{no}/trials/prepayment`."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from backoffice.audit.actors import CurrentActor, Level
from backoffice.forms import MoneyIn
from backoffice.loans.endpoints import ContractNo
from backoffice.loans.looking import look
from backoffice.loans.schemas import TrialView
from backoffice.loans.service import loan_for
from backoffice.loans.trying import trial_view
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.servicing.prepayment.figures import ERRAND, figures
from backoffice.servicing.prepayment.rules import reasons

router = APIRouter()


class Prepay(BaseModel):
    """How much is to be repaid beside the next instalment."""

    amount: Annotated[MoneyIn, Field(gt=0)]


@router.post("/loans/{contract_no}/trials/prepayment", responses=refuses(403, 404, 409, 422))
def try_prepayment(
    contract_no: ContractNo, request: Prepay, office: CurrentOffice, actor: CurrentActor
) -> TrialView:
    """What repaying a part on the next due date does, both ways; nothing is done."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        loan = loan_for(session, actor, contract_no)
        at = look(session, loan)
        why_not = reasons(session, at, request.amount)
        return trial_view(session, loan, ERRAND, figures(at, request.amount), why_not)
