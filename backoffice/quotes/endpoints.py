"""`/quotes`, `/quotes/solve`, `/comparisons`."""

from typing import Annotated

from fastapi import APIRouter, Path

from backoffice.office import CurrentOffice, Office
from backoffice.problem_schemas import refuses
from backoffice.quotes import service
from backoffice.quotes.answers import answer
from backoffice.quotes.comparing import differences
from backoffice.quotes.pricing import price_plan
from backoffice.quotes.repository import find, store
from backoffice.quotes.schemas import (
    ComparisonAnswer,
    ComparisonRequest,
    QuoteAnswer,
    QuoteRequest,
    ScheduleAnswer,
    SolveAnswer,
    SolveRequest,
)
from backoffice.quotes.solving import solve
from backoffice.refusals import Refusal

router = APIRouter(tags=["quotes"])

QuoteId = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]
FEWEST_TO_COMPARE = 2


@router.post("/quotes", responses=refuses(404, 422))
def give_quote(request: QuoteRequest, office: CurrentOffice) -> QuoteAnswer:
    """Price one plan; the quote is stored unchangeable and can be cited by its number."""
    return service.give_quote(office, request)


@router.post("/quotes/solve", responses=refuses(404, 422))
def solve_plan(request: SolveRequest, office: CurrentOffice) -> SolveAnswer:
    """Solve a plan backwards; the value comes with a stored quote that shows it."""
    catalogue = office.catalogue()
    solved = solve(catalogue, request)
    if solved.ask is None:
        return SolveAnswer(
            target=request.target,
            value=solved.value,
            quote=None,
            answer=None,
            assumptions=solved.assumptions,
            explanation_facts=solved.facts,
        )
    priced = price_plan(catalogue, solved.ask)
    answered = answer(catalogue, priced, solved.assumptions)
    with office.database.transaction() as session:
        store(session, catalogue, [(priced, answered)])
    return SolveAnswer(
        target=request.target,
        value=solved.value,
        quote=answered.quote,
        answer=answered,
        assumptions=solved.assumptions,
        explanation_facts=solved.facts,
    )


@router.get("/quotes/{quote_id}", responses=refuses(404, 422))
def read_quote(quote_id: QuoteId, office: CurrentOffice) -> QuoteAnswer:
    """A quote exactly as it was given."""
    return service.stored_answer(office, quote_id)


@router.get("/quotes/{quote_id}/schedule", responses=refuses(404, 422))
def read_schedule(quote_id: QuoteId, office: CurrentOffice) -> ScheduleAnswer:
    """The instalments of a quote one by one."""
    return service.schedule_of(office, quote_id)


def _compared(request: ComparisonRequest, office: Office) -> list[QuoteAnswer]:
    fresh = [service.price(office, item) for item in request.items]
    with office.database.transaction() as session:
        known = [find(session, quote_id) for quote_id in request.quote_ids]
        if fresh:
            store(session, office.catalogue(), fresh)
    stored = [QuoteAnswer.model_validate(quote.answer) for quote in known]
    return [*stored, *(answered for _, answered in fresh)]


@router.post("/comparisons", responses=refuses(404, 422))
def compare(request: ComparisonRequest, office: CurrentOffice) -> ComparisonAnswer:
    """Plans beside each other; plans given as requests are priced and stored."""
    if len(request.quote_ids) + len(request.items) < FEWEST_TO_COMPARE:
        raise Refusal("QUOTES_TOO_FEW")
    answers = _compared(request, office)
    quotes = [answered.quote for answered in answers]
    return ComparisonAnswer(quotes=quotes, answers=answers, differences=differences(quotes))
