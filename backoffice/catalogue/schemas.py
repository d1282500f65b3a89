"""Vehicles and products over HTTP."""

from typing import Any

from pydantic import BaseModel

from backoffice.forms import Money, Percent


class TrimAnswer(BaseModel):
    """A version and its list price."""

    trim_key: str
    name: str
    price: Money


class VehicleAnswer(BaseModel):
    """A vehicle, its versions cheapest first, and the products that finance it."""

    vehicle_key: str
    name: str
    full_name: str
    body: str
    powertrain: str
    powertrain_zh: str
    seats: int
    usage: str
    energy: str | None
    range_cltc_km: int | None
    range_ev_km: int | None
    colours: list[str]
    tags: list[str]
    trims: list[TrimAnswer]
    price_from: Money
    price_to: Money
    product_keys: list[str]


class Vehicles(BaseModel):
    """Vehicles in the catalogue's order."""

    items: list[VehicleAnswer]


class Span(BaseModel):
    """The least and the most that is allowed."""

    min: str
    max: str


class RateAnswer(BaseModel):
    """The nominal annual rate at a term."""

    term_months: int
    annual_rate_pct: Percent


class FeeBandAnswer(BaseModel):
    """Early-settlement fee in percent of the principal, by contract month."""

    from_month: int
    to_month: int
    pct: Percent


class BalloonAnswer(BaseModel):
    """Allowed balloon shares of the price by term, in percent."""

    base: str
    shares_by_term: dict[str, list[Percent]]


class SubsidyAnswer(BaseModel):
    """Who pays the difference to the contract rate, and until when it may be claimed back."""

    payer: str
    contract_rate_pct: Percent
    claw_back_until_month: int | None
    excludes_cash_discount: bool


class LeaseAnswer(BaseModel):
    """What makes a product a lease."""

    residual_pct_by_term: dict[str, Percent]
    annual_km: list[int]
    excess_km_price: Money
    rent_timing: str


class ProductAnswer(BaseModel):
    """A product with all its rules; `rules` holds them as the lender keeps them."""

    product_key: str
    name: str
    type: str
    offer: str | None
    type_zh: str
    eligible_models: list[str]
    customer_types: list[str] | None
    down_payment_pct: Span
    amount: Span
    terms: list[int]
    rates: list[RateAnswer]
    early_fee: list[FeeBandAnswer]
    part_payment_allowed: bool
    settles_free_after_month: int
    upfront_fee: Money
    monthly_fee: Money
    subsidy: SubsidyAnswer | None
    balloon: BalloonAnswer | None
    lease: LeaseAnswer | None
    interest_only_periods: int
    lump_max_pct: Percent | None
    rules: dict[str, Any]


class Products(BaseModel):
    """Products in the catalogue's order."""

    items: list[ProductAnswer]
