"""Fans: who writes in WeChat, in which talk, and what he has been told of it."""

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from channels.sessions.tokens import new_id
from channels.storage.engine import transaction
from channels.vault.cipher import Cipher
from channels.wechat import statements as sql
from channels.wechat.wording import phrase

Now = Callable[[], datetime]
_SESSION_DAYS = 3650
_STILL_TOLD = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Fan:
    """A fan as stored; `conversation_id` is the talk he is in."""

    fan_id: str
    openid_sealed: bytes
    token_hash: bytes
    customer_id: str | None
    phone_sealed: bytes | None
    bound_at: datetime | None
    subscribed: bool
    conversation_id: str
    told_seq: int
    buttons: list[dict[str, Any]]
    heard_at: datetime | None
    closed_until: datetime | None


def _fan(row: Any) -> Fan:
    return Fan(*row[:12])


class Fans:
    """The fans in the database."""

    def __init__(self, engine: AsyncEngine, cipher: Cipher, now: Now) -> None:
        self._engine = engine
        self._cipher = cipher
        self._now = now

    def openid(self, fan: Fan) -> str:
        """The openid, to be sent to WeChat and nowhere else."""
        return self._cipher.open(fan.openid_sealed, f"openid|{fan.fan_id}")

    def phone(self, fan: Fan) -> str | None:
        """The phone he is bound with."""
        if fan.phone_sealed is None:
            return None
        return self._cipher.open(fan.phone_sealed, f"fan-phone|{fan.fan_id}")

    def seal_phone(self, fan_id: str, phone: str) -> bytes:
        """The phone as it is kept."""
        return self._cipher.seal(phone, f"fan-phone|{fan_id}")

    def _digest(self, openid: str) -> bytes:
        return self._cipher.digest(f"openid|{openid}")

    async def known(self, openid: str, *, heard: bool = True) -> Fan:
        """The fan behind an openid, in his customer's newest talk, else in one of his own.

        `heard`: he has just written, so that he may be answered for 48 hours.
        """
        fan_id = new_id("w")
        values = {
            "fan_id": fan_id,
            "digest": self._digest(openid),
            "sealed": self._cipher.seal(openid, f"openid|{fan_id}"),
            "token_hash": secrets.token_bytes(32),
            "now": self._now() if heard else None,
        }
        async with transaction(self._engine) as connection:
            row = (await connection.execute(sql.HEARD, values)).one()
            fan, alive = _fan(row), bool(row.alive)
            if not alive:
                # New, or signed out on the list of devices: a talk of his own, bound to nobody.
                await self.apart(connection, fan)
            elif fan.customer_id:
                await self._follow(connection, fan)
            else:
                values = {"fan_id": fan.fan_id, "now": self._now()}
                await connection.execute(sql.ADOPT, values)
            return await self._again(connection, fan.fan_id)

    async def apart(self, connection: AsyncConnection, fan: Fan) -> None:
        """Give the fan a fresh talk that belongs to nobody but him."""
        conversation_id = new_id("c")
        talk = {"conversation_id": conversation_id, "owner_id": new_id("v")}
        await connection.execute(sql.NEW_TALK, talk)
        session = {
            "token_hash": fan.token_hash,
            "conversation_id": conversation_id,
            "expires_at": self._now() + timedelta(days=_SESSION_DAYS),
            "device_id": new_id("d"),
            "device_name": phrase("device"),
        }
        await connection.execute(sql.SESSION, session)
        await self.move(connection, fan.fan_id, conversation_id, 0)
        await connection.execute(sql.UNBIND, {"fan_id": fan.fan_id})

    async def _follow(self, connection: AsyncConnection, fan: Fan) -> None:
        values = {"customer_id": fan.customer_id, "since": self._now() - _STILL_TOLD}
        newest = (await connection.execute(sql.NEWEST, values)).first()
        if newest is not None and newest.conversation_id != fan.conversation_id:
            await self.move(connection, fan.fan_id, newest.conversation_id, newest.seq)

    @staticmethod
    async def move(
        connection: AsyncConnection, fan_id: str, conversation_id: str, seq: int
    ) -> None:
        """Let the fan go on in that talk, told of it up to `seq`."""
        values = {"fan_id": fan_id, "conversation_id": conversation_id, "seq": seq}
        await connection.execute(sql.MOVE, values)

    @staticmethod
    async def _again(connection: AsyncConnection, fan_id: str) -> Fan:
        return _fan((await connection.execute(sql.FAN, {"fan_id": fan_id})).one())

    async def follow(self, fan_id: str) -> Fan | None:
        """The fan as he is now, moved to his customer's newest talk."""
        async with transaction(self._engine) as connection:
            row = (await connection.execute(sql.FAN, {"fan_id": fan_id})).first()
            if row is None:
                return None
            fan = _fan(row)
            if not fan.customer_id:
                return fan
            await self._follow(connection, fan)
            return await self._again(connection, fan_id)

    async def of_customer(self, customer_id: str) -> list[Fan]:
        """The fans that are bound to a customer."""
        return await self._many(sql.FANS_OF_CUSTOMER, customer_id=customer_id)

    async def of_session(self, token_hash: bytes) -> Fan | None:
        """The fan through whom a page's session came."""
        found = await self._many(sql.FAN_OF_SESSION, token_hash=token_hash)
        return found[0] if found else None

    async def by_id(self, fan_id: str) -> Fan | None:
        """The fan of that pseudonym."""
        found = await self._many(sql.FAN, fan_id=fan_id)
        return found[0] if found else None

    async def _many(self, statement: Any, **values: Any) -> list[Fan]:
        async with self._engine.connect() as connection:
            return [_fan(row) for row in (await connection.execute(statement, values)).all()]

    async def _do(self, statement: Any, **values: Any) -> Sequence[Any]:
        async with self._engine.connect() as connection:
            result = await connection.execute(statement, values)
            return result.all() if result.returns_rows else []

    async def left(self, openid: str) -> None:
        """He does not follow any more."""
        await self._do(sql.LEFT, digest=self._digest(openid))

    async def told(self, fan: Fan, seq: int, buttons: list[dict[str, Any]] | None) -> None:
        """He has been told the talk up to `seq`; a number now stands for one of `buttons`."""
        await self._do(
            sql.TOLD, fan_id=fan.fan_id, conversation_id=fan.conversation_id, seq=seq,
            buttons=None if buttons is None else json.dumps(buttons, ensure_ascii=False),
        )  # fmt: skip

    async def offer(self, fan: Fan, buttons: list[dict[str, Any]]) -> None:
        """A number now stands for one of `buttons`."""
        await self._do(
            sql.BUTTONS, fan_id=fan.fan_id, buttons=json.dumps(buttons, ensure_ascii=False)
        )

    async def close(self, fan: Fan, seconds: float, *, follows: bool = True) -> None:
        """Nothing can be sent for so long, unless he writes."""
        until = self._now() + timedelta(seconds=seconds)
        await self._do(sql.CLOSE, fan_id=fan.fan_id, until=until, subscribed=follows)

    async def lease(self, fan_id: str, holder: str, seconds: float) -> bool:
        """Be the one who sends to the fan, for so long."""
        return bool(await self._do(sql.LEASE, fan_id=fan_id, holder=holder, seconds=seconds))

    async def release(self, fan_id: str, holder: str) -> None:
        """Let others send again."""
        await self._do(sql.RELEASE, fan_id=fan_id, holder=holder)

    async def behind(self, talks: list[str]) -> list[str]:
        """Who has not been told all of those talks."""
        rows = await self._do(sql.BEHIND, talks=talks, now=self._now())
        return [row.fan_id for row in rows]

    async def waiting(self) -> list[str]:
        """Who has not been told all of his talk, and nobody is at it."""
        return [row.fan_id for row in await self._do(sql.WAITING, now=self._now())]
