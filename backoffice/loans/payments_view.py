"""What was due, what came in for it, and what was tried to draw it."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.forms import money
from backoffice.lending.money import ZERO
from backoffice.loans.looking import Look, look
from backoffice.loans.models import LedgerPosting, Loan
from backoffice.loans.running_models import Debit, Due, Payment
from backoffice.loans.schemas import PaymentRow, Payments
from backoffice.loans.views import WORDS, penalty_open
from backoffice.parties.views import instant

SET_OFF = {
    "costs": "costs_receivable",
    "penalty": "penalty_receivable",
    "interest": "interest_receivable",
    "principal": "principal_due",
    "left_over": "customer_credit",
}


def _status(at: Look, due: Due, tried: Debit | None) -> str:
    if due.paid_on is not None:
        return "paid"
    if due.open_amount < due.amount:
        return "partial"
    if due.due_date < at.today:
        return "overdue"
    return "failed" if tried is not None and tried.state == "failed" else "due"


def _due_row(at: Look, due: Due, tried: Debit | None) -> PaymentRow:
    code = tried.code if tried is not None and due.paid_on is None else None
    return PaymentRow.model_validate(
        {
            "period": due.period,
            "part": due.part,
            "due_date": due.due_date.isoformat(),
            "amount": money(due.amount),
            "status": _status(at, due, tried),
            "paid_at": due.paid_on.isoformat() if due.paid_on else None,
            "failure_reason": WORDS.say(code) if code else None,
            "failure_code": code,
            "penalty": money(due.penalty),
            "open": money(due.open_amount + penalty_open(due)),
        }
    )


def _coming_row(at: Look) -> list[PaymentRow]:
    """The next instalment, if it is not due yet."""
    if not at.coming:
        return []
    row = at.coming[0]
    amount = row.payment + (ZERO if at.leased else row.balloon)
    return [
        PaymentRow(
            period=row.period,
            part="instalment",
            due_date=row.due_date.isoformat(),
            amount=money(amount),
            status="due",
            paid_at=None,
            failure_reason=None,
            failure_code=None,
            penalty=money(ZERO),
            open=money(amount),
        )
    ]


def _receipts(session: Session, contract_no: str) -> list[dict[str, Any]]:
    query = sa.select(Payment).where(Payment.contract_no == contract_no)
    payments = list(session.scalars(query.order_by(Payment.payment_no.desc())))
    entries = [p.entry_no for p in payments if p.entry_no is not None]
    sides = session.execute(
        sa.select(LedgerPosting.entry_no, LedgerPosting.account, LedgerPosting.amount).where(
            LedgerPosting.entry_no.in_(entries)
        )
    )
    by_entry: dict[int, dict[str, Any]] = {}
    for entry_no, account, amount in sides:
        by_entry.setdefault(entry_no, {})[account] = -amount
    return [
        {
            "payment_no": f"P{payment.payment_no:08d}",
            "received_at": instant(payment.received_at),
            "amount": money(payment.amount),
            "source": payment.source,
            "source_zh": WORDS.say(f"source_{payment.source}"),
            **{
                name: money(by_entry.get(payment.entry_no or 0, {}).get(account, ZERO))
                for name, account in SET_OFF.items()
            },
        }
        for payment in payments
    ]


def _debits(session: Session, contract_no: str) -> Sequence[Debit]:
    query = sa.select(Debit).where(Debit.contract_no == contract_no)
    return list(session.scalars(query.order_by(Debit.debit_no.desc())))


def _try(debit: Debit) -> dict[str, Any]:
    return {
        "due_date": debit.due_on.isoformat(),
        "at": instant(debit.asked_at),
        "amount": money(debit.amount),
        "drawn": money(debit.drawn),
        "state": debit.state,
        "code": debit.code,
        "reason": WORDS.say(debit.code) if debit.code else None,
    }


def payments_view(session: Session, loan: Loan) -> Payments:
    """All of it, newest first."""
    at = look(session, loan)
    debits = _debits(session, loan.contract_no)
    last_try: dict[Any, Debit] = {}
    for debit in debits:
        last_try.setdefault(debit.due_on, debit)
    past = [_due_row(at, due, last_try.get(due.due_date)) for due in reversed(at.dues)]
    return Payments.model_validate(
        {
            "contract_no": loan.contract_no,
            "rows": [row.model_dump() for row in [*_coming_row(at), *past]],
            "receipts": _receipts(session, loan.contract_no),
            "debits": [_try(debit) for debit in debits],
        }
    )
