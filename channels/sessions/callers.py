"""Who calls, whichever kind of session he has, and how surely he is known right now.

A talk's session speaks for a visitor or a customer; a link's session for one party only. Neither
opens what the other does.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.accounts.levels import Level, Standing, standing
from channels.problems import refusal
from channels.storage.talks import Speaker, Talks
from channels.vault.cipher import Cipher

_SEEN_EVERY = timedelta(minutes=5)
_LINK = sa.text("""
SELECT party_id, application_no, role, name_masked, phone_masked, sealed, l1_until, l2_until,
       l3_until, l3_ref, expires_at
  FROM link_sessions
 WHERE token_hash = :token_hash AND revoked_at IS NULL AND expires_at > :now
""")
_SEEN = sa.text("UPDATE sessions SET seen_at = :now WHERE token_hash = :token_hash")


@dataclass(frozen=True, slots=True)
class Caller:
    """One who calls. `id` is the visitor's, the customer's or the party's.

    `code_ref` names the signing code behind L3, as evidence.
    """

    kind: Literal["visitor", "customer", "party"]
    id: str
    standing: Standing
    token_hash: bytes
    channel: str = "web"
    conversation_id: str | None = None
    device_id: str | None = None
    phone: str | None = None
    phone_masked: str | None = None
    name_masked: str | None = None
    application_no: str | None = None
    role: str | None = None
    link_token: str | None = None
    code_ref: str | None = None

    @property
    def actor(self) -> str:
        """The actor as the back office names it."""
        return f"{self.kind}:{self.id}"

    @property
    def level(self) -> Level:
        """How surely he is known now."""
        return self.standing.level

    def require(self, level: Level) -> None:
        """401 for a visitor, 403 with the level that is needed for one known too little."""
        if self.kind == "visitor":
            raise refusal(401, "LOGIN_REQUIRED")
        if self.level < level:
            problem = refusal(403, "LEVEL_TOO_LOW")
            problem.extra["allowed"] = {"level": str(level)}
            raise problem


def session_phone(device_id: str) -> str:
    """Where a session's phone is sealed for."""
    return f"session-phone|{device_id}"


def link_secret(party_id: str) -> str:
    """Where a link session's token and phone are sealed for."""
    return f"link-session|{party_id}"


class Callers:
    """Finds the caller behind a token's hash."""

    def __init__(
        self, engine: AsyncEngine, talks: Talks, cipher: Cipher, now: Callable[[], datetime]
    ) -> None:
        self._engine = engine
        self._talks = talks
        self._cipher = cipher
        self._now = now

    async def find(self, token_hash: bytes) -> Caller:
        """The caller; 401 when the session is gone."""
        speaker = await self._talks.speaker(token_hash)
        if speaker is not None:
            return await self._speaking(speaker, token_hash)
        found = await self._through_link(token_hash)
        if found is None:
            raise refusal(401, "SESSION_REQUIRED")
        return found

    async def _speaking(self, speaker: Speaker, token_hash: bytes) -> Caller:
        now = self._now()
        if now - speaker.seen_at > _SEEN_EVERY:
            async with self._engine.connect() as connection:
                await connection.execute(_SEEN, {"now": now, "token_hash": token_hash})
        sealed = speaker.phone_sealed
        until = {"l2_until": speaker.l2_until, "l3_until": speaker.l3_until}
        return Caller(
            kind="customer" if speaker.owner_kind == "customer" else "visitor",
            id=speaker.owner_id,
            standing=standing(speaker.assurance, now, **until),
            token_hash=token_hash,
            channel=speaker.channel,
            conversation_id=speaker.conversation_id,
            device_id=speaker.device_id,
            phone=self._cipher.open(sealed, session_phone(speaker.device_id)) if sealed else None,
            phone_masked=speaker.phone_masked,
            name_masked=speaker.name_masked,
            code_ref=speaker.l3_ref,
        )

    async def _through_link(self, token_hash: bytes) -> Caller | None:
        now = self._now()
        async with self._engine.connect() as connection:
            values = {"token_hash": token_hash, "now": now}
            row = (await connection.execute(_LINK, values)).first()
        if row is None:
            return None
        base = "L1" if row.l1_until and row.l1_until > now else "L0"
        known = standing(base, now, l2_until=row.l2_until, l3_until=row.l3_until)
        until = known.until or (row.l1_until if base == "L1" else None)
        secret = json.loads(self._cipher.open(row.sealed, link_secret(row.party_id)))
        return Caller(
            kind="party",
            id=row.party_id,
            standing=Standing(known.level, until),
            token_hash=token_hash,
            phone=secret["phone"],
            phone_masked=row.phone_masked,
            name_masked=row.name_masked,
            application_no=row.application_no,
            role=row.role,
            link_token=secret["token"],
            code_ref=row.l3_ref,
        )
