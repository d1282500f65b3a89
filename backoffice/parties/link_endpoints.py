"""`/parties/{id}/link` and `/links`: a co-signer's own way in."""

from fastapi import APIRouter
from pydantic import BaseModel

from backoffice.applications.finding import invited_party, party_of
from backoffice.audit.actors import CurrentActor, Level
from backoffice.audit.trail import command, fingerprint, record
from backoffice.idempotency.service import RequiredKey
from backoffice.office import CurrentOffice
from backoffice.parties import links
from backoffice.parties.endpoints import Asking, PartyId
from backoffice.parties.models import Link
from backoffice.parties.schemas import (
    MadeLink,
    OpenedLink,
    OpenLink,
    PartyView,
    ProvedLink,
    ProveLink,
)
from backoffice.parties.views import instant, view_of
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal

router = APIRouter(tags=["links"])


class _Made(BaseModel):
    """What is remembered of a link that was made: its number, never its address."""

    link_id: int


@router.post("/parties/{party_id}/link", responses=refuses(403, 404, 409, 422))
def make_link(
    party_id: PartyId, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> MadeLink:
    """Send a co-signer his link; sent again, the one before ends."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        party = invited_party(session, actor, party_id, lock=True)
        made = command(
            session, actor, key, f"links.make.{party_id}", party.application_no, Asking(),
            lambda: _Made(link_id=links.make(session, party).id), _Made,
        )  # fmt: skip
        link = session.get_one(Link, made.link_id)
        return MadeLink(
            url=links.url_of(session, link),
            expires_at=instant(link.expires_at) or "",
            sms_sent=True,
        )


@router.delete("/parties/{party_id}/link", responses=refuses(403, 404, 409, 422))
def revoke_link(
    party_id: PartyId, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> PartyView:
    """End a co-signer's link."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        party = invited_party(session, actor, party_id, lock=True)

        def perform() -> PartyView:
            links.end(session, party_id, "revoked")
            return view_of(session, party)

        name = f"links.revoke.{party_id}"
        return command(
            session, actor, key, name, party.application_no, Asking(), perform, PartyView
        )


@router.post("/links/open", responses=refuses(404, 410, 422))
def open_link(request: OpenLink, office: CurrentOffice, actor: CurrentActor) -> OpenedLink:
    """Whose link it is; 410 for one that is used, over, revoked or never was."""
    with office.database.transaction() as session:
        return links.open_link(session, request.token)


@router.post("/links/{party_id}/prove", responses=refuses(404, 410, 422))
def prove_link(
    party_id: PartyId, request: ProveLink, office: CurrentOffice, actor: CurrentActor
) -> ProvedLink:
    """The person behind a link is its party; after five wrong tries the link ends."""
    with office.database.transaction() as session:
        number = party_of(session, party_id).application_no
        before = fingerprint(session, number)
        left = links.prove(session, party_id, request)
        record(session, actor, f"links.prove.{party_id}", number, before=before)
    # What was tried is kept, also when it was wrong: refused after the commit.
    if left is not None:
        raise Refusal("ID_PROOF_WRONG", left=left, allowed={"tries_left": left})
    return ProvedLink(party_id=party_id, level="L2")
