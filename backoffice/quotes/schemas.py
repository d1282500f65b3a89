"""Quotes over HTTP."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, model_validator

from backoffice.forms import (
    CustomerType,
    Instant,
    Key,
    Money,
    MoneyIn,
    Percent,
    PercentIn,
    PositiveOrSpan,
    TermIn,
)

Km = Field(ge=0, le=200_000)


class CarAsk(BaseModel):
    """Which car, or only its price; a version wins over a model, a price over the list price."""

    vehicle_key: Key | None = None
    trim_key: Key | None = None
    price: MoneyIn | None = Field(None, gt=0)


class ShareAsk(CarAsk):
    """A car with the customer's own part; at most one of the three sums."""

    down_payment: MoneyIn | None = None
    down_payment_pct: PercentIn | None = None
    loan_amount: MoneyIn | None = Field(None, gt=0)

    @model_validator(mode="after")
    def _one_sum(self) -> "ShareAsk":
        sums = (self.down_payment, self.down_payment_pct, self.loan_amount)
        if sum(value is not None for value in sums) > 1:
            raise ValueError("only one of down_payment, down_payment_pct, loan_amount")
        return self


class QuoteRequest(ShareAsk):
    """One plan to price. Without a sum the usual down payment is assumed and said."""

    product_key: Key
    term_months: TermIn
    balloon_pct: PercentIn | None = None
    lump_sum: MoneyIn | None = None
    annual_km: Annotated[int, Km] | None = None
    customer_type: CustomerType | None = None
    income: MoneyIn | None = Field(None, gt=0)
    other_debt: MoneyIn | None = None


class Quote(BaseModel):
    """A priced plan; `irr_pct` is the annualised simple rate over all the customer pays."""

    quote_id: str
    product_key: str
    product_type: str
    product_name: str
    vehicle_key: str | None
    trim_key: str | None
    vehicle_name: str | None
    trim_name: str | None
    price: Money | None
    down_payment: Money | None
    down_payment_pct: Percent | None
    loan_amount: Money
    term_months: int
    annual_rate_pct: Percent
    irr_pct: Percent
    monthly_payment: Money
    highest_payment: Money
    last_payment: Money
    balloon: Money
    balloon_pct: Percent | None
    total_interest: Money
    total_fees: Money
    total_paid: Money
    valid_until: Instant


class Phase(BaseModel):
    """Instalments that are equal, from a period to a period."""

    from_period: int
    to_period: int
    payment: Money


class Breakdown(BaseModel):
    """Where the money goes; `manufacturer_share` is paid by the manufacturer, not the customer."""

    principal: Money
    interest: Money
    fees: Money
    balloon: Money
    first_payment: Money
    lump: Money | None
    manufacturer_share: Money | None
    settles_free_after_month: int


class AffordabilityPart(BaseModel):
    """How heavy the highest instalment weighs on the income that was said."""

    pti_pct: Percent
    dti_pct: Percent
    level: Literal["green", "amber", "red"]
    highest_payment: Money
    extension_payment: Money | None
    counted_income: Money


class QuoteAnswer(BaseModel):
    """A stored quote with everything that must be said beside it."""

    quote: Quote
    schedule_summary: list[Phase]
    breakdown: Breakdown
    cautions: list[str]
    disclosures: list[str]
    assumptions: list[str]
    affordability: AffordabilityPart | None = None


class ScheduleRow(BaseModel):
    """One instalment; dates as if the money were paid out on the day of the quote."""

    period: int
    due_date: str
    payment: Money
    principal: Money
    interest: Money
    balance: Money


class ScheduleTotals(BaseModel):
    """Sums of a schedule; the balloon falls due with the last instalment."""

    payment: Money
    principal: Money
    interest: Money
    fees: Money
    balloon: Money
    balloon_due: str | None
    total_paid: Money


class ScheduleAnswer(BaseModel):
    """The instalments of a quote one by one."""

    quote_id: str
    rows: list[ScheduleRow]
    totals: ScheduleTotals
    note: str


class SolveRequest(ShareAsk):
    """Solve backwards for `target`.

    `max_price`: the price that `monthly_payment` carries; `term`: the shortest offered term within
    it; `payment`: the instalment; `on_the_road`: the car price within an on-the-road budget.
    """

    target: Literal["max_price", "term", "payment", "on_the_road"]
    product_key: Key | None = None
    term_months: TermIn | None = None
    monthly_payment: MoneyIn | None = Field(None, gt=0)
    on_the_road: PositiveOrSpan | None = None
    balloon_pct: PercentIn | None = None
    lump_sum: MoneyIn | None = None
    powertrain: Literal["bev", "phev", "erev", "hev", "ice"] | None = None
    customer_type: CustomerType | None = None


class SolveAnswer(BaseModel):
    """The solved value with the quote that shows it; facts explain how it came about."""

    target: str
    value: str
    quote: Quote | None
    answer: QuoteAnswer | None
    assumptions: list[str]
    explanation_facts: dict[str, Any]


class ComparisonRequest(BaseModel):
    """Plans to compare: stored quotes, plans to price, or both; two to four in all."""

    quote_ids: list[str] = Field(default=[], max_length=4)
    items: list[QuoteRequest] = Field(default=[], max_length=4)


class ComparisonAnswer(BaseModel):
    """Plans beside each other and their differences in plain words."""

    quotes: list[Quote]
    answers: list[QuoteAnswer]
    differences: list[str]
