"""Parties as their customer may see them."""

from datetime import datetime

from sqlalchemy.orm import Session

from backoffice.applications.reading import newest_links
from backoffice.clock.service import SHANGHAI
from backoffice.customers.endpoints import mask_name
from backoffice.parties.models import Link, Party
from backoffice.parties.schemas import PartyView
from foundation.log import mask


def instant(at: datetime | None) -> str | None:
    """An instant on the wire."""
    return at.astimezone(SHANGHAI).isoformat() if at else None


def party_view(party: Party, link: Link | None) -> PartyView:
    """A party with everything personal masked."""
    state = {"state": "none"} if link is None else {
        "state": link.state,
        "sent_at": instant(link.sent_at),
        "expires_at": instant(link.expires_at),
    }  # fmt: skip
    return PartyView.model_validate(
        {
            "party_id": party.party_id,
            "role": party.role,
            "relation": party.relation,
            "name_masked": mask_name(party.name),
            "phone_masked": mask(party.phone),
            "id_masked": mask(party.id_no) if party.id_no else None,
            "identity": party.identity,
            "authorised": party.authorised_at is not None,
            "card": party.card,
            "signature": party.signature,
            "signed_at": instant(party.signed_at),
            "link": state,
        }
    )


def view_of(session: Session, party: Party) -> PartyView:
    """A party with his newest link."""
    session.flush()
    return party_view(party, newest_links(session, [party.party_id]).get(party.party_id))
