"""The rich messages of the assistant: one model a card, the source of JSON Schema and TypeScript.

Value forms (contract): money is a string with two decimals in yuan, a percentage a string, a date
ISO, an instant ISO with offset, a term whole months, keys the catalogue's.
"""

from typing import Any, ClassVar, Literal

from pydantic import BaseModel, Field

from foundation.application_cards import Appointment as Appointment
from foundation.application_cards import ConsentLine as ConsentLine
from foundation.application_cards import Consents as Consents
from foundation.application_cards import Contract as Contract
from foundation.application_cards import PaymentLine as PaymentLine
from foundation.application_cards import Payments as Payments
from foundation.application_cards import Sign as Sign
from foundation.application_cards import SignParty as SignParty
from foundation.application_cards import Timeline as Timeline
from foundation.application_cards import TimelineStep as TimelineStep
from foundation.application_cards import Upload as Upload
from foundation.application_cards import Verify as Verify
from foundation.card_parts import Action as Action
from foundation.card_parts import Instant, IsoDate, Money, Percent
from foundation.card_parts import Part as Part
from foundation.relief_cards import HardshipOption as HardshipOption
from foundation.relief_cards import HardshipOptions as HardshipOptions
from foundation.reminder_cards import ComingDay as ComingDay
from foundation.reminder_cards import Reminders as Reminders
from foundation.servicing_cards import CostPart as CostPart
from foundation.servicing_cards import ExtensionOption as ExtensionOption
from foundation.servicing_cards import ExtensionOptions as ExtensionOptions
from foundation.servicing_cards import LeaseChoice as LeaseChoice
from foundation.servicing_cards import LeaseEnd as LeaseEnd
from foundation.servicing_cards import Offer as Offer
from foundation.servicing_cards import PrepaymentOption as PrepaymentOption
from foundation.servicing_cards import PrepaymentQuote as PrepaymentQuote
from foundation.servicing_cards import SettlementQuote as SettlementQuote


class Quote(Part):
    """A priced plan, every figure the back office's. `irr_pct` stands next to the annual rate."""

    quote_id: str
    product_key: str
    product_type: str
    product_name: str
    vehicle_key: str | None = None
    trim_key: str | None = None
    price: Money | None = None
    down_payment: Money | None = None
    down_payment_pct: Percent | None = None
    loan_amount: Money
    term_months: int
    annual_rate_pct: Percent
    irr_pct: Percent
    monthly_payment: Money
    highest_payment: Money
    last_payment: Money
    balloon: Money
    total_interest: Money
    total_fees: Money
    total_paid: Money
    valid_until: Instant


class VehicleItem(Part):
    """A model or a version; `lowest`: the price is that of the cheapest of several versions."""

    vehicle_key: str
    trim_key: str
    name: str
    price: Money
    powertrain: str
    powertrain_zh: str | None = None
    seats: int | None = None
    range_cltc_km: int | None = None
    range_ev_km: int | None = None
    lowest: bool = False
    action: Action | None = None


class Vehicles(Part):
    """`vehicles`: models or trims to look at."""

    card: ClassVar[str] = "vehicles"
    items: list[VehicleItem]


class Need(Part):
    """One field of what was understood; `value` as the back office takes it, `shown` for people."""

    field: str
    label: str
    value: Any = None
    shown: str
    source: Literal["said", "profile", "assumed"]


class Needs(Part):
    """`needs`: what was understood so far, so that it can be corrected in place."""

    card: ClassVar[str] = "needs"
    items: list[Need]


class Recommended(Part):
    rank: int
    quote: Quote
    reasons: list[str]
    cautions: list[str]
    badges: list[str] = []
    action: Action | None = None


class Recommendation(Part):
    """`recommendation`: best first, two or three plans."""

    card: ClassVar[str] = "recommendation"
    items: list[Recommended]


class QuoteData(Part):
    """`quote`: one plan with its breakdown."""

    card: ClassVar[str] = "quote"
    quote: Quote


class Comparison(Part):
    """`comparison`: plans beside each other and their differences in plain words."""

    card: ClassVar[str] = "comparison"
    quotes: list[Quote]
    differences: list[str]


class CashOrLoan(Part):
    """`cash_or_loan`: the honest case; `difference` > 0 says that the loan is better."""

    card: ClassVar[str] = "cash_or_loan"
    cash_total: Money
    loan_total: Money
    deposit_rate_pct: Percent
    break_even_rate_pct: Percent
    difference: Money
    assumptions: list[str]


class ScheduleRow(Part):
    period: int
    due_date: IsoDate | None = None
    payment: Money
    principal: Money
    interest: Money
    balance: Money


class Schedule(Part):
    """`schedule`: the instalments one by one."""

    card: ClassVar[str] = "schedule"
    rows: list[ScheduleRow]
    totals: dict[str, Any]


class Term(Part):
    """`term`: a word of the trade in plain words."""

    card: ClassVar[str] = "term"
    key: str
    term: str
    plain: str
    example: str


class Step(Part):
    name: str
    you_do: str
    we_do: str
    takes: str


class Process(Part):
    """`process`: the way to the loan, step by step."""

    card: ClassVar[str] = "process"
    steps: list[Step]


class DocumentItem(Part):
    document: str
    required: bool | str
    status: Literal["missing", "uploaded", "checking", "accepted", "rejected"]
    problem: str | None = None
    fix: str | None = None


class Documents(Part):
    """`documents`: the papers that are needed, and how each stands."""

    card: ClassVar[str] = "documents"
    items: list[DocumentItem]


class Dealer(Part):
    dealer_id: str
    name: str
    city: str
    address: str
    slots: list[Any] = []


class Dealers(Part):
    """`dealers`: showrooms."""

    card: ClassVar[str] = "dealers"
    items: list[Dealer]


class ConfirmRow(Part):
    label: str
    value: str


class Confirm(Part):
    """`confirm`: what is about to be done, with exactly one committing action."""

    card: ClassVar[str] = "confirm"
    rows: list[ConfirmRow]
    consequence: str


class Receipt(Part):
    """`receipt`: what was done, under which number, and what comes next."""

    card: ClassVar[str] = "receipt"
    request_no: str
    what: str
    effective: str
    next: str


class Handoff(Part):
    """`handoff`: where the way to a person stands."""

    card: ClassVar[str] = "handoff"
    state: Literal["queued", "connected", "ended"]
    position: int | None = None
    agent_alias: str | None = None


MODELS: tuple[type[Part], ...] = (
    Vehicles,
    Needs,
    Recommendation,
    QuoteData,
    Comparison,
    CashOrLoan,
    Schedule,
    Term,
    Process,
    Documents,
    Dealers,
    Confirm,
    Receipt,
    Handoff,
    Verify,
    Upload,
    Timeline,
    Sign,
    Contract,
    Payments,
    Appointment,
    Consents,
    SettlementQuote,
    PrepaymentQuote,
    ExtensionOptions,
    LeaseEnd,
    Offer,
    HardshipOptions,
    Reminders,
)
DATA_MODELS: dict[str, type[Part]] = {model.card: model for model in MODELS}


class Card(BaseModel):
    """A card as it travels. `text` is its complete plain-text rendering, numbers included."""

    name: str
    title: str
    text: str = Field(min_length=1)
    data: dict[str, Any]
    actions: list[Action] = []


def card(title: str, text: str, data: Part, actions: list[Action] | None = None) -> Card:
    """Build a card from its typed data."""
    return Card(
        name=data.card,
        title=title,
        text=text,
        data=data.model_dump(mode="json", exclude_none=True),
        actions=actions or [],
    )


def validate(document: dict[str, Any]) -> Card:
    """Check a card from another process: known name, data by its model.

    Raises `pydantic.ValidationError` or `KeyError` (unknown card).
    """
    parsed = Card.model_validate(document)
    DATA_MODELS[parsed.name].model_validate(parsed.data)
    return parsed
