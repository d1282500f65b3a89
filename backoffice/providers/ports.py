"""What the back office asks of others: one Protocol a port, typed questions, typed answers.

Every method may raise `ProviderError`; an answer of "no" is an answer.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field


class Message(BaseModel):
    """A question or an answer: fixed once made, without unknown members."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(Message):
    """Someone as he says who he is."""

    name: str
    id_no: str
    phone: str | None = None


class RegisterAnswer(Message):
    """Whether name and number belong together; `reason`: mismatch, not_found, cancelled."""

    matches: bool
    reason: str | None = None


class IdentityRegister(Protocol):
    """The register of identity cards."""

    def check(self, person: Person) -> RegisterAnswer:
        """Whether name and number belong together."""
        ...


class RealPersonStart(Message):
    """Whose face is to be compared; the provider's page leads back to `return_url`."""

    person: Person
    return_url: str


class RealPersonStarted(Message):
    """The check's number and the provider's page."""

    check_id: str
    url: str
    expires_at: datetime


class RealPersonCallback(Message):
    """What the provider's page reported."""

    check_id: str
    outcome: Literal["passed", "failed", "abandoned"]
    score: Decimal = Decimal(0)
    liveness: bool = False


class RealPersonResult(Message):
    """The provider's word; `reason`: face_differs, not_alive, abandoned, expired, unknown."""

    passed: bool
    score: Decimal
    liveness: bool
    reason: str | None = None


class RealPersonCheck(Protocol):
    """Face comparison with liveness on a third party's page."""

    def start(self, request: RealPersonStart) -> RealPersonStarted:
        """Begin a check."""
        ...

    def result(self, callback: RealPersonCallback) -> RealPersonResult:
        """The result that belongs to a callback, asked of the provider and not believed unseen."""
        ...


class FourFactors(Message):
    """Name, identity number, card and the phone reserved with the bank."""

    name: str
    id_no: str
    card_no: str
    phone: str


class CardAnswer(Message):
    """`reason`: reserved_phone, name_or_id, card_status, limit, credit_card, unknown_card."""

    passed: bool
    reason: str | None = None
    bank: str | None = None


class BankCardCheck(Protocol):
    """The bank's four-factor check."""

    def check(self, factors: FourFactors) -> CardAnswer:
        """Whether the four belong together and the card can be debited."""
        ...


class WrittenAuthorisation(Message):
    """By what the bureau may be asked: the text that was read, for which purpose, since when."""

    reference: str = Field(min_length=1)
    purpose: str
    text_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    authorised_at: datetime


class CreditQuery(Message):
    """Whose report is asked for, by which authorisation."""

    person: Person
    authorisation: WrittenAuthorisation


class CreditReport(Message):
    """What the bureau knows; not `found`: nobody lent to the person yet."""

    report_no: str
    queried_at: datetime
    found: bool = True
    open_accounts: int = Field(ge=0)
    debt_monthly: Decimal = Field(ge=0)
    overdue_now: Decimal = Field(ge=0)
    worst_overdue_days: int = Field(ge=0)
    late_payments: int = Field(ge=0)
    recent_queries: int = Field(ge=0)
    fraud_flags: tuple[str, ...] = ()


class CreditBureau(Protocol):
    """The credit bureau. Raises `AuthorisationMissing` where the law forbids the question."""

    def query(self, query: CreditQuery) -> CreditReport:
        """The person's report."""
        ...


class FileUpdate(Message):
    """What is otherwise now about a person whose contracts the bureau knows.

    `reference`: telling the same one again changes nothing.
    """

    reference: str = Field(min_length=1)
    person: Person
    id_valid_to: date | None
    id_long_term: bool = False
    on: date


class FileNoted(Message):
    """The bureau took it under this number; `reason` of a no: person_unknown."""

    noted: bool
    note_no: str | None = None
    reason: str | None = None


class BureauFile(Protocol):
    """The lender's own entries in the bureau's file."""

    def update(self, update: FileUpdate) -> FileNoted:
        """Bring what the lender reported about a person up to date."""
        ...


class MortgageFiling(Message):
    """The car to be mortgaged."""

    contract_no: str
    vin: str
    owner_name: str
    owner_id_no: str
    mortgagee: str


class MortgageAnswer(Message):
    """`reason`: vin_unknown, already_mortgaged, owner_differs, frozen."""

    registered: bool
    registration_no: str | None = None
    title_no: str | None = None
    registered_on: date | None = None
    reason: str | None = None


class MortgageRegistry(Protocol):
    """The register of vehicles and their mortgages."""

    def register(self, filing: MortgageFiling) -> MortgageAnswer:
        """File a mortgage; filing the same contract again gives the same answer."""
        ...


class InvoiceQuery(Message):
    """What stands on an invoice."""

    code: str
    number: str
    issued_on: date
    total: Decimal
    vin: str


class InvoiceAnswer(Message):
    """`reason`: not_found, amount_differs, cancelled, used_elsewhere."""

    genuine: bool
    reason: str | None = None


class InvoiceRegistry(Protocol):
    """The tax office's register of invoices."""

    def check(self, query: InvoiceQuery) -> InvoiceAnswer:
        """Whether the invoice was issued like this."""
        ...


SellerEventKind = Literal[
    "down_payment_received", "invoice_issued", "insured", "registered", "delivered"
]


class SellerEvent(Message):
    """Something that happened on the seller's side."""

    kind: SellerEventKind
    at: datetime
    facts: dict[str, Any] = {}


class SellerStatus(Message):
    """All that happened, each kind once, in order."""

    events: tuple[SellerEvent, ...] = ()


class SellerSide(Protocol):
    """The dealer's system."""

    def status(self, application_no: str) -> SellerStatus:
        """How the purchase stands."""
        ...


class ScanAnswer(Message):
    """`signature` names what was found."""

    clean: bool
    signature: str | None = None


class MalwareScanner(Protocol):
    """Looks for malware in an uploaded file."""

    def scan(self, content: bytes) -> ScanAnswer:
        """Whether the file is free of what is known."""
        ...
