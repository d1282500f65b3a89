"""Draws a one-page document of a change and puts signatures under it; kept as it was made."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backoffice.changes.models import Change, ChangeDocument
from backoffice.clock.service import SHANGHAI
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.signing.layout import LENDER, Signer, boxes, field_of, slots
from backoffice.signing.ports import authority_of, stamper_of
from backoffice.signing.rendering import draw, qr
from backoffice.signing.signer import Act, sign, with_fields
from backoffice.signing.stamps import seal_stamp
from backoffice.wording import wording

WORDS = wording("changes/wording/documents.yml")


def drawn(
    session: Session,
    change: Change,
    kind: str,
    signers: Sequence[Signer],
    facts: dict[str, Any],
    now: datetime,
) -> bytes:
    """The document before anybody signed, with a field for each signer."""
    office = office_of(session)
    fingerprint = hashlib.sha256(repr((change.request_no, facts)).encode()).hexdigest()
    number = change.contract_no or change.request_no
    address = f"{office.settings.edge_url}/verify?contract={number}&hash={fingerprint[:16]}"
    document = {
        "title": WORDS.say(f"{kind}_title"),
        "kind": kind,
        "contract_no": number,
        "request_no": change.request_no,
        "fingerprint": fingerprint,
        "lender": office.catalogue().lender,
        "made_at": now.astimezone(SHANGHAI).isoformat(),
        "sandbox": office.settings.sandbox,
        "qr": qr(address),
    }
    plain = draw(f"{kind}.html", document=document, slots=slots(signers), facts=facts)
    return with_fields(plain, boxes(signers))


def lender_signer(session: Session) -> Signer:
    """The lender among those who sign."""
    lender = office_of(session).catalogue().lender
    return Signer(LENDER, WORDS.say("lender_role"), lender, "", WORDS.say("seal_hint"))


def sealed(session: Session, change: Change, pdf: bytes, title: str, now: datetime) -> bytes:
    """The document with the lender's seal; raises `TimestampRequestError`."""
    office = office_of(session)
    lender = office.catalogue().lender
    stamp = seal_stamp(lender, now, sandbox=office.settings.sandbox)
    act = Act(field_of(LENDER), lender, WORDS.say("seal_reason", title=title), stamp)
    timestamps = stamper_of(session, office, now, (change.contract_no, change.request_no))
    return sign(pdf, authority_of(office).seal(session), timestamps, act)


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
