"""Decisions that a person takes: on what was referred to him, or on a refusal, again."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications import reading
from backoffice.applications.deciding import approve, ask_again, keep, set_conditions
from backoffice.applications.lifecycle import Command, State
from backoffice.applications.models import Application, Decision, Review
from backoffice.applications.moving import conflict, move, note
from backoffice.applications.papers import accepted, decision_papers_complete
from backoffice.applications.referrals import open_case
from backoffice.applications.schemas import Decide
from backoffice.audit.actors import Actor
from backoffice.clock.working_time import work_days_later
from backoffice.documents.kinds import kinds
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.risk.policy import Outcome, Verdict, policy

CONDITIONS = frozenset({"guarantor_signature", "down_payment_receipt", "co_borrower"})


def decide_by_person(
    session: Session, application: Application, actor: Actor, request: Decide
) -> None:
    """A person's decision: on what was referred to him, or after a review that was asked for.

    Raises `Refusal`: STATE_CONFLICT where nothing waits for a person, CONDITION_UNKNOWN,
    PAPERS_NOT_MISSING where the papers are in and none is asked for.
    """
    if unknown := set(request.conditions) - CONDITIONS:
        raise Refusal("CONDITION_UNKNOWN", allowed={"conditions": sorted(CONDITIONS - unknown)})
    state = State(application.state)
    found = reading.review(session, application.application_no)
    reviewing = state is State.DECLINED and found is not None and found.decided_at is None
    waiting = state in (State.MANUAL_REVIEW, State.DOCS_CHECKING)
    joined = _waits_with_conditions_met(session, application) and request.outcome == "approve"
    if not (reviewing or waiting or joined):
        raise conflict(application)
    if state is State.DOCS_CHECKING and request.outcome == "needs_docs":
        _refuse_nothing_asked(session, application, request)
    _keep_personal(session, application, actor, request)
    if found is not None and reviewing:
        found.decided_at = office_of(session).clock.now()
    _follow(session, application, actor, request, reviewing)


def _refuse_nothing_asked(session: Session, application: Application, request: Decide) -> None:
    """Raise `Refusal` (PAPERS_NOT_MISSING): with all papers in, nothing would ever go on."""
    if not set(request.missing) & set(kinds()) - accepted(session, application):
        raise Refusal("PAPERS_NOT_MISSING")


def _waits_with_conditions_met(session: Session, application: Application) -> bool:
    """Whether all conditions are met, but the policy wants a person to look at who joined."""
    found = reading.conditions(session, application.application_no)
    met = all(condition.met_at is not None for condition in found)
    return application.state == State.APPROVED_WITH_CONDITIONS and met


_OUTCOMES = {
    "approve": Outcome.APPROVED,
    "conditions": Outcome.CONDITIONS,
    "needs_docs": Outcome.NEEDS_DOCS,
    "decline": Outcome.DECLINED,
}


def _keep_personal(
    session: Session, application: Application, actor: Actor, request: Decide
) -> None:
    before = reading.last_decision(session, application.application_no)
    case = open_case(session, application.application_no)
    known = case.family if case else (before.reason_family if before else None)
    count = session.scalar(
        sa.select(sa.func.count())
        .select_from(Decision)
        .where(
            Decision.application_no == application.application_no,
            Decision.stage.startswith("person"),
        )
    )
    verdict = Verdict(
        outcome=_OUTCOMES[request.outcome],
        family=request.family or known,
        missing=tuple(request.missing),
        conditions=tuple(request.conditions),
    )
    keep(session, application, f"person-{count}", verdict, actor, request.note)


def _follow(
    session: Session, application: Application, actor: Actor, request: Decide, reviewing: bool
) -> None:
    if application.state == State.APPROVED_WITH_CONDITIONS:
        move(session, application, Command.MEET_CONDITIONS, actor, request.note)
        return
    papers_in = application.state == State.DOCS_CHECKING or (
        reviewing and decision_papers_complete(session, application)
    )
    if request.outcome == "decline":
        if not reviewing:  # upheld it stays declined
            move(session, application, Command.DECLINE, actor, request.note)
        return
    if request.outcome == "needs_docs":
        ask_again(session, application, actor, request.note)
    elif papers_in:
        approve(session, application, request.conditions, actor, request.note)
    else:
        set_conditions(session, application, request.conditions)
        move(session, application, Command.PREAPPROVE, actor, request.note)


def ask_review(session: Session, application: Application, actor: Actor, reason: str) -> None:
    """Ask for a person to look again; only a refusal, once.

    Raises `Refusal` (STATE_CONFLICT) otherwise.
    """
    if application.state != State.DECLINED:
        raise conflict(application)
    if reading.review(session, application.application_no) is not None:
        raise conflict(application)
    now = office_of(session).clock.now()
    session.add(
        Review(
            application_no=application.application_no,
            asked_at=now,
            due_by=work_days_later(now, policy().review_work_days),
            reason=reason,
        )
    )
    note(session, application.application_no, "review_asked", "preapproval", by=str(actor))
