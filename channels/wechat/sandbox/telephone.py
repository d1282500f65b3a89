"""What a fan can do with the telephone: read, write, press, send, scan, follow."""

import secrets
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from channels.wechat.sandbox.api import Played
from channels.wechat.sandbox.delivery import Delivery
from channels.wechat.sandbox.state import Json, SandboxFan, State

router = APIRouter(prefix="/telephone", include_in_schema=False)
_LARGEST = 10 * 1024 * 1024


class TextIn(BaseModel):
    """Something written, or spoken and recognised."""

    text: str = Field(min_length=1, max_length=3000)


class PlaceIn(BaseModel):
    """A position on the map."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    label: str = Field("", max_length=200)


class KeyIn(BaseModel):
    """An item of the menu, or what stands in a code."""

    key: str = Field(min_length=1, max_length=300)


def _fan(state: Played, openid: str) -> SandboxFan:
    fan = state.fan(openid)
    if fan is None:
        raise HTTPException(404)
    return fan


Whose = Annotated[SandboxFan, Depends(_fan)]


def _bring(state: State, fan: SandboxFan, kind: str, **values: Any) -> None:
    state.spawn(Delivery(state).bring(fan, kind, **values))


def _said(state: State, fan: SandboxFan, kind: str, **shown: Any) -> None:
    if not fan.subscribed:
        raise HTTPException(409)
    state.did(fan, "message")
    state.show(fan, **{"from": "fan", "kind": kind}, **shown)


@router.get("/fans")
async def fans(state: Played) -> Json:
    """The fans there are, and the menu."""
    listed = [
        {"openid": f.openid, "nickname": f.nickname, "colour": f.colour, "subscribed": f.subscribed}
        for f in state.fans.values()
        if f.nickname
    ]
    return {"fans": listed, "menu": (state.menu or {}).get("button", [])}


@router.get("/{openid}/screen")
async def screen(fan: Whose, after: int = 0) -> Json:
    """What came onto his screen behind a number."""
    shown = [message for message in fan.shown if message["id"] > after]
    return {"messages": shown, "typing": fan.typing, "subscribed": fan.subscribed}


@router.post("/{openid}/hold")
async def hold(fan: Whose) -> JSONResponse:
    """The telephone is in this fan's hand: pages it opens know him."""
    answer = JSONResponse({})
    answer.set_cookie("wx_fan", fan.openid, path="/sandbox/wechat", httponly=True, samesite="lax")
    return answer


@router.post("/{openid}/text")
async def text(state: Played, fan: Whose, given: TextIn) -> Json:
    """Write a text."""
    _said(state, fan, "text", text=given.text)
    _bring(state, fan, "text", Content=given.text)
    return {}


@router.post("/{openid}/voice")
async def voice(state: Played, fan: Whose, given: TextIn) -> Json:
    """Speak; WeChat recognises what was said."""
    _said(state, fan, "voice", text=given.text)
    media_id = secrets.token_urlsafe(24)
    _bring(state, fan, "voice", MediaId=media_id, Format="amr", Recognition=given.text)
    return {}


@router.post("/{openid}/location")
async def location(state: Played, fan: Whose, given: PlaceIn) -> Json:
    """Send a position."""
    _said(state, fan, "location", text=given.label)
    _bring(
        state, fan, "location", Location_X=str(given.latitude), Location_Y=str(given.longitude),
        Scale="16", Label=given.label,
    )  # fmt: skip
    return {}


@router.post("/{openid}/image")
async def image(state: Played, fan: Whose, request: Request) -> Json:
    """Send a picture: the body is the file."""
    content = await request.body()
    kind = request.headers.get("content-type", "")
    if not content or len(content) > _LARGEST or not kind.startswith("image/"):
        raise HTTPException(422)
    media_id = secrets.token_urlsafe(24)
    state.media[media_id] = (kind, content)
    _said(state, fan, "image", media_id=media_id)
    _bring(state, fan, "image", PicUrl=f"http://mmbiz.invalid/{media_id}", MediaId=media_id)
    return {}


@router.get("/media/{media_id}")
async def picture(state: Played, media_id: str) -> Response:
    """A picture on the screen."""
    found = state.media.get(media_id)
    if found is None:
        raise HTTPException(404)
    return Response(found[1], media_type=found[0])


@router.post("/{openid}/menu")
async def press(state: Played, fan: Whose, given: KeyIn) -> Json:
    """Press an item of the menu: a key, or the address of a page."""
    if not fan.subscribed:
        raise HTTPException(409)
    if given.key.startswith(("http://", "https://")):
        _bring(state, fan, "event", Event="VIEW", EventKey=given.key)
        return {}
    state.did(fan, "click")
    _bring(state, fan, "event", Event="CLICK", EventKey=given.key)
    return {}


@router.post("/{openid}/follow")
async def follow(state: Played, fan: Whose) -> Json:
    """Follow the account."""
    if not fan.subscribed:
        fan.subscribed = True
        state.did(fan, "subscribe")
        state.show(fan, **{"from": "system", "kind": "followed"})
        _bring(state, fan, "event", Event="subscribe", EventKey="")
    return {}


@router.post("/{openid}/unfollow")
async def unfollow(state: Played, fan: Whose) -> Json:
    """Leave the account."""
    if fan.subscribed:
        fan.subscribed = False
        state.show(fan, **{"from": "system", "kind": "left"})
        _bring(state, fan, "event", Event="unsubscribe", EventKey="")
    return {}


@router.post("/{openid}/silence")
async def silence(state: Played, fan: Whose) -> Json:
    """Days have gone by since he did anything: the account may not write to him."""
    fan.did, fan.did_at = "message", state.now() - timedelta(days=3)
    return {}


@router.post("/{openid}/block")
async def block(fan: Whose) -> Json:
    """Take no more notices of the account."""
    fan.blocks = True
    return {}


@router.post("/{openid}/scan")
async def scan(state: Played, fan: Whose, given: KeyIn) -> Json:
    """Scan a code of the account: its ticket, or the address that stands in it."""
    ticket = given.key.rsplit("scan=", 1)[-1]
    scene, until = state.scenes.get(ticket, ("", state.now()))
    if not scene or until <= state.now():
        raise HTTPException(410)
    state.show(fan, **{"from": "system", "kind": "scanned"})
    values = {"Ticket": ticket}
    if fan.subscribed:
        state.did(fan, "scan")
        _bring(state, fan, "event", Event="SCAN", EventKey=scene, **values)
    else:
        fan.subscribed = True
        state.did(fan, "subscribe")
        _bring(state, fan, "event", Event="subscribe", EventKey=f"qrscene_{scene}", **values)
    return {}
