"""Errands as their customer sees them: the way with its dates, who acts next, the receipt."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backoffice.forms import money
from backoffice.loans.models import Loan
from backoffice.servicing.errands import open_errands
from backoffice.servicing.kinds import kind_of
from backoffice.servicing.models import Errand
from backoffice.servicing.schemas import ErrandView
from backoffice.servicing.sealing import WORDS

Span = tuple[date, date]


def step(
    key: str, label: str, state: str, on: date | None = None, span: Span | None = None
) -> dict[str, Any]:
    """A step of the way: done on a day, or expected between two."""
    return {
        "key": key,
        "label": label,
        "state": state,
        "on": on.isoformat() if on else None,
        "expected_from": span[0].isoformat() if span else None,
        "expected_to": span[1].isoformat() if span else None,
    }


def failure_of(errand: Errand) -> str:
    """In words why an errand failed, for what may happen to every kind."""
    return WORDS.say(f"fail_{errand.failure}") if errand.failure else ""


def errand_view(session: Session, errand: Errand) -> ErrandView:
    """An errand as it stands."""
    loan = session.get_one(Loan, errand.contract_no, populate_existing=True)
    kind = kind_of(errand.errand)
    shown = kind.show(session, errand, loan)
    page = shown.page or f"/service/errands/{errand.request_no}"
    return ErrandView.model_validate(
        {
            "request_no": errand.request_no,
            "contract_no": errand.contract_no,
            "errand": errand.errand,
            "errand_zh": WORDS.say(errand.errand),
            "state": errand.state,
            "state_zh": shown.state or WORDS.say(errand.state),
            "amount": money(shown.amount),
            "figures": {**errand.figures, **shown.facts},
            "steps": shown.steps,
            "next": {"who": shown.who, "label": shown.next, "page": page},
            "receipt": {
                "what": shown.what,
                "effective": (errand.paid_on or errand.effective_on).isoformat(),
                "next": shown.next,
            },
            "failure_code": errand.failure,
            "can_cancel": errand.state in kind.cancellable,
            "documents": shown.documents,
        }
    )


def errands_of(session: Session, loan: Loan) -> list[dict[str, Any]]:
    """What is under way on a loan, as it is shown with it."""
    return [
        errand_view(session, errand).model_dump(mode="json")
        for errand in open_errands(session, loan.contract_no)
    ]
