"""Signing in and out, and what the sandbox sent."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from channels.accounts.me import MeOut, told
from channels.accounts.service import digits_of, phone_of
from channels.assembly import Edge
from channels.health.address import client_address
from channels.problems import refusal
from channels.sessions.bearer import HeaderTokenHash
from channels.sessions.device_names import device_name
from channels.sessions.endpoints import SessionOut

router = APIRouter(tags=["accounts"])


class CodeIn(BaseModel):
    """A mainland mobile number, however it is typed."""

    model_config = ConfigDict(extra="forbid")
    phone: str = Field(max_length=40)


class CodeOut(BaseModel):
    """The code is on its way and valid for so many seconds."""

    expires_in: int


class LoginIn(BaseModel):
    """The number and the code that was sent to it."""

    model_config = ConfigDict(extra="forbid")
    phone: str = Field(max_length=40)
    code: str = Field(max_length=20)
    resume: bool = Field(
        False, description="Where nothing was said yet, go on in the customer's newest talk."
    )


class MailOut(BaseModel):
    """One mail the sandbox sent."""

    model_config = ConfigDict(extra="allow")
    to: str
    kind: str
    sent_at: str
    text: str | None = None


class OutboxOut(BaseModel):
    """Mails to one addressee, oldest first."""

    items: list[MailOut]


@router.post("/api/login/code")
async def send_code(
    edge: Edge, token_hash: HeaderTokenHash, request: Request, asked: CodeIn
) -> CodeOut:
    """Sends a six-digit code to the phone."""
    edge.limits.code(client_address(request))
    speaker = await edge.talks.speaker(token_hash)
    if speaker is None:
        raise refusal(401, "SESSION_REQUIRED")
    await edge.accounts.send_code(phone_of(asked.phone), speaker.conversation_id)
    return CodeOut(expires_in=edge.switches.code_seconds)


@router.post("/api/login")
async def sign_in(edge: Edge, token_hash: HeaderTokenHash, given: LoginIn) -> MeOut:
    """Upgrades the session to the customer; the talk goes on, nothing said is lost."""
    speaker = await edge.talks.speaker(token_hash)
    if speaker is None:
        raise refusal(401, "SESSION_REQUIRED")
    phone, code = phone_of(given.phone), digits_of(given.code)
    done = await edge.accounts.sign_in(speaker, token_hash, phone, code, resume=given.resume)
    if done.moved:
        edge.news.end(token_hash)
    if edge.wechat:
        await edge.wechat.bindings.signed_in(token_hash)
    return told(await edge.callers.find(token_hash))


@router.post("/api/logout")
async def sign_out(edge: Edge, token_hash: HeaderTokenHash, request: Request) -> SessionOut:
    """Ends the session and gives a fresh anonymous one, with a talk of its own."""
    if await edge.talks.speaker(token_hash) is None:
        raise refusal(401, "SESSION_REQUIRED")
    await edge.sessions.end(token_hash)
    edge.news.end(token_hash)
    opened = await edge.sessions.open(device_name(request.headers.get("user-agent", "")))
    return SessionOut(token=opened.token, conversation_id=opened.conversation_id)


@router.get("/sandbox/outbox", tags=["sandbox"])
async def outbox(edge: Edge, to: Annotated[str, Query(min_length=1, max_length=80)]) -> OutboxOut:
    """What the sandbox's providers sent to a phone or openid; 404 outside the sandbox."""
    if not edge.settings.sandbox:
        raise HTTPException(404)
    return OutboxOut(items=[MailOut(**mail) for mail in await edge.outbox.mails(to)])
