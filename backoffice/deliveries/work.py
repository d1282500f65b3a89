"""Hands messages to the edge until it takes them."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any

import requests
import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.orm import Session

from backoffice.deliveries.models import Delivery
from backoffice.deliveries.service import LINK, LINK_HERE, NOTICE
from backoffice.parties.links import url_of
from backoffice.parties.models import Link
from backoffice.parties.views import instant
from backoffice.workflows.steps import Done, NotYet, Steps, in_transaction, outside

PATH = "/internal/deliveries"
SECONDS = 5.0
# Rooms that look at what they had to say once more when it leaves: `MAY_LEAVE`, by kind.
ROOMS = ("backoffice.reminders.leaving",)


class Leave(StrEnum):
    """Whether something goes out now, not at this hour, or never: it is not so any more."""

    NOW = "now"
    LATER = "later"
    NEVER = "never"


class Handed(BaseModel):
    """What the edge made of a delivery; of a notice by which ways it went."""

    moved: bool = True
    receipts: list[dict[str, str]] | None = None


@cache
def _checks() -> Mapping[str, Callable[[Session, Delivery], Leave]]:
    found: dict[str, Callable[[Session, Delivery], Leave]] = {}
    for room in ROOMS:
        found |= import_module(room).MAY_LEAVE
    return found


def _may_leave(session: Session, delivery: Delivery) -> Leave:
    check = _checks().get(delivery.kind)
    return check(session, delivery) if check else Leave.NOW


def _text(session: Session, delivery: Delivery) -> str:
    """What is said; a party's link is put in here."""
    if delivery.kind != LINK:
        return delivery.text
    link = session.get_one(Link, int(delivery.delivery_id.split(":")[1]))
    return delivery.text.replace(LINK_HERE, url_of(session, link))


def _to(delivery: Delivery) -> dict[str, Any]:
    if delivery.channel == NOTICE:
        return {"customer_id": delivery.customer_id, "phone": delivery.phone}
    if delivery.customer_id:
        return {"customer_id": delivery.customer_id}
    return {"phone": delivery.phone}


def message(session: Session, delivery: Delivery) -> dict[str, Any]:
    """A message as the edge takes it."""
    body = {
        "delivery_id": delivery.delivery_id,
        "to": _to(delivery),
        "channel": delivery.channel,
        "kind": delivery.kind,
        "text": _text(session, delivery),
        "at": instant(delivery.at),
    }
    if delivery.channel == NOTICE:
        more = ("ways", "title", "short", "actions")
        body |= {name: getattr(delivery, name) for name in more}
    return {**body, "card": delivery.card} if delivery.card else body


def _hand_over(steps: Steps, body: dict[str, Any]) -> Handed:
    """Give the edge one message; what it answers about ways is kept."""
    settings = steps.office.settings
    try:
        answer = requests.post(
            settings.edge_internal_url + PATH,
            json=body,
            headers={"Authorization": f"Bearer {settings.backoffice_token}"},
            timeout=SECONDS,
        )
    except requests.RequestException as error:
        raise NotYet(f"the edge: {type(error).__name__}") from error
    if not answer.ok:
        raise NotYet(f"the edge: {answer.status_code}")
    if body["channel"] != NOTICE:
        return Handed()
    return Handed(receipts=answer.json().get("receipts") or [])


def deliver(steps: Steps, delivery_id: str) -> None:
    """Hand one message over; the edge knows it again by its id."""

    def send() -> Handed:
        with steps.office.database.transaction() as session:
            delivery = session.get_one(Delivery, delivery_id)
            if delivery.delivered_at is not None:
                return Handed(moved=False)
            leave = _may_leave(session, delivery)
            body = message(session, delivery)
        if leave is Leave.LATER:
            raise NotYet("not at this hour")
        return Handed(moved=False) if leave is Leave.NEVER else _hand_over(steps, body)

    handed = outside(steps, "send", send, Handed)

    def remember(session: Session) -> Done:
        session.execute(
            sa.update(Delivery)
            .where(Delivery.delivery_id == delivery_id, Delivery.delivered_at.is_(None))
            .values(delivered_at=steps.office.clock.now(), receipts=handed.receipts)
        )
        return Done()

    if handed.moved:
        in_transaction(steps, "remember", remember, Done)


BODIES = {"deliver": deliver}
