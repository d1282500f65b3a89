"""`/api/bindings`: which WeChat accounts are the customer's, one more, none any more."""

import asyncio
import base64
import io
from typing import Literal

import segno
from fastapi import APIRouter
from pydantic import BaseModel

from channels.accounts.levels import Level
from channels.assembly import Edge
from channels.conversations.wire import SHANGHAI
from channels.sessions.callers import Caller
from channels.sessions.calling import Calling
from channels.wechat.client import WeChatError
from channels.wechat.endpoints import Channel
from channels.wechat.fans import Fan
from channels.wechat.replies import Out
from channels.wechat.wording import phrase
from foundation.problems import Problem
from foundation.wording import PROBLEM_TITLES

router = APIRouter(prefix="/api/bindings", tags=["bindings"])


class BindingOut(BaseModel):
    """One bound account; `subscribed`: it follows and can be written to."""

    channel: Literal["wechat"] = "wechat"
    since: str
    subscribed: bool


class BindingsOut(BaseModel):
    """The accounts bound to the customer, oldest first."""

    items: list[BindingOut]


class TicketOut(BaseModel):
    """A code to be scanned with WeChat: `qr` is its picture, `url` what is in it."""

    ticket: str
    url: str
    qr: str
    expires_in: int


def _customer(caller: Caller) -> str:
    caller.require(Level.L1)
    if caller.kind != "customer":
        raise Problem(PROBLEM_TITLES[403], status=403, code="CUSTOMERS_ONLY")
    return caller.id


def _told(fan: Fan) -> BindingOut:
    since = fan.bound_at.astimezone(SHANGHAI).isoformat(timespec="seconds") if fan.bound_at else ""
    return BindingOut(since=since, subscribed=fan.subscribed)


def _picture(url: str) -> str:
    drawn = io.BytesIO()
    segno.make(url, error="m").save(drawn, kind="svg", scale=6, border=2, xmldecl=False)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.getvalue()).decode()}"


@router.get("")
async def bindings(edge: Edge, caller: Calling) -> BindingsOut:
    """Which accounts are bound to the customer."""
    customer_id = _customer(caller)
    if edge.wechat is None:
        return BindingsOut(items=[])
    fans = await edge.wechat.bindings.of_customer(customer_id)
    return BindingsOut(items=[_told(fan) for fan in fans])


@router.post("/wechat")
async def bind(channel: Channel, caller: Calling) -> TicketOut:
    """A code that binds who scans it with WeChat, once and for ten minutes."""
    _customer(caller)
    try:
        ticket = await channel.bindings.ticket(caller)
    except WeChatError as error:
        raise Problem(PROBLEM_TITLES[503], status=503, code="WECHAT_DOWN") from error
    return TicketOut(
        ticket=ticket.ticket, url=ticket.url, qr=_picture(ticket.url), expires_in=ticket.seconds
    )


@router.delete("/wechat")
async def unbind(channel: Channel, caller: Calling) -> BindingsOut:
    """Unbinds all WeChat accounts of the customer; each is told so where that is possible."""
    for fan in await channel.bindings.of_customer(_customer(caller)):
        await channel.bindings.unbind(fan)
        telling = asyncio.create_task(channel.say(fan, Out(phrase("unbound_here"))))
        channel.background.add(telling)
        telling.add_done_callback(channel.background.discard)
    return BindingsOut(items=[])
