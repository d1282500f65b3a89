"""Loans over HTTP."""

from pydantic import BaseModel

from backoffice.forms import Instant, Money, Percent
from backoffice.quotes.schemas import ScheduleRow, ScheduleTotals


class LoanView(BaseModel):
    """A loan as the card `contract` shows it, and what makes it its customer's."""

    contract_no: str
    application_no: str | None
    customer_id: str
    state: str
    state_zh: str
    product_key: str
    product_name: str
    vehicle: str
    principal: Money
    principal_outstanding: Money
    annual_rate_pct: Percent
    term_months: int
    paid_periods: int
    days_past_due: int
    due_day: int
    next_due_date: str | None
    next_due_amount: Money | None
    balloon: Money
    card_tail: str | None
    activated_at: Instant


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
