"""The inner door of the vault: the back office may read a number it was given a token of."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Header, Request
from pydantic import BaseModel, ConfigDict, Field

from channels.assembly import Edge
from channels.health.address import is_loopback
from channels.problems import refusal

router = APIRouter(tags=["internal"], include_in_schema=False)


class RevealIn(BaseModel):
    """A token, with or without its brackets."""

    model_config = ConfigDict(extra="forbid")
    token: str = Field(pattern=r"^(<(id_card|bank_card|phone|number):)?[a-z]{4,40}>?$")


class RevealOut(BaseModel):
    """The number behind a token and the conversation it was typed in."""

    kind: str
    value: str
    masked: str
    conversation_id: str


@router.post("/internal/vault/reveal")
async def reveal(
    edge: Edge,
    request: Request,
    asked: RevealIn,
    authorization: Annotated[str, Header()] = "",
) -> RevealOut:
    """The value of a token, for the back office on this machine with the service token."""
    expected = f"Bearer {edge.settings.backoffice_token}"
    allowed = hmac.compare_digest(authorization.encode(), expected.encode())
    if not allowed or not is_loopback(request):
        raise refusal(404, "UNAUTHORISED_SERVICE")
    token = asked.token.strip("<>").split(":")[-1]
    found = await edge.vault.reveal(token)
    if found is None:
        raise refusal(404, "TOKEN_UNKNOWN")
    return RevealOut(**found)
