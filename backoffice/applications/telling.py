"""Tells the customer of a change of state, with the timeline as it is then."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backoffice.applications.finding import find, parties_of
from backoffice.applications.lifecycle import State
from backoffice.applications.models import PurchaseFact, Transition
from backoffice.applications.next_step import until
from backoffice.applications.referrals import Referral
from backoffice.applications.schemas import ApplicationView
from backoffice.applications.view import view
from backoffice.customers.endpoints import mask_name
from backoffice.deliveries.service import LINK, LINK_HERE, deliver_sms, deliver_talk
from backoffice.loans.models import Loan
from backoffice.loans.schedules import in_force
from backoffice.loans.service import loan_of
from backoffice.office import office_of
from backoffice.parties.links import living
from backoffice.reminders.dates import make_known
from backoffice.wording import wording
from backoffice.workflows.steps import Done, Steps, in_transaction
from foundation.cards import Action, Card, Contract, card
from foundation.zh import day, yuan

WORDS = wording("applications/wording/told.yml")
SMS = wording("applications/wording/sms.yml")
INSURED = "insured"


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
    timeline = Card.model_validate(
        {
            "name": "timeline",
            "title": WORDS.say("title"),
            "text": text,
            "data": data,
            "actions": [action],
        }
    )
    return timeline.model_dump(mode="json", exclude_none=True)


def contract_card(session: Session, loan: Loan, text: str) -> dict[str, Any]:
    """The loan as it begins."""
    first = in_force(session, loan.contract_no)[0]
    data = Contract(
        contract_no=loan.contract_no,
        state=loan.state,
        product_key=loan.product_key,
        vehicle=f"{loan.vehicle['name']} {loan.vehicle['trim']}",
        principal_outstanding=f"{loan.principal:.2f}",
        next_due_date=first.due_date.isoformat(),
        next_due_amount=f"{first.payment:.2f}",
        paid_periods=0,
        term_months=loan.months,
        days_past_due=0,
    )
    actions = [
        Action(label=WORDS.say("open_contract"), url="/apply"),
        Action(label=WORDS.say("set_reminder"), url="/service/reminders"),
    ]
    shown = card(WORDS.say("contract"), f"{text}{WORDS.say('reminder')}", data, actions)
    return shown.model_dump(mode="json", exclude_none=True)


def _said(session: Session, shown: ApplicationView, state: str) -> str:
    figures: dict[str, str] = {"no": shown.application_no, "next": shown.next.label}
    application = find(session, shown.application_no)
    figures["valid_to"] = until(application.offer_valid_to)
    loan = loan_of(session, shown.application_no)
    if loan is not None:
        first = in_force(session, loan.contract_no)[0]
        figures |= {"first_due": day(first.due_date), "first_amount": yuan(first.payment)}
    return WORDS.say(state, **figures)


def _dates_known(session: Session, loan: Loan) -> None:
    """From now on he is reminded when his ID card and his insurance end, as far as it is known."""
    parties = parties_of(session, loan.application_no or "")
    borrower = next(party for party in parties if party.role == "borrower")
    if borrower.id_valid_to is not None:
        make_known(session, loan.customer_id, "id_expiry", borrower.id_valid_to)
    insured = session.get(PurchaseFact, (loan.application_no, INSURED))
    ends_on = (insured.facts if insured else {}).get("until")
    if ends_on is not None:
        end = date.fromisoformat(ends_on)
        make_known(session, loan.customer_id, "insurance", end, loan.contract_no)


def _by_sms(session: Session, change: Transition) -> None:
    """A result reaches the borrower by text message as well, and co-signers when it is theirs."""
    parties = parties_of(session, change.application_no)
    borrower = next(party for party in parties if party.role == "borrower")
    if SMS.has(change.to_state):
        address = f"{office_of(session).settings.edge_url}/apply"
        text = SMS.say(change.to_state, url=address)
        deliver_sms(session, f"sms:{change.id}", borrower.phone, "application", text)
    figures = {"borrower": mask_name(borrower.name) or "", "url": LINK_HERE}
    for party in parties:
        link = living(session, party.party_id)
        if change.to_state == State.CONTRACT_GENERATED and link is not None:
            text = SMS.say("your_turn", **figures)
            deliver_sms(session, f"{LINK}:{link.id}:{change.id}", party.phone, LINK, text)
        elif change.to_state == State.ACTIVATED and party is not borrower:
            text = SMS.say("begun", **figures)
            ident = f"sms:{change.id}:{party.party_id}"
            deliver_sms(session, ident, party.phone, "application", text)


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
        timeline, to = timeline_card(shown, text), application.customer_id
        deliver_talk(session, f"state:{change.id}", to, "application", text, timeline)
        loan = loan_of(session, application.application_no)
        if change.to_state == State.ACTIVATED and loan is not None:
            begun = contract_card(session, loan, text)
            said = f"{text}{WORDS.say('reminder')}"
            deliver_talk(session, f"contract:{loan.contract_no}", to, "contract", said, begun)
            _dates_known(session, loan)
        _by_sms(session, change)
        return Done()

    in_transaction(steps, "tell", tell, Done)


def tell_referral(steps: Steps, referral_id: str) -> None:
    """Tell the customer that a person looks at his papers, and until when; said once."""

    def tell(session: Session) -> Done:
        case = session.get_one(Referral, int(referral_id))
        if case.decided_at is not None:
            return Done(moved=False)
        application = find(session, case.application_no)
        shown = view(session, application)
        text = WORDS.say("referred", due_by=until(case.due_by))
        timeline = timeline_card(shown, text)
        to = application.customer_id
        deliver_talk(session, f"referral:{case.id}", to, "application", text, timeline)
        return Done()

    in_transaction(steps, "tell", tell, Done)
