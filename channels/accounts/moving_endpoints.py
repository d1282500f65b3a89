"""`/api/changes/phone`: a new phone by its code; `/internal/accounts/phone` for the back office."""

import hmac
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Request
from pydantic import BaseModel, ConfigDict, Field

from channels.accounts.endpoints import CodeIn, CodeOut
from channels.accounts.moving import require_customer
from channels.accounts.service import digits_of, phone_of
from channels.assembly import Edge
from channels.health.address import client_address, is_loopback
from channels.problems import refusal
from channels.sessions.calling import Calling

router = APIRouter(tags=["changes"])
Key = Annotated[
    str | None,
    Header(alias="Idempotency-Key", pattern=r"^[\x21-\x7e]{1,200}$",
           description="The same key again does nothing twice."),
]  # fmt: skip


class PhoneIn(BaseModel):
    """The new number and the code that was sent to it, read back and confirmed."""

    model_config = ConfigDict(extra="forbid")
    phone: str = Field(max_length=40)
    code: str = Field(max_length=20)
    confirm: Literal[True]


class MovedIn(BaseModel):
    """Whose phone is which now; `end_sessions`: the old one is in strange hands.

    `absorbed`: the account that stood at this phone and is the customer's from now on.
    """

    model_config = ConfigDict(extra="forbid")
    customer_id: str = Field(min_length=1, max_length=40)
    phone: str = Field(pattern=r"^1[3-9]\d{9}$")
    end_sessions: bool
    absorbed: str | None = Field(default=None, min_length=1, max_length=40)


class MovedOut(BaseModel):
    """How many sessions were moved or ended."""

    sessions: int


@router.post("/api/changes/phone/code")
async def send_code(edge: Edge, caller: Calling, request: Request, asked: CodeIn) -> CodeOut:
    """Sends a code to the new phone; needs L2."""
    require_customer(caller)
    edge.limits.code(client_address(request))
    await edge.moving.send_code(caller, phone_of(asked.phone))
    return CodeOut(expires_in=edge.switches.code_seconds)


@router.post("/api/changes/phone")
async def change_phone(
    edge: Edge, caller: Calling, given: PhoneIn, key: Key = None
) -> dict[str, Any]:
    """Takes the new phone; signing in, codes and messages go there from now on."""
    require_customer(caller)
    phone, code = phone_of(given.phone), digits_of(given.code)
    return await edge.moving.change(caller, phone, code, key)


@router.post("/internal/accounts/phone", include_in_schema=False)
async def moved(
    edge: Edge, request: Request, given: MovedIn, authorization: Annotated[str, Header()] = ""
) -> MovedOut:
    """For the back office on this machine: what it knows of a changed phone."""
    expected = f"Bearer {edge.settings.backoffice_token}"
    allowed = hmac.compare_digest(authorization.encode(), expected.encode())
    if not allowed or not is_loopback(request):
        raise refusal(404, "UNAUTHORISED_SERVICE")
    if given.absorbed is not None:
        if edge.wechat is not None:
            for fan in await edge.wechat.bindings.of_customer(given.absorbed):
                await edge.wechat.bindings.unbind(fan)
        await edge.moving.absorb(given.absorbed, given.customer_id)
    count = await edge.moving.move(given.customer_id, given.phone, end=given.end_sessions)
    return MovedOut(sessions=count)
