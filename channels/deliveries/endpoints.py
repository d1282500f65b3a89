"""`POST /internal/deliveries`: for the back office on this machine."""

import hmac
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Request
from pydantic import BaseModel, ConfigDict, Field, model_validator

from channels.assembly import Edge
from channels.deliveries.service import Notice, mirrored
from channels.health.address import is_loopback
from channels.problems import refusal

router = APIRouter(tags=["internal"], include_in_schema=False)
_KIND = r"^[a-z_]{1,40}$"


class ToWhom(BaseModel):
    """A customer, or a phone."""

    model_config = ConfigDict(extra="forbid")
    customer_id: str | None = Field(None, min_length=1, max_length=40)
    phone: str | None = Field(None, pattern=r"^1[3-9]\d{9}$")

    @model_validator(mode="after")
    def _one(self) -> "ToWhom":
        if (self.customer_id is None) == (self.phone is None):
            raise ValueError("either customer_id or phone")
        return self


class DeliveryIn(BaseModel):
    """What is to be said, to whom, and how."""

    model_config = ConfigDict(extra="ignore")
    delivery_id: str = Field(min_length=1, max_length=80)
    to: ToWhom
    channel: Literal["talk", "sms"]
    kind: str = Field(pattern=_KIND)
    text: str = Field(min_length=1, max_length=4000)
    card: dict[str, Any] | None = None
    application: dict[str, Any] | None = None
    at: str | None = Field(None, max_length=40)

    @model_validator(mode="after")
    def _reachable(self) -> "DeliveryIn":
        if (self.channel == "sms") != (self.to.phone is not None):
            raise ValueError("sms goes to a phone, talk to a customer")
        return self


class DeliveryOut(BaseModel):
    """`kept`: the customer has no talk yet; he reads it when he opens one."""

    delivery_id: str
    state: Literal["done", "kept"]


@router.post("/internal/deliveries")
async def deliver(
    edge: Edge,
    request: Request,
    given: DeliveryIn,
    authorization: Annotated[str, Header()] = "",
) -> DeliveryOut:
    """Says something once; the same `delivery_id` again changes nothing."""
    expected = f"Bearer {edge.settings.backoffice_token}"
    allowed = hmac.compare_digest(authorization.encode(), expected.encode())
    if not allowed or not is_loopback(request):
        raise refusal(404, "UNAUTHORISED_SERVICE")
    notice = Notice(
        delivery_id=given.delivery_id,
        channel=given.channel,
        kind=given.kind,
        text=given.text,
        card=given.card,
        customer_id=given.to.customer_id,
        phone=given.to.phone,
        application=mirrored(given.card, given.application),
    )
    state = await edge.deliveries.take(notice)
    return DeliveryOut.model_validate({"delivery_id": given.delivery_id, "state": state})
