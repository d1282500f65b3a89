"""Reads what belongs to an application out of the database."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.models import (
    Application,
    Condition,
    Decision,
    Event,
    HandoverBooking,
    PurchaseFact,
    Review,
    Transition,
)
from backoffice.parties.models import Link
from backoffice.quotes.models import StoredQuote
from backoffice.quotes.repository import find as find_quote
from backoffice.quotes.schemas import Quote


def stored_quote(session: Session, application: Application) -> StoredQuote:
    """The quote that the application is for."""
    return find_quote(session, application.quote_id)


def quote_of(session: Session, application: Application) -> Quote:
    """Its figures as they were given."""
    return Quote.model_validate(stored_quote(session, application).answer["quote"])


def transitions(session: Session, application_no: str) -> list[Transition]:
    """All changes of state, oldest first."""
    query = sa.select(Transition).where(Transition.application_no == application_no)
    return list(session.scalars(query.order_by(Transition.id)))


def conditions(session: Session, application_no: str) -> list[Condition]:
    """The conditions of the approval."""
    query = sa.select(Condition).where(Condition.application_no == application_no)
    return list(session.scalars(query.order_by(Condition.code)))


def last_decision(session: Session, application_no: str) -> Decision | None:
    """The newest decision."""
    query = sa.select(Decision).where(Decision.application_no == application_no)
    return session.scalars(query.order_by(Decision.id.desc()).limit(1)).one_or_none()


def decisions(session: Session, application_no: str) -> list[Decision]:
    """All decisions, oldest first."""
    query = sa.select(Decision).where(Decision.application_no == application_no)
    return list(session.scalars(query.order_by(Decision.id)))


def review(session: Session, application_no: str) -> Review | None:
    """The human review that was asked for."""
    return session.get(Review, application_no)


def booking(session: Session, application_no: str) -> HandoverBooking | None:
    """When and where the car is handed over."""
    return session.get(HandoverBooking, application_no)


def purchase_facts(session: Session, application_no: str) -> dict[str, PurchaseFact]:
    """What was told of the purchase, by kind."""
    query = sa.select(PurchaseFact).where(PurchaseFact.application_no == application_no)
    return {fact.kind: fact for fact in session.scalars(query)}


def events(session: Session, application_no: str) -> list[Event]:
    """What happened, in order."""
    query = sa.select(Event).where(Event.application_no == application_no)
    return list(session.scalars(query.order_by(Event.id)))


def newest_links(session: Session, party_ids: list[str]) -> dict[str, Link]:
    """The newest link of each party that has one."""
    query = sa.select(Link).where(Link.party_id.in_(party_ids)).order_by(Link.id)
    return {link.party_id: link for link in session.scalars(query)}
