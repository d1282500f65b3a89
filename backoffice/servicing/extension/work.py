"""What is told of an extension: every change of its case, with the way as it is then; once."""

from typing import Any

from sqlalchemy.orm import Session

from backoffice.applications.finding import find, parties_of
from backoffice.applications.lifecycle import State
from backoffice.applications.models import Application, Transition
from backoffice.customers.endpoints import mask_name
from backoffice.deliveries.service import LINK, LINK_HERE, deliver_sms, deliver_talk
from backoffice.parties.links import living
from backoffice.servicing.extension.cases import errand_of
from backoffice.servicing.extension.rules import WORDS
from backoffice.servicing.extension.showing import ended
from backoffice.servicing.models import Errand
from backoffice.servicing.views import errand_view
from backoffice.workflows.steps import Done, Steps, in_transaction
from foundation.cards import Card

# Passed through on the balloon's day, and told as one.
QUIET = (State.PRE_DISBURSE_CHECK, State.DOCS_CHECKING)
STATUS = {"done": "done", "doing": "current", "waiting": "todo", "failed": "failed"}
WHO = {"customer": "you", "lender": "us", "nobody": "us"}


def _said(session: Session, errand: Errand, state: str) -> str:
    """The sentence of a change: what came about, then what is to be done."""
    view = errand_view(session, errand)
    if errand.state in ("REVIEWING", "SIGNING"):
        return WORDS.say(f"told_{state}", next=view.next.label)
    return ended(session, errand)


def _timeline(session: Session, errand: Errand, case: Application, text: str) -> dict[str, Any]:
    shown = errand_view(session, errand)
    page = shown.next.page or "/service"
    coming = shown.figures["case"]["next"]
    who = WHO[shown.next.who]
    steps = [
        {
            "name": each.label,
            "key": each.key,
            "status": STATUS[each.state],
            "detail": coming["detail"] if each.state == "doing" else "",
            "who": who,
            "takes": coming["takes"] if each.state == "doing" else "",
        }
        for each in shown.steps
    ]
    data = {
        "application_no": shown.request_no,
        "state": case.state,
        "state_zh": shown.state_zh,
        "steps": steps,
        "next_action": shown.next.label,
        "who": who,
        "takes": coming["takes"],
        "url": page,
    }
    told = {
        "name": "timeline",
        "title": WORDS.say("title"),
        "text": text,
        "data": data,
        "actions": [{"label": WORDS.say("open"), "url": page}],
    }
    return Card.model_validate(told).model_dump(mode="json", exclude_none=True)


def _by_sms(session: Session, change: Transition) -> None:
    """Co-signers read by text message when it is their turn, and that it stands."""
    parties = parties_of(session, change.application_no)
    borrower = mask_name(next(p for p in parties if p.role == "borrower").name) or ""
    for party in parties:
        link = living(session, party.party_id)
        if change.to_state == State.CONTRACT_GENERATED and link is not None:
            text = WORDS.say("sms_your_turn", borrower=borrower, url=LINK_HERE)
            deliver_sms(session, f"{LINK}:{link.id}:{change.id}", party.phone, LINK, text)
        elif change.to_state == State.ACTIVATED and party.role != "borrower":
            ident = f"sms:{change.id}:{party.party_id}"
            text = WORDS.say("sms_in_force", borrower=borrower)
            deliver_sms(session, ident, party.phone, "service", text)


def tell_extension(steps: Steps, transition_id: str) -> None:
    """Put what is to be said of a change of a case into the outbox.

    A change that was passed over meanwhile is not told: the one after it is.
    """

    def tell(session: Session) -> Done:
        change = session.get_one(Transition, int(transition_id))
        case = find(session, change.application_no)
        if case.state != change.to_state or change.to_state in QUIET:
            return Done(moved=False)
        errand = errand_of(session, case.application_no)
        text = _said(session, errand, change.to_state)
        card = _timeline(session, errand, case, text)
        deliver_talk(session, f"state:{change.id}", case.customer_id, "service", text, card)
        _by_sms(session, change)
        return Done()

    in_transaction(steps, "tell", tell, Done)
