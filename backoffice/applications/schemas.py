"""Applications over HTTP."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from backoffice.forms import Instant, Money
from backoffice.parties.schemas import PartyView
from backoffice.quotes.schemas import Quote

Text = r"^[^\x00]*$"
Number = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")]
Reason = Annotated[str, Field(min_length=1, max_length=200, pattern=Text)]
Source = Literal["account", "plan", "ocr", "bin", "register", "bureau", "typed", "assumed"]
Page = Literal[
    "verify", "authorise", "card", "upload", "fields", "cost", "sign", "delivery", "wait", "none"
]


class Purchase(BaseModel):
    """What is bought, and which part is financed."""

    vehicle_key: str | None
    vehicle_name: str | None
    trim_name: str | None
    price: Money | None
    down_payment: Money | None
    loan_amount: Money
    term_months: int


class Choice(BaseModel):
    """One of the values a field may take."""

    value: str
    label: str


class FieldView(BaseModel):
    """A field as it stands; a personal value is masked. `open`: it can still be changed."""

    name: str
    label: str
    value: str | None
    source: Source | None
    required: bool
    open: bool
    kind: Literal["text", "phone", "money", "choice", "date", "card"]
    choices: list[Choice] | None = None


class ConsentView(BaseModel):
    """A purpose, and whether its use is agreed to."""

    purpose: str
    granted: bool
    since: Instant | None
    text_version: str


class DocumentView(BaseModel):
    """A paper that is needed or given, as the card `documents` shows it."""

    document: str
    required: bool | str
    status: Literal["missing", "uploaded", "checking", "accepted", "rejected"]
    problem: str | None = None
    fix: str | None = None
    paper_id: str | None = None
    title: str
    party_id: str
    why: str
    stage: Literal["decision", "activation"] = "decision"


class ReviewView(BaseModel):
    """A person looks again, until when."""

    asked_at: Instant
    due_by: Instant


class DecisionView(BaseModel):
    """The decision in words fit to show: a family of reasons, never a score."""

    outcome: str
    reason_public: str | None
    rights: list[str]
    reapply_after: str | None
    review: ReviewView | None


class ConditionView(BaseModel):
    """A condition of an approval."""

    code: str
    label: str
    met: bool


class StepView(BaseModel):
    """A step of the way as the timeline shows it."""

    name: str
    key: str
    status: Literal["done", "current", "todo", "failed"]
    at: Instant | None
    detail: str
    who: Literal["you", "us", "party"]
    takes: str


class NextView(BaseModel):
    """The one thing that comes next, who does it, and on which page."""

    who: Literal["you", "us", "party"]
    key: str
    label: str
    detail: str
    takes: str
    page: Page
    party_id: str | None = None


class ApplicationView(BaseModel):
    """An application with all that its customer may see of it."""

    application_no: str
    customer_id: str
    state: str
    state_zh: str
    opened_at: Instant
    offer_valid_to: Instant
    quote: Quote
    customer_type: str
    purchase: Purchase
    fields: list[FieldView]
    typed_count: int
    parties: list[PartyView]
    consents: list[ConsentView]
    documents: list[DocumentView]
    decision: DecisionView | None
    conditions: list[ConditionView]
    contract_no: str | None
    steps: list[StepView]
    next: NextView
    commands: list[str]


class Applications(BaseModel):
    """A customer's applications, newest first."""

    items: list[ApplicationView]


class OpenApplication(BaseModel):
    """Apply for the loan of a quote."""

    customer_id: Number
    quote_id: Number


FieldName = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
FieldValue = Annotated[str, Field(max_length=200, pattern=Text)]


class SaveFields(BaseModel):
    """Fields to save; `typed`: those that the customer really typed."""

    fields: Annotated[dict[FieldName, FieldValue], Field(min_length=1, max_length=20)]
    typed: Annotated[list[FieldName], Field(max_length=20)] = []


class Why(BaseModel):
    """Why something is asked for."""

    reason: Reason


Family = Literal["income_and_debt", "credit", "inconsistent", "policy"]


class Decide(BaseModel):
    """A person's decision; `family`: what the customer is told of a refusal."""

    outcome: Literal["approve", "decline", "needs_docs", "conditions"]
    conditions: Annotated[list[FieldName], Field(max_length=10)] = []
    missing: Annotated[list[FieldName], Field(max_length=20)] = []
    family: Family | None = None
    note: Reason


class Pause(BaseModel):
    """The customer paused at a step, for so long."""

    step: FieldName
    seconds: Annotated[int, Field(ge=30, le=2_592_000)]


class Nothing(BaseModel):
    """It is noted; there is nothing to say."""


class EventView(BaseModel):
    """Something that happened, for review."""

    at: Instant
    kind: str
    step: str | None
    seconds: int | None
    facts: dict[str, Any]


class Events(BaseModel):
    """What happened to an application, in order."""

    items: list[EventView]


class FunnelStep(BaseModel):
    """How many came to a step, how many left there, how long they paused, what they typed."""

    step: str
    entered: int
    left: int
    pause_p50_s: int | None
    typed_avg: str


class Funnel(BaseModel):
    """All steps in order."""

    steps: list[FunnelStep]
