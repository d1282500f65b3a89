"""`/loans/{no}/trials/extension`."""

from decimal import Decimal

from fastapi import APIRouter
from pydantic import BaseModel

from backoffice.audit.actors import CurrentActor, Level
from backoffice.forms import MoneyIn
from backoffice.loans.endpoints import ContractNo
from backoffice.loans.looking import look
from backoffice.loans.schemas import TrialView
from backoffice.loans.service import loan_for
from backoffice.loans.trying import trial_view
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.servicing.extension.figures import figures
from backoffice.servicing.extension.rules import ERRAND, reasons

router = APIRouter()


class Extend(BaseModel):
    """How much of the balloon is paid on its day; the rest is extended."""

    pay_first: MoneyIn | None = None


@router.post("/loans/{contract_no}/trials/extension", responses=refuses(403, 404, 422))
def try_extension(
    contract_no: ContractNo, request: Extend, office: CurrentOffice, actor: CurrentActor
) -> TrialView:
    """What repaying the balloon in instalments costs for each tenor; nothing is done."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        loan = loan_for(session, actor, contract_no)
        at = look(session, loan)
        told = figures(session, at, request.pay_first or Decimal(0))
        return trial_view(session, loan, ERRAND, told, reasons(session, at))
