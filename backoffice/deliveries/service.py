"""Puts messages into the outbox, in the transaction that gives rise to them."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.deliveries.models import Delivery
from backoffice.office import office_of
from backoffice.workflows.orders import order

# A message of this kind carries a party's link, put in when it leaves and never kept.
LINK = "link"
LINK_HERE = "<link>"


def _put(session: Session, delivery_id: str, **values: Any) -> None:
    session.execute(
        insert(Delivery)
        .values(delivery_id=delivery_id, at=office_of(session).clock.now(), **values)
        .on_conflict_do_nothing()
    )
    order(session, "deliver", delivery_id)


def deliver_talk(
    session: Session,
    delivery_id: str,
    customer_id: str,
    kind: str,
    text: str,
    card: dict[str, Any] | None = None,
) -> None:
    """Say something in the customer's conversation; the same id twice is one message."""
    _put(
        session,
        delivery_id,
        customer_id=customer_id,
        channel="talk",
        kind=kind,
        text=text,
        card=card,
    )


def deliver_sms(session: Session, delivery_id: str, phone: str, kind: str, text: str) -> None:
    """Send a text message to a phone."""
    _put(session, delivery_id, phone=phone, channel="sms", kind=kind, text=text)
