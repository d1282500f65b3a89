"""Draws a one-page document of a change and puts signatures under it; kept as it was made."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backoffice.changes.models import Change, ChangeDocument
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.signing.layout import LENDER, Signer, boxes, slots
from backoffice.signing.rendering import draw
from backoffice.signing.sealing import Named, heading, sealed
from backoffice.signing.signer import with_fields
from backoffice.wording import wording

WORDS = wording("changes/wording/documents.yml")


def named(change: Change, kind: str, facts: dict[str, Any]) -> Named:
    """By what a document of a change is known."""
    fingerprint = hashlib.sha256(repr((change.request_no, facts)).encode()).hexdigest()
    number, title = change.contract_no or change.request_no, WORDS.say(f"{kind}_title")
    return Named(kind, title, number, fingerprint)


def drawn(
    session: Session,
    change: Change,
    paper: Named,
    signers: Sequence[Signer],
    facts: dict[str, Any],
    now: datetime,
) -> bytes:
    """The document before anybody signed, with a field for each signer."""
    document = heading(session, paper, now)
    document["request_no"] = change.request_no
    plain = draw(f"{paper.kind}.html", document=document, slots=slots(signers), facts=facts)
    return with_fields(plain, boxes(signers))


def lender_signer(session: Session) -> Signer:
    """The lender among those who sign."""
    lender = office_of(session).catalogue().lender
    return Signer(LENDER, WORDS.say("lender_role"), lender, "", WORDS.say("seal_hint"))


def with_seal(session: Session, change: Change, paper: Named, pdf: bytes, now: datetime) -> bytes:
    """The document with the lender's seal; raises `TimestampRequestError`."""
    subjects = (change.contract_no, change.request_no)
    return sealed(session, paper, pdf, WORDS.say("seal_reason", title=paper.title), subjects, now)


def keep(
    session: Session,
    change: Change,
    kind: str,
    content: bytes,
    now: datetime,
    evidence: dict[str, Any] | None = None,
) -> ChangeDocument:
    """Keep a document as it was signed."""
    document = ChangeDocument(
        request_no=change.request_no,
        kind=kind,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        evidence=evidence or {},
        made_at=now,
    )
    session.add(document)
    session.flush()
    return document


def document_of(session: Session, change: Change, kind: str) -> ChangeDocument:
    """A document of a change; raises `Refusal` (DOCUMENT_UNKNOWN)."""
    found = session.get(ChangeDocument, (change.request_no, kind))
    if found is None:
        raise Refusal("DOCUMENT_UNKNOWN")
    return found
