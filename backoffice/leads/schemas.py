"""Leads over HTTP."""

from typing import Any, Literal

from pydantic import BaseModel

from backoffice.forms import Instant, Key, Money
from backoffice.visits.schemas import Number


class OpenLead(BaseModel):
    """A wish that a dealer may act on; `confirm` after the customer read what is passed on.

    `contract_no`: of the car that is traded in; what may be left of it is kept with the lead.
    """

    customer_id: Number
    intent: Literal["trade_in", "renew"]
    dealer_id: Number
    vehicle_key: Key | None = None
    timeframe: Key | None = None
    contract_no: Key | None = None
    confirm: Literal[True]


class RevokeLead(BaseModel):
    """Take a lead back."""

    lead_no: Number


class Sent(BaseModel):
    """One field that went to the dealer."""

    label: str
    value: str


class LeadConsent(BaseModel):
    """The consent that a lead stands on."""

    granted_at: Instant
    version: str
    stands: bool
    told: str


class LeadView(BaseModel):
    """A lead as its customer sees it: what was passed on to whom, and how it stands."""

    lead_no: str
    intent: str
    intent_zh: str
    status: str
    status_zh: str
    dealer_id: str
    dealer_name: str
    vehicle: str | None
    equity_est: Money | None
    passed_on: list[str]
    sent: list[Sent] = []
    consent: LeadConsent | None = None
    created_at: Instant
    delivered_at: Instant | None = None
    first_contact_by: Instant
    expires_on: str
    can_revoke: bool
    next: str


class Leads(BaseModel):
    """A customer's leads, newest first."""

    items: list[LeadView]


class DealerTold(BaseModel):
    """What the sandbox's dealer system was told."""

    lead_no: str
    act: str
    dealer_id: str
    facts: dict[str, Any]
    times: int


class DealerLeads(BaseModel):
    """All of it, oldest first."""

    items: list[DealerTold]
