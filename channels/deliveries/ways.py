"""By which ways a notice went: noted as soon as one was taken, by one at a time."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.health.metrics import DELIVERIES
from channels.storage.engine import transaction

APP, REACH, SMS, WECHAT = "app", "reach", "sms", "wechat"
SENT, ARRIVED, FAILED, SENDING = "sent", "arrived", "failed", "sending"
Ways = dict[str, dict[str, str]]

_ALONE = sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
_NOTE = sa.text("""
UPDATE deliveries SET ways = ways || CAST(:ways AS jsonb) WHERE delivery_id = :delivery_id
""")
_OF = sa.text("SELECT ways FROM deliveries WHERE delivery_id = :delivery_id")


@dataclass(frozen=True, slots=True)
class Instead:
    """The text message that takes a WeChat message's place; of which delivery it is, if of one."""

    phone: str
    text: str
    delivery_id: str | None = None


@asynccontextmanager
async def alone(engine: AsyncEngine, key: str) -> AsyncIterator[None]:
    """Nobody else is at `key` meanwhile, in any process."""
    async with transaction(engine) as guard:
        await guard.execute(_ALONE, {"key": key})
        yield


async def ways_of(engine: AsyncEngine, delivery_id: str) -> Ways:
    """How each way went so far."""
    async with engine.connect() as connection:
        found: Any = (await connection.execute(_OF, {"delivery_id": delivery_id})).scalar()
    return dict(found or {})


async def note(
    engine: AsyncEngine, delivery_id: str, ways: Ways, way: str, state: str, reason: str = ""
) -> None:
    """Write down how a way went."""
    ways[way] = {"state": state} | ({"reason": reason} if reason else {})
    values = {"delivery_id": delivery_id, "ways": json.dumps({way: ways[way]})}
    async with engine.connect() as connection:
        await connection.execute(_NOTE, values)
    if state != SENDING:
        DELIVERIES.labels(way, state).inc()
