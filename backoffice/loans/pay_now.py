"""Repaying now what is due, from the card on file: a trial, an order, a receipt."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.forms import money
from backoffice.lending.money import r2
from backoffice.loans.debits import ask
from backoffice.loans.looking import Look, look
from backoffice.loans.models import Loan
from backoffice.loans.running_models import Debit, Trial
from backoffice.loans.schemas import PayNowReceipt
from backoffice.loans.trials import cite
from backoffice.loans.views import WORDS, penalty_open
from backoffice.loans.windows import windows
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.workflows.orders import order
from foundation.zh import full_day, yuan

PURPOSE = "pay_now"


def reasons(at: Look) -> list[str]:
    """Why nothing can be drawn now; empty when it can."""
    found = next((w for w in windows(at) if w.errand == "pay_now"), None)
    if found is None:
        return [WORDS.say(at.loan.state)]
    if found.why_not is not None:
        return [found.why_not]
    card = at.mandate
    refused = card is not None and card.state != "active"
    return [WORDS.say("CARD_INVALID")] if refused else []


def figures(at: Look) -> dict[str, Any]:
    """What would be drawn, from which card, and what it pays."""
    standing, card = at.standing, at.mandate
    return {
        "amount": money(standing.due),
        "costs": money(standing.costs_due),
        "penalty": money(standing.penalty_due),
        "interest": money(standing.interest_due),
        "principal": money(standing.principal_due),
        "days_past_due": at.days_past_due,
        "penalty_per_day": money(r2(at.penalty_per_day)),
        "card": {"bank_name": card.bank_name, "tail": card.tail} if card else None,
        "instalments": [
            {
                "period": due.period,
                "part": due.part,
                "due_date": due.due_date.isoformat(),
                "amount": money(due.open_amount),
                "penalty": money(penalty_open(due)),
            }
            for due in at.open_dues
        ],
        "on": at.today.isoformat(),
    }


def draw(session: Session, loan: Loan, trial_id: str, hash_: str) -> str:
    """Order what the trial showed to be drawn; the order's reference.

    Raises `Refusal`: TRIAL_VOID, or NOTHING_TO_PAY when it cannot be drawn.
    """
    trial: Trial = cite(session, trial_id, hash_)
    if trial.contract_no != loan.contract_no or trial.errand != PURPOSE:
        raise Refusal("TRIAL_VOID", allowed={"reason": "unknown"})
    at = look(session, loan)
    why_not = reasons(at)
    if why_not or at.mandate is None:
        raise Refusal("NOTHING_TO_PAY", allowed={"reasons": why_not})
    reference = f"{PURPOSE}:{trial_id}"
    now = office_of(session).clock.now()
    ask(
        session,
        loan.contract_no,
        reference,
        PURPOSE,
        at.standing.due,
        at.mandate.mandate_no,
        now,
    )
    order(session, "collect_debit", loan.contract_no, trial_id)
    return reference


def receipt(session: Session, loan: Loan, reference: str) -> PayNowReceipt:
    """What became of an order."""
    debit = session.scalars(sa.select(Debit).where(Debit.reference == reference)).one()
    at = look(session, loan)
    state = {"asked": "pending", "ok": "paid"}.get(debit.state, debit.state)
    tail = at.mandate.tail if at.mandate else ""
    what = WORDS.say(
        f"receipt_{state}",
        tail=tail,
        amount=yuan(debit.drawn),
        rest=yuan(debit.amount - debit.drawn),
        reason=WORDS.say(debit.code) if debit.code else "",
    )
    return PayNowReceipt.model_validate(
        {
            "request_no": f"D{debit.debit_no:08d}",
            "state": state,
            "amount": money(debit.drawn),
            "what": what,
            "effective": at.today.isoformat(),
            "next": _next(at, state),
            "failure_code": debit.code,
        }
    )


def _next(at: Look, state: str) -> str:
    if state == "pending":
        return WORDS.say("next_wait")
    if state == "failed":
        return WORDS.say("next_retry")
    if state == "partial":
        per_day = yuan(r2(at.penalty_per_day))
        return WORDS.say("next_rest", rest=yuan(at.standing.due), per_day=per_day)
    coming = at.next_due
    if coming is None:
        return WORDS.say("next_last")
    return WORDS.say("next_nothing", due=full_day(coming[0]), sum=yuan(coming[1]))
