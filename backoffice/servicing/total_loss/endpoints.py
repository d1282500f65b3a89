"""`/loans/{no}/trials/total_loss`."""

from datetime import date
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
from backoffice.servicing.total_loss.figures import (
    ERRAND,
    check_day,
    figures,
    known_payout,
    reasons,
)

router = APIRouter()


class TryTotalLoss(BaseModel):
    """On which day the insurer pays what; left out: today, and the payout on record."""

    on: date | None = None
    payout: Annotated[MoneyIn, Field(gt=0)] | None = None


@router.post("/loans/{contract_no}/trials/total_loss", responses=refuses(403, 404, 422))
def try_total_loss(
    contract_no: ContractNo, request: TryTotalLoss, office: CurrentOffice, actor: CurrentActor
) -> TrialView:
    """What the insurer's money settles, and what is left over or short; nothing is done."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        loan = loan_for(session, actor, contract_no)
        at = look(session, loan)
        on = request.on or at.today
        check_day(at, on)
        told = figures(at, on, request.payout or known_payout(at))
        return trial_view(session, loan, ERRAND, told, reasons(at))
