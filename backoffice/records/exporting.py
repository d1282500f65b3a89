"""The record as files that its customer takes along: JSON for machines, PDF for people."""

import hashlib
from datetime import datetime

from sqlalchemy.orm import Session

from backoffice.records.schemas import Record
from backoffice.signing.rendering import draw
from backoffice.signing.sealing import Named, unsealed_heading

KIND = "personal_record"


def as_json(record: Record) -> bytes:
    """The record as it is answered, indented."""
    return record.model_dump_json(indent=2).encode()


def as_pdf(session: Session, record: Record, title: str) -> bytes:
    """The record as PDF/A; nobody signs it, its fingerprint stands on every page."""
    fingerprint = hashlib.sha256(as_json(record)).hexdigest()
    made_at = datetime.fromisoformat(record.made_at)
    named = Named(KIND, title, record.customer_id, fingerprint)
    document = unsealed_heading(session, named, made_at)
    return draw("personal_record.html", document=document, record=record)
