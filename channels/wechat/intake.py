"""What comes from a fan: once, turned into something said in his talk, answered within the time."""

import asyncio
import re
import unicodedata
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any

from channels.conversations.reception import Reception, Reply, Said
from channels.storage.talks import Talks
from channels.wechat.client import WeChatError
from channels.wechat.fans import Fan, Fans
from channels.wechat.menu import spoken
from channels.wechat.metrics import RECEIVED
from channels.wechat.nearest import Nearest
from channels.wechat.pictures import Pictures
from channels.wechat.protocol import Incoming
from channels.wechat.pushing import Pusher
from channels.wechat.received import Received
from channels.wechat.rendering import Rendering
from channels.wechat.replies import Out
from channels.wechat.results import Results
from channels.wechat.scanning import Scanning
from channels.wechat.sending import Sender
from channels.wechat.settings import WeChatSettings
from channels.wechat.wording import phrase, words
from foundation.log import logger
from foundation.problems import Problem

log = logger(__name__)
_NUMBER = re.compile(r"[「『\"'“”【\[(]?\s*(\d{1,2})\s*[」』\"'”】\]).、。,，]?")
_QUIET = {"event.view", "event.location", "event.view_miniprogram"}
_BUTTON_GONE = {"BUTTON_EXPIRED", "BUTTON_FOREIGN", "BUTTON_INVALID"}


class NotKept(Exception):
    """The message could not be kept in time; WeChat will deliver it again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back at once, and what is to be done once it has left."""

    out: Out | None
    afterwards: Callable[[], Awaitable[None]] | None = None


class Intake:
    """The way in for everything WeChat delivers."""

    def __init__(
        self, settings: WeChatSettings, fans: Fans, received: Received, reception: Reception,
        talks: Talks, pusher: Pusher, sender: Sender, rendering: Rendering, scanning: Scanning,
        pictures: Pictures, nearest: Nearest, results: Results,
    ) -> None:  # fmt: skip
        self._settings = settings
        self._fans = fans
        self._received = received
        self._reception = reception
        self._talks = talks
        self._pusher = pusher
        self._sender = sender
        self._rendering = rendering
        self._scanning = scanning
        self._pictures = pictures
        self._nearest = nearest
        self._results = results
        self._open: dict[str, asyncio.Future[Out | None]] = {}
        self._later: set[asyncio.Task[None]] = set()

    async def receive(self, incoming: Incoming) -> Answer:
        """Deal with one delivery; a repeated one gets what the first one got.

        Raises `NotKept` when it could not be made sure that nothing is lost.
        """
        elsewhere = self._open.get(incoming.key)
        if elsewhere is not None:
            RECEIVED.labels(incoming.kind, "again").inc()
            async with asyncio.timeout(self._settings.reply_seconds):
                return Answer(await asyncio.shield(elsewhere))
        mine = self._open[incoming.key] = asyncio.get_running_loop().create_future()
        try:
            answer = await self._once(incoming)
            mine.set_result(answer.out)
            return answer
        except BaseException as error:
            mine.set_exception(NotKept(type(error).__name__))
            mine.exception()  # nobody need be waiting
            raise
        finally:
            del self._open[incoming.key]

    async def _once(self, incoming: Incoming) -> Answer:
        dealt, reply = await self._received.take(incoming)
        if dealt:
            RECEIVED.labels(incoming.kind, "again").inc()
            return Answer(reply)
        answer = await self._first(incoming)
        await self._noted(incoming, answer)
        RECEIVED.labels(incoming.kind, "passive" if answer.out else "success").inc()
        return answer

    async def _noted(self, incoming: Incoming, answer: Answer) -> None:
        """It is dealt with; when that cannot be kept, what was to follow the answer follows now."""
        try:
            await self._received.done(incoming, answer.out)
        except BaseException:
            if answer.afterwards:
                await answer.afterwards()
            raise

    async def _first(self, incoming: Incoming) -> Answer:
        if incoming.kind == "event.unsubscribe":
            await self._fans.left(incoming.openid)
            return Answer(None)
        if incoming.kind == "event.templatesendjobfinish":
            await self._results.ended(incoming)
            return Answer(None, partial(self._results.settle, incoming.get("MsgID")))
        if incoming.kind in _QUIET:
            return Answer(None)
        fan = await self._fans.known(incoming.openid)
        text = await self._words(incoming)
        if text is None:
            return Answer(await self._in_time(fan, self._local(fan, incoming)))
        if text.strip() in words("unbind_words"):
            return Answer(await self._in_time(fan, self._scanning.unbind(fan)))
        pressed = self._pressed(fan, text) if incoming.kind == "text" else None
        if pressed is not None and pressed.get("media"):
            return Answer(await self._in_time(fan, self._pictures.chosen(fan, pressed)))
        message_id = self._received.message_id(fan.fan_id, incoming)
        payload = pressed["payload"] if pressed else None
        return await self._said(fan, Said(None if payload else text, payload, message_id))

    async def _words(self, incoming: Incoming) -> str | None:
        """What the message says in the talk; None when it says nothing there."""
        match incoming.kind:
            case "text":
                return incoming.get("Content")
            case "voice":
                return incoming.get("Recognition").strip() or None
            case "location":
                return await self._nearest.words(incoming)
            case "event.click":
                return spoken(incoming.get("EventKey"))
        return None

    async def _in_time(self, fan: Fan, work: Coroutine[Any, Any, Out | None]) -> Out | None:
        """What comes of it within the time; later it is sent."""
        working = asyncio.create_task(work)
        await asyncio.wait({working}, timeout=self._settings.reply_seconds)
        if working.done():
            return working.result()
        later = asyncio.create_task(self._say_later(fan, working))
        self._later.add(later)
        later.add_done_callback(self._later.discard)
        return None

    async def _say_later(self, fan: Fan, working: asyncio.Task[Out | None]) -> None:
        try:
            out = await working
            if out is not None:
                await self._sender.send(fan, out)
        except (Problem, WeChatError) as error:
            log.warning("wechat.late.failed", fan_id=fan.fan_id, error=type(error).__name__)

    async def _local(self, fan: Fan, incoming: Incoming) -> Out | None:
        """What is answered here, without the dialogue."""
        match incoming.kind:
            case "event.subscribe" | "event.scan":
                return await self._scanning.scanned(fan, incoming)
            case "image":
                return await self._pictures.sent(fan, incoming.get("MediaId"))
            case "voice":
                return Out(phrase("voice_unheard"))
            case "video" | "shortvideo":
                return Out(phrase("video"))
            case "link":
                return Out(phrase("link"))
        if incoming.kind.startswith("event."):
            return None
        return Out(phrase("other"))

    @staticmethod
    def _pressed(fan: Fan, text: str) -> dict[str, str] | None:
        """The button a number stands for, as last shown."""
        found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
        if found is None or not 1 <= int(found.group(1)) <= len(fan.buttons):
            return None
        return dict(fan.buttons[int(found.group(1)) - 1])

    async def _said(self, fan: Fan, said: Said) -> Answer:
        """Say it in the talk, and wait for the answer as long as WeChat does."""
        typing = asyncio.create_task(self._typing(fan))
        try:
            await self._pusher.hold(fan)
            taking = asyncio.create_task(self._reception.take(fan.token_hash, said))
            await asyncio.wait({taking}, timeout=self._settings.reply_seconds)
            out = await self._outcome(fan, said, taking)
        except BaseException:
            await self._pusher.release(fan)
            raise
        finally:
            typing.cancel()
        passed = out if out and out.upto is not None else None
        return Answer(out, partial(self._pusher.release, fan, passed))

    async def _typing(self, fan: Fan) -> None:
        await asyncio.sleep(self._settings.typing_seconds)
        await self._sender.typing(fan)

    async def _outcome(self, fan: Fan, said: Said, taking: asyncio.Task[Reply]) -> Out | None:
        if not taking.done():
            taking.add_done_callback(_noted)
            kept = await self._talks.speaker(fan.token_hash, said.client_message_id)
            if kept is None or kept.turn_id is None:
                raise NotKept("not in the inbox in time")
            return None
        try:
            reply = taking.result()
        except Problem as problem:
            gone = problem.response_code in _BUTTON_GONE
            return Out(phrase("button_gone") if gone else problem.response_title)
        if not reply.lines:
            return None
        return await self._pusher.collect(fan.fan_id, max(line.seq for line in reply.lines))


def _noted(taking: asyncio.Task[Reply]) -> None:
    if not taking.cancelled() and taking.exception() is not None:
        log.warning("wechat.take.failed", error=type(taking.exception()).__name__)
