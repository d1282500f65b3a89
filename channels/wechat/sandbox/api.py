"""WeChat's API as it is described in public, error codes included."""

import secrets
from datetime import timedelta
from html import escape
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from fastapi import APIRouter, Cookie, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from channels.wechat.sandbox.state import Json, State

router = APIRouter(include_in_schema=False)
_TEXT_BYTES = 2048
_MESSAGES = {
    40001: "invalid credential", 40003: "invalid openid", 40007: "invalid media_id",
    40008: "invalid message type", 40013: "invalid appid", 40016: "invalid button size",
    40029: "invalid code", 40037: "invalid template_id", 40125: "invalid appsecret",
    40163: "code been used", 42001: "access_token expired", 43004: "require subscribe",
    45002: "content size out of limit", 45008: "article size out of limit",
    45015: "response out of time limit", 45047: "out of response count limit",
    46003: "menu no exist", 48002: "api forbidden", 47001: "data format error",
}  # fmt: skip


def state_of(request: Request) -> State:
    """The played WeChat this request is for."""
    state: State = request.app.state.wechat_sandbox
    return state


Played = Annotated[State, Depends(state_of)]


def _answer(errcode: int = 0, **more: Any) -> JSONResponse:
    message = _MESSAGES.get(errcode, "system error" if errcode else "ok")
    return JSONResponse({"errcode": errcode, "errmsg": message, **more})


def _unfit(state: State, request: Request) -> int:
    """What is wrong before a call is looked at: a fault asked for, the access token."""
    fault = state.fault(request.url.path.split("/api", 1)[-1])
    if fault:
        return fault
    token = request.query_params.get("access_token", "")
    until = state.tokens.get(token)
    if until is None:
        return 40001
    return 42001 if until <= state.now() else 0


async def _body(request: Request) -> Json:
    try:
        document = await request.json()
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


@router.get("/api/cgi-bin/token")
async def token(state: Played, appid: str = "", secret: str = "") -> Response:
    """An access token; earlier ones end."""
    if appid != state.account.app_id:
        return _answer(40013)
    if secret != state.account.secret:
        return _answer(40125)
    issued, seconds = state.issue(force=True, end_others=True)
    return JSONResponse({"access_token": issued, "expires_in": seconds})


@router.post("/api/cgi-bin/stable_token")
async def stable_token(state: Played, request: Request) -> Response:
    """The access token that is good; a new one when forced."""
    asked = await _body(request)
    fault = state.fault("/cgi-bin/stable_token")
    if fault:
        return _answer(fault)
    if asked.get("appid") != state.account.app_id:
        return _answer(40013)
    if asked.get("secret") != state.account.secret:
        return _answer(40125)
    issued, seconds = state.issue(force=bool(asked.get("force_refresh")), end_others=False)
    return JSONResponse({"access_token": issued, "expires_in": seconds})


@router.post("/api/cgi-bin/message/custom/send")
async def custom_send(state: Played, request: Request) -> Response:
    """A customer-service message: a text or one article."""
    asked = await _body(request)
    errcode = _unfit(state, request)
    fan = state.fan(str(asked.get("touser", "")))
    errcode = errcode or (0 if fan else 40003)
    if errcode or fan is None:
        return _answer(errcode)
    errcode = state.allowance(fan)
    shown, unfit = _message(asked)
    errcode = errcode or unfit
    if errcode:
        return _answer(errcode)
    fan.spent += 1
    state.calls.append(("custom", asked))
    state.show(fan, **{"from": "account", "way": "service"}, **shown)
    await state.sent(fan.openid, "wechat", shown)
    return _answer()


def _message(asked: Json) -> tuple[Json, int]:
    if asked.get("msgtype") == "text":
        text = str(asked.get("text", {}).get("content", ""))
        too_long = len(text.encode()) > _TEXT_BYTES
        return {"kind": "text", "text": text}, 45002 if too_long else 0 if text else 47001
    if asked.get("msgtype") == "news":
        articles = asked.get("news", {}).get("articles") or []
        if len(articles) != 1:
            return {}, 45008
        article = articles[0]
        return {
            "kind": "news", "title": article.get("title"), "text": article.get("description"),
            "url": article.get("url"),
        }, 0  # fmt: skip
    return {}, 40008


@router.post("/api/cgi-bin/message/custom/typing")
async def custom_typing(state: Played, request: Request) -> Response:
    """Shows that somebody is typing."""
    asked = await _body(request)
    errcode = _unfit(state, request)
    fan = state.fan(str(asked.get("touser", "")))
    if errcode or fan is None:
        return _answer(errcode or 40003)
    fan.typing = asked.get("command") == "Typing"
    state.calls.append(("typing", asked))
    return _answer()


@router.post("/api/cgi-bin/message/template/send")
async def template_send(state: Played, request: Request) -> Response:
    """A template message: no window, but he has to follow."""
    asked = await _body(request)
    errcode = _unfit(state, request)
    fan = state.fan(str(asked.get("touser", "")))
    if not errcode and fan is None:
        errcode = 40003
    if not errcode and asked.get("template_id") not in state.account.templates:
        errcode = 40037
    if not errcode and fan is not None and not fan.subscribed:
        errcode = 43004
    if errcode or fan is None:
        return _answer(errcode)
    fields = {name: str(item.get("value", "")) for name, item in (asked.get("data") or {}).items()}
    shown = {"kind": "template", "fields": fields, "url": asked.get("url")}
    shown["text"] = "\n".join(fields.values())
    state.calls.append(("template", asked))
    status, number = state.ending(fan), next(state.jobs)
    if not status.startswith("failed"):
        state.show(fan, **{"from": "account", "way": "template"}, **shown)
        await state.sent(fan.openid, "wechat_template", shown)
    if status:
        request.app.state.wechat_sandbox_finished(fan, number, status)
    return _answer(msgid=number)


@router.post("/api/cgi-bin/qrcode/create")
async def qrcode(state: Played, request: Request) -> Response:
    """A code with a scene in it."""
    asked = await _body(request)
    errcode = _unfit(state, request)
    scene = str(asked.get("action_info", {}).get("scene", {}).get("scene_str", ""))
    if not errcode and (asked.get("action_name") != "QR_STR_SCENE" or not 0 < len(scene) <= 64):
        errcode = 47001
    if errcode:
        return _answer(errcode)
    seconds = min(int(asked.get("expire_seconds", 60)), 2_592_000)
    ticket = secrets.token_urlsafe(24)
    state.scenes[ticket] = (scene, state.now() + timedelta(seconds=seconds))
    url = f"{str(request.base_url).rstrip('/')}/sandbox/wechat?scan={ticket}"
    return JSONResponse({"ticket": ticket, "expire_seconds": seconds, "url": url})


@router.get("/api/cgi-bin/media/get")
async def media(state: Played, request: Request, media_id: str = "") -> Response:
    """A picture a fan sent."""
    errcode = _unfit(state, request)
    found = state.media.get(media_id)
    if errcode or found is None:
        return _answer(errcode or 40007)
    return Response(found[1], media_type=found[0])


@router.post("/api/cgi-bin/menu/create")
async def menu_create(state: Played, request: Request) -> Response:
    """A new menu."""
    asked = await _body(request)
    errcode = _unfit(state, request)
    groups = asked.get("button") or []
    sizes = [len(group.get("sub_button") or []) for group in groups]
    if not errcode and not (1 <= len(groups) <= 3 and all(size <= 5 for size in sizes)):
        errcode = 40016
    if not errcode:
        state.menu = asked
    return _answer(errcode)


@router.get("/api/cgi-bin/menu/get")
async def menu_get(state: Played, request: Request) -> Response:
    """The menu."""
    errcode = _unfit(state, request)
    if errcode or state.menu is None:
        return _answer(errcode or 46003)
    return JSONResponse({"menu": state.menu})


@router.get("/api/sns/oauth2/access_token")
async def openid(state: Played, appid: str = "", secret: str = "", code: str = "") -> Response:
    """Who stands behind a page's code, once."""
    if appid != state.account.app_id:
        return _answer(40013)
    if secret != state.account.secret:
        return _answer(40125)
    found = state.codes.get(code)
    if found is None:
        return _answer(40029)
    if not found:
        return _answer(40163)
    state.codes[code] = ""
    return JSONResponse({"openid": found, "scope": "snsapi_base", "expires_in": 7200})


@router.get("/connect/oauth2/authorize")
async def authorize(
    state: Played, request: Request, held: Annotated[str | None, Cookie(alias="wx_fan")] = None
) -> Response:
    """WeChat's page in between: who opens it is the fan in whose hand the telephone is."""
    asked = request.query_params
    fan = state.fans.get(asked.get("fan") or held or "")
    wanted = {"appid": state.account.app_id, "response_type": "code", "scope": "snsapi_base"}
    if any(asked.get(name) != value for name, value in wanted.items()):
        return _answer(40013)
    if fan is None:
        names = "".join(
            f'<p><a href="{escape(with_query(str(request.url), fan=each.openid))}">'
            f"{escape(each.nickname or each.openid)}</a></p>"
            for each in state.fans.values()
        )
        return HTMLResponse(f'<!doctype html><html lang="zh-CN"><meta charset="utf-8">{names}')
    code = secrets.token_urlsafe(24)
    state.codes[code] = fan.openid
    back = with_query(asked.get("redirect_uri", ""), code=code, state=asked.get("state", ""))
    return RedirectResponse(back, 302)


def with_query(url: str, **more: str) -> str:
    """The address with further parameters."""
    parts = urlsplit(url)
    query = urlencode([*parse_qsl(parts.query), *more.items()])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, parts.fragment))
