"""What every sealed document has: its heading with fingerprint and code, and the lender's seal."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.office import office_of
from backoffice.signing.layout import LENDER, field_of
from backoffice.signing.ports import authority_of, stamper_of
from backoffice.signing.rendering import qr
from backoffice.signing.signer import Act, sign
from backoffice.signing.stamps import seal_stamp

SHOWN_OF_FINGERPRINT = 16


def heading(
    session: Session, kind: str, title: str, number: str, fingerprint: str, now: datetime
) -> dict[str, Any]:
    """The heading as templates know it; its code leads to where the document is checked."""
    office = office_of(session)
    shown = fingerprint[:SHOWN_OF_FINGERPRINT]
    return {
        "title": title,
        "kind": kind,
        "contract_no": number,
        "fingerprint": fingerprint,
        "lender": office.catalogue().lender,
        "made_at": now.astimezone(SHANGHAI).isoformat(),
        "sandbox": office.settings.sandbox,
        "qr": qr(f"{office.settings.edge_url}/verify?contract={number}&hash={shown}"),
    }


def sealed(
    session: Session, pdf: bytes, reason: str, subjects: Sequence[str | None], now: datetime
) -> bytes:
    """The document with the lender's seal; raises `TimestampRequestError`."""
    office = office_of(session)
    lender = office.catalogue().lender
    stamp = seal_stamp(lender, now, sandbox=office.settings.sandbox)
    timestamps = stamper_of(session, office, now, subjects)
    act = Act(field_of(LENDER), lender, reason, stamp)
    return sign(pdf, authority_of(office).seal(session), timestamps, act)
