"""Customers."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base


class Customer(Base):
    """Who a phone number belongs to; everything but the phone may be unknown."""

    __tablename__ = "customers"

    customer_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    phone: Mapped[str] = mapped_column(sa.String(20), unique=True)
    name: Mapped[str | None]
    type: Mapped[str | None] = mapped_column(sa.String(20))
    city: Mapped[str | None] = mapped_column(sa.String(20))
    income_monthly: Mapped[Decimal | None] = mapped_column(sa.Numeric(12, 2))
    other_debt_monthly: Mapped[Decimal | None] = mapped_column(sa.Numeric(12, 2))
    first_job_months: Mapped[int | None]
    deposit_rate_pct: Mapped[Decimal | None] = mapped_column(sa.Numeric(6, 2))
    interest: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    # Nothing is signed before: the phone was changed a short while ago.
    l3_held_until: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
