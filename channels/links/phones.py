"""The phone a link was sent to, known from the message that carried it.

The back office names no phone to anybody: it has the edge send the link, and that is where the
code must go as well.
"""

import re
from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.vault.cipher import Cipher

_LINK = re.compile(r"/s#([A-Za-z0-9_\-]{20,100})")
_KEEP = sa.text("""
INSERT INTO link_phones (link_digest, sealed, sent_at) VALUES (:digest, :sealed, :at)
ON CONFLICT (link_digest) DO NOTHING
""")
_FIND = sa.text("SELECT sealed FROM link_phones WHERE link_digest = :digest")


class LinkPhones:
    """Remembers phones under the digest of the link that was sent there."""

    def __init__(self, engine: AsyncEngine, cipher: Cipher, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._cipher = cipher
        self._now = now

    def _digest(self, token: str) -> bytes:
        return self._cipher.digest(f"link|{token}")

    async def sent(self, phone: str, text: str) -> None:
        """A message went to that phone; the links in it are its."""
        for token in _LINK.findall(text):
            values = {
                "digest": self._digest(token),
                "sealed": self._cipher.seal(phone, f"link-phone|{token}"),
                "at": self._now(),
            }
            async with self._engine.connect() as connection:
                await connection.execute(_KEEP, values)

    async def of(self, token: str) -> str | None:
        """The phone the link was sent to; None while it was sent to none."""
        async with self._engine.connect() as connection:
            found = await connection.execute(_FIND, {"digest": self._digest(token)})
            sealed = found.scalar_one_or_none()
        return self._cipher.open(sealed, f"link-phone|{token}") if sealed else None
