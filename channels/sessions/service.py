"""Opening, moving and ending sessions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.sessions.tokens import hash_of, new_id, new_token

_OPEN = sa.text("""
WITH talk AS (
  INSERT INTO conversations (conversation_id, owner_kind, owner_id, channel)
  VALUES (:conversation_id, 'visitor', :owner_id, 'web')
)
INSERT INTO sessions (token_hash, conversation_id, expires_at, device_id, device_name, seen_at)
VALUES (:token_hash, :conversation_id, :expires_at, :device_id, :device_name, :seen_at)
""")
_REVOKE = sa.text("UPDATE sessions SET revoked_at = now() WHERE token_hash = :token_hash")


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session: the token is told once and never stored."""

    token: str
    conversation_id: str


class Sessions:
    """Anonymous sessions, each with a talk of its own."""

    def __init__(self, engine: AsyncEngine, now: Callable[[], datetime], *, days: int) -> None:
        self._engine = engine
        self._now = now
        self._lasts = timedelta(days=days)

    async def open(self, device_name: str | None = None) -> Opened:
        """A new visitor with a new talk, on the device of that name."""
        token, conversation_id = new_token(), new_id("c")
        values = {
            "conversation_id": conversation_id,
            "owner_id": new_id("v"),
            "token_hash": hash_of(token),
            "expires_at": self._now() + self._lasts,
            "device_id": new_id("d"),
            "device_name": device_name,
            "seen_at": self._now(),
        }
        async with self._engine.connect() as connection:
            await connection.execute(_OPEN, values)
        return Opened(token, conversation_id)

    async def end(self, token_hash: bytes) -> None:
        """The token speaks for nobody any more."""
        async with self._engine.connect() as connection:
            await connection.execute(_REVOKE, {"token_hash": token_hash})
