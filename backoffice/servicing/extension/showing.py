"""An extension in words: decided, signed by whom, in force; what its customer does next."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from backoffice.applications.lifecycle import State
from backoffice.applications.models import Application, Transition
from backoffice.applications.moving import STATES
from backoffice.applications.next_step import Standing, next_step
from backoffice.applications.outcomes import decision_view
from backoffice.applications.reading import last_decision, newest_links, review, transitions
from backoffice.applications.schemas import NextView
from backoffice.applications.view import standing
from backoffice.clock.service import SHANGHAI
from backoffice.customers.endpoints import mask_name
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.parties.views import party_view
from backoffice.servicing.extension.cases import case_of
from backoffice.servicing.extension.figures import AND, figures
from backoffice.servicing.extension.following import TOO_LITTLE
from backoffice.servicing.extension.rules import WORDS, reasons, sign_by
from backoffice.servicing.kinds import Shown
from backoffice.servicing.models import Errand
from backoffice.servicing.views import step
from foundation.zh import day, yuan

# The steps of the way, and the states of the case in which each is being done.
WAY: Mapping[str, Sequence[State]] = {
    "authorised": (State.DRAFT, State.ID_VERIFIED),
    "decided": (
        *(State.CREDIT_AUTHORISED, State.MANUAL_REVIEW, State.PRE_APPROVED, State.NEEDS_DOCS),
        *(State.DOCS_CHECKING, State.APPROVED_WITH_CONDITIONS),
    ),
    "cost": (State.APPROVED, State.COST_CONFIRMED),
    "signed": (State.CONTRACT_GENERATED, State.SIGNING),
    "in_force": (State.SIGNED_ALL, State.PRE_DISBURSE_CHECK),
}
OVER = ("FAILED", "CANCELLED")
CARRIED = ("ok", "tight")
WHO = {"you": "customer", "party": "customer", "us": "lender"}


def _position(state: str) -> int:
    for index, states in enumerate(WAY.values()):
        if state in states:
            return index
    return len(WAY)


def _left_on(history: Sequence[Transition], position: int) -> date | None:
    """The day on which the way went past a step for the last time."""
    passed = [
        change.at.astimezone(SHANGHAI).date()
        for change in history
        if change.from_state
        and _position(change.from_state) <= position < _position(change.to_state)
    ]
    return passed[-1] if passed else None


def _steps(session: Session, errand: Errand, case: Application) -> list[dict[str, Any]]:
    history = transitions(session, case.application_no)
    over = errand.state in OVER
    came_from = history[-1].from_state or case.state
    position = _position(came_from if over else case.state)
    found = [step("ordered", WORDS.say("step_ordered"), "done", errand.opened_at.date())]
    for index, key in enumerate(WAY):
        label = WORDS.say(f"step_{key}")
        if index < position:
            found.append(step(key, label, "done", _left_on(history, index)))
        elif over:
            return [*found, step(key, label, "failed", errand.ended_on)]
        else:
            last = errand.effective_on if key == "in_force" else sign_by(errand.effective_on)
            span = (last, last) if key in ("signed", "in_force") else None
            doing = index == position and key != "in_force"
            found.append(step(key, label, "doing" if doing else "waiting", None, span))
    return found


def worded(at: Standing, errand: Errand) -> NextView:
    """What comes next, in the words of an extension where it has its own."""
    coming = next_step(at)
    name = f"next_{coming.key}"
    if not WORDS.has(name):
        return coming
    party = next((each for each in at.parties if each.party_id == coming.party_id), None)
    person = (mask_name(party.name) or party.relation or "") if party else ""
    detail = WORDS.say(
        name,
        person=person,
        sign_by=day(sign_by(errand.effective_on)),
        balloon_due=day(errand.effective_on),
    )
    own = f"label_{coming.key}"
    label = WORDS.say(own, person=person) if WORDS.has(own) else coming.label
    return coming.model_copy(update={"detail": detail, "label": label})


def _facts(
    session: Session, errand: Errand, case: Application, at: Standing, coming: NextView
) -> dict[str, Any]:
    """The case as its pages need it."""
    number = case.application_no
    links = newest_links(session, [party.party_id for party in at.parties])
    decided = decision_view(last_decision(session, number), review(session, number))
    parties = [party_view(party, links.get(party.party_id)) for party in at.parties]
    return {
        "application_no": number,
        "agreement_no": case.contract_no,
        "state": case.state,
        "state_zh": STATES.say(case.state),
        "sign_by": sign_by(errand.effective_on).isoformat(),
        "next": coming.model_dump(mode="json"),
        "parties": [party.model_dump(mode="json") for party in parties],
        "decision": decided.model_dump(mode="json") if decided else None,
        "documents": [paper.model_dump(mode="json") for paper in at.documents],
    }


def option_of(errand: Errand) -> Mapping[str, Any]:
    """The tenor that was chosen, with its figures."""
    months = errand.details["months"]
    options: list[dict[str, Any]] = errand.figures["options"]
    return next(each for each in options if each["term_months"] == months)


def what_of(errand: Errand) -> str:
    """In words what was ordered."""
    option, told = option_of(errand), errand.figures
    return WORDS.say(
        "what_part" if errand.amount else "what",
        extended=yuan(told["extended_amount"]),
        first=yuan(told["pay_first"]),
        months=option["term_months"],
        payment=yuan(option["monthly_payment"]),
        interest=yuan(option["total_interest"]),
    )


def _lighter(session: Session, errand: Errand) -> str:
    """In words which tenors he could ask for again, where what he earns was too little for one."""
    if errand.failure != TOO_LITTLE:
        return ""
    at = look(session, session.get_one(Loan, errand.contract_no))
    if reasons(session, at):
        return ""
    options = figures(session, at, Decimal(errand.figures["pay_first"]))["options"]
    carried = [str(each["term_months"]) for each in options if each["affordability"] in CARRIED]
    return WORDS.say("lighter", months=AND.join(carried)) if carried else ""


def ended(session: Session, errand: Errand) -> str:
    """In words how an errand stands that waits for nobody any more, or for its day."""
    option = option_of(errand)
    name = f"ended_{errand.failure}" if errand.failure else f"ended_{errand.state}"
    return WORDS.say(
        name,
        balloon=yuan(errand.figures["balloon"]),
        first=yuan(errand.figures["pay_first"]),
        balloon_due=day(errand.effective_on),
        payment=yuan(option["monthly_payment"]),
        months=option["term_months"],
        lighter=_lighter(session, errand),
    )


def show(session: Session, errand: Errand, loan: Loan) -> Shown:
    """How an extension stands."""
    case = case_of(session, errand)
    at = standing(session, case)
    coming = worded(at, errand)
    waiting = errand.state in ("REVIEWING", "SIGNING")
    who = WHO[coming.who] if waiting else "lender" if errand.state == "ACCEPTED" else "nobody"
    return Shown(
        steps=_steps(session, errand, case),
        who=who,
        next=coming.label if waiting else ended(session, errand),
        what=what_of(errand),
        amount=errand.amount,
        facts={"case": _facts(session, errand, case, at, coming)},
    )
