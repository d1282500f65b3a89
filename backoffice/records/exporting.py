"""The record as files that its customer takes along: JSON for machines, PDF for people."""

import hashlib

from sqlalchemy.orm import Session

from backoffice.office import office_of
from backoffice.records.schemas import Record
from backoffice.signing.rendering import draw

KIND = "personal_record"


def as_json(record: Record) -> bytes:
    """The record as it is answered, indented."""
    return record.model_dump_json(indent=2).encode()


def as_pdf(session: Session, record: Record, title: str) -> bytes:
    """The record as PDF/A; nobody signs it, its fingerprint stands on every page."""
    office = office_of(session)
    document = {
        "title": title,
        "kind": KIND,
        "contract_no": record.customer_id,
        "fingerprint": hashlib.sha256(as_json(record)).hexdigest(),
        "lender": office.catalogue().lender,
        "made_at": record.made_at,
        "sandbox": office.settings.sandbox,
    }
    return draw("personal_record.html", document=document, record=record)
