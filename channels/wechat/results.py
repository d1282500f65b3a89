"""What became of template messages: WeChat tells later whether each one arrived.

One that did not arrive goes as a text message, once; of a notice it is noted by which way it went.
The outcome may be told before the message is noted as sent. What is left undone, because the
provider of text messages was down or a process fell, is done by the next round.
"""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.accounts.sms import Sms
from channels.deliveries.ways import (
    ARRIVED,
    FAILED,
    SENT,
    SMS,
    WECHAT,
    Instead,
    alone,
    note,
    ways_of,
)
from channels.vault.cipher import Cipher
from channels.wechat import statements as sql
from channels.wechat.fans import Fan
from channels.wechat.metrics import SENT as COUNTED
from channels.wechat.protocol import Incoming
from foundation.log import logger
from foundation.problems import Problem

log = logger(__name__)
_BLOCKED, _SYSTEM = "blocked", "system"


class Results:
    """Takes outcomes in and does what they ask for."""

    def __init__(
        self, engine: AsyncEngine, cipher: Cipher, sms: Sms, now: Callable[[], datetime]
    ) -> None:
        self._engine = engine
        self._cipher = cipher
        self._sms = sms
        self._now = now

    async def sent(self, fan: Fan, msg_id: str, instead: Instead | None) -> bool:
        """Note a template message as sent; False when it is known already not to have arrived.

        Then who sent it takes the next way.
        """
        if not msg_id:
            return True
        values = {
            "msg_id": msg_id, "fan_id": fan.fan_id, "now": self._now(),
            "delivery_id": instead.delivery_id if instead else None,
            "sealed": self._sealed(msg_id, instead) if instead else None,
        }  # fmt: skip
        async with self._engine.connect() as connection:
            row = (await connection.execute(sql.TEMPLATE_SENT, values)).one()
        return row.outcome in (None, ARRIVED)

    def _sealed(self, msg_id: str, instead: Instead) -> bytes:
        kept = json.dumps([instead.phone, instead.text], ensure_ascii=False)
        return self._cipher.seal(kept, f"template|{msg_id}")

    async def ended(self, incoming: Incoming) -> None:
        """Keep what WeChat tells of a template message; the first outcome stays."""
        status = incoming.get("Status").lower()
        told = ARRIVED if status == "success" else _BLOCKED if "block" in status else _SYSTEM
        values = {"msg_id": incoming.get("MsgID"), "outcome": told, "now": self._now()}
        async with self._engine.connect() as connection:
            await connection.execute(sql.TEMPLATE_ENDED, values)
        COUNTED.labels("template", told).inc()

    async def settle(self, msg_id: str) -> None:
        """Do what the outcome asks for, once; what cannot be done now is left to the next round."""
        try:
            await self._settle(msg_id)
        except (Problem, SQLAlchemyError) as error:
            log.warning("wechat.results.untold", error=type(error).__name__)

    async def _settle(self, msg_id: str) -> None:
        row = await self._owed(msg_id)
        if row is None:
            return
        async with alone(self._engine, row.delivery_id or f"template:{msg_id}"):
            instead = self._opened(row)
            if row.delivery_id:
                await self._settle_notice(row, instead)
            elif row.outcome != ARRIVED and instead:
                await self._sms.send(instead.phone, instead.text, f"template:{msg_id}")
            async with self._engine.connect() as connection:
                await connection.execute(sql.TEMPLATE_SETTLED, {"msg_id": msg_id})

    async def _owed(self, msg_id: str) -> Any:
        async with self._engine.connect() as connection:
            return (await connection.execute(sql.TEMPLATE_OWED, {"msg_id": msg_id})).first()

    def _opened(self, row: Any) -> Instead | None:
        if row.sealed is None:
            return None
        phone, text = json.loads(self._cipher.open(row.sealed, f"template|{row.msg_id}"))
        return Instead(phone, text, row.delivery_id)

    async def _settle_notice(self, row: Any, instead: Instead | None) -> None:
        delivery_id, engine = row.delivery_id, self._engine
        ways = await ways_of(engine, delivery_id)
        if row.outcome == ARRIVED:
            await note(engine, delivery_id, ways, WECHAT, ARRIVED)
            return
        await note(engine, delivery_id, ways, WECHAT, FAILED, row.outcome)
        if SMS not in ways and instead:
            await self._sms.send(instead.phone, instead.text, delivery_id)
            await note(engine, delivery_id, ways, SMS, SENT)

    async def watch(self, seconds: float) -> None:
        """Do what was left undone, round after round."""
        while True:
            try:
                async with self._engine.connect() as connection:
                    owed = (await connection.execute(sql.TEMPLATES_OWED)).all()
                for row in owed:
                    await self.settle(row.msg_id)
            except SQLAlchemyError as error:
                log.warning("wechat.results.database", error=type(error).__name__)
            await asyncio.sleep(seconds)
