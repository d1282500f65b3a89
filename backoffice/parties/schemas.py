"""Parties over HTTP."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from backoffice.customers.schemas import Phone
from backoffice.forms import Instant

Role = Literal["borrower", "co_borrower", "guarantor", "driver"]
Purpose = Literal["loan", "extension"]
Text = r"^[^\x00]*$"
PersonName = Annotated[str, Field(min_length=2, max_length=30, pattern=r"^[^\x00\s\d]+$")]
Relation = Annotated[str, Field(min_length=1, max_length=20, pattern=Text)]


class LinkState(BaseModel):
    """A party's own way in."""

    state: Literal["none", "sent", "opened", "used", "expired", "revoked"]
    sent_at: Instant | None = None
    expires_at: Instant | None = None


class PartyView(BaseModel):
    """A person of an application; everything personal is masked."""

    party_id: str
    role: Role
    relation: str | None
    name_masked: str | None
    phone_masked: str
    id_masked: str | None
    identity: Literal["todo", "done", "failed"]
    authorised: bool
    card: Literal["todo", "done", "n/a"]
    signature: Literal["todo", "pending", "signed", "refused", "expired", "n/a"]
    signed_at: Instant | None
    link: LinkState


class InviteParty(BaseModel):
    """Who else is to carry the loan, or drives for a borrower without a licence."""

    role: Literal["co_borrower", "guarantor", "driver"]
    relation: Relation
    name: PersonName | None = None
    phone: Phone


class AuthorisationText(BaseModel):
    """What is read before the bureau may be asked, and for how long at least."""

    text: str
    text_hash: str
    version: str
    min_seconds: int


Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Authorise(BaseModel):
    """It was read to its end, and is agreed to."""

    text_hash: Hash
    dwell_ms: Annotated[int, Field(ge=0, le=86_400_000)]
    scrolled_to_end: bool


class StartedCheck(BaseModel):
    """The provider's page on which a live face is shown."""

    check_id: str
    url: str
    expires_at: Instant


class CheckResult(BaseModel):
    """What the provider's page reported."""

    outcome: Literal["passed", "failed", "abandoned"]
    score: Annotated[str, Field(pattern=r"^(0(\.\d{1,4})?|1(\.0{1,4})?)$")] = "0"
    liveness: bool = False


class CheckAnswer(BaseModel):
    """What became of the check of a party, or of a change, in words."""

    party_id: str | None
    change_no: str | None = None
    identity: Literal["todo", "done", "failed"]
    reason: str | None
    message: str


class VideoAppointment(BaseModel):
    """A person will look instead of a machine."""

    party_id: str
    asked_at: Instant
    message: str


class StaffIdentity(BaseModel):
    """What a person saw in the video."""

    passed: bool
    note: Annotated[str, Field(min_length=1, max_length=200, pattern=Text)]


class BindCard(BaseModel):
    """The card to repay from, and the phone the bank knows; no number: as the photo shows it."""

    card_no: Annotated[str | None, Field(pattern=r"^[0-9 ]{16,23}$")] = None
    reserved_phone: Phone


class CardAnswer(BaseModel):
    """Whether the card is bound; if not, why in words, and how many tries are left today."""

    status: Literal["done", "failed"]
    bank_name: str | None
    tail: str
    tries_left: int
    reason: str | None = None
    message: str


class MadeLink(BaseModel):
    """The link for a party; it stands here once and is kept as a hash only."""

    url: str
    expires_at: Instant
    sms_sent: bool


Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{20,100}$")]


class OpenLink(BaseModel):
    """Somebody opens a link."""

    token: Token


class OpenedLink(BaseModel):
    """Whose link it is; everything personal masked."""

    party_id: str
    role: Role
    name_masked: str | None
    phone_masked: str
    application_no: str
    borrower_masked: str | None
    purpose: Purpose
    expires_at: Instant
    state: Literal["sent", "opened"]


class ProveLink(BaseModel):
    """The edge proved the phone by a code; these are the last six signs of the ID number."""

    token: Token
    phone_code_ok: Literal[True]
    id_last6: Annotated[str, Field(pattern=r"^[0-9]{5}[0-9Xx]$")]


class ProvedLink(BaseModel):
    """The party is who the link is for."""

    party_id: str
    level: Literal["L2"]
