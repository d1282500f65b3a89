"""Everything that is known of a running loan on the business date, gathered once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.catalogue.products import ProductTerms
from backoffice.lending.money import ZERO
from backoffice.lending.penalty import penalty_per_day
from backoffice.lending.terms import Method
from backoffice.loans.mandates import in_force as mandate_in_force
from backoffice.loans.models import Loan, ScheduleInstalment
from backoffice.loans.running_models import Due, LoanStanding, Mandate
from backoffice.loans.schedules import in_force
from backoffice.office import office_of

RUNNING = ("ACTIVE", "OVERDUE")


@dataclass(frozen=True)
class Look:
    """A loan, how it stands, its schedule in force, all that fell due, its card, its product."""

    loan: Loan
    today: date
    standing: LoanStanding
    rows: Sequence[ScheduleInstalment]
    dues: Sequence[Due]
    mandate: Mandate | None
    product: ProductTerms

    @property
    def running(self) -> bool:
        """Whether money is still owed on it."""
        return self.loan.state in RUNNING

    @property
    def open_dues(self) -> list[Due]:
        """What fell due and is not paid, oldest first."""
        return [due for due in self.dues if due.paid_on is None]

    @property
    def overdue(self) -> list[Due]:
        """What should have been paid before today."""
        return [due for due in self.open_dues if due.due_date < self.today]

    @property
    def days_past_due(self) -> int:
        """Days since the oldest of it was due."""
        return (self.today - self.overdue[0].due_date).days if self.overdue else 0

    @property
    def paid_periods(self) -> int:
        """Instalments paid in full."""
        return sum(due.part == "instalment" and due.paid_on is not None for due in self.dues)

    @property
    def booked(self) -> frozenset[int]:
        """The periods that fell due."""
        return frozenset(due.period for due in self.dues if due.part == "instalment")

    @property
    def coming(self) -> list[ScheduleInstalment]:
        """The instalments that are not due yet."""
        booked = self.booked
        return [row for row in self.rows if row.period not in booked] if self.running else []

    @property
    def next_due(self) -> tuple[date, Decimal] | None:
        """The oldest day with something unpaid, and how much of it, without penalty."""
        if self.open_dues:
            day = self.open_dues[0].due_date
            amounts = (due.open_amount for due in self.open_dues if due.due_date == day)
            return day, sum(amounts, ZERO)
        row = next(iter(self.coming), None)
        if row is None:
            return None
        return row.due_date, row.payment + (ZERO if self.leased else row.balloon)

    @property
    def leased(self) -> bool:
        """Whether the car is hired: its residual is a choice, not a debt that falls due."""
        return self.product.type is Method.FINANCE_LEASE

    @property
    def balloon(self) -> Decimal:
        """What the schedule in force leaves to its end."""
        return self.rows[-1].balloon

    @property
    def last_due(self) -> date:
        """The last day of the schedule in force."""
        return self.rows[-1].due_date

    @property
    def penalty_per_day(self) -> Decimal:
        """What one more day of delay costs, to four places."""
        late = sum((due.open_amount for due in self.overdue), ZERO)
        return penalty_per_day(late, self.loan.annual_rate_pct, self.loan.late_multiplier)

    @property
    def accrues_from(self) -> date:
        """Since when interest runs that is not booked yet: the last due date, or the beginning."""
        days = [due.due_date for due in self.dues if due.part == "instalment"]
        return max(days, default=self.loan.activated_on)


def look(session: Session, loan: Loan) -> Look:
    """Look at a loan on the business date."""
    session.flush()
    office = office_of(session)
    today = office.clock.business_date()
    number = loan.contract_no
    dues = sa.select(Due).where(Due.contract_no == number).order_by(Due.due_date, Due.period)
    return Look(
        loan=loan,
        today=today,
        standing=session.get_one(LoanStanding, number, populate_existing=True),
        rows=in_force(session, number),
        dues=list(session.scalars(dues, execution_options={"populate_existing": True})),
        mandate=mandate_in_force(session, number, today),
        product=office.catalogues.at(loan.activated_on).product(loan.product_key),
    )
