"""The table's calls as endpoints, each with the actor of its session and nobody else's."""

import contextlib
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import PurePosixPath
from typing import Annotated, Any

import httpx
from fastapi import APIRouter, Header, Request
from fastapi.responses import Response, StreamingResponse

from channels.accounts.levels import Level
from channels.assembly import Edge, Parts
from channels.forwarding.current import current_application
from channels.forwarding.hiding import hidden
from channels.forwarding.office import As
from channels.forwarding.revealing import revealed
from channels.forwarding.table import WAYS, Way
from channels.problems import refusal
from channels.sessions.callers import Caller
from channels.sessions.calling import Calling

router = APIRouter(prefix="/api")
Json = dict[str, Any]
_ID = re.compile(r"[A-Za-z0-9_\-]{1,60}")
_ASKED = re.compile(r"[\w\-]{1,60}")  # a city is named in Chinese
_FRESH = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_FILES = {
    "application/pdf": "pdf", "application/json": "json", "text/calendar": "ics",
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp",
}  # fmt: skip
_TAKEN_ALONG = ("application/pdf", "application/json", "text/calendar")
Key = Annotated[
    str | None,
    Header(alias="Idempotency-Key", pattern=r"^[\x21-\x7e]{1,200}$",
           description="The same key again does nothing twice."),
]  # fmt: skip


def _places(way: Way, request: Request, caller: Caller) -> dict[str, str]:
    """The numbers in the path, each of a form no path can be made of; a party's only its own."""
    found = {name: str(request.path_params[name]) for name in way.parameters}
    if not all(_ID.fullmatch(value) for value in found.values()):
        raise refusal(404, "NOT_FOUND")
    if caller.kind == "party" and found.get("party_id", caller.id) != caller.id:
        raise refusal(404, "PARTY_UNKNOWN")
    return found


def _admit(way: Way, caller: Caller) -> None:
    if caller.kind == "party" and "party" not in way.who:
        raise refusal(403, "LINK_ONLY")
    if way.level is not Level.L0:
        caller.require(way.level)


async def _body(way: Way, request: Request, caller: Caller) -> Json | None:
    """What was sent, with the caller's own number written over whatever stood there."""
    raw = await request.body()
    if not raw and way.own != "body":
        return None
    body: Any = None
    with contextlib.suppress(ValueError):
        body = json.loads(raw or b"{}")
    if not isinstance(body, dict):
        raise refusal(422, "BODY_FORM")
    if way.own == "body":
        body = _owned(body, caller)
    if way.then == "cite_code":
        body["code_ref"] = caller.code_ref
    passed: Json = body
    return passed


def _owned(given: Json, caller: Caller) -> Json:
    """`given` about the caller himself: his customer number, or the party he is or names."""
    body = {name: value for name, value in given.items() if name != "customer_id"}
    if caller.kind == "party":
        return body | {"party_id": caller.id}
    if body.get("party_id") is None:
        body.pop("party_id", None)
        body["customer_id"] = caller.id
    return body


def _query(way: Way, request: Request, caller: Caller) -> dict[str, str]:
    asked = {name: request.query_params[name] for name in way.query if name in request.query_params}
    if not all(_ASKED.fullmatch(value) for value in asked.values()):
        raise refusal(404, "NOT_FOUND")
    return {k: str(v) for k, v in _owned(asked, caller).items()} if way.own == "query" else asked


async def _afterwards(edge: Parts, way: Way, caller: Caller, places: dict[str, str],
                      answer: httpx.Response) -> None:  # fmt: skip
    if way.then == "end_links":
        await edge.links.end(places["party_id"])
    if way.then == "begin_check":
        check_id = str(answer.json().get("check_id") or "")
        if check_id:
            await edge.step_up.check_begun(caller, check_id, places["party_id"])


async def _streamed(edge: Parts, path: str, caller: Caller, query: dict[str, str], name: str
                    ) -> StreamingResponse:  # fmt: skip
    answer = await edge.office.open(path, As.caller(caller), query)
    kind = answer.headers.get("content-type", "").partition(";")[0].strip()
    if kind not in _FILES:
        await answer.aclose()
        raise refusal(404, "NOT_FOUND")

    async def content() -> AsyncIterator[bytes]:
        try:
            async for part in answer.aiter_bytes():
                yield part
        finally:
            await answer.aclose()

    shown = "attachment" if kind in _TAKEN_ALONG else "inline"
    headers = _FRESH | {
        "Content-Disposition": f'{shown}; filename="{name}.{_FILES[kind]}"',
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'; sandbox",
    }
    return StreamingResponse(content(), media_type=kind, headers=headers)


async def forward(way: Way, edge: Parts, caller: Caller, request: Request, key: str | None
                  ) -> Response:  # fmt: skip
    """One call of the table."""
    _admit(way, caller)
    places = _places(way, request, caller)
    path = way.path.format(**places)
    if way.file:
        name = "-".join(places.values()) or PurePosixPath(path).stem
        return await _streamed(edge, path, caller, _query(way, request, caller), name)
    sent: Json = {"params": _query(way, request, caller)} if way.method == "GET" else {}
    if way.method != "GET":
        body = await _body(way, request, caller)
        if body is not None:
            sent["json"] = await revealed(edge.vault, caller, body, way.reveal)
    answer = await edge.office.ask(way.method, path, As.caller(caller), key=key, **sent)
    await _afterwards(edge, way, caller, places, answer)
    kind = answer.headers.get("content-type", "application/json")
    content = hidden(answer.content, caller.level)
    return Response(content, answer.status_code, media_type=kind, headers=_FRESH)


def _endpoint(way: Way) -> Callable[..., Awaitable[Response]]:
    if way.method == "GET":

        async def ask(edge: Edge, caller: Calling, request: Request) -> Response:
            return await forward(way, edge, caller, request, None)

        return ask

    async def command(edge: Edge, caller: Calling, request: Request, key: Key = None) -> Response:
        return await forward(way, edge, caller, request, key)

    return command


def _described(way: Way) -> Json:
    """What the code cannot tell the description: places, query, body, the level that is needed."""
    text = {"type": "string", "maxLength": 60}
    parameters = [
        {"name": name, "in": place, "required": place == "path", "schema": text}
        for place, names in (("path", way.parameters), ("query", way.query))
        for name in names
    ]
    described: Json = {"x-level": str(way.level), "x-who": sorted(way.who)}
    if parameters:
        described["parameters"] = parameters
    if way.method in ("POST", "PATCH", "PUT"):
        content = {"application/json": {"schema": {"type": "object"}}}
        described["requestBody"] = {"content": content}
    return described


@router.get("/applications/current", tags=["applications"])
async def current(edge: Edge, caller: Calling) -> Response:
    """The application the customer is busy with; 404 NO_APPLICATION without any."""
    if caller.kind == "party":
        raise refusal(403, "LINK_ONLY")
    found = await current_application(edge.office, caller)
    content = hidden(json.dumps(found, ensure_ascii=False).encode(), caller.level)
    return Response(content, media_type="application/json", headers=_FRESH)


for _way in WAYS:
    router.add_api_route(
        _way.path,
        _endpoint(_way),
        methods=[_way.method],
        summary=_way.says,
        tags=[_way.path.split("/")[1]],
        operation_id=re.sub(r"\W+", "_", f"{_way.method}{_way.path}").strip("_").lower(),
        openapi_extra=_described(_way),
        response_model=None,
        response_class=StreamingResponse if _way.file else Response,
        responses={
            200: {
                "description": "As the back office answers.",
                "content": {"application/octet-stream" if _way.file else "application/json": {}},
            }
        },
    )
