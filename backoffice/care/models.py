"""What was decided about speaking to a customer, and who wants to hear nothing."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.customers.models import Customer
from backoffice.database import Base
from backoffice.servicing.models import ShownOffer

At = sa.DateTime(timezone=True)


class CareDecision(Base):
    """A decision of the gate with every rule's outcome; what was said stays as it was.

    `situation`: push, beside, asked. `kept_back`: it was not so any more when it was to leave.
    """

    __tablename__ = "care_decisions"
    __table_args__ = (sa.Index("ix_care_decisions_customer", "customer_id", "decided_on"),)

    decision_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    customer_id: Mapped[str] = mapped_column(sa.ForeignKey(Customer.customer_id))
    contract_no: Mapped[str] = mapped_column(sa.String(40))
    moment: Mapped[str] = mapped_column(sa.String(20))
    sort: Mapped[str] = mapped_column(sa.String(10))
    topic: Mapped[str] = mapped_column(sa.String(20))
    situation: Mapped[str] = mapped_column(sa.String(10))
    decided_on: Mapped[date]
    decided_at: Mapped[datetime] = mapped_column(At)
    rules_version: Mapped[str] = mapped_column(sa.String(10))
    allowed: Mapped[bool]
    outcomes: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    offer_id: Mapped[str | None] = mapped_column(
        sa.ForeignKey(ShownOffer.offer_id, ondelete="SET NULL"), index=True
    )
    kept_back: Mapped[bool] = mapped_column(server_default=sa.false())


class CareSwitch(Base):
    """What a customer said of care and offers; no row: they may come as the gate allows."""

    __tablename__ = "care_switches"

    customer_id: Mapped[str] = mapped_column(sa.ForeignKey(Customer.customer_id), primary_key=True)
    wanted: Mapped[bool]
    changed_at: Mapped[datetime] = mapped_column(At)
