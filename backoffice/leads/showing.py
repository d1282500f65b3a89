"""Leads as their customers see them: what was passed on to whom, on which consent."""

from datetime import datetime

from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.consents.models import Consent
from backoffice.customers.models import Customer
from backoffice.dealers.models import Dealer
from backoffice.forms import money
from backoffice.leads.models import Lead
from backoffice.leads.schemas import LeadConsent, LeadView, Sent
from backoffice.leads.service import OVER
from backoffice.office import office_of
from backoffice.wording import wording
from foundation.log import mask
from foundation.zh import moment

WORDS = wording("leads/wording/leads.yml")


def _vehicle(session: Session, lead: Lead) -> str | None:
    vehicles = office_of(session).catalogue().vehicles
    found = vehicles.get(lead.vehicle_key) if lead.vehicle_key else None
    return found.name if found else None


def _when(lead: Lead) -> str | None:
    """The time that was booked; how soon somebody wishes is told as it was said."""
    try:
        return moment(datetime.fromisoformat(lead.timeframe or ""))
    except ValueError:
        return lead.timeframe


def _sent(session: Session, lead: Lead) -> list[Sent]:
    """The fields the dealer gets, with their values masked as everywhere."""
    customer = session.get_one(Customer, lead.customer_id)
    values = {
        "name": (customer.name or "")[:1],
        "phone": mask(customer.phone),
        "vehicle": _vehicle(session, lead),
        "when": _when(lead),
    }
    return [
        Sent(label=WORDS.say(f"passed_{name}"), value=value)
        for name, value in values.items()
        if value is not None
    ]


def _consent(session: Session, lead: Lead) -> LeadConsent:
    consent = session.get_one(Consent, lead.consent_id)
    withdrawn = consent.withdrawn_at
    granted = consent.granted_at.astimezone(SHANGHAI)
    standing = "consent_withdrawn" if withdrawn else "consent_stands"
    return LeadConsent(
        granted_at=granted.isoformat(),
        version=consent.text_version,
        stands=withdrawn is None,
        told=WORDS.say(standing, since=moment(granted)),
    )


def lead_view(session: Session, lead: Lead) -> LeadView:
    """A lead as it stands."""
    over, sent = lead.status in OVER, _sent(session, lead)
    contact = lead.first_contact_by.astimezone(SHANGHAI)
    waiting = lead.status == "new" and lead.delivery != "delivered"
    delivered = lead.delivered_at
    return LeadView(
        lead_no=lead.lead_no,
        intent=lead.intent,
        intent_zh=WORDS.say(lead.intent),
        status=lead.status,
        status_zh=WORDS.say("waiting" if waiting else lead.status),
        dealer_id=lead.dealer_id,
        dealer_name=session.get_one(Dealer, lead.dealer_id).name,
        vehicle=_vehicle(session, lead),
        equity_est=money(lead.equity_est) if lead.equity_est is not None else None,
        passed_on=[one.label for one in sent],
        sent=sent,
        consent=_consent(session, lead),
        created_at=lead.created_at.astimezone(SHANGHAI).isoformat(),
        delivered_at=delivered.astimezone(SHANGHAI).isoformat() if delivered else None,
        first_contact_by=contact.isoformat(),
        expires_on=lead.expires_on.isoformat(),
        can_revoke=not over,
        next=WORDS.say("next_over" if over else "next_open", by=moment(contact)),
    )
