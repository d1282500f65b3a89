"""Loans over HTTP."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from backoffice.forms import Instant, Money, Percent
from backoffice.quotes.schemas import ScheduleRow, ScheduleTotals


class LoanVehicle(BaseModel):
    """The car that is financed; its number only in part."""

    vehicle_key: str | None
    name: str
    plate: str | None
    vin_masked: str | None


class OverdueInstalment(BaseModel):
    """Something that should have been paid."""

    period: int
    part: str
    due_date: str
    amount: Money
    penalty: Money
    days: int


class Overdue(BaseModel):
    """All that should have been paid before today; nothing: zeros and an empty list."""

    amount: Money
    penalty: Money
    penalty_per_day: Money
    instalments: list[OverdueInstalment]


class LeaseFacts(BaseModel):
    """What a lease has besides."""

    lease_end: str
    contract_km: int | None
    current_km: int | None
    residual: Money


class RepayCard(BaseModel):
    """The card that instalments are drawn from; `usable` is false after the bank refused it."""

    bank_name: str
    tail: str
    usable: bool


class LoanWindow(BaseModel):
    """What can be done now or not, and between which days."""

    errand: str
    allowed: bool
    why_not: str | None
    opens: str | None = Field(alias="from")
    to: str | None


class LoanView(BaseModel):
    """A loan as it stands on the business date; every sum is the ledger's."""

    contract_no: str
    application_no: str | None
    customer_id: str
    kind: Literal["loan", "lease"]
    state: str
    state_zh: str
    product_key: str
    product_name: str
    vehicle: LoanVehicle
    amount: Money
    principal: Money
    principal_outstanding: Money
    annual_rate_pct: Percent
    term_months: int
    paid_periods: int
    remaining_periods: int
    next_due_date: str | None
    next_due_amount: Money | None
    days_past_due: int
    overdue: Overdue
    due_total: Money
    credit: Money
    balloon: Money
    balloon_due: str | None
    lease: LeaseFacts | None
    repay_card: RepayCard | None
    card_tail: str | None
    first_due: str
    last_due: str
    due_day: int
    autopay: bool
    lien: dict[str, Any] | None
    total_loss: dict[str, Any] | None
    collection_paused: bool
    total_interest: Money
    irr_pct: Percent
    paid_total: Money
    settled_on: str | None
    activated_at: Instant
    errands: list[dict[str, Any]]
    windows: list[LoanWindow]
    first_payment_note: str | None


class Loans(BaseModel):
    """A customer's loans, newest first."""

    items: list[LoanView]


class LoanSchedule(BaseModel):
    """The schedule in force: the first instalment with interest for its actual days."""

    contract_no: str
    version: int
    rows: list[ScheduleRow]
    totals: ScheduleTotals
    first_days: int
    first_extra: Money
    note: str


class PaymentRow(BaseModel):
    """What fell or falls due, and what became of it."""

    period: int
    part: str
    due_date: str
    amount: Money
    status: Literal["paid", "partial", "failed", "due", "overdue"]
    paid_at: str | None
    failure_reason: str | None
    failure_code: str | None
    penalty: Money
    open: Money


class Receipt(BaseModel):
    """Money that came in, and what it was set off against."""

    payment_no: str
    received_at: Instant
    amount: Money
    source: str
    source_zh: str
    costs: Money
    penalty: Money
    interest: Money
    principal: Money
    left_over: Money


class Try(BaseModel):
    """One try to draw money from the card."""

    due_date: str
    at: Instant
    amount: Money
    drawn: Money
    state: Literal["asked", "ok", "partial", "failed"]
    code: str | None
    reason: str | None


class Payments(BaseModel):
    """What was due, newest first; what came in; which debits were tried."""

    contract_no: str
    rows: list[PaymentRow]
    receipts: list[Receipt]
    debits: list[Try]


class TrialView(BaseModel):
    """Figures without effect; a command cites `trial_id` and `hash`."""

    trial_id: str
    contract_no: str
    errand: str
    valid_until: Instant
    hash: str
    figures: dict[str, Any]
    eligible: bool
    reasons: list[str]


class PayNow(BaseModel):
    """Draw what was shown from the card on file."""

    trial_id: str = Field(pattern=r"^[A-Za-z0-9-]{1,40}$")
    hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    confirm: Literal[True]


class PayNowReceipt(BaseModel):
    """What became of it, and what comes next."""

    request_no: str
    state: Literal["paid", "partial", "failed", "pending"]
    amount: Money
    what: str
    effective: str
    next: str
    failure_code: str | None


class TellBank(BaseModel):
    """How the sandbox's bank answers about a contract from now on."""

    event: Literal["debit_ok", "debit_failed", "debit_partial", "slow", "down"]
    code: (
        Literal["INSUFFICIENT_FUNDS", "CARD_INVALID", "LIMIT", "AUTH_REVOKED", "BANK_DOWN"] | None
    ) = None
    share_pct: int | None = Field(default=None, ge=0, le=100)


class BankTold(TellBank):
    """What it was told."""

    contract_no: str
