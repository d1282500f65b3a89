"""What servicing is asked and answers."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

from backoffice.forms import Instant, Money
from backoffice.loans.schemas import TrialView

STATES = Literal[
    "CONFIRMED", "REVIEWING", "SIGNING", "ACCEPTED", "BOOKED", "INSPECTED", "DRAWING", "PAID",
    "RELEASING", "DONE", "CANCELLED", "FAILED",
]  # fmt: skip


class SettleOn(BaseModel):
    """On which day the loan is to be settled."""

    settle_on: date


class OfferView(BaseModel):
    """An offer beside the figures; declining it changes nothing about them."""

    offer_id: str
    title: str
    why_you: str
    valid_until: Instant


class SettlementTrial(TrialView):
    """What settling on a day costs, and at most one offer."""

    offer: OfferView | None


class OrderErrand(BaseModel):
    """Do what the trial showed; `choice` and `details` where the kind leaves a choice.

    `code_ref`: by which code level three was proved; kept only with an actor of that level.
    """

    errand: str = Field(pattern=r"^[a-z_]{1,20}$")
    trial_id: str = Field(pattern=r"^[A-Za-z0-9-]{1,40}$")
    hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    confirm: Literal[True]
    choice: str | None = Field(default=None, pattern=r"^[a-z0-9_]{1,20}$")
    details: dict[str, str | int | bool] = Field(default_factory=dict, max_length=8)
    code_ref: str | None = Field(default=None, max_length=80, pattern=r"^[\x21-\x7e]+$")


class Played(BaseModel):
    """What an outside party does in the sandbox, with the facts it tells."""

    event: str = Field(pattern=r"^[a-z_]{1,30}$")
    facts: dict[str, Any] = Field(default_factory=dict)


class CancelErrand(BaseModel):
    """Leave the errand; nothing was drawn yet."""

    request_no: str


class DeclineOffer(BaseModel):
    """No to an offer."""

    offer_id: str


class Ordered(BaseModel):
    """Which errand it is."""

    request_no: str


class ErrandStep(BaseModel):
    """A step of the way: done on a day, or expected between two."""

    key: str
    label: str
    state: Literal["done", "doing", "waiting", "failed"]
    on: str | None
    expected_from: str | None
    expected_to: str | None


class NextStep(BaseModel):
    """Who acts next, and where."""

    who: Literal["customer", "lender", "nobody"]
    label: str
    page: str | None


class ErrandReceipt(BaseModel):
    """What was ordered, when it takes effect, what comes next."""

    what: str
    effective: str
    next: str


class ErrandView(BaseModel):
    """An errand: where it stands and how it goes on."""

    request_no: str
    contract_no: str
    errand: str
    errand_zh: str
    state: STATES
    state_zh: str
    amount: Money
    figures: dict[str, Any]
    steps: list[ErrandStep]
    next: NextStep
    receipt: ErrandReceipt
    failure_code: str | None
    can_cancel: bool
    documents: list[str]


class OfferDeclined(BaseModel):
    """A no, and until when it is remembered."""

    offer_id: str
    remembered_until: str
