"""Decides requests: by the rules on their day, or before it by a reviewer; each once."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.deliveries.service import deliver_talk
from backoffice.loans.dues import hold
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.errands import find
from backoffice.servicing.hardship.effecting import plan_of
from backoffice.servicing.hardship.figures import ERRAND, WORDS
from backoffice.servicing.hardship.ordering import call_back, resume
from backoffice.servicing.hardship.policy import Asked, Outcome, decide, rules
from backoffice.servicing.models import Errand
from foundation.zh import day as shown_day

REASONS = ("young", "income", "papers", "changed")


def tell(session: Session, errand: Errand, what: str, text: str) -> None:
    """Say it in the customer's conversation, once."""
    loan = session.get_one(Loan, errand.contract_no)
    number = f"errand:{errand.request_no}:{what}"
    deliver_talk(session, number, loan.customer_id, "service", text)


def approve(session: Session, errand: Errand, on: date) -> None:
    """Let the customer sign; one that does not fit any more is declined."""
    if plan_of(errand, look(session, session.get_one(Loan, errand.contract_no))) is None:
        decline(session, errand, "changed", on)
        return
    errand.state = "SIGNING"
    errand.effective_on = on + timedelta(days=rules()["sign_within"])
    at = office_of(session).clock.now()
    errand.details = {**errand.details, "approved_at": at.isoformat(), "decided": on.isoformat()}
    label, by = errand.details["label"], shown_day(errand.effective_on)
    tell(session, errand, "approved", WORDS.say("told_approved", label=label, sign_by=by))
    session.flush()


def decline(session: Session, errand: Errand, reason: str, on: date) -> None:
    """Say no with the reason and the other ways; collecting goes on."""
    errand.state, errand.failure, errand.ended_on = "FAILED", reason, on
    resume(session, errand)
    why = WORDS.say(f"decline_{reason}")
    text = WORDS.say("told_declined", label=errand.details["label"], reason=why)
    tell(session, errand, "declined", text)


def _by_rules(session: Session, errand: Errand, on: date) -> None:
    asked = Asked(errand.details["days_late"], errand.details["paid_periods"])
    outcome, reason = decide(asked)
    if outcome is Outcome.APPROVE:
        approve(session, errand, on)
    elif outcome is Outcome.DECLINE:
        decline(session, errand, reason, on)
    elif "person" not in errand.details:
        errand.details = {**errand.details, "person": on.isoformat()}
        call_back(session, errand, session.get_one(Loan, errand.contract_no))
        tell(session, errand, "person", WORDS.say("told_person"))
        session.flush()


def _expire(session: Session, errand: Errand, on: date) -> None:
    errand.state, errand.ended_on = "CANCELLED", on
    resume(session, errand)
    tell(session, errand, "expired", WORDS.say("told_expired"))


def each_day(session: Session, day: date) -> None:
    """Decide what is to be decided by today; end what was not signed in time."""
    query = sa.select(Errand.request_no, Errand.contract_no).where(
        Errand.errand == ERRAND, Errand.state.in_(("REVIEWING", "SIGNING"))
    )
    for request_no, contract_no in session.execute(query.order_by(Errand.request_no)).all():
        hold(session, [contract_no])
        errand = find(session, request_no, lock=True)
        if errand.state == "REVIEWING" and errand.effective_on <= day:
            _by_rules(session, errand, day)
        elif errand.state == "SIGNING" and errand.effective_on < day:
            _expire(session, errand, day)


def play(session: Session, errand: Errand, event: str, facts: Mapping[str, Any]) -> None:
    """The sandbox's reviewer: `approve`, or `decline {reason}`.

    Raises `Refusal` (ERRAND_NOTHING_TO_PLAY) when there is nothing to decide.
    """
    reason = str(facts.get("reason", "income"))
    known = event == "approve" or (event == "decline" and reason in REASONS)
    if errand.state != "REVIEWING" or not known:
        raise Refusal("ERRAND_NOTHING_TO_PLAY")
    today = office_of(session).clock.business_date()
    hold(session, [errand.contract_no])
    if event == "approve":
        approve(session, errand, today)
    else:
        decline(session, errand, reason, today)


def next_day(session: Session, after: date) -> date | None:
    """The next day on which a request is decided, or the day after it could be signed."""
    asked = sa.select(sa.func.min(Errand.effective_on)).where(Errand.errand == ERRAND)
    decided: date | None = session.scalar(
        asked.where(Errand.state == "REVIEWING", Errand.effective_on > after)
    )
    signed: date | None = session.scalar(
        asked.where(Errand.state == "SIGNING", Errand.effective_on >= after)
    )
    ended = signed + timedelta(days=1) if signed else None
    return min((day for day in (decided, ended) if day is not None), default=None)
