"""Each message once, each signed address for one body."""

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.storage.engine import transaction
from channels.vault.cipher import Cipher
from channels.wechat import statements as sql
from channels.wechat.protocol import Forged, Incoming, Query
from channels.wechat.replies import Out


class Received:
    """What came from WeChat, by digests."""

    def __init__(
        self, engine: AsyncEngine, cipher: Cipher, now: Callable[[], datetime], *, replay: int
    ) -> None:
        self._engine = engine
        self._cipher = cipher
        self._now = now
        self._replay = replay

    async def _one(self, statement: Any, **values: Any) -> Any:
        async with self._engine.connect() as connection:
            result = await connection.execute(statement, values)
            return result.one() if result.returns_rows else None

    async def fresh(self, query: Query, plain: bytes) -> None:
        """The address is of now and was not used for another body; else `Forged`.

        A plain message's signature does not cover its body: who has seen one signed address
        could otherwise say anything with it.
        """
        now = self._now()
        stamp = query.timestamp
        if not stamp.isdecimal() or abs(int(stamp[:15]) - now.timestamp()) > self._replay:
            raise Forged("time")
        body = hashlib.sha256(plain).digest()
        address = self._cipher.digest(f"wechat-address|{query.timestamp}|{query.nonce}")
        row = await self._one(sql.NONCE, address=address, body=body, now=now)
        if not hmac.compare_digest(bytes(row.body_digest), body):
            raise Forged("replayed")

    def _key(self, incoming: Incoming) -> bytes:
        return self._cipher.digest(f"wechat|{incoming.key}")

    async def take(self, incoming: Incoming) -> tuple[bool, Out | None]:
        """Whether this message was dealt with before, and what was answered then."""
        row = await self._one(sql.TAKE, key=self._key(incoming), now=self._now())
        return bool(row.done), Out(**row.reply) if row.reply else None

    async def done(self, incoming: Incoming, reply: Out | None) -> None:
        """It is dealt with; a redelivery gets the same. A reply is owed until it was `taken`."""
        kept = json.dumps(reply.kept(), ensure_ascii=False) if reply else None
        digest = self._cipher.digest(f"openid|{incoming.openid}")
        await self._one(
            sql.DONE, key=self._key(incoming), reply=kept, digest=digest, now=self._now()
        )

    async def taken(self, incoming: Incoming) -> None:
        """WeChat was there to take the reply."""
        await self._one(sql.TAKEN, key=self._key(incoming))

    def message_id(self, fan_id: str, incoming: Incoming) -> str:
        """The client's message id of the turn; begins with who wrote it, by pseudonym."""
        return f"wx.{fan_id}.{self._key(incoming).hex()[:24]}"

    async def sweep(self) -> None:
        """Delete what is past its time."""
        async with transaction(self._engine) as connection:
            for statement in sql.SWEEP:
                await connection.execute(sa.text(statement))
