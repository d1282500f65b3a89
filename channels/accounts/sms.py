"""The way a code gets to a phone: a port, and the provider that plays it in the sandbox."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.conversations.wire import SHANGHAI
from channels.problems import refusal
from channels.vault.cipher import Cipher

_SEND = sa.text("""
INSERT INTO outbox (to_digest, kind, sealed, sent_at, reference)
VALUES (:to_digest, :kind, :sealed, :sent_at, :reference)
ON CONFLICT (reference) DO NOTHING
""")
_READ = sa.text("""
SELECT kind, sealed, sent_at FROM outbox WHERE to_digest = :to_digest ORDER BY mail_id
""")


class Sms(Protocol):
    """Sends short messages."""

    async def send(self, phone: str, text: str, reference: str | None = None) -> None:
        """Send `text` to `phone` (11 digits); raises `Problem` when it cannot be sent.

        Under a `reference` the provider sends once, however often it is asked.
        """


class Outbox:
    """What the sandbox's providers sent: addressees digested, contents sealed."""

    def __init__(self, engine: AsyncEngine, cipher: Cipher, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._cipher = cipher
        self._now = now

    async def put(
        self, to: str, kind: str, content: dict[str, Any], reference: str | None = None
    ) -> None:
        """Keep one mail; under a `reference` once."""
        sealed = self._cipher.seal(json.dumps(content, ensure_ascii=False), f"outbox|{to}")
        values = {"to_digest": self._cipher.digest(f"to|{to}"), "kind": kind, "sealed": sealed}
        async with self._engine.connect() as connection:
            more = {"sent_at": self._now(), "reference": reference}
            await connection.execute(_SEND, values | more)

    async def mails(self, to: str) -> list[dict[str, Any]]:
        """Mails to one addressee, oldest first: `{to, kind, sent_at, …content}`."""
        digest = self._cipher.digest(f"to|{to}")
        async with self._engine.connect() as connection:
            rows = (await connection.execute(_READ, {"to_digest": digest})).all()
        return [
            {
                "to": to,
                "kind": row.kind,
                "sent_at": row.sent_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
                **json.loads(self._cipher.open(row.sealed, f"outbox|{to}")),
            }
            for row in rows
        ]


class SandboxSms:
    """Plays the SMS provider: what it sends stands in the outbox."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    async def send(self, phone: str, text: str, reference: str | None = None) -> None:
        """Put the message into the outbox."""
        await self._outbox.put(phone, "sms", {"text": text}, reference and f"sms:{reference}")


class NoSms:
    """Stands where no provider is configured."""

    async def send(self, phone: str, text: str, reference: str | None = None) -> None:
        """Always refuses."""
        raise refusal(503, "SMS_UNAVAILABLE")
