"""What applications ask of the papers' room, in one place."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from backoffice.applications.finding import find
from backoffice.applications.models import Application
from backoffice.applications.schemas import DocumentView
from backoffice.documents import checklist
from backoffice.parties.models import Party

# How an ID card without an end is written.
FOR_EVER = "9999-12-31"


def documents(session: Session, application: Application) -> list[DocumentView]:
    """The checklist: every paper that is needed or given, and how it stands."""
    return checklist.items(session, application)


def decision_papers_complete(session: Session, application: Application) -> bool:
    """Whether all papers that the decision needs are accepted."""
    return checklist.complete(session, application.application_no)


def accepted(session: Session, application: Application) -> frozenset[str]:
    """The documents that were accepted, of whichever party."""
    found = documents(session, application)
    return frozenset(item.document for item in found if item.status == "accepted")


def identity_papers_read(session: Session, party: Party) -> bool:
    """Whether both sides of the party's ID are read and, where needed, confirmed."""
    found = documents(session, find(session, party.application_no))
    return any(
        item.document == "id_card" and item.party_id == party.party_id and item.status == "accepted"
        for item in found
    )


def paper_values(session: Session, party: Party) -> Mapping[str, str]:
    """What the party's accepted papers show, by field of the application."""
    facts = checklist.facts(session, party.party_id)
    if facts.id_valid_for_ever:
        return {**facts.values, "id_valid_to": FOR_EVER}
    return facts.values


def paper_flags(session: Session, party: Party) -> tuple[str, ...]:
    """What a person should look at in the party's accepted papers."""
    return checklist.facts(session, party.party_id).review
