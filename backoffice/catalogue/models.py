"""The catalogue's tables; each row is law for a period of business dates."""

from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base, Dated

KEY = sa.String(40)


class Vehicle(Dated, Base):
    """A model on offer."""

    __tablename__ = "vehicles"
    __table_args__ = (sa.UniqueConstraint("vehicle_key", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vehicle_key: Mapped[str] = mapped_column(KEY)
    position: Mapped[int]
    name: Mapped[str]
    full_name: Mapped[str]
    body: Mapped[str]
    powertrain: Mapped[str] = mapped_column(sa.String(10))
    powertrain_zh: Mapped[str]
    seats: Mapped[int]
    usage: Mapped[str] = mapped_column(sa.String(20))
    energy: Mapped[str | None]
    range_cltc_km: Mapped[int | None]
    range_ev_km: Mapped[int | None]
    colours: Mapped[list[str]] = mapped_column(JSONB)
    tags: Mapped[list[str]] = mapped_column(JSONB)


class Trim(Dated, Base):
    """A version of a model and its list price in yuan."""

    __tablename__ = "trims"
    __table_args__ = (sa.UniqueConstraint("trim_key", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    trim_key: Mapped[str] = mapped_column(KEY)
    vehicle_key: Mapped[str] = mapped_column(KEY)
    position: Mapped[int]
    name: Mapped[str]
    price: Mapped[Decimal] = mapped_column(sa.Numeric(12, 2))


class Product(Dated, Base):
    """A finance product: its identity and its rules, rates excepted."""

    __tablename__ = "products"
    __table_args__ = (sa.UniqueConstraint("product_key", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    product_key: Mapped[str] = mapped_column(KEY)
    position: Mapped[int]
    name: Mapped[str]
    type: Mapped[str] = mapped_column(sa.String(40))
    type_zh: Mapped[str]
    offer: Mapped[str | None] = mapped_column(sa.String(40))
    rules: Mapped[dict[str, Any]] = mapped_column(JSONB)


class ProductRate(Dated, Base):
    """The nominal annual rate of a product at a term."""

    __tablename__ = "product_rates"
    __table_args__ = (sa.UniqueConstraint("product_key", "term_months", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    product_key: Mapped[str] = mapped_column(KEY)
    term_months: Mapped[int]
    annual_rate_pct: Mapped[Decimal] = mapped_column(sa.Numeric(6, 2))


class Rule(Dated, Base):
    """A rule of law or of the house: tax, insurance estimate, caps, weights, defaults."""

    __tablename__ = "rules"
    __table_args__ = (sa.UniqueConstraint("rule_key", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_key: Mapped[str] = mapped_column(KEY)
    value: Mapped[dict[str, Any]] = mapped_column(JSONB)
