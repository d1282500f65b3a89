"""Signing links over HTTP."""

from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from channels.accounts.endpoints import CodeOut
from channels.accounts.me import MeOut, instant, told
from channels.accounts.service import digits_of
from channels.assembly import Edge
from channels.health.address import client_address
from channels.sessions.calling import Calling

router = APIRouter(prefix="/api/links", tags=["links"])


class OpenIn(BaseModel):
    """The token of the link's fragment."""

    model_config = ConfigDict(extra="forbid")
    token: str = Field(min_length=8, max_length=200, pattern=r"^[A-Za-z0-9_.\-]+$")


class PartyOut(BaseModel):
    """Whom the link is for, masked."""

    party_id: str
    role: str
    name_masked: str | None = None
    phone_masked: str | None = None


class OpenOut(BaseModel):
    """The link's own session; its token is told once. `expires_at` is the link's."""

    token: str
    session_until: str
    expires_at: str
    party: PartyOut
    application_no: str
    borrower_masked: str | None = None
    purpose: Literal["loan", "extension"] = "loan"
    state: str | None = None


class ProveIn(BaseModel):
    """The code that was sent, and the last six of the ID number where one is known."""

    model_config = ConfigDict(extra="forbid")
    code: str = Field(max_length=20)
    id_last6: str | None = Field(None, pattern=r"^[0-9]{5}[0-9Xx]$")


@router.post("/open")
async def open_link(edge: Edge, request: Request, given: OpenIn) -> OpenOut:
    """Opens a session for the party the link was sent to; 410 when the link is gone."""
    edge.limits.opening(client_address(request))
    opened = await edge.links.open(given.token)
    said: dict[str, Any] = opened.told
    return OpenOut(
        token=opened.token,
        session_until=instant(opened.ends_at),
        expires_at=str(said["expires_at"]),
        party=PartyOut.model_validate(said),
        application_no=said["application_no"],
        borrower_masked=said.get("borrower_masked"),
        purpose=said.get("purpose") or "loan",
        state=said.get("state"),
    )


@router.post("/code")
async def send_code(edge: Edge, caller: Calling, request: Request) -> CodeOut:
    """Sends a code to the party's phone."""
    edge.limits.code(client_address(request))
    await edge.links.send_code(caller)
    return CodeOut(expires_in=edge.switches.code_seconds)


@router.post("/prove")
async def prove(edge: Edge, caller: Calling, given: ProveIn) -> MeOut:
    """L1 by the code, L2 with the end of the ID number."""
    id_last6 = given.id_last6.upper() if given.id_last6 else None
    await edge.links.prove(caller, digits_of(given.code), id_last6)
    return told(await edge.callers.find(caller.token_hash))
