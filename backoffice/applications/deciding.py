"""Turns what the policy or a person says into a change of state."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.applications import reading
from backoffice.applications.conditions import is_met
from backoffice.applications.lifecycle import Command, State
from backoffice.applications.models import Application, Condition, Decision
from backoffice.applications.moving import OFFER_DAYS, move, note
from backoffice.applications.purposes import for_loan
from backoffice.applications.referrals import CREDIT, JOINED, PAPERS, refer
from backoffice.audit.actors import SYSTEM, Actor
from backoffice.clock.service import end_of_day
from backoffice.office import office_of
from backoffice.risk.facts import gather
from backoffice.risk.policy import Outcome, Stage, Verdict, decide, policy


def keep(
    session: Session,
    application: Application,
    stage: str,
    verdict: Verdict,
    by: Actor,
    note_: str | None = None,
    facts: dict[str, str] | None = None,
) -> None:
    """Keep a decision with all that was looked at."""
    today = office_of(session).clock.business_date()
    declined = verdict.outcome is Outcome.DECLINED
    session.add(
        Decision(
            application_no=application.application_no,
            round=application.round,
            stage=stage,
            outcome=verdict.outcome,
            reason_code=verdict.code,
            reason_family=verdict.family,
            missing=list(verdict.missing),
            explanation={
                "policy": policy(application.purpose).version,
                "facts": facts or {},
                "rules": verdict.looked_at,
                "conditions": list(verdict.conditions),
            },
            decided_by=str(by),
            note=note_,
            reapply_after=_reapply_after(application, today) if declined else None,
            decided_at=office_of(session).clock.now(),
        )
    )


def _reapply_after(application: Application, today: date) -> date | None:
    """From when on it may be asked for again; None where it may at once."""
    days = policy(application.purpose).reapply_days
    return today + timedelta(days=days) if days else None


def set_conditions(session: Session, application: Application, codes: Sequence[str]) -> None:
    """Add conditions to the approval; one that is there already stays as it is."""
    now = office_of(session).clock.now()
    for code in codes:
        session.execute(
            insert(Condition)
            .values(application_no=application.application_no, code=code, set_at=now)
            .on_conflict_do_nothing()
        )


def _renew_offer(session: Session, application: Application) -> None:
    """An approval for a loan holds thirty days more; a change of one until its own day."""
    if not for_loan(application):
        return
    today = office_of(session).clock.business_date()
    application.offer_valid_to = end_of_day(today + timedelta(days=OFFER_DAYS))


def _reason(verdict: Verdict) -> str:
    return verdict.code or str(verdict.outcome)


_AFTER_CREDIT = {
    Outcome.APPROVED: Command.PREAPPROVE,
    Outcome.CONDITIONS: Command.PREAPPROVE,
    Outcome.NEEDS_DOCS: Command.NEED_DOCS,
    Outcome.REFERRED: Command.REFER,
    Outcome.DECLINED: Command.DECLINE,
}


def decide_credit(session: Session, application: Application) -> Verdict:
    """The decision after the authorisation, by the policy."""
    facts = gather(session, application)
    verdict = decide(Stage.CREDIT, facts, policy(application.purpose))
    told = {name: str(value) for name, value in facts.items()}
    keep(session, application, Stage.CREDIT, verdict, SYSTEM, facts=told)
    move(session, application, _AFTER_CREDIT[verdict.outcome], SYSTEM, _reason(verdict))
    if verdict.outcome is Outcome.REFERRED:
        refer(session, application, CREDIT, verdict.code, verdict.family)
    return verdict


def decide_papers(session: Session, application: Application) -> Verdict:
    """The decision over the papers; one that a person has to take waits for him here."""
    facts = gather(session, application)
    verdict = decide(Stage.PAPERS, facts, policy(application.purpose))
    told = {name: str(value) for name, value in facts.items()}
    keep(session, application, Stage.PAPERS, verdict, SYSTEM, facts=told)
    if verdict.outcome is Outcome.REFERRED:
        _wait_for_person(session, application, PAPERS, verdict)
    elif verdict.outcome is Outcome.DECLINED:
        move(session, application, Command.DECLINE, SYSTEM, _reason(verdict))
    elif verdict.outcome is Outcome.NEEDS_DOCS:
        ask_again(session, application, SYSTEM, _reason(verdict))
    else:
        carried = _carried_conditions(session, application)
        approve(session, application, [*verdict.conditions, *carried], SYSTEM, _reason(verdict))
    return verdict


def _wait_for_person(
    session: Session, application: Application, stage: str, verdict: Verdict
) -> None:
    """The state stays; the case says who looks at it, and the customer is told."""
    note(session, application.application_no, "referred", "approval", code=verdict.code)
    refer(session, application, stage, verdict.code, verdict.family)


def _carried_conditions(session: Session, application: Application) -> list[str]:
    """What a person made a condition before the papers were in."""
    return [condition.code for condition in reading.conditions(session, application.application_no)]


def ask_again(session: Session, application: Application, actor: Actor, reason: str) -> None:
    """Back to the papers: a new round of deciding begins."""
    application.round += 1
    move(session, application, Command.NEED_DOCS, actor, reason)


def approve(
    session: Session,
    application: Application,
    codes: Sequence[str],
    actor: Actor,
    reason: str,
) -> None:
    """Approve, with conditions if there are any that are not met yet."""
    set_conditions(session, application, codes)
    _renew_offer(session, application)
    check_conditions(session, application)
    session.flush()
    unmet = [c for c in reading.conditions(session, application.application_no) if not c.met_at]
    chosen = Command.APPROVE_WITH_CONDITIONS if unmet else Command.APPROVE
    move(session, application, chosen, actor, reason)


def check_conditions(session: Session, application: Application) -> bool:
    """Mark the conditions that are met now, and those that are not any more; whether all are."""
    found = reading.conditions(session, application.application_no)
    now = office_of(session).clock.now()
    for condition in found:
        met = is_met(session, application, condition.code)
        if met and condition.met_at is None:
            condition.met_at = now
            note(session, application.application_no, "condition_met", code=condition.code)
        elif not met:
            condition.met_at = None
    session.flush()
    return all(condition.met_at is not None for condition in found)


def conditions_changed(session: Session, application: Application, actor: Actor) -> None:
    """Look at the conditions again; all met, the approval holds.

    Who joined since is looked at by the policy; what it would refuse waits for a person.
    """
    if application.state != State.APPROVED_WITH_CONDITIONS:
        return
    if not check_conditions(session, application):
        return
    facts = gather(session, application)
    verdict = decide(Stage.PAPERS, facts, policy(application.purpose))
    if verdict.outcome in (Outcome.DECLINED, Outcome.REFERRED):
        _wait_for_person(session, application, JOINED, verdict)
        return
    move(session, application, Command.MEET_CONDITIONS, actor, "conditions_met")
