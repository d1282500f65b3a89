"""A request for relief in words: asked, decided, signed, in force."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backoffice.lending.money import ZERO
from backoffice.loans.models import Loan
from backoffice.refusals import Refusal
from backoffice.servicing.hardship.agreement import draft_of
from backoffice.servicing.hardship.figures import WORDS
from backoffice.servicing.hardship.policy import DUE_DAY, PERSON, rules
from backoffice.servicing.kinds import Shown
from backoffice.servicing.models import Errand
from backoffice.servicing.proofs import SUPPLEMENT
from backoffice.servicing.views import step
from foundation.zh import day, yuan

WAITS = {"REVIEWING": "lender", "SIGNING": "customer", "BOOKED": "lender"}


def _step(key: str, state: str, on: date | None = None, by: date | None = None) -> dict[str, Any]:
    return step(key, WORDS.say(f"step_{key}"), state, on, (by, by) if by else None)


def _steps(errand: Errand) -> list[dict[str, Any]]:
    opened, state, told = errand.opened_at.date(), errand.state, errand.details
    found = [_step("asked", "done", opened)]
    if told["choice"] == PERSON:
        done = {"DONE": "done", "CANCELLED": "failed"}.get(state, "doing")
        return [*found, _step("person", done, errand.ended_on, errand.effective_on)]
    decided = date.fromisoformat(told["decided"]) if "decided" in told else None
    if told["choice"] in rules()["at_once"]:
        decided = errand.ended_on
    if decided is None:
        how = "doing" if state == "REVIEWING" else "failed"
        return [*found, _step("decided", how, errand.ended_on, errand.effective_on)]
    found.append(_step("decided", "done", decided))
    if told["choice"] not in rules()["at_once"]:
        how = {"SIGNING": "doing", "DONE": "done"}.get(state, "failed")
        found.append(_step("signed", how, errand.ended_on, errand.effective_on))
    if state in ("SIGNING", "DONE"):
        how = "done" if state == "DONE" else "waiting"
        found.append(_step("effective", how, errand.ended_on))
    return found


def _next(errand: Errand) -> str:
    told, state = errand.details, errand.state
    key = f"next_{state}"
    if state == "DONE" and told["choice"] == DUE_DAY:
        key = "next_DONE_due_day"
    first = told.get("first")
    return WORDS.say(
        key,
        decide_by=day(errand.figures["decide_by"]),
        sign_by=day(errand.effective_on),
        day=told["due_day"] or (date.fromisoformat(first).day if first else ""),
        first=day(first) if first else "",
        payment=yuan(told["payment"]) if first else "",
        reason=WORDS.say(f"decline_{errand.failure}") if errand.failure else "",
    )


def _to_sign(session: Session, errand: Errand) -> dict[str, Any]:
    """What the page needs to let the customer read and sign."""
    if errand.state != "SIGNING":
        return {}
    try:
        draft = draft_of(session, errand)
    except Refusal:
        return {}
    path = f"/errands/{errand.request_no}/agreement"
    told = {"hash": draft.fingerprint(errand.contract_no), "sign_by": errand.effective_on}
    agreement = {"title": draft.title, "pdf": f"{path}.pdf", "sign": path, **told}
    return {"agreement": {**agreement, "sign_by": errand.effective_on.isoformat()}}


def show(session: Session, errand: Errand, loan: Loan) -> Shown:
    """How a request stands."""
    return Shown(
        steps=_steps(errand),
        who=WAITS.get(errand.state, "nobody"),
        next=_next(errand),
        what=WORDS.say("what", label=errand.details["label"]),
        amount=ZERO,
        documents=[SUPPLEMENT] if "signature" in errand.details else [],
        state=WORDS.say(f"state_{errand.state}"),
        facts=_to_sign(session, errand),
    )
