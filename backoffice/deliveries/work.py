"""Hands messages to the edge until it takes them."""

from typing import Any

import requests
import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.deliveries.models import Delivery
from backoffice.deliveries.service import LINK, LINK_HERE
from backoffice.parties.links import url_of
from backoffice.parties.models import Link
from backoffice.parties.views import instant
from backoffice.workflows.steps import Done, NotYet, Steps, in_transaction, outside

PATH = "/internal/deliveries"
SECONDS = 5.0


def _text(session: Session, delivery: Delivery) -> str:
    """What is said; a party's link is put in here."""
    if delivery.kind != LINK:
        return delivery.text
    link = session.get_one(Link, int(delivery.delivery_id.split(":")[1]))
    return delivery.text.replace(LINK_HERE, url_of(session, link))


def message(session: Session, delivery: Delivery) -> dict[str, Any]:
    """A message as the edge takes it."""
    to = (
        {"customer_id": delivery.customer_id} if delivery.customer_id else {"phone": delivery.phone}
    )
    body = {
        "delivery_id": delivery.delivery_id,
        "to": to,
        "channel": delivery.channel,
        "kind": delivery.kind,
        "text": _text(session, delivery),
        "at": instant(delivery.at),
    }
    return {**body, "card": delivery.card} if delivery.card else body


def deliver(steps: Steps, delivery_id: str) -> None:
    """Hand one message over; the edge knows it again by its id."""

    def send() -> Done:
        settings = steps.office.settings
        with steps.office.database.transaction() as session:
            delivery = session.get_one(Delivery, delivery_id)
            if delivery.delivered_at is not None:
                return Done(moved=False)
            body = message(session, delivery)
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
        return Done()

    def remember(session: Session) -> Done:
        session.execute(
            sa.update(Delivery)
            .where(Delivery.delivery_id == delivery_id, Delivery.delivered_at.is_(None))
            .values(delivered_at=steps.office.clock.now())
        )
        return Done()

    outside(steps, "send", send, Done)
    in_transaction(steps, "remember", remember, Done)


BODIES = {"deliver": deliver}
