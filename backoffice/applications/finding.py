"""Finds applications and parties for an actor; what is not his does not exist for him."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.models import Application
from backoffice.audit.actors import Actor, Kind
from backoffice.parties.models import Party
from backoffice.refusals import Refusal

DRIVER = "driver"


def find(session: Session, application_no: str, *, lock: bool = False) -> Application:
    """The application; `lock`: nobody else changes it before this transaction ends.

    Raises `Refusal` (APPLICATION_UNKNOWN).
    """
    query = sa.select(Application).where(Application.application_no == application_no)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise Refusal("APPLICATION_UNKNOWN")
    return found


def application_for(
    session: Session, actor: Actor, application_no: str, *, lock: bool = False
) -> Application:
    """The application if it is the customer's, or for staff and system.

    Raises `Refusal` (APPLICATION_UNKNOWN), also for another's: existence is not told.
    """
    found = find(session, application_no, lock=lock)
    owned = actor.kind is Kind.CUSTOMER and actor.id == found.customer_id
    if not (owned or actor.inside):
        raise Refusal("APPLICATION_UNKNOWN")
    return found


def people_of(session: Session, application_no: str) -> list[Party]:
    """Everybody in an application in the order in which they came, without removed ones."""
    return list(
        session.scalars(
            sa.select(Party)
            .where(Party.application_no == application_no, Party.removed_at.is_(None))
            .order_by(Party.sequence)
        )
    )


def parties_of(session: Session, application_no: str) -> list[Party]:
    """Those who carry the loan: decided on, and signing. A named driver does neither."""
    return [party for party in people_of(session, application_no) if party.role != DRIVER]


def driver_of(session: Session, application_no: str) -> Party | None:
    """Who was named to drive for a borrower without a licence."""
    found = people_of(session, application_no)
    return next((party for party in found if party.role == DRIVER), None)


def borrower_of(session: Session, application_no: str) -> Party:
    """The borrower's party."""
    return next(p for p in parties_of(session, application_no) if p.role == "borrower")


def party_of(session: Session, party_id: str) -> Party:
    """A party of an application; raises `Refusal` (PARTY_UNKNOWN), also for a removed one."""
    party = session.get(Party, party_id)
    if party is None or party.removed_at is not None:
        raise Refusal("PARTY_UNKNOWN")
    return party


def own_party(session: Session, actor: Actor, party_id: str, *, lock: bool = False) -> Party:
    """The party whom the actor is: the borrower's customer, the link's person; or for staff.

    Raises `Refusal` (PARTY_UNKNOWN) for anybody else. `lock` locks the whole application.
    """
    party = party_of(session, party_id)
    application = find(session, party.application_no, lock=lock)
    himself = actor.kind is Kind.PARTY and actor.id == party_id
    borrower = (
        actor.kind is Kind.CUSTOMER
        and actor.id == application.customer_id
        and party.role == "borrower"
    )
    if not (himself or borrower or actor.inside):
        raise Refusal("PARTY_UNKNOWN")
    if lock:
        session.refresh(party)
    return party


def invited_party(session: Session, actor: Actor, party_id: str, *, lock: bool = False) -> Party:
    """A party of the actor's own application, for what a borrower does for the others.

    Raises `Refusal` (PARTY_UNKNOWN), also for the other party himself.
    """
    party = party_of(session, party_id)
    application = find(session, party.application_no, lock=lock)
    owns = actor.kind is Kind.CUSTOMER and actor.id == application.customer_id
    if not (owns or actor.inside):
        raise Refusal("PARTY_UNKNOWN")
    if lock:
        session.refresh(party)
    return party
