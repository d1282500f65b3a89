"""Leads, and what the sandbox's dealer system was told."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.customers.models import Customer
from backoffice.database import Base
from backoffice.dealers.models import Dealer
from backoffice.personal.columns import SealedJson

At = sa.DateTime(timezone=True)


class Lead(Base):
    """A wish that a dealer may act on until `expires_on`; `consent_id` is what allows it.

    `delivery`: waiting, delivered, dead; `tries` of the act under way.
    """

    __tablename__ = "leads"

    lead_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    customer_id: Mapped[str] = mapped_column(sa.ForeignKey(Customer.customer_id), index=True)
    consent_id: Mapped[int] = mapped_column(sa.BigInteger)
    dealer_id: Mapped[str] = mapped_column(sa.ForeignKey(Dealer.dealer_id))
    intent: Mapped[str] = mapped_column(sa.String(20))  # test_drive, showroom, trade_in, renew
    vehicle_key: Mapped[str | None] = mapped_column(sa.String(40))
    timeframe: Mapped[str | None] = mapped_column(sa.String(40))
    equity_est: Mapped[Decimal | None] = mapped_column(sa.Numeric(14, 2))
    plan_id: Mapped[str | None] = mapped_column(sa.String(40))
    channel: Mapped[str] = mapped_column(sa.String(20))
    status: Mapped[str] = mapped_column(sa.String(20))
    delivery: Mapped[str] = mapped_column(sa.String(10))
    tries: Mapped[int] = mapped_column(server_default=sa.text("0"))
    created_at: Mapped[datetime] = mapped_column(At)
    first_contact_by: Mapped[datetime] = mapped_column(At)
    delivered_at: Mapped[datetime | None] = mapped_column(At)
    withdrawn_at: Mapped[datetime | None] = mapped_column(At)
    expires_on: Mapped[date]


class SandboxDealerLead(Base):
    """What the sandbox's dealer system took: each act on a lead once."""

    __tablename__ = "sandbox_dealer_leads"

    lead_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    act: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    dealer_id: Mapped[str] = mapped_column(sa.String(40), index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(SealedJson("sandbox_dealer_leads.facts"))
    times: Mapped[int] = mapped_column(server_default=sa.text("1"))
    at: Mapped[datetime] = mapped_column(At)
