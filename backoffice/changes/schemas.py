"""What changes are asked and answer."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, field_validator

from backoffice.customers.schemas import Phone
from backoffice.documents.schemas import PaperView
from backoffice.forms import Instant
from backoffice.servicing.schemas import ErrandReceipt, ErrandStep, NextStep

CustomerId = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")]
Text = r"^[^\x00-\x1f]*$"
Name = Annotated[str, Field(min_length=1, max_length=60, pattern=Text)]
Identity = Annotated[str, Field(pattern=r"^[0-9]{17}[0-9X]$")]


class OpenRenewal(BaseModel):
    """Begin to renew the identity card."""

    customer_id: CustomerId
    confirm: Literal[True]


class TryCard(BaseModel):
    """The card to repay from, the contract, and the phone the bank knows."""

    customer_id: CustomerId
    contract_no: CustomerId
    card_no: str = Field(pattern=r"^[0-9 ]{16,23}$")
    reserved_phone: Phone


class CardFigures(BaseModel):
    """What the other card means: from when, for which instalment, until when it may be ordered."""

    contract_no: str
    bank_name: str | None
    tail: str
    old_bank_name: str | None
    old_tail: str | None
    effective_on: str
    first_due_with_new: str | None
    cutoff: Instant | None
    overdue: bool
    note: str


class CardTrial(BaseModel):
    """The card as its bank knows it; not eligible: why, and how many tries are left today."""

    trial_id: str | None
    hash: str | None
    valid_until: Instant | None
    figures: CardFigures
    eligible: bool
    reasons: list[str]
    tries_left: int


class OrderCard(BaseModel):
    """Sign the authorisation that the trial showed; `code_ref` names the signing code."""

    trial_id: str = Field(pattern=r"^[A-Za-z0-9-]{1,40}$")
    hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    confirm: Literal[True]
    code_ref: str | None = Field(default=None, max_length=80)


class ChangePhone(BaseModel):
    """The new phone, which the edge proved by a code."""

    customer_id: CustomerId
    phone: Phone
    code_ref: str = Field(min_length=1, max_length=80)
    confirm: Literal[True]


class LostPhone(BaseModel):
    """The old phone is gone; taken by a person of the lender."""

    customer_id: CustomerId
    phone: Phone
    note: Annotated[str, Field(min_length=1, max_length=200, pattern=Text)]


class TryAddress(BaseModel):
    """Where the customer lives from a day on."""

    customer_id: CustomerId
    address: Annotated[str, Field(min_length=5, max_length=120, pattern=Text)]
    city: Annotated[str, Field(min_length=2, max_length=20, pattern=Text)]
    from_day: date

    @field_validator("address", "city", mode="before")
    @classmethod
    def _stripped(cls, value: Any) -> Any:
        return value.strip() if isinstance(value, str) else value


class ChangeAddress(TryAddress):
    """The address, read back and confirmed."""

    confirm: Literal[True]


class AddressTrial(BaseModel):
    """What the address would change, and how surely the customer must be known for it."""

    figures: dict[str, Any]
    level: Literal["L1", "L2"]
    eligible: bool
    reasons: list[str]


class Decide(BaseModel):
    """What a person decided; for a card, what the machine could not read."""

    approved: bool
    note: Annotated[str, Field(min_length=1, max_length=200, pattern=Text)]
    name: Name | None = None
    id_no: Identity | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    long_term: bool | None = None

    def card(self) -> dict[str, str | bool | None]:
        """What the person read of a card."""
        return {
            "name": self.name,
            "id_no": self.id_no,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "long_term": self.long_term,
        }


class HandInFor(BaseModel):
    """What was handed in for a change, for remembering the answer: the files by their digests."""

    request_no: str
    files: list[str]


class Named(BaseModel):
    """A command about one change."""

    request_no: str


class ChangeView(BaseModel):
    """A change: where it stands and how it goes on; `now`: what its customer does."""

    request_no: str
    kind: Literal["id_card", "bank_card", "phone", "address"]
    kind_zh: str
    state: Literal["OPEN", "CHECKING", "WAITING", "DONE", "FAILED", "CANCELLED"]
    state_zh: str
    contract_no: str | None
    now: Literal["papers", "face", "wait", "nothing"]
    steps: list[ErrandStep]
    next: NextStep
    receipt: ErrandReceipt
    figures: dict[str, Any]
    papers: list[PaperView]
    documents: list[str]
    failure_code: str | None
    can_cancel: bool


class IdentityView(BaseModel):
    """The identity card on file, and from when contracts are not changed any more."""

    name_masked: str | None
    id_masked: str
    valid_to: str | None
    standing: Literal["ok", "soon", "expired", "blocked", "unknown"]
    blocks_from: str | None
    note: str


class CardOnFile(BaseModel):
    """The card of a running contract, and until when another one counts for the next instalment."""

    contract_no: str
    bank_name: str | None
    tail: str | None
    next_due: str | None
    cutoff: Instant | None
    overdue: bool


class OwnDocument(BaseModel):
    """A document that a change left, and where it is fetched."""

    request_no: str
    contract_no: str | None
    kind: str
    label: str
    made_on: str
    url: str


class Changes(BaseModel):
    """A customer's changes, newest first, and what is on file."""

    items: list[ChangeView]
    identity: IdentityView | None
    phone_masked: str
    held_until: Instant | None
    city: str | None
    address: str | None
    cards: list[CardOnFile]
    documents: list[OwnDocument]
