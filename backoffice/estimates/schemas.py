"""Estimates over HTTP."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from backoffice.forms import CustomerType, Key, Money, MoneyIn, Percent, PercentIn, TermIn
from backoffice.quotes.schemas import CarAsk, Quote, ShareAsk

Grade = Literal["green", "amber", "red"]


class OnTheRoadRequest(CarAsk):
    """A car, or only a price with what is known of the car."""

    powertrain: Literal["bev", "phev", "erev", "hev", "ice"] | None = None
    seats: Annotated[int, Field(ge=1, le=60)] | None = None


class OnTheRoadAnswer(BaseModel):
    """All that is paid until the car may drive; `purchase_tax_cut` is what the law spares."""

    vehicle_key: str | None
    trim_key: str | None
    price: Money
    purchase_tax: Money
    purchase_tax_cut: Money
    insurance: Money
    plate: Money
    total: Money
    assumptions: list[str]


class FlatRateRequest(BaseModel):
    """A flat rate, a year or a month, as others advertise it."""

    rate_pct: PercentIn
    basis: Literal["annual_flat", "monthly_flat"] = "annual_flat"
    term_months: TermIn
    upfront_fee_pct: PercentIn = Field("0", validate_default=True)
    amount: MoneyIn | None = Field(None, gt=0)


class FlatRateAnswer(BaseModel):
    """What the flat rate is, annualised; the instalment for 10,000 yuan and for `amount`."""

    rate_pct: Percent
    basis: str
    term_months: int
    irr_pct: Percent
    compound_pct: Percent
    monthly_payment_per_10000: Money
    total_cost_per_10000: Money
    amount: Money | None
    monthly_payment: Money | None
    total_cost: Money | None
    text: str


class AffordabilityRequest(BaseModel):
    """Income against an instalment; without one, only what would be comfortable."""

    income: MoneyIn = Field(gt=0)
    other_debt: MoneyIn | None = None
    monthly_payment: MoneyIn | None = None
    quote_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")] | None = None
    customer_type: CustomerType | None = None
    down_payment_pct: PercentIn | None = None


class LoanCapacity(BaseModel):
    """The loan that a comfortable instalment repays over a term, rounded down to 100 yuan."""

    term_months: int
    annual_rate_pct: Percent
    largest_loan: Money
    largest_price: Money


class AffordabilityAnswer(BaseModel):
    """Shares of income with their grade, what is comfortable, and the loans it carries."""

    counted_income: Money
    comfortable_payment: Money
    bearable_payment: Money
    payment: Money | None
    pti_pct: Percent | None
    dti_pct: Percent | None
    level: Grade | None
    capacities: list[LoanCapacity]
    caps: dict[str, Any]
    text: str


class CashOrLoanRequest(ShareAsk):
    """A car or a price; without a product the one that costs least is taken."""

    product_key: Key | None = None
    term_months: TermIn | None = None
    deposit_rate_pct: PercentIn | None = None
    cash_discount: MoneyIn | None = None
    fees: MoneyIn | None = None
    customer_type: CustomerType | None = None


class CashOrLoanAnswer(BaseModel):
    """The honest case; `difference` > 0: the loan is better by so much."""

    cash_total: Money
    loan_total: Money
    deposit_rate_pct: Percent
    break_even_rate_pct: Percent
    difference: Money
    verdict: Literal["cash", "loan", "even"]
    summary: str
    assumptions: list[str]
    points: list[str]
    cautions: list[str]
    quote: Quote
