"""Puts messages into the outbox, in the transaction that gives rise to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.deliveries.models import Delivery
from backoffice.office import office_of
from backoffice.workflows.orders import order, order_all

# A message of this kind carries a party's link, put in when it leaves and never kept.
LINK = "link"
LINK_HERE = "<link>"
NOTICE = "notice"


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


@dataclass(frozen=True, slots=True)
class Notice:
    """What a customer is told by several ways at a time of its own.

    `ways`: app, reach (WeChat, else a text message), sms. `text` stands in
    the talk with its `actions`, `short` and `title` on a screen that others may see.
    """

    delivery_id: str
    customer_id: str
    phone: str
    kind: str
    ways: Sequence[str]
    title: str
    text: str
    short: str
    at: datetime
    actions: Sequence[dict[str, str]] = field(default_factory=tuple)


def deliver_notices(session: Session, notices: Sequence[Notice]) -> None:
    """Put notices into the outbox, many at once; the same id twice is one message."""
    rows = [
        {
            "delivery_id": notice.delivery_id,
            "customer_id": notice.customer_id,
            "phone": notice.phone,
            "channel": NOTICE,
            "kind": notice.kind,
            "ways": list(notice.ways),
            "title": notice.title,
            "text": notice.text,
            "short": notice.short,
            "actions": list(notice.actions),
            "at": notice.at,
        }
        for notice in notices
    ]
    if rows:
        session.execute(insert(Delivery).on_conflict_do_nothing(), rows)
        order_all(session, "deliver", [notice.delivery_id for notice in notices])
