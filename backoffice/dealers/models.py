"""Showrooms."""

from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base, Dated

EVERYWHERE = sa.text("""'["showroom", "test_drive", "inspection"]'""")


class Dealer(Dated, Base):
    """A showroom; coordinates are degrees (WGS 84), `services` keys of what it does."""

    __tablename__ = "dealers"

    dealer_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    city: Mapped[str] = mapped_column(sa.String(20), index=True)
    address: Mapped[str]
    phone: Mapped[str] = mapped_column(sa.String(20))
    opening_hours: Mapped[str]
    latitude: Mapped[Decimal] = mapped_column(sa.Numeric(9, 6))
    longitude: Mapped[Decimal] = mapped_column(sa.Numeric(9, 6))
    services: Mapped[list[str]] = mapped_column(JSONB, server_default=EVERYWHERE)
