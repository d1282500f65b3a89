"""Signals: what open pages are told beside the talk (an application moved, a paper was read)."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

_MOST = 100
# To every talk of the customer: he may have several pages open.
_TELL = sa.text("""
WITH told AS (
  INSERT INTO signals (conversation_id, event, data, at)
  SELECT conversation_id, :event, CAST(:data AS jsonb), :at FROM conversations c
   WHERE owner_kind = 'customer' AND owner_id = :customer_id
     AND EXISTS (SELECT 1 FROM sessions s WHERE s.conversation_id = c.conversation_id
                  AND s.revoked_at IS NULL AND s.expires_at > now())
  RETURNING conversation_id
)
SELECT pg_notify('edge_news', conversation_id) FROM told
""")
_NEWEST = sa.text("""
SELECT coalesce(max(signal_id), 0) FROM signals WHERE conversation_id = :conversation_id
""")
_AFTER = sa.text("""
SELECT signal_id, event, data FROM signals
 WHERE conversation_id = :conversation_id AND signal_id > :after ORDER BY signal_id LIMIT :most
""")


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal; `event` is the stream event's name."""

    signal_id: int
    event: str
    data: dict[str, Any]


class Signals:
    """Writes signals and reads them for streams."""

    def __init__(self, engine: AsyncEngine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now

    async def tell_customer(self, customer_id: str, event: str, data: dict[str, Any]) -> None:
        """Tell all open pages of a customer."""
        values = {
            "customer_id": customer_id, "event": event, "at": self._now(),
            "data": json.dumps(data, ensure_ascii=False),
        }  # fmt: skip
        async with self._engine.connect() as connection:
            await connection.execute(_TELL, values)

    async def newest(self, conversation_id: str) -> int:
        """The position of the newest signal of a talk."""
        async with self._engine.connect() as connection:
            found = await connection.execute(_NEWEST, {"conversation_id": conversation_id})
            return int(found.scalar_one())

    async def after(self, conversation_id: str, position: int) -> list[Signal]:
        """Signals of a talk behind a position."""
        values = {"conversation_id": conversation_id, "after": position, "most": _MOST}
        async with self._engine.connect() as connection:
            return [Signal(*row) for row in await connection.execute(_AFTER, values)]
