"""Tells the customer of a change of state, with the timeline as it is then."""

from typing import Any

from sqlalchemy.orm import Session

from backoffice.applications.finding import find
from backoffice.applications.models import Transition
from backoffice.applications.next_step import until
from backoffice.applications.schemas import ApplicationView
from backoffice.applications.view import view
from backoffice.deliveries.service import deliver_talk
from backoffice.loans.service import instalments, loan_of
from backoffice.wording import wording
from backoffice.workflows.steps import Done, Steps, in_transaction
from foundation.cards import Card
from foundation.zh import day, yuan

WORDS = wording("applications/wording/told.yml")


def timeline_card(shown: ApplicationView, text: str) -> dict[str, Any]:
    """The timeline as the talk shows it."""
    data = {
        "application_no": shown.application_no,
        "state": shown.state,
        "state_zh": shown.state_zh,
        "steps": [step.model_dump(mode="json", exclude_none=True) for step in shown.steps],
        "next_action": shown.next.label,
        "who": shown.next.who,
        "takes": shown.next.takes,
        "url": "/apply",
    }
    action = {"label": WORDS.say("open"), "url": "/apply"}
    card = Card.model_validate(
        {
            "name": "timeline",
            "title": WORDS.say("title"),
            "text": text,
            "data": data,
            "actions": [action],
        }
    )
    return card.model_dump(mode="json", exclude_none=True)


def _said(session: Session, shown: ApplicationView, state: str) -> str:
    figures: dict[str, str] = {"no": shown.application_no, "next": shown.next.label}
    application = find(session, shown.application_no)
    figures["valid_to"] = until(application.offer_valid_to)
    loan = loan_of(session, shown.application_no)
    if loan is not None:
        first = instalments(session, loan.contract_no)[0]
        figures |= {"first_due": day(first.due_date), "first_amount": yuan(first.payment)}
    return WORDS.say(state, **figures)


def tell_state(steps: Steps, transition_id: str) -> None:
    """Put what is to be said of a change into the outbox; said once.

    A change that was passed over meanwhile is not told: the one after it is.
    """

    def tell(session: Session) -> Done:
        change = session.get_one(Transition, int(transition_id))
        application = find(session, change.application_no)
        if application.state != change.to_state:
            return Done(moved=False)
        shown = view(session, application)
        text = _said(session, shown, change.to_state)
        card = timeline_card(shown, text)
        deliver_talk(
            session, f"state:{change.id}", application.customer_id, "application", text, card
        )
        return Done()

    in_transaction(steps, "tell", tell, Done)
