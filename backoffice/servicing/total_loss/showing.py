"""A total loss in words: reported, paid by the insurer, settled, proved, the mortgage released."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from backoffice.lending.money import ZERO
from backoffice.loans.models import Loan
from backoffice.servicing.kinds import Shown
from backoffice.servicing.models import Errand
from backoffice.servicing.proofs import SETTLEMENT, find_proof
from backoffice.servicing.total_loss.figures import WORDS
from backoffice.servicing.views import step
from foundation.zh import day, yuan

CLOSED = ("RELEASING", "DONE")
TOLD = ("payout", "surplus", "shortfall", "months", "first", "payment")


def _step(key: str, state: str, on: date | None = None) -> dict[str, Any]:
    return step(key, WORDS.say(f"step_{key}"), state, on)


def _steps(session: Session, errand: Errand, loan: Loan) -> list[dict[str, Any]]:
    state, paid = errand.state, errand.paid_on
    found = [_step("reported", "done", errand.opened_at.date())]
    if state == "CANCELLED":
        return found
    found.append(_step("paid", "done" if paid else "doing", paid))
    if errand.details.get("shortfall", "0.00") != "0.00":
        found.append(_step("rest", "done" if state in CLOSED else "doing"))
    closed = "done" if state in CLOSED else "waiting"
    found.append(_step("settled", closed, loan.settled_on))
    proved = find_proof(session, loan.contract_no)
    made = proved.made_at.date() if proved else None
    found.append(_step("proof", "done" if proved else "waiting", made))
    if loan.lien:
        how = {"RELEASING": "doing", "DONE": "done"}.get(state, "waiting")
        found.append(_step("lien", how))
    return found


def show(session: Session, errand: Errand, loan: Loan) -> Shown:
    """How a total loss stands."""
    told, state = errand.details, errand.state
    facts = {name: told[name] for name in TOLD if name in told}
    words: dict[str, Any] = {"shortfall": "", "months": "", "first": "", "payment": ""}
    if "first" in told:
        words = {
            "shortfall": yuan(told["shortfall"]),
            "months": told["months"],
            "first": day(told["first"]),
            "payment": yuan(told["payment"]),
        }
    payout = told.get("payout")
    proved = find_proof(session, errand.contract_no) is not None
    what = WORDS.say("what_paid", payout=yuan(payout)) if payout else WORDS.say("what")
    return Shown(
        steps=_steps(session, errand, loan),
        who="nobody" if state in ("DONE", "CANCELLED") else "lender",
        next=WORDS.say(f"next_{state}", **words),
        what=what,
        amount=Decimal(payout) if payout else ZERO,
        documents=[SETTLEMENT] if proved and state in CLOSED else [],
        state=WORDS.say(f"state_{state}"),
        facts=facts,
    )
