"""Stored quotes."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base


class StoredQuote(Base):
    """A quote as it was given; a trigger refuses to change it."""

    __tablename__ = "quotes"

    quote_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    business_date: Mapped[date]
    valid_until: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    product_key: Mapped[str] = mapped_column(sa.String(40))
    customer_type: Mapped[str | None] = mapped_column(sa.String(20))  # None: nobody said
    answer: Mapped[dict[str, Any]] = mapped_column(JSONB)
    terms: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(
        sa.DateTime(timezone=True), server_default=sa.func.now()
    )
