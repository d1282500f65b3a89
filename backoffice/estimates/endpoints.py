"""`/estimates/*`, `/affordability`, `/cash-or-loan`."""

from decimal import Decimal

from fastapi import APIRouter

from backoffice.estimates import simple
from backoffice.estimates.cash_or_loan import best_case, say_case
from backoffice.estimates.schemas import (
    AffordabilityAnswer,
    AffordabilityRequest,
    CashOrLoanAnswer,
    CashOrLoanRequest,
    FlatRateAnswer,
    FlatRateRequest,
    OnTheRoadAnswer,
    OnTheRoadRequest,
)
from backoffice.office import CurrentOffice, Office
from backoffice.problem_schemas import refuses
from backoffice.quotes.answers import answer
from backoffice.quotes.repository import store
from backoffice.quotes.service import stored_answer

router = APIRouter(tags=["estimates"])


@router.post("/estimates/on-the-road", responses=refuses(404, 422))
def estimate_on_the_road(request: OnTheRoadRequest, office: CurrentOffice) -> OnTheRoadAnswer:
    """Price, purchase tax, insurance estimate, plate."""
    return simple.on_the_road(office.catalogue(), request)


@router.post("/estimates/flat-rate", responses=refuses(422))
def estimate_flat_rate(request: FlatRateRequest) -> FlatRateAnswer:
    """What a flat rate is, annualised."""
    return simple.flat_rate(request)


def _heaviest(request: AffordabilityRequest, office: Office) -> Decimal | None:
    if request.monthly_payment is not None:
        return request.monthly_payment
    if request.quote_id is None:
        return None
    return Decimal(stored_answer(office, request.quote_id).quote.highest_payment)


@router.post("/affordability", responses=refuses(404, 422))
def weigh_affordability(
    request: AffordabilityRequest, office: CurrentOffice
) -> AffordabilityAnswer:
    """Instalment to income and debts to income, graded; and what the income carries."""
    return simple.affordability(office.catalogue(), request, _heaviest(request, office))


@router.post("/cash-or-loan", responses=refuses(404, 422))
def cash_or_loan(request: CashOrLoanRequest, office: CurrentOffice) -> CashOrLoanAnswer:
    """The honest case of cash against a loan; the loan's quote is stored."""
    catalogue = office.catalogue()
    case = best_case(catalogue, request)
    answered = answer(catalogue, case.priced, [])
    with office.database.transaction() as session:
        assumed = None if request.customer_type else "private"
        store(session, catalogue, [(case.priced, answered)], assumed)
    return say_case(case, request, answered)
