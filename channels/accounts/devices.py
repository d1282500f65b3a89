"""The devices of a customer: each session is one."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.problems import refusal
from channels.sessions.callers import Caller

_LIST = sa.text("""
SELECT s.device_id, s.device_name, s.seen_at, s.token_hash = :token_hash AS current
  FROM sessions s JOIN conversations c USING (conversation_id)
 WHERE c.owner_kind = 'customer' AND c.owner_id = :customer_id
   AND s.revoked_at IS NULL AND s.expires_at > now()
 ORDER BY current DESC, s.seen_at DESC LIMIT 50
""")
_END = sa.text("""
UPDATE sessions s SET revoked_at = now()
  FROM conversations c
 WHERE c.conversation_id = s.conversation_id AND c.owner_kind = 'customer'
   AND c.owner_id = :customer_id AND s.device_id = :device_id AND s.revoked_at IS NULL
RETURNING s.token_hash
""")


@dataclass(frozen=True, slots=True)
class Device:
    """One device that is signed in."""

    device_id: str
    device_name: str | None
    seen_at: datetime
    current: bool


class Devices:
    """Lists and ends the sessions of a customer."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def of(self, caller: Caller) -> list[Device]:
        """The customer's devices, the one he sits at first."""
        values = {"customer_id": caller.id, "token_hash": caller.token_hash}
        async with self._engine.connect() as connection:
            return [Device(*row) for row in await connection.execute(_LIST, values)]

    async def end(self, caller: Caller, device_id: str) -> bytes:
        """End one of the customer's devices; its token's hash. 404 for any other device."""
        values = {"customer_id": caller.id, "device_id": device_id}
        async with self._engine.connect() as connection:
            ended = (await connection.execute(_END, values)).scalar_one_or_none()
        if ended is None:
            raise refusal(404, "DEVICE_UNKNOWN")
        return bytes(ended)
