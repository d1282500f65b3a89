"""An edge for looking at the page: the customer message API over canned cards, faults on demand.

A text that names a file of `fixtures/` is answered with its messages. `POST /fault` breaks things:
`{"drop": true}` cuts the streams, `{"fail": {status, code, title}}` refuses the next message,
`{"delay": seconds}` answers the next one late, `{"mute": true}` loses the next answer on its way,
`{"push": message}` speaks on its own, `{"forget": true}` lets every session expire;
`{"scene": name}` stages an application, `{"cut": n}` and `{"refuse": problem}` are for its pages.
"""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tests.browser import (
    fake_care,
    fake_edge_loan,
    fake_edge_papers,
    fake_edge_party,
    fake_edge_servicing,
    fake_office,
    fake_visits,
)
from tests.browser.fake_edge_loan import Loan

Message = dict[str, Any]
HERE = Path(__file__).parent
DIST = HERE.parents[1] / "web" / "dist"
PAGES = ("/apply", "/account", "/s", "/verify", "/visits", "/service", "/service/{rest:path}")
ECHO = {"text": "这句我收到了。", "actions": [{"label": "算一下", "payload": "b1.calc"}]}


@dataclass
class Talk:
    """One conversation: its lines and who waits for news of it."""

    lines: list[Message] = field(default_factory=list)
    turns: dict[str, str] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, message: Message) -> Message:
        line = {"seq": len(self.lines) + 1, "at": "2026-11-21T10:00:00+08:00", **message}
        self.lines.append(line)
        self.wake()
        return line

    def wake(self) -> None:
        self.news.set()
        self.news = asyncio.Event()


@dataclass
class World:
    """All conversations by token, and the faults that wait to happen."""

    talks: dict[str, Talk] = field(default_factory=dict)
    faults: dict[str, Any] = field(default_factory=dict)
    cut: int = 0
    taken: int = 0


def _world(request: Request) -> World:
    world: World = request.app.state.world
    return world


def _talk(request: Request) -> Talk | None:
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    return _world(request).talks.get(token)


def problem(status: int, code: str, title: str, **more: Any) -> JSONResponse:
    """A problem document."""
    body = {"type": "about:blank", "status": status, "code": code, "title": title, **more}
    return JSONResponse(body, status, media_type="application/problem+json")


def _expired() -> JSONResponse:
    return problem(401, "SESSION_REQUIRED", "会话不存在或已经结束，请刷新页面重新开始。")


async def open_session(request: Request) -> Response:
    token = secrets.token_hex(8)
    _world(request).talks[token] = Talk()
    return JSONResponse({"token": token, "conversation_id": f"c-{token}"})


async def history(request: Request) -> Response:
    talk = _talk(request)
    if talk is None:
        return _expired()
    after = int(request.query_params.get("after", "0"))
    rest = [line for line in talk.lines if line["seq"] > after]
    page = rest[:50]
    last = talk.lines[-1]["seq"] if talk.lines else 0
    return JSONResponse({"messages": page, "last_seq": last, "more": len(rest) > len(page)})


async def take(request: Request) -> Response:
    talk, world = _talk(request), _world(request)
    if talk is None:
        return _expired()
    said = await request.json()
    if fault := world.faults.pop("fail", None):
        return problem(**fault)
    key = said.get("client_message_id") or secrets.token_hex(8)
    if key not in talk.turns:
        talk.turns[key] = turn_id = f"t{len(talk.turns) + 1}"
        shown = said.get("text") or said["payload"].removeprefix("b1.")
        talk.add({"role": "customer", "turn_id": turn_id, "text": shown, "client_message_id": key})
        await asyncio.sleep(world.faults.pop("delay", 0))
        world.taken += 1
        for message in answer(shown):
            talk.add({"role": "bot", "turn_id": turn_id, **message})
    if world.faults.pop("mute", None):
        return problem(503, "HTTP_503", "系统正在恢复，请稍后再试。")
    turn_id = talk.turns[key]
    lines = [line for line in talk.lines if line["turn_id"] == turn_id and line["role"] == "bot"]
    return JSONResponse({"turn_id": turn_id, "messages": lines, "pending": False})


def answer(text: str) -> list[Message]:
    """The messages of the fixture that `text` names, else an echo."""
    path = HERE / "fixtures" / f"{text}.json"
    if text.replace("_", "").isalpha() and text.isascii() and path.exists():
        messages: list[Message] = json.loads(path.read_text(encoding="utf-8"))
        return messages
    return [ECHO]


async def stream(request: Request) -> Response:
    talk, world = _talk(request), _world(request)
    if talk is None:
        return _expired()
    after = int(request.query_params.get("after", "0"))

    async def events() -> AsyncIterator[str]:
        position, cut = after, world.cut
        yield ": open\n\n"
        while world.cut == cut:
            news = talk.news
            for line in [line for line in talk.lines if line["seq"] > position]:
                position = line["seq"]
                data = json.dumps(line, ensure_ascii=False)
                yield f"id: {position}\nevent: message\ndata: {data}\n\n"
            await news.wait()

    return StreamingResponse(events(), media_type="text/event-stream")


async def fault(request: Request) -> Response:
    world, wish = _world(request), await request.json()
    if wish.pop("forget", None):
        world.talks.clear()
    loan: Loan = request.app.state.loan
    if "scene" in wish:
        levels = loan.levels
        loan.stage(wish.pop("scene"))
        loan.levels = levels
        loan.guarantor.update(wish.pop("guarantor", {}))
    loan.cut = wish.pop("cut", loan.cut)
    loan.room = wish.pop("room", loan.room)
    loan.refuse = wish.pop("refuse", loan.refuse)
    if level := wish.pop("level", None):
        loan.levels = dict.fromkeys(world.talks, level)
    for talk in world.talks.values():
        if push := wish.get("push"):
            talk.add({"role": "bot", "turn_id": None, **push})
    wish.pop("push", None)
    if wish.pop("drop", None):
        world.cut += 1
        for talk in world.talks.values():
            talk.wake()
    world.faults.update(wish)
    return JSONResponse({"taken": world.taken, "calls": loan.calls})


async def page(request: Request) -> Response:
    """One index.html for every page of the customer."""
    return FileResponse(DIST / "index.html", headers={"Cache-Control": "no-cache"})


def create() -> Starlette:
    """The fake edge with the built page at `/`."""
    routes = [
        Route("/api/sessions", open_session, methods=["POST"]),
        Route("/api/messages", history, methods=["GET"]),
        Route("/api/messages", take, methods=["POST"]),
        Route("/api/stream", stream),
        Route("/api/catalogue", fake_office.catalogue),
        Route("/api/quotes", fake_office.quote, methods=["POST"]),
        Route("/api/quotes/{quote_id}/schedule", fake_office.schedule),
        *fake_visits.ROUTES,
        *fake_care.ROUTES,
        *fake_edge_servicing.ROUTES,
        *fake_edge_loan.ROUTES,
        *fake_edge_party.ROUTES,
        *fake_edge_papers.ROUTES,
        Route("/fault", fault, methods=["POST"]),
        *(Route(path, page) for path in PAGES),
        Mount("/", StaticFiles(directory=DIST, html=True)),
    ]
    app = Starlette(routes=routes)
    app.state.world = World()
    app.state.loan = Loan()
    return app


app = create()
