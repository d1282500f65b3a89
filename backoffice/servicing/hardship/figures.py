"""The ways through a hard time as they are shown, each with what it costs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.clock.working_time import working_days_after
from backoffice.forms import money
from backoffice.loans.co_signers import Known, co_signers_of
from backoffice.loans.looking import Look
from backoffice.refusals import Refusal
from backoffice.servicing.hardship.plans import Plan, Wish, arrears, penalty_of, plan
from backoffice.servicing.hardship.policy import (
    CAPITALISE,
    DUE_DAY,
    INTEREST_ONLY,
    LONGER_TERM,
    PERSON,
    rules,
    since,
)
from backoffice.servicing.models import Errand
from backoffice.wording import wording
from foundation.zh import day, yuan

WORDS = wording("servicing/wording/hardship.yml")
ERRAND = "hardship"
LASTING = (INTEREST_ONLY, CAPITALISE, LONGER_TERM)
AND = "\u548c"


def reasons(at: Look) -> list[str]:
    """Why nothing can be asked for; empty when something can."""
    return [] if at.running else [WORDS.say("not_running")]


def _had(session: Session, at: Look, name: str) -> set[str]:
    """The reliefs of the last time, by kind."""
    query = sa.select(Errand.details["choice"].astext).where(
        Errand.contract_no == at.loan.contract_no,
        Errand.errand == ERRAND,
        Errand.state == "DONE",
        Errand.ended_on > since(at.today, name),
    )
    return set(session.scalars(query))


def barred(session: Session, at: Look) -> list[str]:
    """Why only a person can help, if that is so."""
    why = []
    if at.days_past_due > rules()["late_most"]:
        why.append(WORDS.say("too_late", most=rules()["late_most"]))
    if at.leased or at.loan.total_loss or not at.coming:
        why.append(WORDS.say("person_only"))
    if any(due.part != "instalment" for due in at.open_dues):
        why.append(WORDS.say("balloon_overdue"))
    return why


def _people(others: Sequence[Known]) -> str:
    """Who signed beside the borrower, by what they are."""
    return AND.join(dict.fromkeys(WORDS.say(one.role) for one in others))


def ways(session: Session, at: Look, wish: Wish) -> tuple[list[Plan], list[str]]:
    """The plans that may be asked for, and in words why others may not."""
    why = barred(session, at)
    if why:
        return [], why
    kinds = [DUE_DAY, *LASTING]
    if DUE_DAY in _had(session, at, "due_day_every"):
        kinds.remove(DUE_DAY)
        why.append(WORDS.say("due_day_twice"))
    if _had(session, at, "relief_every") & set(LASTING):
        kinds = [kind for kind in kinds if kind == DUE_DAY]
        why.append(WORDS.say("relief_twice"))
    others = co_signers_of(session, at.loan)
    if others and set(kinds) & set(LASTING):
        kinds = [kind for kind in kinds if kind == DUE_DAY]
        why.append(WORDS.say("all_sign", people=_people(others)))
    found = [(kind, plan(at, kind, wish)) for kind in kinds]
    if wish.due_day and any(kind == DUE_DAY and each is None for kind, each in found):
        most, last = rules()["due_day_shift"], rules()["due_day_last"]
        raise Refusal("HARDSHIP_DUE_DAY", most=most, last=last, allowed={"most_days": most})
    too_long = [each is None and kind in (INTEREST_ONLY, LONGER_TERM) for kind, each in found]
    if any(too_long):
        why.append(WORDS.say("cap", months=rules()["cap_months"]))
    return [each for _, each in found if each is not None], why


def option(at: Look, found: Plan) -> dict[str, Any]:
    """A way with its figures and its reason."""
    late = arrears(at)
    key = f"{found.kind}_why_late" if found.takes_in else f"{found.kind}_why"
    if found.kind == DUE_DAY:
        key = "due_day_why_later" if found.shift > 0 else "due_day_why_sooner"
    shown = found.payment_now if found.kind == INTEREST_ONLY else found.payment_after
    facts = {
        "months": found.months,
        "day": found.due_day,
        "days": abs(found.shift),
        "first": day(found.rows[0].due_date),
        "until": day(found.until),
        "payment": yuan(found.payment_now),
        "after": yuan(found.payment_after),
        "extra": yuan(abs(found.extra_interest)),
        "penalty": yuan(penalty_of(late)),
    }
    why = WORDS.say(key, **facts)
    if late and not found.takes_in:
        why += WORDS.say("arrears_stay")
    return {
        "kind": found.kind,
        "choice": found.kind,
        "label": WORDS.say(f"{found.kind}_label", **facts),
        "why": why,
        "new_payment": money(shown),
        "payment_now": money(found.payment_now),
        "payment_after": money(found.payment_after),
        "extra_interest": money(found.extra_interest),
        "until": found.until.isoformat(),
        "last_due": found.last_due.isoformat(),
        "due_day": found.due_day,
        "months": found.months,
        "signs": found.kind not in rules()["at_once"],
    }


def _person() -> dict[str, Any]:
    words = {"label": WORDS.say("person_label"), "why": WORDS.say("person_why")}
    nothing = dict.fromkeys(("new_payment", "extra_interest", "until"))
    return {"kind": PERSON, "choice": PERSON, **words, **nothing, "signs": False}


def decide_by(today: date) -> date:
    """Until when a request is decided."""
    return working_days_after(today, rules()["decide_within_working"])


def figures(session: Session, at: Look, wish: Wish, reason: str | None) -> dict[str, Any]:
    """All ways, what they rest on, and until when a request is decided."""
    stands = reasons(at)
    found, why = ([], []) if stands else ways(session, at, wish)
    late = at.days_past_due > rules()["papers_free_late"]
    return {
        "contract_no": at.loan.contract_no,
        "reason": reason,
        "asked": {"due_day": wish.due_day, "pause_months": wish.pause_months},
        "options": [] if stands else [*(option(at, each) for each in found), _person()],
        "eligible": not stands,
        "reasons": stands or why,
        "decide_by": decide_by(at.today).isoformat(),
        "days_past_due": at.days_past_due,
        "overdue": money(at.standing.due),
        "papers_note": WORDS.say("papers_late" if late else "papers_free"),
        "note": WORDS.say("note"),
    }
