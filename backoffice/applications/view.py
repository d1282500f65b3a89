"""An application as its customer sees it."""

from sqlalchemy.orm import Session

from backoffice.applications import reading
from backoffice.applications.field_rules import WORDS as FIELD_WORDS
from backoffice.applications.field_rules import field_rules, masked
from backoffice.applications.fields import is_open, missing, saved
from backoffice.applications.finding import DRIVER, people_of
from backoffice.applications.lifecycle import State, offered
from backoffice.applications.models import Application
from backoffice.applications.moving import STATES
from backoffice.applications.next_step import Standing, named, next_step, until
from backoffice.applications.outcomes import condition_view, decision_view
from backoffice.applications.papers import documents
from backoffice.applications.referrals import PAPERS, open_case
from backoffice.applications.schemas import ApplicationView, ConsentView, FieldView, NextView
from backoffice.applications.timeline import step_views
from backoffice.consents.purposes import purposes
from backoffice.consents.service import granted_since, subjects_of
from backoffice.dealers.models import Dealer
from backoffice.loans.readiness import look
from backoffice.parties.models import Party
from backoffice.parties.views import instant, party_view
from foundation.zh import full_day

__all__ = ["named", "standing", "view"]


def standing(session: Session, application: Application) -> Standing:
    """All that decides what comes next."""
    number = application.application_no
    people = people_of(session, number)
    parties = [party for party in people if party.role != DRIVER]
    borrower = next(party for party in parties if party.role == "borrower")
    booking = reading.booking(session, number)
    decision = reading.last_decision(session, number)
    checking = application.state == State.PRE_DISBURSE_CHECK
    links = reading.newest_links(session, [party.party_id for party in people])
    return Standing(
        application=application,
        parties=parties,
        missing_fields=missing(session, application, borrower),
        documents=documents(session, application),
        conditions=reading.conditions(session, number),
        disbursement_missing=look(session, application).missing if checking else [],
        booking=booking,
        dealer=_dealer_name(session, booking.dealer_id) if booking else "",
        review=reading.review(session, number),
        case=open_case(session, number),
        driver=next((party for party in people if party.role == DRIVER), None),
        linked=frozenset(
            party_id for party_id, link in links.items() if link.state in ("sent", "opened")
        ),
        reapply=full_day(decision.reapply_after) if decision and decision.reapply_after else "",
    )


def _dealer_name(session: Session, dealer_id: str) -> str:
    dealer = session.query(Dealer).filter_by(dealer_id=dealer_id).first()
    return dealer.name if dealer else ""


def field_views(session: Session, application: Application, party: Party) -> list[FieldView]:
    """All fields of the borrower, personal values masked."""
    given = saved(session, party.party_id)
    views = []
    for rule in field_rules().values():
        field = given.get(rule.name)
        value = field.value if field else None
        views.append(
            FieldView.model_validate(
                {
                    "name": rule.name,
                    "label": rule.label,
                    "value": masked(rule.name, value) if value and rule.personal else value,
                    "source": field.source if field else None,
                    "required": application.customer_type in rule.required_for,
                    "open": is_open(application, party, rule),
                    "kind": rule.kind,
                    "choices": [
                        {"value": choice, "label": FIELD_WORDS.say(f"choice_{choice}")}
                        for choice in rule.choices
                    ]
                    or None,
                }
            )
        )
    return views


def _consents(session: Session, borrower: Party) -> list[ConsentView]:
    granted = granted_since(session, subjects_of(session, borrower))
    return [
        ConsentView(
            purpose=key,
            granted=key in granted,
            since=instant(granted.get(key)),
            text_version=purpose.version,
        )
        for key, purpose in purposes().items()
    ]


def _shown_state(at: Standing) -> str:
    """How the state is called: papers that a person looks at are not being read any more."""
    by_person = at.case is not None and at.case.stage == PAPERS
    return State.MANUAL_REVIEW if by_person else at.application.state


def view(session: Session, application: Application) -> ApplicationView:
    """The whole application; money and figures as they were quoted."""
    session.flush()
    at = standing(session, application)
    quote = reading.quote_of(session, application)
    coming: NextView = next_step(at)
    people = [*at.parties, *([at.driver] if at.driver else [])]
    links = reading.newest_links(session, [party.party_id for party in people])
    given = saved(session, at.borrower.party_id)
    return ApplicationView.model_validate(
        {
            "application_no": application.application_no,
            "customer_id": application.customer_id,
            "state": application.state,
            "state_zh": STATES.say(_shown_state(at)),
            "opened_at": instant(application.opened_at),
            "offer_valid_to": instant(application.offer_valid_to),
            "quote": quote,
            "customer_type": application.customer_type,
            "purchase": quote.model_dump(),
            "fields": field_views(session, application, at.borrower),
            "typed_count": sum(field.typed for field in given.values()),
            "parties": [party_view(p, links.get(p.party_id)) for p in people],
            "consents": _consents(session, at.borrower),
            "documents": at.documents,
            "decision": decision_view(
                reading.last_decision(session, application.application_no), at.review
            ),
            "conditions": [condition_view(condition) for condition in at.conditions],
            "contract_no": application.contract_no,
            "steps": step_views(session, application, coming),
            "next": coming,
            "commands": offered(State(application.state), reviewed=at.review is not None),
        }
    )


def last_day(application: Application) -> str:
    """Until when the offer holds, in words."""
    return until(application.offer_valid_to)
