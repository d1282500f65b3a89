"""`POST /internal/deliveries`: for the back office on this machine."""

import hmac
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Request
from pydantic import BaseModel, ConfigDict, Field, model_validator

from channels.assembly import Edge
from channels.deliveries.notices import Announcement
from channels.deliveries.service import Notice, mirrored
from channels.health.address import is_loopback
from channels.problems import refusal

router = APIRouter(tags=["internal"], include_in_schema=False)
_KIND = r"^[a-z_]{1,40}$"
# Whether a customer and a phone are named, by channel.
_RECIPIENTS = {"talk": (True, False), "sms": (False, True), "notice": (True, True)}


class ToWhom(BaseModel):
    """A customer, or a phone; a notice goes to both."""

    model_config = ConfigDict(extra="forbid")
    customer_id: str | None = Field(None, min_length=1, max_length=40)
    phone: str | None = Field(None, pattern=r"^1[3-9]\d{9}$")


class DeliveryIn(BaseModel):
    """What is to be said, to whom, and how."""

    model_config = ConfigDict(extra="ignore")
    delivery_id: str = Field(min_length=1, max_length=80)
    to: ToWhom
    channel: Literal["talk", "sms", "notice"]
    kind: str = Field(pattern=_KIND)
    text: str = Field(min_length=1, max_length=4000)
    card: dict[str, Any] | None = None
    application: dict[str, Any] | None = None
    at: str | None = Field(None, max_length=40)
    ways: list[Literal["app", "reach", "sms"]] = Field(default_factory=list, max_length=3)
    title: str = Field("", max_length=60)
    short: str = Field("", max_length=400)
    actions: list[dict[str, str]] = Field(default_factory=list, max_length=8)

    @model_validator(mode="after")
    def _reachable(self) -> "DeliveryIn":
        given = (self.to.customer_id is not None, self.to.phone is not None)
        if given != _RECIPIENTS[self.channel]:
            raise ValueError("sms goes to a phone, talk to a customer, a notice to both")
        if (self.channel == "notice") != bool(self.ways and self.short):
            raise ValueError("a notice has ways and a short text")
        return self


class DeliveryOut(BaseModel):
    """`kept`: the customer has no talk yet; he reads it when he opens one.

    `receipts`: of a notice, each way that was taken and how it went: `sent` or `failed`; `arrived`
    once WeChat has said so.
    """

    delivery_id: str
    state: Literal["done", "kept"]
    receipts: list[dict[str, str]] = []


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
        actions=given.actions,
    )
    if given.channel == "notice":
        receipts = await edge.notices.take(
            Announcement(notice, given.to.phone or "", tuple(given.ways), given.title, given.short)
        )
        return DeliveryOut(delivery_id=given.delivery_id, state="done", receipts=receipts)
    state = await edge.deliveries.take(notice)
    return DeliveryOut.model_validate({"delivery_id": given.delivery_id, "state": state})
