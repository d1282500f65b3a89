"""Parties over HTTP."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from backoffice.customers.schemas import Phone
from backoffice.forms import Instant

Role = Literal["borrower", "co_borrower", "guarantor"]
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
    signature: Literal["todo", "pending", "signed", "refused", "expired"]
    signed_at: Instant | None
    link: LinkState


class InviteParty(BaseModel):
    """Who else is to carry the loan."""

    role: Literal["co_borrower", "guarantor"]
    relation: Relation
    name: PersonName | None = None
    phone: Phone
