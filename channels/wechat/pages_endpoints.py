"""`/wechat/enter`, `/wechat/callback` and `POST /api/sessions/exchange`."""

import re
import secrets
from html import escape
from typing import Annotated

from fastapi import APIRouter, Cookie, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from channels.assembly import Edge
from channels.health.address import client_address
from channels.sessions.device_names import device_name
from channels.sessions.endpoints import SessionOut
from channels.wechat.client import WeChatError
from channels.wechat.endpoints import Channel
from channels.wechat.entry import NotOurs
from channels.wechat.wording import part
from foundation.log import logger
from foundation.problems import Problem

log = logger(__name__)
router = APIRouter(tags=["wechat"])
_COOKIE = "wx_entry"
_BROWSER = re.compile(r"[A-Za-z0-9_-]{43}")
_NO_STORE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
_FAILED = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>{title}</title><body><h1>{title}</h1><p>{text}</p>"
    '<p><a href="/">{back}</a></p></body></html>'
)
Browser = Annotated[str | None, Cookie(alias=_COOKIE, max_length=100)]


class ExchangeIn(BaseModel):
    """The code out of the page's fragment."""

    model_config = ConfigDict(extra="forbid")
    code: str = Field(min_length=1, max_length=100)


def _failed() -> Response:
    words = {name: escape(part("entry_failed", name)) for name in ("title", "text", "back")}
    return HTMLResponse(_FAILED.format(**words), 400, headers=_NO_STORE)


@router.get("/wechat/enter", response_class=RedirectResponse, status_code=302)
async def enter(
    channel: Channel,
    to: Annotated[str, Query(max_length=320)] = "/",
    browser: Browser = None,
) -> Response:
    """Leads to WeChat and back to the page `to`, one of ours."""
    if browser is None or _BROWSER.fullmatch(browser) is None:
        browser = secrets.token_urlsafe(32)
    try:
        address = await channel.entries.begin(to, browser)
    except NotOurs:
        log.warning("wechat.entry.foreign")
        return _failed()
    answer = RedirectResponse(address, 302, headers=_NO_STORE)
    answer.set_cookie(
        _COOKIE, browser, max_age=channel.settings.entry_seconds, httponly=True, samesite="lax",
        secure=channel.entries.secure,
    )  # fmt: skip
    return answer


@router.get("/wechat/callback", response_class=RedirectResponse, status_code=302)
async def callback(
    channel: Channel,
    code: Annotated[str, Query(max_length=200)] = "",
    state: Annotated[str, Query(max_length=200)] = "",
    browser: Browser = None,
) -> Response:
    """Where WeChat leads back to; only in the browser that began it, once."""
    if not code or not state or browser is None:
        return _failed()
    try:
        path = await channel.entries.end(code, state, browser)
    except (NotOurs, WeChatError) as error:
        log.warning("wechat.entry.failed", reason=str(error))
        return _failed()
    return RedirectResponse(path, 302, headers=_NO_STORE)


@router.post("/api/sessions/exchange", tags=["sessions"])
async def exchange(
    edge: Edge, channel: Channel, request: Request, given: ExchangeIn, browser: Browser = None
) -> SessionOut:
    """The session a page's code is worth: once, shortly, in the browser that was led here."""
    edge.limits.opening(client_address(request))
    named = device_name(request.headers.get("user-agent", ""))
    try:
        opened = await channel.entries.exchange(given.code, browser or "", named)
    except NotOurs:
        raise Problem(part("entry_failed", "text"), status=410, code="EXCHANGE_GONE") from None
    return SessionOut(token=opened.token, conversation_id=opened.conversation_id)
