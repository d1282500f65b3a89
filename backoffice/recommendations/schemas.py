"""Recommendations over HTTP."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, model_validator

from backoffice.forms import (
    CustomerType,
    Key,
    Money,
    MoneyIn,
    MoneyOrSpan,
    Percent,
    PercentIn,
    PositiveOrSpan,
    TermIn,
)
from backoffice.quotes.schemas import AffordabilityPart, Breakdown, Phase, Quote

Employment = Literal[
    "salaried", "self_employed", "civil_servant", "freelancer", "retired", "student"
]
CashShape = Literal["steady", "bonus", "rising", "tight_at_first", "irregular"]
GoalName = Literal["balanced", "lowest_cost", "lowest_monthly"]
UsageName = Literal[
    "private", "commercial", "commute", "family", "long_trip", "business", "offroad"
]
EndChoice = Literal["keep", "return", "change", "renew", "buyout"]
Powertrain = Literal["bev", "phev", "erev", "hev", "ice"]
Badge = Literal["最适合您", "总成本最省", "月供最少"]


class RecommendationRequest(BaseModel):
    """All that the customer said; nothing is required but one hint at a car, budget or payment."""

    vehicle_key: Key | None = None
    trim_key: Key | None = None
    price: PositiveOrSpan | None = None
    on_the_road: PositiveOrSpan | None = None
    down_payment: MoneyOrSpan | None = None
    down_payment_pct: PercentIn | None = None
    monthly_payment: PositiveOrSpan | None = None
    term_months: TermIn | None = None
    income: PositiveOrSpan | None = None
    other_debt: MoneyIn | None = None
    keep_years: Annotated[int, Field(ge=1, le=30)] | None = None
    annual_mileage: Annotated[int, Field(ge=0, le=500_000)] | None = None
    cash_shape: CashShape | None = None
    lump_sum: MoneyIn | None = None
    cash_discount: MoneyIn | None = None
    goal: GoalName | None = None
    early_repay: bool | None = None
    employment: Employment | None = None
    customer_type: CustomerType | None = None
    usage: UsageName | None = None
    powertrain: Powertrain | None = None
    min_seats: Annotated[int, Field(ge=1, le=60)] | None = None
    product: Key | None = None
    end_choice: EndChoice | None = None

    @model_validator(mode="after")
    def _one_down_payment(self) -> "RecommendationRequest":
        if self.down_payment is not None and self.down_payment_pct is not None:
            raise ValueError("only one of down_payment, down_payment_pct")
        return self


class NeedItem(BaseModel):
    """One field of what was understood: `value` as it was used, `shown` for people."""

    field: str
    label: str
    value: Any
    shown: str
    source: Literal["said", "assumed"]


class TrimChoice(BaseModel):
    """A version that would fit as well."""

    vehicle_key: str
    trim_key: str
    name: str
    price: Money
    powertrain: str


class ChosenVehicle(BaseModel):
    """The car the figures are for, and why this one; `source` said: the customer named it."""

    vehicle_key: str
    trim_key: str
    name: str
    trim_name: str
    price: Money
    powertrain: str
    source: Literal["said", "assumed"]
    why: str
    alternatives: list[TrimChoice]


class ScorePart(BaseModel):
    """One part of the published score: its value of 0 to 1 and its weight."""

    value: str
    weight: str


class RecommendedItem(BaseModel):
    """A recommended plan, why it fits and what it costs."""

    rank: int
    badges: list[Badge]
    score: str
    score_parts: dict[str, ScorePart]
    quote: Quote
    schedule_summary: list[Phase]
    breakdown: Breakdown
    affordability: AffordabilityPart | None
    reasons: list[str]
    cautions: list[str]


class Rejected(BaseModel):
    """A product that could not be offered, and the rule that stood against it."""

    product_key: str
    product_name: str
    code: str
    reason: str


class WayOut(BaseModel):
    """What would make it possible: the change to ask again with, and the plan it leads to."""

    code: str
    text: str
    change: dict[str, Any]
    quote: Quote | None


class RecommendationAnswer(BaseModel):
    """Two or three plans, best first (fewer where the rules leave fewer), or the ways out."""

    recommendation_id: str
    needs: list[NeedItem]
    vehicle: ChosenVehicle
    items: list[RecommendedItem]
    assumptions: list[str]
    disclosures: list[str]
    rejected: list[Rejected]
    way_out: list[WayOut]
    opportunities: list[WayOut]
    considered: int
    goal: GoalName
    down_payment_pct: Percent
