"""The days that are ahead of a customer: what falls due, and what ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.lending.money import ZERO
from backoffice.loans.looking import RUNNING, Look, look
from backoffice.loans.models import Loan
from backoffice.office import office_of
from backoffice.reminders.models import KnownDate
from backoffice.wording import wording
from foundation.zh import yuan

WORDS = wording("reminders/wording/setting.yml")
FAR = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day to come; `amount` is what is drawn or falls due on it."""

    kind: str
    on: date
    contract_no: str
    car: str
    amount: Decimal

    @property
    def text(self) -> str:
        """In words."""
        return WORDS.say(f"coming_{self.kind}", car=self.car, amount=yuan(self.amount))


def _of_loan(at: Look) -> Iterator[Ahead]:
    number, car = at.loan.contract_no, at.loan.vehicle["name"]
    for row in at.coming:
        due = row.payment + (ZERO if at.leased else row.balloon)
        yield Ahead("due", row.due_date, number, car, due)
        if row.balloon and at.leased:
            yield Ahead("lease_end", row.due_date, number, car, row.balloon)
        elif row.balloon and at.loan.kind == "loan":
            yield Ahead("balloon", row.due_date, number, car, row.balloon)


def ahead_of(session: Session, customer_id: str) -> list[Ahead]:
    """All days to come of the customer's running loans, and of his own dates, soonest first."""
    query = sa.select(Loan).where(Loan.customer_id == customer_id, Loan.state.in_(RUNNING))
    loans = list(session.scalars(query.order_by(Loan.contract_no)))
    found = [day for loan in loans for day in _of_loan(look(session, loan))]
    cars = {loan.contract_no: loan.vehicle["name"] for loan in loans}
    today = office_of(session).clock.business_date()
    known = sa.select(KnownDate).where(
        KnownDate.customer_id == customer_id,
        KnownDate.ends_on > today,
        KnownDate.ends_on <= today + FAR,
    )
    if loans:
        found += [
            Ahead(k.kind, k.ends_on, k.contract_no, cars.get(k.contract_no, ""), ZERO)
            for k in session.scalars(known)
        ]
    return sorted(found, key=lambda day: (day.on, day.kind, day.contract_no))
