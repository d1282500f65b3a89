"""Consents over HTTP."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from backoffice.forms import Instant

PurposeKey = Literal[
    "service_chat",
    "plan_save",
    "id_image",
    "named_driver",
    "face_verify",
    "bank_card",
    "credit_query",
    "credit_report",
    "third_party_insurer",
    "dealer_share",
    "marketing_sms",
    "marketing_call",
    "referral",
    "call_recording",
]
SubjectId = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")]


class ConsentItem(BaseModel):
    """A purpose, its text, and whether it is agreed to."""

    purpose: PurposeKey
    title: str
    text: str
    version: str
    granted: bool
    since: Instant | None
    needed_for: str


class Consents(BaseModel):
    """All purposes; none is granted by default."""

    items: list[ConsentItem]


class GiveConsent(BaseModel):
    """Agree to a purpose, or take it back, for a customer or a party."""

    purpose: PurposeKey
    granted: bool
    party_id: SubjectId | None = None
    customer_id: SubjectId | None = None
    text_version: Annotated[str, Field(pattern=r"^[0-9A-Za-z.-]{1,20}$")]
    method: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")] = "click"

    @model_validator(mode="after")
    def _one_subject(self) -> "GiveConsent":
        if (self.party_id is None) == (self.customer_id is None):
            raise ValueError("either party_id or customer_id")
        return self
