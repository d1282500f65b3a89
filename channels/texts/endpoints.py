"""`POST /sms/inbound` for the SMS provider; in the sandbox `POST /sandbox/texts` plays a phone."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Header, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException

from channels.assembly import Edge
from channels.problems import refusal
from channels.texts.service import Text
from channels.texts.signing import SIGNATURE, genuine

router = APIRouter(tags=["texts"])
_LARGEST = 8192


class FromPhone(BaseModel):
    """What a phone said."""

    model_config = ConfigDict(extra="ignore")
    phone: str = Field(pattern=r"^(\+?86)?1[3-9]\d{9}$")
    text: str = Field(max_length=1000)


class Inbound(FromPhone):
    """The same as the provider tells it."""

    message_id: str = Field(pattern=r"^[A-Za-z0-9_\-]{1,80}$")


def _text(given: FromPhone, message_id: str) -> Text:
    return Text(message_id, given.phone[-11:], given.text)


@router.post("/sms/inbound", status_code=204, include_in_schema=False)
async def inbound(
    edge: Edge, request: Request, told: Annotated[str, Header(alias=SIGNATURE)] = ""
) -> None:
    """Takes one message, however often it is delivered; what came of it is told to the phone only.

    503: it was not done; the provider delivers again.
    """
    body = await request.body()
    secret, now = edge.settings.sms_secret, edge.now().timestamp()
    if len(body) > _LARGEST or not genuine(secret, told, body, now):
        raise refusal(404, "UNAUTHORISED_SERVICE")
    try:
        given = Inbound.model_validate_json(body)
    except ValidationError:
        raise refusal(422, "BODY_FORM") from None
    await edge.texts.take(_text(given, given.message_id))


@router.post("/sandbox/texts", status_code=204, tags=["sandbox"])
async def play(edge: Edge, given: FromPhone) -> None:
    """A phone of the sandbox says something; the answer stands in the outbox."""
    if not edge.settings.sandbox:
        raise HTTPException(404)
    await edge.texts.take(_text(given, uuid.uuid4().hex))
