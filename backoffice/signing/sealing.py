"""What every sealed document has: its heading with fingerprint and code, and the lender's seal.

Whatever is sealed is written into one registry, so that the code on it leads somewhere.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.office import office_of
from backoffice.signing.layout import LENDER, field_of
from backoffice.signing.models import SealedPaper
from backoffice.signing.ports import authority_of, stamper_of
from backoffice.signing.rendering import qr
from backoffice.signing.signer import Act, sign
from backoffice.signing.stamps import seal_stamp

SHOWN_OF_FINGERPRINT = 16


@dataclass(frozen=True, slots=True)
class Named:
    """By what a document is known: `fingerprint` stands for what it says."""

    kind: str
    title: str
    number: str
    fingerprint: str

    @property
    def code(self) -> str:
        """The part of the fingerprint that its code carries."""
        return self.fingerprint[:SHOWN_OF_FINGERPRINT]


def unsealed_heading(session: Session, named: Named, now: datetime) -> dict[str, Any]:
    """The heading as templates know it, for what nobody seals: no code, nothing to look up."""
    office = office_of(session)
    return {
        "title": named.title,
        "kind": named.kind,
        "contract_no": named.number,
        "fingerprint": named.fingerprint,
        "lender": office.catalogue().lender,
        "made_at": now.astimezone(SHANGHAI).isoformat(),
        "sandbox": office.settings.sandbox,
    }


def heading(session: Session, named: Named, now: datetime) -> dict[str, Any]:
    """The heading of what will be sealed; its code leads to where the document is checked."""
    address = f"{office_of(session).settings.edge_url}/verify"
    code = qr(f"{address}?contract={named.number}&hash={named.code}")
    return {**unsealed_heading(session, named, now), "qr": code}


def sealed(
    session: Session,
    named: Named,
    pdf: bytes,
    reason: str,
    subjects: Sequence[str | None],
    now: datetime,
) -> bytes:
    """The document with the lender's seal, and on record; raises `TimestampRequestError`."""
    office = office_of(session)
    lender = office.catalogue().lender
    stamp = seal_stamp(lender, now, sandbox=office.settings.sandbox)
    timestamps = stamper_of(session, office, now, subjects)
    act = Act(field_of(LENDER), lender, reason, stamp)
    content = sign(pdf, authority_of(office).seal(session), timestamps, act)
    session.add(
        SealedPaper(
            sha256=hashlib.sha256(content).hexdigest(),
            number=named.number,
            fingerprint=named.fingerprint,
            kind=named.kind,
            title=named.title,
            issuer=lender,
            sealed_at=now,
        )
    )
    session.flush()
    return content
