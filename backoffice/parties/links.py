"""A party's own way in: a link that works for 72 hours, for him alone, until he signed.

What is kept of a token is its hash; it can be made again only with this process's key, so that
no table holds a link that works. Sent again, the old one ends.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import DRIVER, borrower_of, find, party_of
from backoffice.applications.lifecycle import OPEN
from backoffice.applications.models import Application
from backoffice.applications.moving import note, require_state
from backoffice.applications.purposes import for_loan
from backoffice.clock.service import SHANGHAI
from backoffice.customers.endpoints import mask_name
from backoffice.deliveries.service import LINK, LINK_HERE, deliver_sms
from backoffice.office import office_of
from backoffice.parties.models import Link, Party
from backoffice.parties.schemas import OpenedLink, ProveLink
from backoffice.parties.views import instant
from backoffice.refusals import Refusal
from backoffice.wording import wording
from foundation.log import mask
from foundation.zh import moment

WORDS = wording("parties/wording/link.yml")
VALID = timedelta(hours=72)
ALIVE = ("sent", "opened")
WRONG_PROOFS = 5


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _token(session: Session, salt: str) -> str:
    key = office_of(session).settings.papers_key.encode()
    made = hmac.new(key, f"party link {salt}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def url_of(session: Session, link: Link) -> str:
    """The link's address; the token stands in the fragment, which no server's log ever sees."""
    return f"{office_of(session).settings.edge_url}/s#{_token(session, link.salt)}"


def end(session: Session, party_id: str, state: str) -> bool:
    """End the party's living link; whether there was one."""
    ended = session.execute(
        sa.update(Link)
        .where(Link.party_id == party_id, Link.state.in_(ALIVE))
        .values(state=state, ended_at=office_of(session).clock.now())
        .returning(Link.id)
    ).all()
    return bool(ended)


def make(session: Session, party: Party) -> Link:
    """A fresh link, sent to the party's phone; raises `Refusal` (STATE_CONFLICT, LINK_NEEDLESS)."""
    application = find(session, party.application_no)
    require_state(application, *OPEN)
    if party.role == "borrower" or party.signature == "signed":
        raise Refusal("LINK_NEEDLESS")
    end(session, party.party_id, "revoked")
    now = office_of(session).clock.now()
    salt = secrets.token_hex(16)
    link = Link(
        party_id=party.party_id,
        salt=salt,
        token_hash=hash_of(_token(session, salt)),
        state="sent",
        sent_at=now,
        expires_at=now + VALID,
    )
    session.add(link)
    session.flush()
    text = WORDS.say(
        _sentence(application, party),
        borrower=mask_name(borrower_of(session, party.application_no).name) or "",
        role=WORDS.say(party.role),
        url=LINK_HERE,
        until=moment(link.expires_at.astimezone(SHANGHAI)),
    )
    deliver_sms(session, f"{LINK}:{link.id}", party.phone, LINK, text)
    note(session, party.application_no, "link_sent", role=party.role)
    return link


def _sentence(application: Application, party: Party) -> str:
    """Which sentence brings the link: a driver takes nothing on."""
    if party.role == DRIVER:
        return "sms_driver"
    return "sms" if for_loan(application) else "sms_extension"


def _living(session: Session, token: str) -> Link:
    """The living link of a token, locked; raises `Refusal` (LINK_GONE)."""
    link = session.scalars(
        sa.select(Link).where(Link.token_hash == hash_of(token)).with_for_update()
    ).one_or_none()
    if link is None or link.state not in ALIVE or over(session, link):
        raise Refusal("LINK_GONE")
    party = party_of(session, link.party_id)
    if find(session, party.application_no).state not in OPEN:
        raise Refusal("LINK_GONE")
    return link


def living(session: Session, party_id: str) -> Link | None:
    """The link of a party that works now."""
    query = sa.select(Link).where(Link.party_id == party_id, Link.state.in_(ALIVE))
    link = session.scalars(query).one_or_none()
    return None if link is None or over(session, link) else link


def over(session: Session, link: Link) -> bool:
    """Whether a link's time is over, though nobody ended it yet."""
    now: datetime = office_of(session).clock.now()
    return link.expires_at <= now


def open_link(session: Session, token: str) -> OpenedLink:
    """Whose link it is; raises `Refusal` (LINK_GONE) for one that ended."""
    link = _living(session, token)
    party = party_of(session, link.party_id)
    if link.state == "sent":
        link.state, link.opened_at = "opened", office_of(session).clock.now()
        note(session, party.application_no, "link_opened", role=party.role)
    return OpenedLink.model_validate(
        {
            "party_id": party.party_id,
            "role": party.role,
            "name_masked": mask_name(party.name),
            "phone_masked": mask(party.phone),
            "application_no": party.application_no,
            "borrower_masked": mask_name(borrower_of(session, party.application_no).name),
            "purpose": find(session, party.application_no).purpose,
            "expires_at": instant(link.expires_at),
            "state": "opened",
        }
    )


def prove(session: Session, party_id: str, request: ProveLink) -> int | None:
    """Compare the last six signs of the ID number, if it is known, and remember the proof.

    None when they are right; else how many tries are left, the last one ending the link. A party
    whose number nobody knows yet shows it with his papers. Raises `Refusal` (LINK_GONE).
    """
    link = _living(session, request.token)
    if link.party_id != party_id:
        raise Refusal("LINK_GONE")
    party = party_of(session, party_id)
    if party.id_no is None or party.id_no[-6:] == request.id_last6.upper():
        link.proved_at = office_of(session).clock.now()
        link.wrong_proofs = 0
        return None
    link.wrong_proofs += 1
    if link.wrong_proofs >= WRONG_PROOFS:
        link.state, link.ended_at = "revoked", office_of(session).clock.now()
        note(session, party.application_no, "link_ended", role=party.role, reason="wrong_proofs")
    return WRONG_PROOFS - link.wrong_proofs


def expire(session: Session, link_id: int) -> bool:
    """End a link whose time is over; whether this call did."""
    link = session.get(Link, link_id, with_for_update=True)
    if link is None or link.state not in ALIVE or not over(session, link):
        return False
    link.state, link.ended_at = "expired", office_of(session).clock.now()
    party = session.get_one(Party, link.party_id)
    note(session, party.application_no, "link_expired", role=party.role)
    return True
