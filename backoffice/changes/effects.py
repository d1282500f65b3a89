"""What a renewed identity card changes: the customer, his applications, his certificates."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.applications.lifecycle import OPEN
from backoffice.applications.models import Application
from backoffice.changes.models import Change, CustomerIdentity
from backoffice.parties.models import Party
from backoffice.reminders.dates import make_known
from backoffice.signing.models import IssuedCertificate
from backoffice.signing.ports import authority_of


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def put_on_file(session: Session, change: Change, now: datetime) -> None:
    """The new card is the customer's in the core and in his open applications."""
    card: dict[str, Any] = change.details["card"]
    row = {
        "name": card["name"],
        "id_no": card["id_no"],
        "valid_from": _day(card["valid_from"]),
        "valid_to": _day(card["valid_to"]),
        "long_term": bool(card["long_term"]),
        "request_no": change.request_no,
        "noted_at": now,
    }
    statement = insert(CustomerIdentity).values(customer_id=change.customer_id, **row)
    session.execute(statement.on_conflict_do_update(index_elements=["customer_id"], set_=row))
    make_known(session, change.customer_id, "id_expiry", row["valid_to"])
    session.execute(
        sa.update(Party)
        .where(Party.party_id.in_(_own_parties(change, open_only=True)))
        .values(id_valid_to=row["valid_to"])
        .execution_options(synchronize_session=False)
    )


def end_certificates(session: Session, change: Change, now: datetime) -> None:
    """What was certified on the old card is good for nothing new; the next signature is anew."""
    holders = [change.customer_id, *session.scalars(_own_parties(change, open_only=False))]
    serials = session.scalars(
        sa.select(IssuedCertificate.serial).where(
            IssuedCertificate.party_id.in_(holders),
            IssuedCertificate.expires_at > now,
            IssuedCertificate.revoked_at.is_(None),
        )
    )
    authority = authority_of(session.info["office"])
    for serial in list(serials):
        authority.revoke(session, serial, now)


def _own_parties(change: Change, *, open_only: bool) -> sa.Select[str]:
    query = (
        sa.select(Party.party_id)
        .join(Application, Application.application_no == Party.application_no)
        .where(Application.customer_id == change.customer_id, Party.role == "borrower")
    )
    return query.where(Application.state.in_(OPEN)) if open_only else query
