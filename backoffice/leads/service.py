"""Leads: opened with consent, withdrawn at once, ended by time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor, Kind
from backoffice.consents.models import Consent
from backoffice.customers.models import Customer
from backoffice.dealers.models import Dealer
from backoffice.leads.models import Lead
from backoffice.numbers import fresh_number
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.workflows.orders import order

PURPOSE = "dealer_share"
FIRST_CONTACT = timedelta(hours=24)
VALID = timedelta(days=30)
OVER = ("withdrawn", "expired", "won", "lost")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the customer wants of a dealer."""

    intent: str
    dealer_id: str
    vehicle_key: str | None = None
    starts_at: datetime | None = None
    timeframe: str | None = None
    equity_est: Decimal | None = None
    plan_id: str | None = None


def _consent(session: Session, customer_id: str) -> Consent:
    query = sa.select(Consent).where(
        Consent.subject_id == customer_id,
        Consent.purpose == PURPOSE,
        Consent.withdrawn_at.is_(None),
    )
    found = session.scalars(query.order_by(Consent.granted_at.desc()).limit(1)).one_or_none()
    if found is None:
        raise Refusal("CONSENT_REQUIRED", allowed={"purpose": PURPOSE})
    return found


def open_lead(session: Session, actor: Actor, customer: Customer, wish: Wish) -> Lead:
    """Pass a wish on to a dealer; the one that stands for the same wish is not passed on again.

    Raises `Refusal`: CONSENT_REQUIRED, DEALER_UNKNOWN.
    """
    consent, office = _consent(session, customer.customer_id), office_of(session)
    today, now = office.clock.business_date(), office.clock.now()
    dealer = session.get(Dealer, wish.dealer_id)
    if dealer is None:
        raise Refusal("DEALER_UNKNOWN")
    standing = sa.select(Lead).where(
        Lead.customer_id == customer.customer_id,
        Lead.intent == wish.intent,
        Lead.dealer_id == wish.dealer_id,
        Lead.status.not_in(OVER),
    )
    found = session.scalars(standing.limit(1)).one_or_none()
    if found is not None and wish.starts_at is None:
        return found
    lead = Lead(
        lead_no=fresh_number("K", today),
        customer_id=customer.customer_id,
        consent_id=consent.id,
        dealer_id=dealer.dealer_id,
        intent=wish.intent,
        vehicle_key=wish.vehicle_key,
        timeframe=wish.starts_at.isoformat() if wish.starts_at else wish.timeframe,
        equity_est=wish.equity_est,
        plan_id=wish.plan_id,
        channel=actor.channel,
        status="new",
        delivery="waiting",
        tries=0,
        created_at=now,
        first_contact_by=now + FIRST_CONTACT,
        expires_on=today + VALID,
    )
    session.add(lead)
    session.flush()
    order(session, "tell_lead", lead.lead_no, "open")
    return lead


def find(session: Session, lead_no: str) -> Lead:
    """A lead, locked; raises `Refusal` (LEAD_UNKNOWN)."""
    found = session.get(Lead, lead_no, with_for_update=True, populate_existing=True)
    if found is None:
        raise Refusal("LEAD_UNKNOWN")
    return found


def lead_for(session: Session, actor: Actor, lead_no: str) -> Lead:
    """A lead of the actor's own; raises `Refusal` (LEAD_UNKNOWN)."""
    found = find(session, lead_no)
    if not (actor.inside or (actor.kind is Kind.CUSTOMER and actor.id == found.customer_id)):
        raise Refusal("LEAD_UNKNOWN")
    return found


def revoke(session: Session, lead_no: str) -> Lead:
    """Take a lead back; the dealer is told to forget it."""
    lead = find(session, lead_no)
    if lead.status not in OVER:
        _end(session, lead, "withdrawn")
        lead.withdrawn_at = office_of(session).clock.now()
        session.flush()
    return lead


def _end(session: Session, lead: Lead, status: str) -> None:
    lead.status, lead.tries = status, 0
    order(session, "tell_lead", lead.lead_no, "withdraw")


def consent_withdrawn(session: Session, customer_id: str) -> None:
    """Nothing may be passed on any more: every standing lead is taken back."""
    standing = sa.select(Lead.lead_no).where(
        Lead.customer_id == customer_id, Lead.status.not_in(OVER)
    )
    for lead_no in session.scalars(standing).all():
        revoke(session, lead_no)


def expire(session: Session, day: date) -> None:
    """End the leads whose time is over on `day`."""
    query = sa.select(Lead).where(Lead.expires_on < day, Lead.status.not_in(OVER))
    for lead in session.scalars(query.with_for_update()).all():
        _end(session, lead, "expired")
    session.flush()


def leads_of(session: Session, customer_id: str) -> Sequence[Lead]:
    """A customer's leads, newest first."""
    query = sa.select(Lead).where(Lead.customer_id == customer_id)
    return session.scalars(query.order_by(Lead.created_at.desc(), Lead.lead_no)).all()


DAILY = (expire,)
