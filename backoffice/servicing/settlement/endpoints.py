"""`/loans/{no}/trials/settlement`."""

from fastapi import APIRouter

from backoffice.audit.actors import CurrentActor, Level
from backoffice.care import offers
from backoffice.loans.endpoints import ContractNo
from backoffice.loans.looking import look
from backoffice.loans.service import loan_for
from backoffice.loans.trying import trial_view
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.servicing.schemas import SettlementTrial, SettleOn
from backoffice.servicing.settlement.figures import ERRAND, check_day, figures, reasons

router = APIRouter()


@router.post("/loans/{contract_no}/trials/settlement", responses=refuses(403, 404, 422))
def try_settlement(
    contract_no: ContractNo, request: SettleOn, office: CurrentOffice, actor: CurrentActor
) -> SettlementTrial:
    """What settling on a day costs, part by part, and what it saves; nothing is done."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        loan = loan_for(session, actor, contract_no)
        at = look(session, loan)
        check_day(at, request.settle_on)
        why_not = reasons(at, request.settle_on)
        view = trial_view(session, loan, ERRAND, figures(at, request.settle_on), why_not)
        offer = None if why_not else offers.offer_beside(session, at)
        return SettlementTrial(**view.model_dump(), offer=offers.offer_view(offer))
