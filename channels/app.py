"""The customer edge as an ASGI application: `uvicorn channels.app:app`."""

import asyncio
import contextlib
import signal
import threading
from collections.abc import AsyncIterator, Callable
from types import FrameType
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.middleware.cors import CORSMiddleware

from channels.accounts.endpoints import router as accounts
from channels.accounts.levels_endpoints import router as levels
from channels.accounts.moving_endpoints import router as moving
from channels.assembly import Parts, assemble
from channels.binding.endpoints import router as bindings
from channels.calculator.endpoints import router as calculator
from channels.conversations.endpoints import router as messages
from channels.deliveries.endpoints import router as deliveries
from channels.forwarding.endpoints import router as forwarding
from channels.forwarding.handover import router as handover
from channels.forwarding.verification import router as verification
from channels.health.endpoints import router as health
from channels.health.envelope import Envelope
from channels.links.endpoints import router as links
from channels.problems import PROBLEM_SCHEMA, PROBLEMS
from channels.sandbox.real_person import router as real_person
from channels.sessions.endpoints import router as sessions
from channels.settings import EdgeSettings, edge_settings
from channels.stream.endpoints import router as stream
from channels.texts.endpoints import router as texts
from channels.uploads.endpoints import router as uploads
from channels.vault.endpoints import router as vault
from channels.webchat.headers import own_page_headers, security_headers
from channels.webchat.pages import mount
from channels.wechat.endpoints import router as wechat
from channels.wechat.pages_endpoints import router as wechat_pages
from channels.wechat.sandbox.install import install as install_wechat_sandbox
from foundation import problems
from foundation.log import configure, logger
from foundation.settings import Settings, settings
from foundation.wording import PROBLEM_TITLES

log = logger(__name__)
# The check of a contract stands before the table, whose paths are wider.
ROOMS = (
    sessions, messages, stream, accounts, levels, moving, links, verification, handover, forwarding,
    uploads, calculator, deliveries, texts, real_person, health, vault,
    wechat, wechat_pages, bindings,
)  # fmt: skip
_SWEEP_SECONDS = 86_400
_CLAIM_SECONDS = 5.0


async def _recover(parts: Parts) -> None:
    """Take over what waits in the inbox: this instance's own at the start, then orphans."""
    mine = True
    while True:
        try:
            await parts.dispatcher.take_over(await parts.talks.claim(mine=mine))
            mine = False
        except SQLAlchemyError as error:
            log.warning("inbox.unreadable", error=type(error).__name__)
        await asyncio.sleep(_CLAIM_SECONDS)


async def _sweep(parts: Parts) -> None:
    while True:
        try:
            await parts.retention.sweep()
        except SQLAlchemyError as error:
            log.warning("retention.failed", error=type(error).__name__)
        await asyncio.sleep(_SWEEP_SECONDS)


def _end_streams_on_signals(end: Callable[[], None]) -> None:
    """Open streams would hold up a graceful stop: end them as soon as a signal comes."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        before = signal.getsignal(number)
        if not callable(before):
            continue

        def handle(sent: int, frame: FrameType | None, before: Any = before) -> None:
            end()
            before(sent, frame)

        signal.signal(number, handle)


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    parts: Parts = app.state.edge
    loop = asyncio.get_running_loop()

    def end_streams() -> None:
        loop.call_soon_threadsafe(parts.news.close)

    _end_streams_on_signals(end_streams)
    parts.news.start()
    if parts.wechat:
        parts.wechat.start()
    work = (_recover(parts), _sweep(parts), parts.uploads.go_on())
    tasks = [asyncio.create_task(each) for each in work]
    yield
    parts.news.close()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    if parts.wechat:
        await parts.wechat.close()
    await parts.dispatcher.close()
    for http in (parts.backoffice_http, parts.actions_http):
        await http.aclose()
    await parts.rasa.close()
    await parts.calendar.close()
    await parts.engine.dispose()


def _install_database_problem(app: FastAPI) -> None:
    async def unreachable(request: Request, error: Exception) -> JSONResponse:
        log.error("database.failed", path=request.url.path, error=type(error).__name__)
        return problems.response(
            problems.Problem(
                PROBLEM_TITLES[503], status=503, code="DATABASE_DOWN",
                headers={"Retry-After": "5"},
            )
        )  # fmt: skip

    app.add_exception_handler(DBAPIError, unreachable)
    app.add_exception_handler(PoolTimeout, unreachable)


class EdgeApp(FastAPI):
    """Adds the problem document to the description, to which refusals refer."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        document = super().openapi()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas.setdefault("ProblemDocument", PROBLEM_SCHEMA)
        return document


def create_app(
    given: Settings | None = None,
    switches: EdgeSettings | None = None,
    parts: Parts | None = None,
) -> FastAPI:
    """The edge for those settings; tests may give parts of their own."""
    given = given or settings()
    switches = switches or edge_settings(given.sandbox)
    configure("channels", given.log_level)
    app = EdgeApp(
        title="Chedai customer edge", version="1", lifespan=_lifespan, docs_url=None,
        redoc_url=None, openapi_url=None, responses=PROBLEMS,
    )  # fmt: skip
    app.state.edge = parts or assemble(given, switches)
    problems.install(app)
    _install_database_problem(app)
    for router in ROOMS:
        app.include_router(router)
    install_wechat_sandbox(app, app.state.edge)
    if switches.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=switches.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
            expose_headers=["Retry-After", "X-Request-ID"],
            max_age=600,
        )
    app.add_middleware(
        Envelope,
        limits=app.state.edge.limits,
        body_limits=switches.body_limits(),
        headers=security_headers(switches, public_url=given.public_url),
    )
    mount(app, switches.web_folder, own_page_headers(switches))
    return app


app = create_app()
