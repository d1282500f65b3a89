"""Use cases of consents: give, take back, look up, insist on."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import find
from backoffice.audit.actors import Actor
from backoffice.clock.service import SHANGHAI
from backoffice.consents.models import Consent
from backoffice.consents.purposes import purposes
from backoffice.consents.schemas import ConsentItem, GiveConsent
from backoffice.office import office_of
from backoffice.parties.models import Party
from backoffice.refusals import Refusal


def subjects_of(session: Session, party: Party) -> list[str]:
    """Under which numbers a party's consents stand: a borrower's also under the customer's."""
    if party.role != "borrower":
        return [party.party_id]
    return [party.party_id, find(session, party.application_no).customer_id]


def granted_since(session: Session, subjects: list[str]) -> dict[str, datetime]:
    """The purposes agreed to, and since when."""
    rows = session.execute(
        sa.select(Consent.purpose, sa.func.min(Consent.granted_at))
        .where(Consent.subject_id.in_(subjects), Consent.withdrawn_at.is_(None))
        .group_by(Consent.purpose)
    )
    return dict(rows.tuples().all())


def require(session: Session, party: Party, *needed: str) -> None:
    """Raise `Refusal` (CONSENT_REQUIRED) for the first purpose not agreed to: fails closed."""
    require_of(session, subjects_of(session, party), *needed)


def require_of(session: Session, subjects: list[str], *needed: str) -> None:
    """Raise `Refusal` (CONSENT_REQUIRED) for the first purpose these subjects did not agree to."""
    granted = granted_since(session, subjects)
    for purpose in needed:
        if purpose not in granted:
            raise Refusal("CONSENT_REQUIRED", allowed={"purpose": purpose})


def items(session: Session, subjects: list[str]) -> list[ConsentItem]:
    """All purposes, with what was agreed to."""
    granted = granted_since(session, subjects)
    return [
        ConsentItem.model_validate(
            {
                "purpose": key,
                "title": purpose.title,
                "text": purpose.text,
                "version": purpose.version,
                "granted": key in granted,
                "since": granted[key].astimezone(SHANGHAI).isoformat() if key in granted else None,
                "needed_for": purpose.needed_for,
            }
        )
        for key, purpose in purposes().items()
    ]


def _subject(request: GiveConsent) -> tuple[str, str]:
    if request.party_id is not None:
        return "party", request.party_id
    return "customer", request.customer_id or ""


def give(session: Session, actor: Actor, request: GiveConsent) -> None:
    """Agree to a purpose; agreed to already it stays as it is.

    Raises `Refusal` (CONSENT_TEXT_CHANGED) when another text was read than the one in force.
    """
    purpose = purposes()[request.purpose]
    if request.text_version != purpose.version:
        raise Refusal("CONSENT_TEXT_CHANGED", allowed={"version": purpose.version})
    kind, subject = _subject(request)
    if request.purpose in granted_since(session, [subject]):
        return
    session.add(
        Consent(
            subject_kind=kind,
            subject_id=subject,
            purpose=request.purpose,
            data_items=list(purpose.data_items),
            basis=purpose.basis,
            text_version=purpose.version,
            text_hash=purpose.text_hash,
            method=request.method,
            channel=actor.channel,
            granted_at=office_of(session).clock.now(),
        )
    )
    session.flush()


def take_back(session: Session, subjects: list[str], purpose: str) -> bool:
    """End a consent at once; whether there was one."""
    ended = session.execute(
        sa.update(Consent)
        .where(
            Consent.subject_id.in_(subjects),
            Consent.purpose == purpose,
            Consent.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=office_of(session).clock.now())
        .returning(Consent.id)
    ).all()
    return bool(ended)
