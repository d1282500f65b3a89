"""At most one offer beside the figures of a settlement: by rules over data, never in the way."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor
from backoffice.clock.service import end_of_day
from backoffice.consents.service import granted_since
from backoffice.loans.looking import Look
from backoffice.loans.service import loan_for
from backoffice.numbers import fresh_number
from backoffice.office import office_of
from backoffice.parties.views import instant
from backoffice.refusals import Refusal
from backoffice.servicing.models import ShownOffer
from backoffice.servicing.schemas import OfferView
from backoffice.servicing.sealing import WORDS

LOYALTY = "loyalty"
MARKETING = ("marketing_sms", "marketing_call")
ON_TIME = 12
REMEMBERED = timedelta(days=180)
LATE_WITHIN = timedelta(days=90)
MONTH, MOST_A_MONTH = timedelta(days=30), 2
VALID = timedelta(days=30)


def _on_time(at: Look) -> int:
    """How many of the newest instalments in a row came on their day."""
    count = 0
    for due in sorted(at.dues, key=lambda due: due.due_date, reverse=True):
        if due.paid_on is None or due.paid_on > due.due_date:
            break
        count += due.part == "instalment"
    return count


def _late_lately(at: Look) -> bool:
    since = at.today - LATE_WITHIN
    return any(
        due.due_date >= since
        and (due.paid_on is None or due.paid_on > due.due_date)
        and due.due_date < at.today
        for due in at.dues
    )


def _shown_to(session: Session, customer_id: str, since: date) -> list[ShownOffer]:
    query = sa.select(ShownOffer).where(
        ShownOffer.customer_id == customer_id,
        sa.or_(ShownOffer.shown_on > since, ShownOffer.declined_on > since),
    )
    return list(session.scalars(query.order_by(ShownOffer.shown_on.desc(), ShownOffer.offer_id)))


def offer_beside(session: Session, at: Look) -> ShownOffer | None:
    """The offer that may be shown now: the one shown before while it is valid, or a new one."""
    customer_id, today = at.loan.customer_id, at.today
    agreed = granted_since(session, [customer_id])
    if not any(purpose in agreed for purpose in MARKETING) or _late_lately(at):
        return None
    paid = _on_time(at)
    known = _shown_to(session, customer_id, today - REMEMBERED)
    if paid < ON_TIME or any(offer.declined_on for offer in known):
        return None
    valid = (offer for offer in known if offer.valid_until > office_of(session).clock.now())
    if (before := next(valid, None)) is not None:
        return before
    if sum(offer.shown_on > today - MONTH for offer in known) >= MOST_A_MONTH:
        return None
    offer = ShownOffer(
        offer_id=fresh_number("O", today),
        customer_id=customer_id,
        contract_no=at.loan.contract_no,
        kind=LOYALTY,
        title=WORDS.say("offer_loyalty_title"),
        why_you=WORDS.say("offer_loyalty_why", paid=paid),
        shown_on=today,
        valid_until=end_of_day(today + VALID),
    )
    session.add(offer)
    session.flush()
    return offer


def offer_view(offer: ShownOffer | None) -> OfferView | None:
    """An offer as it is shown."""
    if offer is None:
        return None
    until = instant(offer.valid_until) or ""
    return OfferView(
        offer_id=offer.offer_id, title=offer.title, why_you=offer.why_you, valid_until=until
    )


def offer_for(session: Session, actor: Actor, offer_id: str) -> ShownOffer:
    """An offer that was shown to this actor; raises `Refusal` (OFFER_UNKNOWN)."""
    offer = session.get(ShownOffer, offer_id)
    if offer is None:
        raise Refusal("OFFER_UNKNOWN")
    try:
        loan_for(session, actor, offer.contract_no)
    except Refusal as refusal:
        raise Refusal("OFFER_UNKNOWN") from refusal
    return offer


def decline(session: Session, offer: ShownOffer) -> date:
    """Remember a no; until when."""
    if offer.declined_on is None:
        offer.declined_on = office_of(session).clock.business_date()
        session.flush()
    return offer.declined_on + REMEMBERED
