"""Loans and their schedules as their customer sees them."""

from sqlalchemy.orm import Session

from backoffice.applications.finding import borrower_of
from backoffice.forms import money, percent
from backoffice.lending.money import ZERO
from backoffice.lending.schedule import build
from backoffice.loans.ledger import balances
from backoffice.loans.models import Loan
from backoffice.loans.schemas import LoanSchedule, LoanView
from backoffice.loans.service import instalments, outstanding
from backoffice.office import office_of
from backoffice.parties.views import instant
from backoffice.quotes.repository import read_terms
from backoffice.quotes.schemas import ScheduleRow, ScheduleTotals
from backoffice.wording import wording
from foundation.zh import yuan

WORDS = wording("loans/wording/loans.yml")


def loan_view(session: Session, loan: Loan) -> LoanView:
    """A loan; what is owed is the ledger's, what is due is the schedule's."""
    office = office_of(session)
    today = office.clock.business_date()
    rows = instalments(session, loan.contract_no)
    coming = next((row for row in rows if row.due_date >= today), None)
    product = office.catalogues.at(loan.activated_on).product(loan.product_key)
    applied = loan.application_no
    card_no = borrower_of(session, applied).card_no if applied else None
    name = " ".join(part for part in (loan.vehicle["name"], loan.vehicle["trim"]) if part)
    return LoanView.model_validate(
        {
            "contract_no": loan.contract_no,
            "application_no": loan.application_no,
            "customer_id": loan.customer_id,
            "state": loan.state,
            "state_zh": WORDS.say(loan.state),
            "product_key": loan.product_key,
            "product_name": product.name,
            "vehicle": name,
            "principal": money(loan.principal),
            "principal_outstanding": money(outstanding(balances(session, loan.contract_no))),
            "annual_rate_pct": percent(loan.annual_rate_pct),
            "term_months": loan.months,
            "paid_periods": 0,
            "days_past_due": 0,
            "due_day": loan.due_day,
            "next_due_date": coming.due_date.isoformat() if coming else None,
            "next_due_amount": money(coming.payment + coming.balloon) if coming else None,
            "balloon": money(rows[-1].balloon),
            "card_tail": card_no[-4:] if card_no else None,
            "activated_at": instant(loan.activated_at),
        }
    )


def schedule_view(session: Session, loan: Loan) -> LoanSchedule:
    """The schedule in force, and in words why its first instalment is what it is."""
    rows = instalments(session, loan.contract_no)
    quoted = build(read_terms(loan.terms))
    days = (rows[0].due_date - loan.activated_on).days
    extra = rows[0].interest - quoted.rows[0].interest
    key = "stub_none" if not extra else "stub" if extra > 0 else "stub_less"
    balloon = rows[-1].balloon
    payments = sum((row.payment for row in rows), ZERO)
    totals = ScheduleTotals(
        payment=money(payments),
        principal=money(loan.principal),
        interest=money(sum((row.interest for row in rows), ZERO) + quoted.balloon_interest),
        fees=money(ZERO),
        balloon=money(balloon),
        balloon_due=rows[-1].due_date.isoformat() if balloon else None,
        total_paid=money(payments + balloon),
    )
    return LoanSchedule(
        contract_no=loan.contract_no,
        version=rows[0].version,
        rows=[
            ScheduleRow(
                period=row.period,
                due_date=row.due_date.isoformat(),
                payment=money(row.payment),
                principal=money(row.principal),
                interest=money(row.interest),
                balance=money(row.balance),
            )
            for row in rows
        ],
        totals=totals,
        first_days=days,
        first_extra=money(extra),
        note=WORDS.say(key, days=days, extra=yuan(abs(extra))),
    )
