"""What the back office has to say: once, in the customer's newest talk, or by short message.

It passes the same filter as every answer, and its buttons are signed for the talk it comes to.
Without a talk it is kept until the customer opens one.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from channels.accounts.sms import Sms
from channels.conduct.echo import Reveal
from channels.conduct.filter import review
from channels.conduct.rules import rules
from channels.health.metrics import CONDUCT, DELIVERIES
from channels.links.phones import LinkPhones
from channels.rasa.outgoing import Outgoing
from channels.storage.engine import transaction
from channels.stream.signals import Signals
from foundation.log import logger

log = logger(__name__)
Body = dict[str, Any]
_TAKE = sa.text("""
INSERT INTO deliveries (delivery_id, customer_id, channel, kind, state, taken_at)
VALUES (:delivery_id, :customer_id, :channel, :kind, 'sending', :at)
ON CONFLICT (delivery_id) DO UPDATE SET state = deliveries.state
RETURNING state
""")
_STATE = sa.text("""
UPDATE deliveries SET state = :state, body = CAST(:body AS jsonb) WHERE delivery_id = :delivery_id
""")
_NEWEST = sa.text("""
SELECT conversation_id FROM conversations
 WHERE owner_kind = 'customer' AND owner_id = :customer_id
 ORDER BY last_at DESC, conversation_id LIMIT 1
""")
_LINE = sa.text("""
WITH talk AS (
  UPDATE conversations SET last_seq = last_seq + 1
   WHERE conversation_id = :conversation_id RETURNING conversation_id, last_seq
), line AS (
  INSERT INTO messages (conversation_id, seq, role, body, at)
  SELECT conversation_id, last_seq, 'bot', CAST(:body AS jsonb), :at FROM talk
)
SELECT pg_notify('edge_news', conversation_id) FROM talk
""")
_KEPT = sa.text("""
SELECT delivery_id, kind, body FROM deliveries
 WHERE customer_id = :customer_id AND state = 'kept' ORDER BY taken_at, delivery_id
   FOR UPDATE SKIP LOCKED
""")


@dataclass(frozen=True, slots=True)
class Notice:
    """One delivery; `customer_id` or `phone`, as `channel` needs it."""

    delivery_id: str
    channel: str
    kind: str
    text: str
    card: Body | None = None
    customer_id: str | None = None
    phone: str | None = None
    application: Body | None = None
    actions: Sequence[Body] = ()
    # A line that also went to WeChat by itself is not pushed there a second time.
    told_apart: bool = False


class Deliveries:
    """Says what the back office has to say."""

    def __init__(
        self, engine: AsyncEngine, outgoing: Outgoing, reveal_masked: Reveal, signals: Signals,
        sms: Sms, link_phones: LinkPhones, now: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._engine = engine
        self._outgoing = outgoing
        self._reveal_masked = reveal_masked
        self._signals = signals
        self._sms = sms
        self._link_phones = link_phones
        self._now = now

    async def take(self, notice: Notice) -> str:
        """Deliver one notice, however often it comes; `done`, or `kept` without a talk."""
        state = await (self._by_sms(notice) if notice.channel == "sms" else self._in_talk(notice))
        DELIVERIES.labels(notice.channel, state).inc()
        return state

    async def _begin(self, connection: AsyncConnection, notice: Notice) -> str:
        """Whether it was done before; a second one at the same time waits here."""
        values = {
            "delivery_id": notice.delivery_id, "customer_id": notice.customer_id,
            "channel": notice.channel, "kind": notice.kind, "at": self._now(),
        }  # fmt: skip
        return str((await connection.execute(_TAKE, values)).scalar_one())

    @staticmethod
    async def _end(
        connection: AsyncConnection, delivery_id: str, state: str, body: Body | None = None
    ) -> None:
        kept = json.dumps(body, ensure_ascii=False) if body else None
        values = {"delivery_id": delivery_id, "state": state, "body": kept}
        await connection.execute(_STATE, values)

    async def _by_sms(self, notice: Notice) -> str:
        """Sent inside the transaction: when it cannot be sent, nothing is noted."""
        async with transaction(self._engine) as connection:
            if await self._begin(connection, notice) == "done":
                return "done"
            broken = review({"text": notice.text}, rules()).broken
            for rule in broken:
                CONDUCT.labels(rule).inc()
            if broken:
                log.error("deliveries.withheld", delivery_id=notice.delivery_id, rules=list(broken))
            else:
                await self._sms.send(str(notice.phone), notice.text)
                await self._link_phones.sent(str(notice.phone), notice.text)
            await self._end(connection, notice.delivery_id, "done")
        return "done"

    async def _in_talk(self, notice: Notice) -> str:
        async with transaction(self._engine) as connection:
            before = await self._begin(connection, notice)
            if before != "sending":
                return before
            values = {"customer_id": notice.customer_id}
            talk = (await connection.execute(_NEWEST, values)).scalar_one_or_none()
            body = self._body(notice)
            if talk is None:
                await self._end(connection, notice.delivery_id, "kept", body)
                return "kept"
            await self._say(connection, talk, notice.kind, body)
            await self._end(connection, notice.delivery_id, "done")
        await self._signal(notice)
        return "done"

    @staticmethod
    def _body(notice: Notice) -> Body:
        """What is kept of it until it is said."""
        card = {"card": notice.card} if notice.card else {}
        actions = {"actions": list(notice.actions)} if notice.actions else {}
        apart = {"told_apart": True} if notice.told_apart else {}
        return {"text": notice.text, **card, **actions, **apart}

    async def _say(
        self, connection: AsyncConnection, conversation_id: str, kind: str, body: Body
    ) -> None:
        spoken = {name: body[name] for name in ("text", "actions") if name in body}
        message = {"card": body["card"]} if "card" in body else spoken
        prepared = await self._outgoing.prepare([message], conversation_id, self._reveal_masked)
        if "card" in message and "card" not in prepared[0]:
            # The card could not be shown: what it says in words still can, after the same filter.
            words = [{"text": body["text"]}]
            prepared = await self._outgoing.prepare(words, conversation_id, self._reveal_masked)
        apart = {"told_apart": True} if body.get("told_apart") else {}
        line = json.dumps({**prepared[0], "kind": kind, **apart}, ensure_ascii=False)
        values = {"conversation_id": conversation_id, "body": line, "at": self._now()}
        await connection.execute(_LINE, values)

    async def _signal(self, notice: Notice) -> None:
        if notice.customer_id is None:
            return
        if notice.application:
            data = notice.application | {"kind": notice.kind}
            await self._signals.tell_customer(notice.customer_id, "application", data)
        if notice.kind == "paper":
            paper = (notice.card or {}).get("data", {})
            data = {"kind": "paper", "paper_id": paper.get("paper_id"),
                    "document": paper.get("document")}  # fmt: skip
            await self._signals.tell_customer(notice.customer_id, "paper", data)

    async def release(self, customer_id: str) -> None:
        """Say what was kept, in the talk the customer has now."""
        async with transaction(self._engine) as connection:
            values = {"customer_id": customer_id}
            kept = (await connection.execute(_KEPT, values)).all()
            if not kept:
                return
            talk = (await connection.execute(_NEWEST, values)).scalar_one()
            for row in kept:
                await self._say(connection, talk, row.kind, row.body)
                await self._end(connection, row.delivery_id, "done")
        DELIVERIES.labels("talk", "released").inc(len(kept))


def mirrored(card: Body | None, application: Body | None) -> Body | None:
    """Number and state of the application a notice is about, wherever they stand."""
    for source in (application, (card or {}).get("data")):
        if isinstance(source, dict) and source.get("application_no") and source.get("state"):
            return {name: str(source[name]) for name in ("application_no", "state")}
    return None
