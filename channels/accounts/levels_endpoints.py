"""Who is signed in and how surely; being known more surely; the customer's devices."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, Field, model_validator

from channels.accounts.endpoints import CodeOut
from channels.accounts.levels import Level
from channels.accounts.me import MeOut, instant, told
from channels.accounts.service import digits_of
from channels.assembly import Edge
from channels.health.address import client_address
from channels.problems import refusal
from channels.sessions.callers import Caller
from channels.sessions.calling import Calling

router = APIRouter(prefix="/api", tags=["accounts"])


class StepUpIn(BaseModel):
    """The last four of the ID number, or a real-person check that this session began."""

    model_config = ConfigDict(extra="forbid")
    id_last4: str | None = Field(None, pattern=r"^[0-9]{3}[0-9Xx]$")
    check_id: str | None = Field(None, pattern=r"^[A-Za-z0-9_\-]{1,60}$")

    @model_validator(mode="after")
    def _one(self) -> "StepUpIn":
        if (self.id_last4 is None) == (self.check_id is None):
            raise ValueError("either id_last4 or check_id")
        return self


class SignIn(BaseModel):
    """The signing code."""

    model_config = ConfigDict(extra="forbid")
    code: str = Field(max_length=20)


class DeviceOut(BaseModel):
    """A device that is signed in."""

    device_id: str
    name: str
    current: bool
    last_at: str


class DevicesOut(BaseModel):
    """The current device first, then by when they were last there."""

    items: list[DeviceOut]


class EndedOut(BaseModel):
    """A device that is signed out now."""

    device_id: str
    state: Literal["ended"] = "ended"


def _customer(caller: Caller) -> None:
    if caller.kind == "party":
        raise refusal(403, "LINK_ONLY")
    caller.require(Level.L1)


@router.get("/me")
async def me(caller: Calling) -> MeOut:
    """Who is signed in, and at which assurance level until when."""
    return told(caller)


@router.post("/step-up")
async def step_up(edge: Edge, caller: Calling, given: StepUpIn) -> MeOut:
    """Lifts the session to L2 for a while."""
    caller.require(Level.L1)
    if given.check_id is not None:
        await edge.step_up.by_check(caller, given.check_id)
    elif caller.kind == "party":
        raise refusal(403, "LINK_ONLY")
    else:
        await edge.step_up.by_id(caller, str(given.id_last4).upper())
    return told(await edge.callers.find(caller.token_hash))


@router.post("/step-up/sign/code")
async def sign_code(edge: Edge, caller: Calling, request: Request) -> CodeOut:
    """Sends a signing code to the caller's phone; needs L2."""
    caller.require(Level.L2)
    edge.limits.code(client_address(request))
    await edge.step_up.send_sign_code(caller)
    return CodeOut(expires_in=edge.switches.code_seconds)


@router.post("/step-up/sign")
async def sign(edge: Edge, caller: Calling, given: SignIn) -> MeOut:
    """Lifts the session to L3 for ten minutes."""
    caller.require(Level.L2)
    await edge.step_up.sign(caller, digits_of(given.code))
    return told(await edge.callers.find(caller.token_hash))


@router.get("/devices")
async def devices(edge: Edge, caller: Calling) -> DevicesOut:
    """Where the customer is signed in."""
    _customer(caller)
    items = [
        DeviceOut(
            device_id=device.device_id,
            name=device.device_name or "",
            current=device.current,
            last_at=instant(device.seen_at),
        )
        for device in await edge.devices.of(caller)
    ]
    return DevicesOut(items=items)


@router.delete("/devices/{device_id}")
async def end_device(
    edge: Edge, caller: Calling, device_id: Annotated[str, Path(pattern=r"^d-[0-9a-f\-]{24,36}$")]
) -> EndedOut:
    """Signs one of the customer's devices out, at once."""
    _customer(caller)
    edge.news.end(await edge.devices.end(caller, device_id))
    return EndedOut(device_id=device_id)
