"""`/consents`: what is agreed to, and what is taken back."""

from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from backoffice.applications.finding import own_party
from backoffice.applications.models import Application
from backoffice.audit.actors import Actor, CurrentActor, Kind, Level
from backoffice.audit.trail import command
from backoffice.consents import service
from backoffice.consents.schemas import ConsentItem, Consents, GiveConsent, SubjectId
from backoffice.idempotency.service import RequiredKey
from backoffice.leads.service import consent_withdrawn
from backoffice.office import CurrentOffice
from backoffice.parties.authorisation import withdraw
from backoffice.parties.models import Party
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal

router = APIRouter(tags=["consents"])


def _own_subjects(
    session: Session, actor: Actor, customer_id: str | None, party_id: str | None
) -> list[str]:
    """The subjects a question is about; raises `Refusal` (PARTY_UNKNOWN) for another's."""
    if party_id is not None:
        return service.subjects_of(session, own_party(session, actor, party_id))
    himself = actor.kind is Kind.CUSTOMER and actor.id == customer_id
    if customer_id is None or not (himself or actor.inside):
        raise Refusal("PARTY_UNKNOWN")
    return [customer_id, *_as_borrower(session, customer_id)]


def _as_borrower(session: Session, customer_id: str) -> list[str]:
    """The customer's own parties: what he agreed to there is his too."""
    query = (
        sa.select(Party.party_id)
        .join(Application, Application.application_no == Party.application_no)
        .where(Application.customer_id == customer_id, Party.role == "borrower")
    )
    return list(session.scalars(query))


@router.get("/consents", responses=refuses(404, 422))
def list_consents(
    office: CurrentOffice,
    actor: CurrentActor,
    customer_id: Annotated[SubjectId | None, Query()] = None,
    party_id: Annotated[SubjectId | None, Query()] = None,
) -> Consents:
    """All purposes, with what this customer or party agreed to."""
    with office.database.transaction() as session:
        subjects = _own_subjects(session, actor, customer_id, party_id)
        return Consents(items=service.items(session, subjects))


def _stop_what_depends(session: Session, actor: Actor, request: GiveConsent) -> None:
    """A query not made yet is not made; what was passed on to dealers is taken back."""
    if request.purpose == "dealer_share" and request.customer_id:
        consent_withdrawn(session, request.customer_id)
    if request.purpose != "credit_query":
        return
    mine = (
        [request.party_id] if request.party_id else _as_borrower(session, request.customer_id or "")
    )
    for party_id in mine:
        withdraw(session, actor, party_id)


@router.post("/consents", responses=refuses(403, 404, 409, 422))
def give_consent(
    request: GiveConsent, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> ConsentItem:
    """Agree to a purpose or take it back; taking back holds at once."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        subjects = _own_subjects(session, actor, request.customer_id, request.party_id)
        if request.granted and actor.inside:
            raise Refusal("PARTY_UNKNOWN")  # nobody agrees for another

        def perform() -> ConsentItem:
            if request.granted:
                service.give(session, actor, request)
            elif service.take_back(session, subjects, request.purpose):
                _stop_what_depends(session, actor, request)
            found = service.items(session, subjects)
            return next(item for item in found if item.purpose == request.purpose)

        name = "consents.give" if request.granted else "consents.take_back"
        return command(session, actor, key, name, subjects[0], request, perform, ConsentItem)
