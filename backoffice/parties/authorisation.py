"""The authorisation to query the credit bureau: read to the end, given, taken back in time."""

import hashlib

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.fields import missing
from backoffice.applications.finding import find, party_of
from backoffice.applications.lifecycle import OPEN, Command, State
from backoffice.applications.models import Application
from backoffice.applications.moving import move, note, require_state
from backoffice.applications.purposes import for_loan
from backoffice.audit.actors import Actor
from backoffice.consents import service as consents
from backoffice.office import office_of
from backoffice.parties.models import CreditAuthorisation, Party
from backoffice.parties.schemas import Authorise
from backoffice.refusals import Refusal
from backoffice.risk.models import CreditReport
from backoffice.wording import wording
from backoffice.workflows.orders import order

WORDS = wording("parties/wording/authorisation.yml")
VERSION = "1"
PURPOSE = "credit_query"
MIN_SECONDS = 10


def text_for(session: Session, party: Party) -> str:
    """The text this party agrees to: his masked name, the lender, the purpose."""
    catalogue = office_of(session).catalogue()
    role = WORDS.say(f"role_{party.role}")
    loan = for_loan(find(session, party.application_no))
    return WORDS.say(
        "text" if loan else "text_extension",
        lender=catalogue.lender,
        role=role,
        application_no=party.application_no,
    )


def hash_of(text: str) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def in_force(session: Session, party_id: str) -> CreditAuthorisation | None:
    """The party's authorisation that he did not take back."""
    return session.scalars(
        sa.select(CreditAuthorisation)
        .where(CreditAuthorisation.party_id == party_id, CreditAuthorisation.withdrawn_at.is_(None))
        .order_by(CreditAuthorisation.id.desc())
        .limit(1)
    ).one_or_none()


def _refuse_unread(session: Session, party: Party, request: Authorise) -> str:
    """The text that was read to its end; raises `Refusal` (TEXT_CHANGED, READ_TOO_SHORT)."""
    text = text_for(session, party)
    if request.text_hash != hash_of(text):
        raise Refusal("TEXT_CHANGED", allowed={"text_hash": hash_of(text)})
    if request.dwell_ms < MIN_SECONDS * 1000 or not request.scrolled_to_end:
        raise Refusal("READ_TOO_SHORT", allowed={"min_seconds": MIN_SECONDS})
    return text


def _refuse_early(session: Session, application: Application, borrower: Party) -> None:
    """Raise `Refusal` (STATE_CONFLICT, FIELDS_MISSING) while the decision could not be taken."""
    require_state(application, State.ID_VERIFIED)
    if lacking := missing(session, application, borrower, before_decision=True):
        raise Refusal("FIELDS_MISSING", allowed={"fields": lacking})


def authorise(session: Session, actor: Actor, party: Party, request: Authorise) -> None:
    """Authorise the query; the borrower's lets the decision begin.

    Raises `Refusal`: CONSENT_REQUIRED, IDENTITY_FIRST, FIELDS_MISSING, TEXT_CHANGED,
    READ_TOO_SHORT, STATE_CONFLICT.
    """
    application = find(session, party.application_no)
    consents.require(session, party, PURPOSE)
    if party.identity != "done":
        raise Refusal("IDENTITY_FIRST")
    text = _refuse_unread(session, party, request)
    if party.role == "borrower":
        _refuse_early(session, application, party)
    else:
        require_state(application, *OPEN)
    if in_force(session, party.party_id) is not None and party.authorised_at is not None:
        return
    given = _keep(session, actor, party, request, text)
    note(session, application.application_no, "authorised", "authorise", role=party.role)
    if party.role == "borrower":
        move(session, application, Command.AUTHORISE, actor, "authorised")
        application.round += 1
        order(session, "decide", application.application_no, application.round)
    else:
        order(session, "query_party", party.party_id, given.id)


def _keep(
    session: Session, actor: Actor, party: Party, request: Authorise, text: str
) -> CreditAuthorisation:
    now = office_of(session).clock.now()
    party.authorised_at = now
    given = CreditAuthorisation(
        party_id=party.party_id,
        text_version=VERSION,
        text_hash=request.text_hash,
        text=text,
        dwell_ms=request.dwell_ms,
        channel=actor.channel,
        authorised_at=now,
    )
    session.add(given)
    session.flush()
    return given


def withdraw(session: Session, actor: Actor, party_id: str) -> bool:
    """Take the authorisation back: a query that was not made yet is not made any more.

    What was lawfully queried stays on record; whether a query was stopped.
    """
    party = party_of(session, party_id)
    application = find(session, party.application_no, lock=True)
    session.refresh(party)
    given = in_force(session, party_id)
    if given is None:
        return False
    given.withdrawn_at = office_of(session).clock.now()
    if session.get(CreditReport, given.id) is not None:
        return False
    party.authorised_at = None
    note(session, application.application_no, "authorisation_withdrawn", role=party.role)
    if party.role == "borrower" and application.state == State.CREDIT_AUTHORISED:
        move(session, application, Command.WITHDRAW_AUTHORISATION, actor, "consent_withdrawn")
    return True
