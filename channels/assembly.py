"""The parts of the edge, put together in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import httpx
from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request

from channels.accounts.codes import Codes
from channels.accounts.devices import Devices
from channels.accounts.guards import Guards
from channels.accounts.moving import Moving
from channels.accounts.service import Accounts
from channels.accounts.sms import NoSms, Outbox, SandboxSms, Sms
from channels.accounts.stepup import StepUp
from channels.buttons.sealing import Sealer
from channels.calculator.catalogue import CatalogueOfTheDay
from channels.conversations.answering import Answering
from channels.conversations.dispatcher import Dispatcher
from channels.conversations.reception import Reception
from channels.deliveries.notices import Notices
from channels.deliveries.service import Deliveries
from channels.forwarding.office import Office
from channels.health.checks import Checks
from channels.links.phones import LinkPhones
from channels.links.service import Links
from channels.rasa.calendar import ASK_SECONDS, Calendar
from channels.rasa.client import Rasa
from channels.rasa.outgoing import Outgoing
from channels.rasa.wire import Wire
from channels.sessions.callers import Callers
from channels.sessions.limits import Limits
from channels.sessions.service import Sessions
from channels.settings import EdgeSettings
from channels.storage.engine import open_engine
from channels.storage.retention import Retention
from channels.storage.talks import Talks
from channels.stream.news import News
from channels.stream.signals import Signals
from channels.texts.service import Texts
from channels.uploads.service import Uploads
from channels.uploads.staging import Staging
from channels.vault.cipher import Cipher
from channels.vault.exchange import Vault
from channels.wechat.assembly import Around, WeChat, assemble_wechat
from channels.wechat.settings import WeChatSettings, wechat_settings
from foundation.backoffice import BackOffice
from foundation.settings import Settings

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a request may need."""

    settings: Settings
    switches: EdgeSettings
    engine: AsyncEngine
    rasa: Rasa
    calendar: Calendar
    outgoing: Outgoing
    catalogue: CatalogueOfTheDay
    backoffice_http: httpx.AsyncClient
    actions_http: httpx.AsyncClient
    limits: Limits
    talks: Talks
    vault: Vault
    sessions: Sessions
    outbox: Outbox
    accounts: Accounts
    dispatcher: Dispatcher
    reception: Reception
    news: News
    checks: Checks
    retention: Retention
    now: Now
    office: Office
    callers: Callers
    signals: Signals
    step_up: StepUp
    moving: Moving
    devices: Devices
    links: Links
    uploads: Uploads
    deliveries: Deliveries
    notices: Notices
    texts: Texts
    wechat: WeChat | None


def edge_of(request: Request) -> Parts:
    """The parts of the edge that serves this request."""
    parts: Parts = request.app.state.edge
    return parts


Edge = Annotated[Parts, Depends(edge_of)]


def _service(base_url: str, token: str | None = None) -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.AsyncClient(base_url=base_url, headers=headers, timeout=2.0, trust_env=False)


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def assemble(
    settings: Settings, switches: EdgeSettings, *, now: Now = utc_now, sms: Sms | None = None,
    wechat: WeChatSettings | None = None,
) -> Parts:  # fmt: skip
    """Build the edge. Nothing is connected yet; `start` in `channels.app` does that."""
    engine = open_engine(settings.channels_database_url, pool=switches.database_pool)
    cipher, sealer = Cipher(settings.vault_key), Sealer(settings.edge_signing_key)
    rasa = Rasa(
        settings.rasa_url,
        secret=settings.rasa_channel_secret,
        token=settings.rasa_token,
        seconds=switches.rasa_seconds,
        at_once=switches.rasa_at_once,
    )
    backoffice_http = _service(settings.backoffice_url, settings.backoffice_token)
    actions_http = _service(settings.actions_url)
    talks = Talks(engine, instance=switches.instance, claim_seconds=switches.claim_seconds)
    vault, news = Vault(engine, cipher), News(settings.channels_database_url)
    outgoing = Outgoing(sealer, button_days=switches.button_days)
    answering = Answering(talks, outgoing, vault.masked, now, notice_hours=switches.notice_hours)
    service = {"Authorization": f"Bearer {settings.backoffice_token}"}
    wire = Wire(settings.backoffice_url, service, seconds=ASK_SECONDS, at_once=8)
    calendar = Calendar(wire, seconds=switches.clock_seconds)
    dispatcher = Dispatcher(
        talks, rasa, calendar, answering, news.announce, answer_seconds=switches.answer_seconds,
    )  # fmt: skip
    reception = Reception(
        talks, vault, cipher, sealer, dispatcher, calendar, now,
        text_limit=switches.text_limit, split_seconds=switches.split_seconds,
    )  # fmt: skip
    outbox = Outbox(engine, cipher, now)
    provider = sms or (SandboxSms(outbox) if settings.sandbox else NoSms())
    office, signals = Office(backoffice_http), Signals(engine, now)
    guards = Guards(engine, switches, now)
    codes = Codes(engine, cipher, guards, switches, now)
    phones = LinkPhones(engine, cipher, now)
    deliveries = Deliveries(engine, outgoing, vault.masked, signals, provider, phones, now)
    accounts = Accounts(
        engine, codes, provider, BackOffice(settings.backoffice_url, settings.backoffice_token),
        dispatcher.notice_again, deliveries.release, cipher, code_seconds=switches.code_seconds,
    )  # fmt: skip
    step_up = StepUp(engine, office, codes, guards, provider, cipher, switches, now)
    uploads = Uploads(
        Staging(engine, cipher, switches, now), office, signals,
        seconds=switches.hand_over_seconds, at_once=switches.uploads_at_once,
    )  # fmt: skip
    callers = Callers(engine, talks, cipher, now)
    around = Around(
        settings, engine, cipher, talks, reception, callers, office, backoffice_http, uploads,
        signals, news, provider, now, switches.session_days,
    )  # fmt: skip
    we_chat = assemble_wechat(around, wechat or wechat_settings(settings.sandbox))
    reaching = we_chat.reaching if we_chat else None
    return Parts(
        settings=settings,
        switches=switches,
        engine=engine,
        rasa=rasa,
        calendar=calendar,
        outgoing=outgoing,
        catalogue=CatalogueOfTheDay(backoffice_http, calendar),
        backoffice_http=backoffice_http,
        actions_http=actions_http,
        limits=Limits(switches),
        talks=talks,
        vault=vault,
        sessions=Sessions(engine, now, days=switches.session_days),
        outbox=outbox,
        accounts=accounts,
        dispatcher=dispatcher,
        reception=reception,
        news=news,
        checks=Checks(engine, rasa, backoffice_http, actions_http),
        retention=Retention(engine, days=switches.keep_days),
        now=now,
        office=office,
        callers=callers,
        signals=signals,
        step_up=step_up,
        moving=Moving(
            engine,
            office,
            codes,
            provider,
            cipher,
            news.end,
            now,
            code_seconds=switches.code_seconds,
        ),
        devices=Devices(engine),
        links=Links(engine, office, phones, codes, step_up, provider, cipher, switches, now),
        uploads=uploads,
        deliveries=deliveries,
        notices=Notices(engine, deliveries, provider, reaching, now),
        texts=Texts(office, provider, cipher, now, settings.edge_url),
        wechat=we_chat,
    )
