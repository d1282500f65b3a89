"""Applications and everything that happened to them."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.customers.models import Customer
from backoffice.database import Base
from backoffice.personal.columns import SealedText
from backoffice.quotes.models import StoredQuote

At = sa.DateTime(timezone=True)
# Of applications for a loan a customer has one open at most.
_OPEN = (
    "purpose = 'loan' AND "
    "state NOT IN ('DECLINED', 'ACTIVATED', 'DELIVERED', 'CANCELLED', 'EXPIRED')"
)


class Application(Base):
    """One application; `state` is changed by the transition table only."""

    __tablename__ = "applications"
    __table_args__ = (
        sa.Index(
            "uq_applications_open", "customer_id", unique=True, postgresql_where=sa.text(_OPEN)
        ),
    )

    application_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    customer_id: Mapped[str] = mapped_column(sa.ForeignKey(Customer.customer_id), index=True)
    quote_id: Mapped[str] = mapped_column(sa.ForeignKey(StoredQuote.quote_id))
    purpose: Mapped[str] = mapped_column(sa.String(20), server_default="loan")
    state: Mapped[str] = mapped_column(sa.String(30), index=True)
    round: Mapped[int] = mapped_column(default=0)  # of deciding: one more for each time
    customer_type: Mapped[str] = mapped_column(sa.String(20))
    sequence: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True))
    opened_at: Mapped[datetime] = mapped_column(At)
    offer_valid_to: Mapped[datetime] = mapped_column(At, index=True)
    contract_no: Mapped[str | None] = mapped_column(sa.String(40), unique=True)


class Field(Base):
    """A field of a party as it was saved last, and where it came from."""

    __tablename__ = "application_fields"

    party_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    application_no: Mapped[str] = mapped_column(
        sa.ForeignKey(Application.application_no), index=True
    )
    value: Mapped[str] = mapped_column(SealedText("application_fields.value"))
    source: Mapped[str] = mapped_column(sa.String(20))
    typed: Mapped[bool] = mapped_column(default=False)
    corrected: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime] = mapped_column(At)


class Transition(Base):
    """A change of state: what, by whom, when, why. Never changed afterwards."""

    __tablename__ = "application_transitions"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    application_no: Mapped[str] = mapped_column(
        sa.ForeignKey(Application.application_no), index=True
    )
    from_state: Mapped[str | None] = mapped_column(sa.String(30))
    to_state: Mapped[str] = mapped_column(sa.String(30))
    command: Mapped[str] = mapped_column(sa.String(40))
    actor: Mapped[str] = mapped_column(sa.String(80))
    level: Mapped[str] = mapped_column(sa.String(2))
    channel: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.String(200))
    at: Mapped[datetime] = mapped_column(At)


class Event(Base):
    """Something worth knowing when it is reviewed: a step entered, a pause, a field typed."""

    __tablename__ = "application_events"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    application_no: Mapped[str] = mapped_column(
        sa.ForeignKey(Application.application_no), index=True
    )
    at: Mapped[datetime] = mapped_column(At)
    kind: Mapped[str] = mapped_column(sa.String(40))
    step: Mapped[str | None] = mapped_column(sa.String(40))
    seconds: Mapped[int | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)


class Decision(Base):
    """What was decided in a round, by whom, and every rule that was looked at."""

    __tablename__ = "decisions"
    __table_args__ = (sa.UniqueConstraint("application_no", "round", "stage"),)

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    application_no: Mapped[str] = mapped_column(sa.ForeignKey(Application.application_no))
    round: Mapped[int]
    stage: Mapped[str] = mapped_column(sa.String(20))  # credit, papers, person-<n>
    outcome: Mapped[str] = mapped_column(sa.String(20))
    reason_code: Mapped[str | None] = mapped_column(sa.String(10))
    reason_family: Mapped[str | None] = mapped_column(sa.String(30))
    missing: Mapped[list[str]] = mapped_column(JSONB, default=list)
    explanation: Mapped[dict[str, Any]] = mapped_column(JSONB)
    decided_by: Mapped[str] = mapped_column(sa.String(80))
    note: Mapped[str | None]
    reapply_after: Mapped[date | None]
    decided_at: Mapped[datetime] = mapped_column(At)


class Condition(Base):
    """Something that must be met before an approval holds."""

    __tablename__ = "conditions"

    application_no: Mapped[str] = mapped_column(
        sa.ForeignKey(Application.application_no), primary_key=True
    )
    code: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    set_at: Mapped[datetime] = mapped_column(At)
    met_at: Mapped[datetime | None] = mapped_column(At)


class Review(Base):
    """A person is asked to look at a refusal again."""

    __tablename__ = "reviews"

    application_no: Mapped[str] = mapped_column(
        sa.ForeignKey(Application.application_no), primary_key=True
    )
    asked_at: Mapped[datetime] = mapped_column(At)
    due_by: Mapped[datetime] = mapped_column(At)
    reason: Mapped[str] = mapped_column(SealedText("reviews.reason"))
    decided_at: Mapped[datetime | None] = mapped_column(At)


class PurchaseFact(Base):
    """What the seller, the insurer or the registry told of the purchase; each kind once."""

    __tablename__ = "purchase_facts"

    application_no: Mapped[str] = mapped_column(
        sa.ForeignKey(Application.application_no), primary_key=True
    )
    kind: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    told_by: Mapped[str] = mapped_column(sa.String(80))
    told_at: Mapped[datetime] = mapped_column(At)


class HandoverBooking(Base):
    """When and where the car is handed over."""

    __tablename__ = "handover_bookings"

    application_no: Mapped[str] = mapped_column(
        sa.ForeignKey(Application.application_no), primary_key=True
    )
    dealer_id: Mapped[str] = mapped_column(sa.String(40))
    starts_at: Mapped[datetime] = mapped_column(At)
    booked_at: Mapped[datetime] = mapped_column(At)
