"""Passive replies that WeChat did not wait for, and did not come back for: they are sent.

WeChat hangs up after five seconds and brings a message up to three times; whoever comes back in
that time is given the same reply. What nobody took by then is a message of its own.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.wechat import statements as sql
from channels.wechat.client import Unreachable, WeChatError
from channels.wechat.fans import Fans
from channels.wechat.replies import Out
from channels.wechat.sending import Sender
from foundation.log import logger

log = logger(__name__)


class Untaken:
    """Sends what was left lying, as long as the fan may be written to."""

    def __init__(
        self, engine: AsyncEngine, fans: Fans, sender: Sender, now: Callable[[], datetime], *,
        after_seconds: float,
    ) -> None:  # fmt: skip
        self._engine = engine
        self._fans = fans
        self._sender = sender
        self._now = now
        self._after = timedelta(seconds=after_seconds)

    async def watch(self, seconds: float) -> None:
        """Look again and again."""
        while True:
            try:
                await self._round()
            except SQLAlchemyError as error:
                log.warning("wechat.untaken.database", error=type(error).__name__)
            await asyncio.sleep(seconds)

    async def _round(self) -> None:
        """Each claimed by its time, so that two processes do not send it both."""
        values = {"now": self._now(), "before": self._now() - self._after}
        async with self._engine.connect() as connection:
            rows = (await connection.execute(sql.UNTAKEN, values)).all()
        for row in rows:
            if await self._sent(row.fan_id, Out(**row.reply)):
                async with self._engine.connect() as connection:
                    await connection.execute(sql.TAKEN, {"key": row.key_digest})

    async def _sent(self, fan_id: str, out: Out) -> bool:
        """Whether nothing is left to do about it; while WeChat is away it is tried again."""
        fan = await self._fans.by_id(fan_id)
        if fan is None:
            return True
        try:
            await self._sender.send(fan, out)
        except Unreachable:
            return False
        except WeChatError as error:
            log.warning("wechat.untaken.untold", fan_id=fan_id, errcode=error.errcode)
        return True
