"""Errands as their customer sees them: the way with its dates, who acts next, the receipt."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backoffice.forms import money
from backoffice.loans.models import Loan
from backoffice.servicing.errands import open_errands
from backoffice.servicing.models import Errand
from backoffice.servicing.proofs import SETTLEMENT, WORDS, find_proof
from backoffice.servicing.schemas import ErrandView
from backoffice.servicing.settlement.drawing import debit_of
from backoffice.servicing.workdays import working_days_after
from foundation.zh import day, yuan

FILED_AFTER, RELEASED_AFTER, RELEASED_BY = 1, 7, 15
PAID = ("PAID", "RELEASING", "DONE")
CLOSED = ("RELEASING", "DONE")


def lien_days(paid_on: date) -> tuple[date, date, date]:
    """When the release is filed, and between which days it is done."""
    after = (FILED_AFTER, RELEASED_AFTER, RELEASED_BY)
    filed, first, last = (working_days_after(paid_on, count) for count in after)
    return filed, first, last


def _step(
    key: str, state: str, on: date | None = None, span: tuple[date, date] | None = None
) -> dict[str, Any]:
    return {
        "key": key,
        "label": WORDS.say(f"step_{key}"),
        "state": state,
        "on": on.isoformat() if on else None,
        "expected_from": span[0].isoformat() if span else None,
        "expected_to": span[1].isoformat() if span else None,
    }


def _drawn(errand: Errand) -> dict[str, Any]:
    expected = (errand.effective_on, errand.effective_on)
    if errand.state in PAID:
        return _step("drawn", "done", errand.paid_on)
    if errand.state in ("FAILED", "CANCELLED"):
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


def steps(session: Session, errand: Errand, loan: Loan) -> list[dict[str, Any]]:
    """The way of a settlement."""
    found = [_step("confirmed", "done", errand.opened_at.date()), _drawn(errand)]
    if errand.state in ("FAILED", "CANCELLED"):
        return found
    closed = errand.state in CLOSED
    on, state = (errand.paid_on, "done") if closed else (None, "waiting")
    proved = find_proof(session, loan.contract_no)
    found += [_step("settled", state, on), _step("mandate_ended", state, on)]
    made = proved.made_at.date() if proved else None
    found.append(_step("proof", "done" if proved else "waiting", made))
    return found + (_lien_steps(errand, loan) if loan.lien else [])


def failure_of(errand: Errand) -> str:
    """In words why an errand failed."""
    return WORDS.say(f"fail_{errand.failure}") if errand.failure else ""


def _next(errand: Errand) -> dict[str, Any]:
    _, first, last = lien_days(errand.paid_on or errand.effective_on)
    card = errand.figures["card"] or {}
    label = WORDS.say(
        f"next_{errand.state}",
        day=day(errand.effective_on),
        tail=card.get("tail", ""),
        amount=yuan(errand.amount),
        reason=failure_of(errand),
        first=day(first),
        last=day(last),
    )
    who = "nobody" if errand.state in ("DONE", "CANCELLED", "FAILED") else "lender"
    return {"who": who, "label": label, "page": f"/service/errands/{errand.request_no}"}


def errand_view(session: Session, errand: Errand) -> ErrandView:
    """An errand as it stands."""
    loan = session.get_one(Loan, errand.contract_no, populate_existing=True)
    going_on = _next(errand)
    paid, debit = errand.state in PAID, debit_of(session, errand)
    amount = debit.drawn if paid and debit else errand.amount
    what = WORDS.say("what_paid" if paid else "what", amount=yuan(amount))
    proved = find_proof(session, errand.contract_no) is not None
    return ErrandView.model_validate(
        {
            "request_no": errand.request_no,
            "contract_no": errand.contract_no,
            "errand": errand.errand,
            "errand_zh": WORDS.say(errand.errand),
            "state": errand.state,
            "state_zh": WORDS.say(errand.state),
            "amount": money(amount),
            "figures": errand.figures,
            "steps": steps(session, errand, loan),
            "next": going_on,
            "receipt": {
                "what": what,
                "effective": (errand.paid_on or errand.effective_on).isoformat(),
                "next": going_on["label"],
            },
            "failure_code": errand.failure,
            "can_cancel": errand.state == "CONFIRMED",
            "documents": [SETTLEMENT] if proved else [],
        }
    )


def errands_of(session: Session, loan: Loan) -> list[dict[str, Any]]:
    """What is under way on a loan, as it is shown with it."""
    return [
        errand_view(session, errand).model_dump(mode="json")
        for errand in open_errands(session, loan.contract_no)
    ]
