"""Kept plans."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base
from backoffice.quotes.models import StoredQuote


class KeptPlan(Base):
    """A quote that its owner wants to find again; each owner keeps a quote once."""

    __tablename__ = "kept_plans"
    __table_args__ = (sa.UniqueConstraint("owner_kind", "owner_id", "quote_id"),)

    plan_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    owner_kind: Mapped[str] = mapped_column(sa.String(20))
    owner_id: Mapped[str] = mapped_column(sa.String(100))
    quote_id: Mapped[str] = mapped_column(sa.ForeignKey(StoredQuote.quote_id), index=True)
    label: Mapped[str | None] = mapped_column(sa.String(60))
    kept_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    # Orders plans kept within one second.
    sequence: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True))
