"""Binding a fan to a customer and back: plans, talks and what was understood come along."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from channels.binding import statements as sql
from channels.binding.knowledge import Knowledge
from channels.forwarding.office import SYSTEM, Office
from channels.sessions.callers import Caller, Callers
from channels.sessions.tokens import new_id
from channels.storage.engine import transaction
from channels.stream.news import News
from channels.stream.signals import Signals
from channels.vault.cipher import Cipher
from channels.wechat.client import Client
from channels.wechat.fans import Fan, Fans
from channels.wechat.statements import LINE
from channels.wechat.wording import phrase
from foundation.log import logger
from foundation.problems import Problem

log = logger(__name__)
_SCENE = "b_"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A code to be scanned: the address in it, and for how long it is good."""

    ticket: str
    url: str
    seconds: int


@dataclass(frozen=True, slots=True)
class _Account:
    """The customer a fan is bound to; `web` is the session that asked, if one did."""

    customer_id: str
    phone: str | None
    phone_masked: str | None
    name_masked: str | None
    web: bytes
    web_talk: str | None


class Bindings:
    """Which fan is which customer."""

    def __init__(
        self, engine: AsyncEngine, cipher: Cipher, fans: Fans, callers: Callers, office: Office,
        signals: Signals, news: News, knowledge: Knowledge, client: Client,
        now: Callable[[], datetime], *, ticket_seconds: int,
    ) -> None:  # fmt: skip
        self._engine = engine
        self._cipher = cipher
        self._fans = fans
        self._callers = callers
        self._office = office
        self._signals = signals
        self._news = news
        self._knowledge = knowledge
        self._client = client
        self._now = now
        self._ticket_seconds = ticket_seconds

    def _scene(self, scene: str) -> bytes:
        return self._cipher.digest(f"scene|{scene}")

    async def ticket(self, caller: Caller) -> Ticket:
        """A code for the customer to scan; raises a `WeChatError`."""
        scene = _SCENE + secrets.token_urlsafe(24)
        values = {
            "scene": self._scene(scene),
            "customer_id": caller.id,
            "token_hash": caller.token_hash,
            "expires_at": self._now() + timedelta(seconds=self._ticket_seconds),
        }
        async with self._engine.connect() as connection:
            await connection.execute(sql.TICKET, values)
        asked = {
            "expire_seconds": self._ticket_seconds,
            "action_name": "QR_STR_SCENE",
            "action_info": {"scene": {"scene_str": scene}},
        }
        answer = await self._client.call("/cgi-bin/qrcode/create", asked)
        return Ticket(str(answer["ticket"]), str(answer["url"]), self._ticket_seconds)

    async def scanned(self, fan: Fan, scene: str) -> str | None:
        """Bind who scanned a code; the masked phone he is bound with, None for a dead code."""
        values = {"scene": self._scene(scene), "now": self._now()}
        async with self._engine.connect() as connection:
            row = (await connection.execute(sql.USE_TICKET, values)).first()
        if row is None:
            return None
        try:
            caller = await self._callers.find(bytes(row.token_hash))
            if caller.kind != "customer" or caller.id != row.customer_id:
                return None
            seq, talk = await self._bind(fan, _account(caller))
        except Problem as problem:
            if problem.response_status < 500:
                return None  # the page that showed the code has been signed out
            async with self._engine.connect() as connection:
                await connection.execute(sql.REOPEN_TICKET, values)
            raise
        now_in = await self._fans.by_id(fan.fan_id)
        if now_in is not None and now_in.conversation_id == talk:
            await self._fans.told(now_in, seq, [])  # the caller says it himself
        return caller.phone_masked or ""

    async def signed_in(self, token_hash: bytes) -> None:
        """A page that came through a fan has been signed in: he is that customer."""
        fan = await self._fans.of_session(token_hash)
        if fan is None:
            return
        caller = await self._callers.find(token_hash)
        if caller.kind == "customer" and fan.customer_id != caller.id:
            await self._bind(fan, _account(caller))

    async def _bind(self, fan: Fan, account: _Account) -> tuple[int, str]:
        """Bind; the position and the talk of the line that says so."""
        await self._bring_plans(fan, account)
        async with transaction(self._engine) as connection:
            talk = await self._joined(connection, fan, account)
            values: dict[str, Any] = {"conversation_id": talk, "fan_id": fan.fan_id}
            followed = await connection.execute(
                sql.PAGES_FOLLOW, values | {"token_hash": account.web}
            )
            moved = [bytes(row.token_hash) for row in followed]
            touched = await connection.execute(sql.TOUCH, values | {"now": self._now()})
            await self._fans.move(connection, fan.fan_id, talk, int(touched.scalar_one()))
            phone = account.phone
            bound = {
                "fan_id": fan.fan_id,
                "customer_id": account.customer_id,
                "phone_sealed": self._fans.seal_phone(fan.fan_id, phone) if phone else None,
                "now": self._now(),
            }
            await connection.execute(sql.BIND, bound)
        for token_hash in moved:
            self._news.end(token_hash)
        if talk != fan.conversation_id:
            await self._knowledge.carry(fan.conversation_id, talk)
        seq = await self._say(talk, phrase("bound", phone=account.phone_masked or ""))
        await self._signal(account.customer_id, bound=True)
        log.info("binding.bound", fan_id=fan.fan_id, customer_id=account.customer_id)
        return seq, talk

    async def _bring_plans(self, fan: Fan, account: _Account) -> None:
        async with self._engine.connect() as connection:
            values = {"conversation_id": fan.conversation_id}
            own = (await connection.execute(sql.TALK, values)).first()
        if own is None or own.owner_kind != "visitor":
            return
        request = {
            "from_owner": {"kind": "visitor", "id": own.owner_id},
            "to_owner": {"kind": "customer", "id": account.customer_id},
        }
        key = f"bind-{own.owner_id}-{account.customer_id}"
        await self._office.json("POST", "/plans/transfer", SYSTEM, key=key, json=request)

    async def _joined(self, connection: AsyncConnection, fan: Fan, account: _Account) -> str:
        """The one talk that goes on: the web's, unless only the fan has said anything."""
        given = {
            "customer_id": account.customer_id,
            "phone_masked": account.phone_masked,
            "name_masked": account.name_masked,
        }
        own_talk = {"conversation_id": fan.conversation_id}
        await connection.execute(sql.OWN, given | own_talk)
        own = (await connection.execute(sql.TALK, own_talk)).one()
        mine = own.owner_kind == "customer" and own.owner_id == account.customer_id
        target = account.web_talk
        if target is None or target == fan.conversation_id:
            values = {"customer_id": account.customer_id, "but": fan.conversation_id}
            target = (await connection.execute(sql.NEWEST_OTHER, values)).scalar_one_or_none()
        if target is not None:
            there = (await connection.execute(sql.TALK, {"conversation_id": target})).one()
            if there.spoken or not (mine and own.spoken):
                return target
        if mine:
            return fan.conversation_id
        target = new_id("c")
        await connection.execute(sql.NEW_TALK, given | {"conversation_id": target})
        return target

    async def _say(self, conversation_id: str, text: str) -> int:
        body = json.dumps({"text": text, "kind": "binding"}, ensure_ascii=False)
        values = {"conversation_id": conversation_id, "body": body, "now": self._now()}
        async with self._engine.connect() as connection:
            return int((await connection.execute(LINE, values)).one().last_seq)

    async def _signal(self, customer_id: str, *, bound: bool) -> None:
        data = {"channel": "wechat", "bound": bound}
        await self._signals.tell_customer(customer_id, "binding", data)

    async def of_customer(self, customer_id: str) -> list[Fan]:
        """The fans bound to a customer."""
        return await self._fans.of_customer(customer_id)

    async def unbind(self, fan: Fan) -> None:
        """The fan is nobody's any more; pages that came through him are signed out."""
        customer_id = fan.customer_id
        if customer_id is None:
            return
        async with transaction(self._engine) as connection:
            ended = await connection.execute(sql.END_PAGES, {"fan_id": fan.fan_id})
            pages = [bytes(row.token_hash) for row in ended]
            values = {"customer_id": customer_id, "but": ""}
            newest = (await connection.execute(sql.NEWEST_OTHER, values)).scalar_one_or_none()
            await self._fans.apart(connection, fan)
        for token_hash in pages:
            self._news.end(token_hash)
        if newest is not None:
            await self._say(newest, phrase("unbound_there"))
        await self._signal(customer_id, bound=False)
        log.info("binding.ended", fan_id=fan.fan_id, customer_id=customer_id)


def _account(caller: Caller) -> _Account:
    return _Account(
        caller.id, caller.phone, caller.phone_masked, caller.name_masked, caller.token_hash,
        caller.conversation_id,
    )  # fmt: skip
