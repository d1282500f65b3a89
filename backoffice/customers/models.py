"""Customers."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, validates

from backoffice.database import Base
from backoffice.personal.columns import Fingerprint, SealedText


def _phone(context: DefaultExecutionContext) -> str:
    """The phone of the row that is written, whose fingerprint is kept beside it."""
    written = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return str(written["phone"])


class Customer(Base):
    """Who a phone number belongs to; everything but the phone may be unknown."""

    __tablename__ = "customers"

    customer_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    phone: Mapped[str] = mapped_column(SealedText("customers.phone"))
    phone_index: Mapped[str] = mapped_column(Fingerprint("phone"), default=_phone, unique=True)
    name: Mapped[str | None] = mapped_column(SealedText("customers.name"))
    type: Mapped[str | None] = mapped_column(sa.String(20))
    city: Mapped[str | None] = mapped_column(sa.String(20))
    income_monthly: Mapped[Decimal | None] = mapped_column(sa.Numeric(12, 2))
    other_debt_monthly: Mapped[Decimal | None] = mapped_column(sa.Numeric(12, 2))
    first_job_months: Mapped[int | None]
    deposit_rate_pct: Mapped[Decimal | None] = mapped_column(sa.Numeric(6, 2))
    interest: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    # Nothing is signed before: the phone was changed a short while ago.
    l3_held_until: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))

    @validates("phone")
    def _index_phone(self, _name: str, value: str) -> str:
        self.phone_index = value
        return value
