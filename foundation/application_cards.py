"""The cards of an application: who you are, papers, where it stands, signing, the loan, consents.

An `url` is an address at the edge (`/apply?step=upload&document=income_proof`).
"""

from typing import Any, ClassVar, Literal

from foundation.card_parts import Action, Instant, IsoDate, Money, Part


class Verify(Part):
    """`verify`: show who you are before this can go on."""

    card: ClassVar[str] = "verify"
    kind: Literal["otp", "real_person", "four_factor"]
    url: str


class Upload(Part):
    """`upload`: where this paper is handed in; `title` is its name for people."""

    card: ClassVar[str] = "upload"
    document: str
    url: str
    title: str | None = None
    problem: str | None = None
    fix: str | None = None


class TimelineStep(Part):
    """A step of the way; `detail` says who does what, `takes` how long it usually lasts.

    `day` says on which day it was done or is expected, where there is no instant.
    """

    name: str
    status: Literal["done", "current", "todo", "failed"]
    at: Instant | None = None
    detail: str = ""
    key: str | None = None
    who: Literal["you", "us", "party"] | None = None
    takes: str | None = None
    day: str | None = None


class Timeline(Part):
    """`timeline`: where the application stands; `next_action` is what comes next, in words."""

    card: ClassVar[str] = "timeline"
    application_no: str
    state: str
    steps: list[TimelineStep]
    next_action: str
    state_zh: str | None = None
    who: Literal["you", "us", "party"] | None = None
    takes: str | None = None
    url: str | None = None


class SignParty(Part):
    """Someone whose signature is needed."""

    role: Literal["borrower", "co_borrower", "guarantor"]
    name_masked: str
    status: Literal["pending", "signed", "refused", "expired"]
    signed_at: Instant | None = None


class Sign(Part):
    """`sign`: who has signed, who has not, and what is read before."""

    card: ClassVar[str] = "sign"
    contract_no: str
    url: str
    parties: list[SignParty]
    read_first: list[str] = []


class Contract(Part):
    """`contract`: the loan as it stands."""

    card: ClassVar[str] = "contract"
    contract_no: str
    state: str
    product_key: str
    vehicle: str
    principal_outstanding: Money
    next_due_date: IsoDate | None = None
    next_due_amount: Money | None = None
    paid_periods: int
    term_months: int
    days_past_due: int


class PaymentLine(Part):
    """What fell or falls due, and what became of it; `failure_reason` in words."""

    due_date: IsoDate
    amount: Money
    status: Literal["paid", "partial", "failed", "due", "overdue"]
    paid_at: IsoDate | None = None
    failure_reason: str | None = None
    period: int | None = None


class Payments(Part):
    """`payments`: what was due and what was paid, newest first."""

    card: ClassVar[str] = "payments"
    rows: list[PaymentLine]


class Appointment(Part):
    """`appointment`: when and where, and what to bring; `ics_url` puts it into a calendar."""

    card: ClassVar[str] = "appointment"
    kind: str
    dealer: dict[str, Any]
    starts_at: Instant
    ics_url: str
    bring: list[str]


class ConsentLine(Part):
    """One purpose, whether it is agreed to, and the button that takes it back."""

    purpose: str
    granted: bool
    since: Instant | None = None
    title: str | None = None
    action: Action | None = None


class Consents(Part):
    """`consents`: everything that was agreed to."""

    card: ClassVar[str] = "consents"
    items: list[ConsentLine]
