"""The durable work of leads: the dealer's system is told until it takes it.

A lead that it did not take before the dealer should have called is a dead letter; that a lead is
withdrawn is told for as long as it takes.
"""

from typing import Any

from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.customers.models import Customer
from backoffice.leads.dealer_system import DealerSystemSilent, tell
from backoffice.leads.models import Lead
from backoffice.leads.service import OVER, find
from backoffice.workflows.steps import Done, NotYet, Steps, outside
from foundation.log import logger


def _facts(session: Session, lead: Lead, act: str) -> dict[str, Any]:
    """The least that the dealer needs: to forget a lead, its number."""
    if act == "withdraw":
        return {"lead_no": lead.lead_no, "dealer_id": lead.dealer_id}
    customer = session.get_one(Customer, lead.customer_id)
    return {
        "lead_no": lead.lead_no,
        "dealer_id": lead.dealer_id,
        "intent": lead.intent,
        "surname": (customer.name or "")[:1],
        "phone": customer.phone,
        "vehicle_key": lead.vehicle_key,
        "timeframe": lead.timeframe,
        "consent_ref": lead.consent_id,
        "channel": lead.channel,
        "first_contact_by": lead.first_contact_by.astimezone(SHANGHAI).isoformat(),
        "expires_on": lead.expires_on.isoformat(),
    }


def _still_wanted(lead: Lead, act: str) -> bool:
    """Whether there is something to say: no lead that was taken back, no end of one never told."""
    return lead.delivered_at is not None if act == "withdraw" else lead.status not in OVER


def _try(steps: Steps, lead_no: str, act: str) -> Done:
    office = steps.office
    with office.database.transaction() as session:
        lead = find(session, lead_no)
        if not _still_wanted(lead, act):
            return Done(moved=False)
        lead.tries += 1
        facts, too_late = _facts(session, lead, act), lead.first_contact_by < office.clock.now()
    try:
        tell(office.settings, act, office.clock.now().isoformat(), facts)
    except DealerSystemSilent as silent:
        if act == "withdraw" or not too_late:
            raise NotYet(f"the dealer's system: {silent}") from silent
        logger(__name__).error("leads.dead", lead_no=lead_no, act=act)
        with office.database.transaction() as session:
            find(session, lead_no).delivery = "dead"
        return Done(moved=False)
    with office.database.transaction() as session:
        lead = find(session, lead_no)
        if act == "open":
            lead.delivery, lead.delivered_at = "delivered", office.clock.now()
        lead.tries = 0
    return Done()


def _tell_lead(steps: Steps, lead_no: str) -> None:
    """What the order is about stands at its end: `tell_lead:<lead>:<act>`."""
    act = steps.order_id.split(":")[2]
    outside(steps, f"tell_{act}", lambda: _try(steps, lead_no, act), Done)


BODIES = {"tell_lead": _tell_lead}
