"""Showrooms."""

from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base, Dated


class Dealer(Dated, Base):
    """A showroom; coordinates are degrees (WGS 84)."""

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
