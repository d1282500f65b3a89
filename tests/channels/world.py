"""The world around the edge: a small server that plays engine, back office and action server.

And the edge itself, served over real HTTP by a thread, so that tests speak as clients do.
"""

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from channels.app import create_app
from channels.assembly import Parts, assemble
from channels.settings import EdgeSettings
from foundation.settings import Settings
from tests.channels.client import Client as Client

Json = dict[str, Any]
Script = Callable[[Json], list[Json]]
VEHICLE: Json = {
    "vehicle_key": "tinglan", "name": "听澜", "full_name": "霁川·听澜", "powertrain_zh": "纯电",
    "trims": [{"trim_key": "tinglan-600", "name": "600 后驱版", "price": "219800.00"}],
    "product_keys": ["AXD"],
}  # fmt: skip
PRODUCT: Json = {
    "product_key": "AXD", "name": "安心贷", "type": "equal_instalment", "type_zh": "等额本息",
    "terms": [36], "down_payment_pct": {"min": "20", "max": "80"},
    "amount": {"min": "20000.00", "max": "500000.00"}, "rules": {"method": "for the lender only"},
}  # fmt: skip


# What is on file about a customer, unless a test says otherwise: nothing.
ON_FILE: dict[tuple[str, str], tuple[int, Json]] = {
    ("GET", "/changes"): (200, {"items": [], "identity": None, "held_until": None})
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """An ASGI application on a port of its own, in a thread."""

    def __init__(self, app: Any, port: int = 0) -> None:
        self.port = port or free_port()
        config = uvicorn.Config(
            app, host="127.0.0.1", port=self.port, log_config=None, access_log=False,
            timeout_graceful_shutdown=2,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Served":
        self._thread.start()
        until = time.monotonic() + 10
        while not self._server.started:
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.005)
        return self

    def stop(self, *, at_once: bool = False) -> None:
        self._server.force_exit = at_once
        self._server.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive(), "the server did not stop"


@dataclass
class Outside:
    """What the played services do, and what they were asked."""

    turns: list[Json] = field(default_factory=list)
    script: Script | None = None
    mode: str = "ok"  # ok | down (503) | broken (500) | garbage
    delay: float = 0.0
    date: str = "2026-11-21"
    customers: dict[str, Json] = field(default_factory=dict)
    transfers: list[Json] = field(default_factory=list)
    quotes: list[Json] = field(default_factory=list)
    catalogue_calls: int = 0
    backoffice_up: bool = True
    actions_up: bool = True
    # What the back office answers beside the above: (method, path) → (status, document).
    office: dict[tuple[str, str], tuple[int, Json]] = field(default_factory=lambda: dict(ON_FILE))
    asked: list[Json] = field(default_factory=list)

    async def webhook(self, request: Request) -> Response:
        if request.headers.get("x-channel-secret") != "sandbox":
            return Response(status_code=403)
        if self.mode == "down":
            return Response(status_code=503)
        turn = await request.json()
        self.turns.append(turn)
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.mode == "broken":
            return Response(status_code=500)
        if self.mode == "garbage":
            return JSONResponse({"hello": "world"})
        said = turn.get("text") or turn.get("label")
        messages = self.script(turn) if self.script else [{"text": f"答：{said}"}]
        intent = {"name": "inform", "confidence": 0.9}
        return JSONResponse({"messages": messages, "intent": intent})

    async def engine_health(self, request: Request) -> Response:
        return Response(status_code=503 if self.mode == "down" else 200)

    async def status(self, request: Request) -> Response:
        return JSONResponse({"model_id": "played"})

    async def health(self, request: Request) -> Response:
        return JSONResponse({}, 200 if self.backoffice_up and self.actions_up else 503)

    async def clock(self, request: Request) -> Response:
        if not self.backoffice_up:
            return Response(status_code=503)
        return JSONResponse({"business_date": self.date, "now": f"{self.date}T09:00:00+08:00"})

    async def resolve(self, request: Request) -> Response:
        if not self.backoffice_up:
            return Response(status_code=503)
        phone = (await request.json())["phone"]
        known = self.customers.get(phone)
        return JSONResponse(known or {"customer_id": f"new-{phone[-4:]}", "known": False})

    async def transfer(self, request: Request) -> Response:
        self.transfers.append(await request.json())
        return JSONResponse({"transferred": 1})

    async def quote(self, request: Request) -> Response:
        body = await request.json()
        self.quotes.append({"body": body, "token": request.headers.get("authorization")})
        if body.get("product_key") == "NONE":
            problem = {"status": 422, "code": "PRODUCT_UNKNOWN", "title": "没有这个产品。"}
            return JSONResponse(problem, 422, media_type="application/problem+json")
        if body.get("product_key") == "GARBAGE":
            return JSONResponse({"quote": None})
        return JSONResponse({"quote": {"quote_id": "Q-1", "monthly_payment": "4494.96"}})

    async def schedule(self, request: Request) -> Response:
        return JSONResponse({"rows": [], "totals": {"quote_id": request.path_params["quote_id"]}})

    async def vehicles(self, request: Request) -> Response:
        self.catalogue_calls += 1
        if not self.backoffice_up:
            return Response(status_code=503)
        return JSONResponse({"items": [VEHICLE]})

    async def products(self, request: Request) -> Response:
        return JSONResponse({"items": [PRODUCT]})

    async def anything(self, request: Request) -> Response:
        """Any other call of the back office: noted, and answered as the test says."""
        content = await request.body()
        self.asked.append(
            {
                "method": request.method, "path": request.url.path, "content": content,
                "query": dict(request.query_params), "headers": dict(request.headers),
            }
        )  # fmt: skip
        if self.delay:
            await asyncio.sleep(self.delay)
        if not self.backoffice_up:
            return Response(status_code=503)
        missing = (404, {"code": "HTTP_404", "title": "Not Found"})
        status, document = self.office.get((request.method, request.url.path), missing)
        if isinstance(document.get("bytes"), bytes):
            return Response(document["bytes"], status, media_type=document["type"])
        return JSONResponse(document, status)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/webhooks/edge/webhook", self.webhook, methods=["POST"]),
                Route("/webhooks/edge/health", self.engine_health),
                Route("/status", self.status),
                Route("/health", self.health),
                Route("/clock", self.clock),
                Route("/customers/resolve", self.resolve, methods=["POST"]),
                Route("/plans/transfer", self.transfer, methods=["POST"]),
                Route("/quotes", self.quote, methods=["POST"]),
                Route("/quotes/{quote_id}/schedule", self.schedule),
                Route("/vehicles", self.vehicles),
                Route("/products", self.products),
                Route(
                    "/{path:path}", self.anything, methods=["GET", "POST", "PATCH", "DELETE", "PUT"]
                ),
            ]
        )


class Clock:
    """The wall clock of an edge under test; can be moved on."""

    def __init__(self) -> None:
        self.offset = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def forward(self, **delta: float) -> None:
        self.offset += timedelta(**delta)


class World:
    """The outside and one edge before it."""

    def __init__(self, database_url: str, **switches: Any) -> None:
        self.outside = Outside()
        self.served = Served(self.outside.app()).start()
        self.clock = Clock()
        self.database_url = database_url
        self.switches = {"answer_seconds": 1.5, "heartbeat_seconds": 0.3, **switches}
        self.settings_extra: Json = {}
        self.edge_port = 0
        self.edge: Served | None = None
        self.parts: Parts | None = None

    def start(self, engine_url: str | None = None, office_url: str | None = None) -> "World":
        url = self.served.url
        given = Settings(
            channels_database_url=self.database_url, BACKOFFICE_URL=office_url or url,
            RASA_URL=engine_url or url, ACTIONS_URL=url, **self.settings_extra,
        )  # fmt: skip
        switches = EdgeSettings(**{"sandbox": given.sandbox, **self.switches})
        self.parts = assemble(given, switches, now=self.clock)
        app = create_app(given, switches, self.parts)
        self.edge = Served(app, self.edge_port).start()
        return self

    @property
    def url(self) -> str:
        assert self.edge is not None
        return self.edge.url

    def restart(self, *, at_once: bool = False) -> None:
        """Stop the edge and start it again on the same database."""
        assert self.edge is not None
        self.edge.stop(at_once=at_once)
        self.start()

    def stop(self) -> None:
        if self.edge:
            self.edge.stop()
        self.served.stop()

    def customer(self) -> Client:
        return Client(self)

    def text_turns(self) -> list[str]:
        return [turn["text"] for turn in self.outside.turns if "text" in turn]
