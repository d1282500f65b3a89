"""A part payment in words: the instalment first, then the money, then the new schedule."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backoffice.loans.models import Loan
from backoffice.servicing.kinds import Shown
from backoffice.servicing.models import Errand
from backoffice.servicing.prepayment.rules import WORDS
from backoffice.servicing.views import Span, failure_of, step
from foundation.zh import day, yuan

PAID = ("PAID", "DONE")
OVER = ("FAILED", "CANCELLED")


def _chosen(errand: Errand) -> dict[str, Any]:
    effect = errand.details["effect"]
    return next(each for each in errand.figures["options"] if each["effect"] == effect)


def words_of(errand: Errand) -> dict[str, str]:
    """What the sentences about a part payment name."""
    told, chosen = errand.figures, _chosen(errand)
    return {
        "day": day(errand.effective_on),
        "tail": (told["card"] or {}).get("tail", ""),
        "total": yuan(told["total"]),
        "amount": yuan(told["amount"]),
        "effect": chosen["label"],
        "after": yuan(told["principal_after"]),
        "payment": yuan(chosen["new_payment"]),
        "last_due": day(chosen["new_last_due"]),
    }


def _step(key: str, state: str, on: date | None = None, span: Span | None = None) -> dict[str, Any]:
    return step(key, WORDS.say(f"step_{key}"), state, on, span)


def _steps(errand: Errand) -> list[dict[str, Any]]:
    """Confirmed, instalment, drawn, new schedule."""
    found = [_step("confirmed", "done", errand.opened_at.date())]
    if errand.state == "CANCELLED":
        return [*found, _step("cancelled", "failed", errand.ended_on)]
    expected = (errand.effective_on, errand.effective_on)
    if errand.state == "FAILED":
        key = "instalment" if errand.failure == "instalment" else "drawn"
        return [*found, _step(key, "failed", errand.ended_on)]
    if errand.state in PAID:
        found += [_step(key, "done", errand.paid_on) for key in ("instalment", "drawn")]
    else:
        drawing = errand.state == "DRAWING"
        found.append(_step("instalment", "done" if drawing else "waiting", None, expected))
        found.append(_step("drawn", "doing" if drawing else "waiting", None, expected))
    done = errand.state == "DONE"
    on, span = (errand.paid_on, None) if done else (None, expected)
    return [*found, _step("schedule", "done" if done else "waiting", on, span)]


def show(session: Session, errand: Errand, loan: Loan) -> Shown:
    """How a part payment stands."""
    said = words_of(errand)
    return Shown(
        steps=_steps(errand),
        who="nobody" if errand.state in ("DONE", *OVER) else "lender",
        next=WORDS.say(f"next_{errand.state}", reason=failure_of(errand), **said),
        what=WORDS.say("what_paid" if errand.state in PAID else "what", **said),
        amount=errand.amount,
    )
