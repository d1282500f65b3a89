"""Loans and their schedules as their customer sees them."""

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from backoffice.forms import money, percent
from backoffice.lending.irr import annualised_pct
from backoffice.lending.money import ZERO, r2
from backoffice.lending.schedule import build
from backoffice.loans.looking import Look, look
from backoffice.loans.models import Loan
from backoffice.loans.running_models import Due
from backoffice.loans.schedules import rows_of
from backoffice.loans.schemas import LoanSchedule, LoanView
from backoffice.loans.windows import windows
from backoffice.parties.views import instant
from backoffice.quotes.repository import read_terms
from backoffice.quotes.schemas import ScheduleRow, ScheduleTotals
from backoffice.wording import wording
from foundation.zh import yuan

WORDS = wording("loans/wording/loans.yml")
VIN_SHOWN = 3, 4


def vin_masked(vin: str | None) -> str | None:
    """A car's number with only its ends."""
    if not vin:
        return None
    first, last = VIN_SHOWN
    return f"{vin[:first]}{'*' * (len(vin) - first - last)}{vin[-last:]}"


def car_name(loan: Loan) -> str:
    """The car as it is called."""
    return " ".join(part for part in (loan.vehicle["name"], loan.vehicle.get("trim")) if part)


def penalty_open(due: Due) -> Decimal:
    """The interest of delay that is not paid."""
    return due.penalty - due.penalty_paid


def _overdue(at: Look) -> dict[str, Any]:
    late = at.overdue
    return {
        "amount": money(sum((due.open_amount for due in late), ZERO)),
        "penalty": money(sum((penalty_open(due) for due in late), ZERO)),
        "penalty_per_day": money(r2(at.penalty_per_day)),
        "instalments": [
            {
                "period": due.period,
                "part": due.part,
                "due_date": due.due_date.isoformat(),
                "amount": money(due.open_amount),
                "penalty": money(penalty_open(due)),
                "days": (at.today - due.due_date).days,
            }
            for due in late
        ],
    }


def _lease(at: Look) -> dict[str, Any] | None:
    if not at.leased:
        return None
    known = at.loan.lease or {}
    return {
        "lease_end": at.last_due.isoformat(),
        "contract_km": known.get("contract_km"),
        "current_km": known.get("current_km"),
        "residual": money(at.balloon),
    }


def _windows(at: Look) -> list[dict[str, Any]]:
    return [
        {
            "errand": window.errand,
            "allowed": window.allowed,
            "why_not": window.why_not,
            "from": window.opens.isoformat() if window.opens else None,
            "to": window.closes.isoformat() if window.closes else None,
        }
        for window in windows(at)
    ]


def _card(at: Look) -> dict[str, Any] | None:
    card = at.mandate
    if card is None:
        return None
    return {"bank_name": card.bank_name, "tail": card.tail, "usable": card.state == "active"}


def _identity(at: Look) -> dict[str, Any]:
    """What does not change while a loan runs."""
    loan, car = at.loan, at.loan.vehicle
    return {
        "contract_no": loan.contract_no,
        "application_no": loan.application_no,
        "customer_id": loan.customer_id,
        "kind": loan.kind,
        "product_key": loan.product_key,
        "product_name": at.product.name,
        "vehicle": {
            "vehicle_key": car.get("vehicle_key"),
            "name": car_name(loan),
            "plate": car.get("plate"),
            "vin_masked": vin_masked(car.get("vin")),
        },
        "amount": money(loan.principal),
        "principal": money(loan.principal),
        "annual_rate_pct": percent(loan.annual_rate_pct),
        "due_day": loan.due_day,
        "activated_at": instant(loan.activated_at),
    }


def _standing(at: Look) -> dict[str, Any]:
    """How it stands now."""
    loan, standing, next_due = at.loan, at.standing, at.next_due
    return {
        "state": loan.state,
        "state_zh": WORDS.say(loan.state),
        "principal_outstanding": money(standing.outstanding),
        "term_months": at.rows[-1].period,
        "paid_periods": at.paid_periods,
        "remaining_periods": at.rows[-1].period - at.paid_periods if at.running else 0,
        "next_due_date": next_due[0].isoformat() if next_due else None,
        "next_due_amount": money(next_due[1]) if next_due else None,
        "days_past_due": at.days_past_due,
        "overdue": _overdue(at),
        "due_total": money(standing.due),
        "credit": money(standing.credit),
        "balloon": money(at.balloon),
        "balloon_due": at.last_due.isoformat() if at.balloon else None,
        "first_due": at.rows[0].due_date.isoformat(),
        "last_due": at.last_due.isoformat(),
        "autopay": loan.autopay,
        "lien": loan.lien,
        "total_loss": loan.total_loss,
        "collection_paused": loan.collection_paused_on is not None,
        "settled_on": loan.settled_on.isoformat() if loan.settled_on else None,
    }


def _over_all(at: Look) -> dict[str, Any]:
    """What the whole contract costs, and what was paid of it, penalties included."""
    quoted = build(read_terms(at.loan.terms))
    interest = sum((row.interest for row in at.rows), ZERO) + quoted.balloon_interest
    paid = sum(
        (d.costs_paid + d.penalty_paid + d.interest_paid + d.principal_paid for d in at.dues), ZERO
    )
    return {
        "total_interest": money(interest),
        "irr_pct": percent(annualised_pct(at.loan.principal, quoted.amounts_by_month())),
        "paid_total": money(paid),
    }


def loan_view(
    session: Session, loan: Loan, errands: list[dict[str, Any]] | None = None
) -> LoanView:
    """A loan; `errands` are the open ones, told by who does them."""
    at = look(session, loan)
    extra = first_extra(session, loan)
    card = _card(at)
    return LoanView.model_validate(
        {
            **_identity(at),
            **_standing(at),
            **_over_all(at),
            "lease": _lease(at),
            "repay_card": card,
            "card_tail": card["tail"] if card else None,
            "errands": errands or [],
            "windows": _windows(at),
            "first_payment_note": first_note(session, loan) if extra else None,
        }
    )


def _first_row(session: Session, loan: Loan) -> Any:
    return rows_of(session, loan.contract_no, 1)[0]


def first_extra(session: Session, loan: Loan) -> Decimal:
    """By how much the first instalment differs from the others for its days."""
    quoted = build(read_terms(loan.terms))
    extra: Decimal = _first_row(session, loan).interest - quoted.rows[0].interest
    return extra


def first_note(session: Session, loan: Loan) -> str:
    """In words why the first instalment is what it is, with its days."""
    extra = first_extra(session, loan)
    days = (_first_row(session, loan).due_date - loan.activated_on).days
    key = "stub_none" if not extra else "stub" if extra > 0 else "stub_less"
    return WORDS.say(key, days=days, extra=yuan(abs(extra)))


def schedule_view(session: Session, loan: Loan) -> LoanSchedule:
    """The schedule in force, and in words why its first instalment is what it is."""
    rows = look(session, loan).rows
    quoted = build(read_terms(loan.terms))
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
        first_days=(_first_row(session, loan).due_date - loan.activated_on).days,
        first_extra=money(first_extra(session, loan)),
        note=first_note(session, loan),
    )
