"""A settlement in words: drawn, settled, proved, the lien released."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backoffice.clock.working_time import working_days_after
from backoffice.loans.models import Loan
from backoffice.servicing.drawing import debit_of
from backoffice.servicing.kinds import Shown
from backoffice.servicing.models import Errand
from backoffice.servicing.proofs import SETTLEMENT, find_proof
from backoffice.servicing.settlement.figures import WORDS
from backoffice.servicing.views import Span, failure_of, step
from foundation.zh import day, yuan

FILED_AFTER, RELEASED_AFTER, RELEASED_BY = 1, 7, 15
PAID = ("PAID", "RELEASING", "DONE")
CLOSED = ("RELEASING", "DONE")
OVER = ("FAILED", "CANCELLED")


def lien_days(paid_on: date) -> tuple[date, date, date]:
    """When the release is filed, and between which days it is done."""
    after = (FILED_AFTER, RELEASED_AFTER, RELEASED_BY)
    filed, first, last = (working_days_after(paid_on, count) for count in after)
    return filed, first, last


def _step(key: str, state: str, on: date | None = None, span: Span | None = None) -> dict[str, Any]:
    return step(key, WORDS.say(f"step_{key}"), state, on, span)


def _drawn(errand: Errand) -> dict[str, Any]:
    expected = (errand.effective_on, errand.effective_on)
    if errand.state in PAID:
        return _step("drawn", "done", errand.paid_on)
    if errand.state in OVER:
        return _step("drawn", "failed", errand.ended_on)
    return _step("drawn", "doing" if errand.state == "DRAWING" else "waiting", None, expected)


def _lien_steps(errand: Errand, loan: Loan) -> list[dict[str, Any]]:
    filed, first, last = lien_days(errand.paid_on or errand.effective_on)
    state = "doing" if errand.state == "RELEASING" else "waiting"
    if (loan.lien or {}).get("status") == "RELEASED":
        return [_step("lien_filed", "done"), _step("lien_released", "done")]
    return [
        _step("lien_filed", state, None, (filed, filed)),
        _step("lien_released", "waiting", None, (first, last)),
    ]


def _steps(session: Session, errand: Errand, loan: Loan) -> list[dict[str, Any]]:
    found = [_step("confirmed", "done", errand.opened_at.date()), _drawn(errand)]
    if errand.state in OVER:
        return found
    closed = errand.state in CLOSED
    on, state = (errand.paid_on, "done") if closed else (None, "waiting")
    proved = find_proof(session, loan.contract_no)
    found += [_step("settled", state, on), _step("mandate_ended", state, on)]
    made = proved.made_at.date() if proved else None
    found.append(_step("proof", "done" if proved else "waiting", made))
    return found + (_lien_steps(errand, loan) if loan.lien else [])


def show(session: Session, errand: Errand, loan: Loan) -> Shown:
    """How a settlement stands."""
    _, first, last = lien_days(errand.paid_on or errand.effective_on)
    card = errand.figures["card"] or {}
    paid, debit = errand.state in PAID, debit_of(session, errand)
    amount = debit.drawn if paid and debit else errand.amount
    proved = find_proof(session, errand.contract_no) is not None
    return Shown(
        steps=_steps(session, errand, loan),
        who="nobody" if errand.state in ("DONE", *OVER) else "lender",
        next=WORDS.say(
            f"next_{errand.state}",
            day=day(errand.effective_on),
            tail=card.get("tail", ""),
            amount=yuan(errand.amount),
            reason=failure_of(errand),
            first=day(first),
            last=day(last),
        ),
        what=WORDS.say("what_paid" if paid else "what", amount=yuan(amount)),
        amount=amount,
        documents=[SETTLEMENT] if proved else [],
    )
