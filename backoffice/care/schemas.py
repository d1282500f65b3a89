"""Care over HTTP: why something was offered, offers seen, the switch, keeping or changing a car."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from backoffice.forms import Instant, Key, Money, Percent
from backoffice.quotes.schemas import QuoteAnswer
from backoffice.visits.schemas import Number


class RuleView(BaseModel):
    """One rule that was looked at: yes or no, in a sentence, with its figures."""

    rule: str
    name: str
    ok: bool
    text: str
    figures: dict[str, Any]


class DecisionView(BaseModel):
    """A decision about speaking to a customer; `said`: he was told."""

    decision_no: str
    moment: str
    moment_zh: str
    sort: Literal["service", "marketing"]
    situation: Literal["push", "beside", "asked"]
    contract_no: str | None
    decided_at: Instant
    allowed: bool
    said: bool
    summary: str
    rules_version: str
    offer_id: str | None
    rules: list[RuleView]


class Decisions(BaseModel):
    """A customer's decisions, newest first."""

    items: list[DecisionView]


class OfferSeen(BaseModel):
    """An offer that a customer was shown: open, declined until a day, or over."""

    offer_id: str
    topic: str
    title: str
    why_you: str
    contract_no: str
    shown_on: str
    valid_until: Instant
    state: Literal["open", "declined", "over"]
    declined_until: str | None


class OffersSeen(BaseModel):
    """All of them, newest first."""

    items: list[OfferSeen]


class CareSetting(BaseModel):
    """Whether care and offers may come, and since when not."""

    on: bool
    off_since: str | None
    text: str


class SetCare(BaseModel):
    """Switch care and offers off or on; off ends the consents to marketing too."""

    customer_id: Number
    on: bool


class StopCare(BaseModel):
    """The phone that wants to hear nothing more."""

    phone: Annotated[str, Field(pattern=r"^1[3-9]\d{9}$")]


class TryUpgrade(BaseModel):
    """Which car instead; without one the same model anew."""

    vehicle_key: Key | None = None
    trim_key: Key | None = None


class Keep(BaseModel):
    """Going on with the car as it is."""

    monthly_payment: Money
    instalments_left: int
    last_due: str
    annual_rate_pct: Percent
    principal_outstanding: Money
    interest_left: Money
    balloon: Money
    left_to_pay: Money


class TradeIn(BaseModel):
    """What the car may bring and what the loan takes of it; `equity` from the lower estimate."""

    age_months: int
    estimate_low: Money
    estimate_high: Money
    payoff: Money
    fee_waived: Money
    equity: Money
    note: str


class Loyalty(BaseModel):
    """The rate of who paid on time long enough; not yet in the quote."""

    pct_off: Percent
    on_time: int
    annual_rate_pct: Percent
    monthly_payment: Money


class Swap(BaseModel):
    """The new car with its quote; `cash` comes on top of the equity, `share_pct`: of the old."""

    quote: QuoteAnswer
    cash: Money
    share_pct: Percent
    within: bool
    loyalty: Loyalty | None


class UpgradeView(BaseModel):
    """Keeping and changing beside each other; nothing is done."""

    contract_no: str
    car: str
    keep: Keep
    trade_in: TradeIn | None
    swap: Swap | None
    advised: bool
    why: str
    decision: DecisionView
