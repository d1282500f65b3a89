"""What a fan has not been told yet goes out, in order, whoever said it and wherever.

News comes by `LISTEN edge_news`; a sweep finds what a fallen process left. Who waits for a
passive reply holds his fan meanwhile, in this process and (by lease) in the others.
"""

import asyncio
import uuid
from collections import Counter
from collections.abc import Coroutine
from weakref import WeakValueDictionary

import psycopg
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from channels.storage.talks import Talks
from channels.stream.news import CHANNEL
from channels.wechat.client import Closed, Gone, Refused, Spent, Unreachable
from channels.wechat.fans import Fan, Fans
from channels.wechat.metrics import SENT
from channels.wechat.received import Received
from channels.wechat.rendering import Rendering
from channels.wechat.replies import Out
from channels.wechat.sending import Sender
from foundation.log import logger

log = logger(__name__)
_BATCH = 60
_HELD_SECONDS = 10.0
_SENDING_SECONDS = 60.0
_BUSY_SECONDS = 15.0
_CLOSED_SECONDS = 30 * 86_400.0
_RETRY_SECONDS = 1.0
_SWEEPS_A_CLEANING = 720


class Pusher:
    """Tells fans what they have not been told."""

    def __init__(
        self, database_url: str, talks: Talks, fans: Fans, received: Received,
        rendering: Rendering, sender: Sender, *, sweep_seconds: float,
    ) -> None:  # fmt: skip
        located = make_url(database_url).set(drivername="postgresql")
        self._address = located.render_as_string(hide_password=False)
        self._talks = talks
        self._fans = fans
        self._received = received
        self._rendering = rendering
        self._sender = sender
        self._sweep_seconds = sweep_seconds
        self._holder = uuid.uuid4().hex
        self._held: Counter[str] = Counter()
        self._leased: set[str] = set()
        self._passing: set[str] = set()
        self._doors: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._busy: dict[str, bool] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._heard: set[str] = set()

    # -- who waits for a passive reply ----------------------------------------------------------
    async def hold(self, fan: Fan) -> None:
        """Nobody but the caller tells this fan anything, until `release`, which must follow."""
        self._held[fan.fan_id] += 1
        if await self._fans.lease(fan.fan_id, self._holder, _HELD_SECONDS):
            self._leased.add(fan.fan_id)

    async def release(self, fan: Fan, passed: Out | None = None) -> None:
        """What is left to tell goes out now; `passed`: what was collected has left."""
        if passed is not None:
            self._passing.discard(fan.fan_id)
        self._held[fan.fan_id] -= 1
        if self._held[fan.fan_id] > 0:
            return
        del self._held[fan.fan_id]
        self._leased.discard(fan.fan_id)
        if fan.fan_id not in self._busy:
            await self._fans.release(fan.fan_id, self._holder)
        self.wake(fan.fan_id)

    async def collect(self, fan_id: str, upto: int) -> Out | None:
        """The first message he has not been told up to a position; told with this call.

        None when there is none, when something is on its way to him already (two at once could
        overtake one another), and for a long line in parts: that goes over the API as a whole, so
        that no part is told twice.
        """
        door = self._doors.get(fan_id) or self._doors.setdefault(fan_id, asyncio.Lock())
        async with door:
            fan = await self._fans.by_id(fan_id)
            on_the_way = fan_id in self._busy or fan_id in self._passing
            if fan is None or on_the_way or fan_id not in self._leased:
                return None
            outs = await self._untold(fan, upto)
            if not outs or outs[0].upto is None:
                return None
            await self._fans.told(fan, outs[0].upto, outs[0].buttons)
            self._passing.add(fan_id)
            return outs[0]

    async def _untold(self, fan: Fan, upto: int | None = None) -> list[Out]:
        lines = await self._talks.lines_after(fan.conversation_id, fan.told_seq, _BATCH)
        if upto is not None:
            lines = [line for line in lines if line.seq <= upto]
        skipped = self._rendering.skipped(lines, f"wx.{fan.fan_id}.")
        if skipped is not None:
            await self._fans.told(fan, skipped, None)
        return self._rendering.render(lines, f"wx.{fan.fan_id}.", fan.buttons)

    # -- sending --------------------------------------------------------------------------------
    def wake(self, fan_id: str) -> None:
        """Tell him what he has not been told, unless somebody is at it."""
        if self._held.get(fan_id):
            return
        if fan_id in self._busy:
            self._busy[fan_id] = True
            return
        self._busy[fan_id] = False
        self._spawn(self._serve(fan_id))

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, fan_id: str) -> None:
        try:
            again = True
            while again and not self._held.get(fan_id):
                self._busy[fan_id] = False
                await self._tell(fan_id)
                again = self._busy[fan_id]
        except SQLAlchemyError as error:
            log.warning("wechat.push.database", error=type(error).__name__)
        except Exception as error:
            log.exception("wechat.push.unexpected", error=repr(error))
        finally:
            self._busy.pop(fan_id, None)

    async def _tell(self, fan_id: str) -> None:
        if not await self._fans.lease(fan_id, self._holder, _SENDING_SECONDS):
            return
        try:
            fan = await self._fans.follow(fan_id)
            while fan is not None and fan.subscribed and not self._held.get(fan_id):
                outs = await self._untold(fan)
                if not outs or not await self._send_all(fan, outs):
                    return
                fan = await self._fans.follow(fan_id)
        finally:
            if not self._held.get(fan_id):
                await self._fans.release(fan_id, self._holder)

    async def _send_all(self, fan: Fan, outs: list[Out]) -> bool:
        """Send in order; False when no more can be sent now."""
        for out in outs:
            try:
                await self._sender.send(fan, out)
            except Unreachable as error:
                log.warning("wechat.unreachable", fan_id=fan.fan_id, reason=str(error))
                await self._fans.close(fan, _BUSY_SECONDS)
                return False
            except (Closed, Spent) as error:
                log.info("wechat.closed", fan_id=fan.fan_id, errcode=error.errcode)
                await self._fans.close(fan, _CLOSED_SECONDS)
                return False
            except Gone as error:
                log.info("wechat.gone", fan_id=fan.fan_id, errcode=error.errcode)
                await self._fans.close(fan, _CLOSED_SECONDS, follows=False)
                return False
            except Refused as error:
                log.error("wechat.refused", fan_id=fan.fan_id, errcode=error.errcode)
                SENT.labels("service", "refused").inc()
            if out.upto is not None:
                await self._fans.told(fan, out.upto, out.buttons)
        return True

    # -- news -----------------------------------------------------------------------------------
    def start(self) -> None:
        """Begin to hear of news."""
        self._spawn(self._listen())
        self._spawn(self._sweep())

    async def _listen(self) -> None:
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(self._address, autocommit=True)
                async with connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    async for note in connection.notifies():
                        if not self._heard:
                            self._spawn(self._wake_heard())
                        self._heard.add(note.payload)
            except psycopg.Error as error:
                log.warning("wechat.news.lost", error=type(error).__name__)
            await asyncio.sleep(_RETRY_SECONDS)

    async def _wake_heard(self) -> None:
        await asyncio.sleep(0.02)  # what comes together is looked up together
        talks, self._heard = list(self._heard), set()
        try:
            for fan_id in await self._fans.behind(talks):
                self.wake(fan_id)
        except SQLAlchemyError as error:
            log.warning("wechat.news.unreadable", error=type(error).__name__)

    async def _sweep(self) -> None:
        rounds = 0
        while True:
            try:
                if rounds % _SWEEPS_A_CLEANING == 0:
                    await self._received.sweep()
                for fan_id in await self._fans.waiting():
                    self.wake(fan_id)
            except SQLAlchemyError as error:
                log.warning("wechat.sweep.failed", error=type(error).__name__)
            rounds += 1
            await asyncio.sleep(self._sweep_seconds)

    async def close(self) -> None:
        """Stop; what is untold is found at the next start."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
