"""The parts of the WeChat channel, put together in one place."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.accounts.sms import Sms
from channels.binding.knowledge import Knowledge
from channels.binding.service import Bindings
from channels.conversations.reception import Reception
from channels.forwarding.office import Office
from channels.sessions.callers import Callers
from channels.storage.talks import Talks
from channels.stream.news import News
from channels.stream.signals import Signals
from channels.uploads.service import Uploads
from channels.vault.cipher import Cipher
from channels.wechat.client import Client, WeChatError
from channels.wechat.entry import Entries
from channels.wechat.fans import Fan, Fans
from channels.wechat.intake import Intake
from channels.wechat.menu import sync
from channels.wechat.nearest import Nearest
from channels.wechat.pictures import Pictures
from channels.wechat.protocol import Protocol
from channels.wechat.pushing import Pusher
from channels.wechat.reaching import Reaching
from channels.wechat.received import Received
from channels.wechat.rendering import Rendering
from channels.wechat.replies import Out
from channels.wechat.results import Results
from channels.wechat.scanning import Scanning
from channels.wechat.sending import Sender
from channels.wechat.settings import WeChatSettings
from channels.wechat.tokens import Tokens
from channels.wechat.untaken import Untaken
from foundation.log import logger
from foundation.settings import Settings

log = logger(__name__)
_SANDBOX = "/sandbox/wechat"
_MENU_PAUSES = (1.0, 5.0, 30.0)


@dataclass(frozen=True, slots=True)
class Around:
    """What the channel needs of the rest of the edge."""

    settings: Settings
    engine: AsyncEngine
    cipher: Cipher
    talks: Talks
    reception: Reception
    callers: Callers
    office: Office
    backoffice_http: httpx.AsyncClient
    uploads: Uploads
    signals: Signals
    news: News
    sms: Sms
    now: Callable[[], datetime]
    session_days: int


@dataclass(frozen=True, slots=True)
class WeChat:
    """Everything a call from WeChat, or to it, may need."""

    settings: WeChatSettings
    protocol: Protocol
    received: Received
    intake: Intake
    pusher: Pusher
    sender: Sender
    entries: Entries
    bindings: Bindings
    fans: Fans
    client: Client
    rendering: Rendering
    reaching: Reaching
    results: Results
    untaken: Untaken
    connections: tuple[httpx.AsyncClient, ...]
    background: set[asyncio.Task[None]] = field(default_factory=set)

    def start(self) -> None:
        """Begin to tell fans what they have not been told."""
        self.pusher.start()
        self._beside(self.results.watch(self.settings.sweep_seconds))
        self._beside(self.untaken.watch(self.settings.sweep_seconds))
        if self.settings.sandbox:
            self._beside(self._bring_menu())

    def _beside(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self.background.add(task)
        task.add_done_callback(self.background.discard)

    async def _bring_menu(self) -> None:
        for pause in _MENU_PAUSES:
            await asyncio.sleep(pause)
            try:
                await sync(self.client, self.rendering)
                return
            except WeChatError as error:
                log.info("wechat.menu.failed", reason=str(error))

    async def say(self, fan: Fan, out: Out) -> None:
        """Tell a fan something outside the talk, where that is possible."""
        try:
            await self.sender.send(fan, out)
        except WeChatError as error:
            log.info("wechat.untold", fan_id=fan.fan_id, reason=str(error))

    async def close(self) -> None:
        """Stop, and close the connections."""
        for task in list(self.background):
            task.cancel()
        await asyncio.gather(*self.background, return_exceptions=True)
        await self.pusher.close()
        for connection in self.connections:
            await connection.aclose()


def assemble_wechat(around: Around, given: WeChatSettings) -> WeChat | None:
    """The channel; None where no account is configured."""
    if not given.enabled:
        return None
    shared, base_url = around.settings, around.settings.edge_url
    settings = given.model_copy(
        update={
            "api_url": given.api_url or f"{shared.edge_internal_url}{_SANDBOX}/api",
            "authorize_url": given.authorize_url or f"{base_url}{_SANDBOX}",
        }
    )
    http = httpx.AsyncClient(
        base_url=settings.api_url, timeout=settings.call_seconds, trust_env=not settings.sandbox
    )
    rasa = httpx.AsyncClient(base_url=shared.rasa_url, timeout=2.0, trust_env=False)
    engine, cipher, now = around.engine, around.cipher, around.now
    tokens = Tokens(engine, cipher, http, settings, now)
    client = Client(
        http, tokens, backoff=settings.backoff_seconds, media_limit=settings.media_limit
    )
    fans, rendering = Fans(engine, cipher, now), Rendering(base_url)
    received = Received(engine, cipher, now, replay=settings.replay_seconds)
    results = Results(engine, cipher, around.sms, now)
    sender = Sender(client, fans, rendering, around.sms, results, settings, now, base_url=base_url)
    pusher = Pusher(
        shared.channels_database_url, around.talks, fans, received, rendering, sender,
        sweep_seconds=settings.sweep_seconds,
    )  # fmt: skip
    bindings = Bindings(
        engine, cipher, fans, around.callers, around.office, around.signals, around.news,
        Knowledge(rasa, shared.rasa_token), client, now, ticket_seconds=settings.ticket_seconds,
    )  # fmt: skip
    pictures = Pictures(client, fans, around.callers, around.office, around.uploads, rendering)
    intake = Intake(
        settings, fans, received, around.reception, around.talks, pusher, sender, rendering,
        Scanning(bindings, rendering), pictures, Nearest(around.backoffice_http), results,
    )  # fmt: skip
    entries = Entries(
        engine, cipher, client, fans, settings, now, base_url=base_url, days=around.session_days
    )
    return WeChat(
        settings=settings, protocol=Protocol(settings), received=received, intake=intake,
        pusher=pusher, sender=sender, entries=entries, bindings=bindings, fans=fans,
        client=client, rendering=rendering, connections=(http, rasa),
        reaching=Reaching(fans, sender, rendering), results=results,
        untaken=Untaken(engine, fans, sender, now, after_seconds=settings.untaken_seconds),
    )  # fmt: skip
