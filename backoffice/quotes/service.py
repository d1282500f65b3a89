"""Use cases of quotes: price and store one plan, find it again."""

from datetime import date

from backoffice.office import Office
from backoffice.quotes.answers import answer
from backoffice.quotes.asking import read_ask
from backoffice.quotes.models import StoredQuote
from backoffice.quotes.pricing import Priced, price_plan
from backoffice.quotes.repository import find, store
from backoffice.quotes.schedules import schedule_answer
from backoffice.quotes.schemas import QuoteAnswer, QuoteRequest, ScheduleAnswer


def price(office: Office, request: QuoteRequest) -> tuple[Priced, QuoteAnswer]:
    """Price a plan without storing it; raises `Refusal` when a rule forbids it."""
    catalogue = office.catalogue()
    ask, assumptions = read_ask(catalogue, request)
    priced = price_plan(catalogue, ask)
    debt = request.other_debt
    return priced, answer(catalogue, priced, assumptions, request.income, debt)


def give_quote(office: Office, request: QuoteRequest) -> QuoteAnswer:
    """Price and store one plan."""
    priced, answered = price(office, request)
    with office.database.transaction() as session:
        store(session, office.catalogue(), [(priced, answered)])
    return answered


def stored(office: Office, quote_id: str) -> StoredQuote:
    """A stored quote; raises `Refusal` (QUOTE_UNKNOWN)."""
    with office.database.transaction() as session:
        return find(session, quote_id)


def expired(quote: StoredQuote, today: date) -> bool:
    """Whether a quote no longer holds on `today`."""
    return quote.business_date > today or quote.valid_until.astimezone().date() < today


def stored_answer(office: Office, quote_id: str) -> QuoteAnswer:
    """A stored quote as it was given."""
    return QuoteAnswer.model_validate(stored(office, quote_id).answer)


def schedule_of(office: Office, quote_id: str) -> ScheduleAnswer:
    """The instalments of a stored quote."""
    return schedule_answer(stored(office, quote_id))
