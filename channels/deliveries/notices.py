"""Notices that go by several ways: a line in the talk, WeChat or a text message.

`reach` is WeChat where the customer is bound and follows, a text message otherwise and where WeChat
refuses. Each way is noted as soon as it was taken: asked again, only what is left is done. The text
message bears a reference under which it is sent once; a WeChat message of which a fallen process
left no answer is not sent again, the text message takes its place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.accounts.sms import Sms
from channels.conduct.filter import review
from channels.conduct.rules import rules
from channels.deliveries.service import Deliveries, Notice
from channels.deliveries.ways import (
    APP,
    ARRIVED,
    FAILED,
    REACH,
    SENDING,
    SENT,
    SMS,
    WECHAT,
    Instead,
    Ways,
    alone,
    note,
)
from channels.health.metrics import CONDUCT
from foundation.log import logger

log = logger(__name__)
Receipts = list[dict[str, str]]

_BEGIN = sa.text("""
INSERT INTO deliveries (delivery_id, customer_id, channel, kind, state, taken_at, ways)
VALUES (:delivery_id, :customer_id, 'notice', :kind, 'sending', :at, '{}')
ON CONFLICT (delivery_id) DO UPDATE SET state = deliveries.state
RETURNING ways
""")
_END = sa.text("UPDATE deliveries SET state = 'done' WHERE delivery_id = :delivery_id")


@dataclass(frozen=True, slots=True)
class Announcement:
    """One notice: what stands in the talk, and what a phone shows, with its ways."""

    notice: Notice
    phone: str
    ways: Sequence[str]
    title: str
    short: str


class WeChatWay(Protocol):
    """Brings something to a customer's WeChat."""

    async def reach(self, customer_id: str, title: str, instead: Instead) -> str | None:
        """None when the text was brought; else in a word why not (`closed`, `refused`, …).

        When WeChat tells later that it did not arrive, the text message is sent.
        """

    async def bound(self, customer_id: str) -> bool:
        """Whether he is bound there and follows."""


class Notices:
    """Announces by the ways that are open."""

    def __init__(
        self, engine: AsyncEngine, deliveries: Deliveries, sms: Sms, wechat: WeChatWay | None,
        now: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._engine = engine
        self._deliveries = deliveries
        self._sms = sms
        self._wechat = wechat
        self._now = now

    async def take(self, given: Announcement) -> Receipts:
        """Announce once, however often it comes; by which ways it went.

        Raises `Problem` when the text message could not be sent; what was sent stays sent.
        """
        delivery_id = given.notice.delivery_id
        async with alone(self._engine, delivery_id):
            ways = await self._begun(given)
            if APP in given.ways:
                await self._in_talk(given, ways)
            if withheld := self._withheld(given):
                await self._note(delivery_id, ways, SMS, FAILED, withheld)
            else:
                await self._by_phone(given, ways)
            async with self._engine.connect() as connection:
                await connection.execute(_END, {"delivery_id": delivery_id})
        return [{"way": way, **ways[way]} for way in (APP, WECHAT, SMS) if way in ways]

    async def _begun(self, given: Announcement) -> Ways:
        notice = given.notice
        values = {
            "delivery_id": notice.delivery_id, "customer_id": notice.customer_id,
            "kind": notice.kind, "at": self._now(),
        }  # fmt: skip
        async with self._engine.connect() as connection:
            found: Ways = (await connection.execute(_BEGIN, values)).scalar_one() or {}
        return dict(found)

    async def _note(
        self, delivery_id: str, ways: Ways, way: str, state: str, reason: str = ""
    ) -> None:
        await note(self._engine, delivery_id, ways, way, state, reason)

    async def _in_talk(self, given: Announcement, ways: Ways) -> None:
        """The line, kept until there is a talk; it is the talk's, so it is once by itself."""
        notice = given.notice
        line = replace(
            notice, delivery_id=f"{notice.delivery_id}/{APP}", channel="talk", told_apart=True
        )
        state = await self._deliveries.take(line)
        await self._note(notice.delivery_id, ways, APP, SENT, "kept" if state == "kept" else "")

    @staticmethod
    def _withheld(given: Announcement) -> str:
        """Why what a phone would show may not be said."""
        broken = review({"text": given.short}, rules()).broken
        for rule in broken:
            CONDUCT.labels(rule).inc()
        if broken:
            log.error("notices.withheld", delivery_id=given.notice.delivery_id, rules=list(broken))
        return "withheld" if broken else ""

    async def _by_phone(self, given: Announcement, ways: Ways) -> None:
        reached = REACH in given.ways and await self._by_wechat(given, ways)
        if (SMS in given.ways or (REACH in given.ways and not reached)) and SMS not in ways:
            reference = given.notice.delivery_id
            await self._sms.send(given.phone, given.short, reference)
            await self._note(reference, ways, SMS, SENT)

    async def _by_wechat(self, given: Announcement, ways: Ways) -> bool:
        """Whether it was brought to WeChat, now or before."""
        customer_id, delivery_id = given.notice.customer_id, given.notice.delivery_id
        before = ways.get(WECHAT, {}).get("state")
        if before in (SENT, ARRIVED, FAILED):
            return before != FAILED
        if before == SENDING:
            await self._note(delivery_id, ways, WECHAT, FAILED, "unknown")
            return False
        if self._wechat is None or customer_id is None:
            return False
        if not await self._wechat.bound(customer_id):
            return False
        await self._note(delivery_id, ways, WECHAT, SENDING)
        instead = Instead(given.phone, given.short, delivery_id)
        why_not = await self._wechat.reach(customer_id, given.title, instead)
        await self._note(delivery_id, ways, WECHAT, FAILED if why_not else SENT, why_not or "")
        return why_not is None
