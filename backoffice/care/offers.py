"""Offers that a customer sees: shown when the gate allows it, declined for half a year."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor
from backoffice.care.decisions import weigh
from backoffice.care.facts import gather
from backoffice.care.gate import Intent, Worth
from backoffice.care.models import CareDecision
from backoffice.care.moments import Moment, moments
from backoffice.care.rules import BESIDE, gate
from backoffice.care.schemas import OfferSeen
from backoffice.care.values import values
from backoffice.care.worth import TOPICS, WORDS
from backoffice.clock.service import end_of_day
from backoffice.loans.looking import Look
from backoffice.loans.service import loan_for
from backoffice.numbers import fresh_number
from backoffice.office import office_of
from backoffice.parties.views import instant
from backoffice.refusals import Refusal
from backoffice.servicing.models import ShownOffer
from backoffice.servicing.schemas import OfferView

SETTLEMENT = "settlement"
REMEMBERED = timedelta(days=gate().rule("not_declined").needs["days"])


def _standing(session: Session, customer_id: str, topic: str, now: datetime) -> ShownOffer | None:
    """The offer that he was shown and may still take."""
    query = sa.select(ShownOffer).where(
        ShownOffer.customer_id == customer_id,
        ShownOffer.kind == topic,
        ShownOffer.declined_on.is_(None),
        ShownOffer.valid_until > now,
    )
    return session.scalars(query.order_by(ShownOffer.shown_on.desc()).limit(1)).first()


def show_offer(session: Session, decision: CareDecision, worth: Worth) -> ShownOffer:
    """An offer as a decision allowed it; shown again while it holds."""
    if decision.offer_id is not None:
        return session.get_one(ShownOffer, decision.offer_id)
    today = decision.decided_on
    offer = ShownOffer(
        offer_id=fresh_number("O", today),
        customer_id=decision.customer_id,
        contract_no=decision.contract_no,
        kind=decision.topic,
        title=WORDS.say(f"{decision.topic}_title", pct=f"{values().pct_off}"),
        why_you=worth.why,
        shown_on=today,
        valid_until=end_of_day(today + values().valid),
    )
    session.add(offer)
    session.flush()
    decision.offer_id = offer.offer_id
    session.flush()
    return offer


def offer_beside(session: Session, at: Look) -> ShownOffer | None:
    """The one offer beside a settlement: the one shown before while it holds, or a new one."""
    moment: Moment = moments()[SETTLEMENT]
    now, customer_id = office_of(session).clock.now(), at.loan.customer_id
    before = _standing(session, customer_id, moment.topic, now)
    without = [before.offer_id] if before else []
    facts = gather(session, {customer_id: now}, without)[customer_id]
    worth = TOPICS[moment.topic](session, at)
    decision = weigh(
        session,
        facts,
        Intent(moment.sort, moment.topic, BESIDE, worth),
        customer_id=customer_id,
        contract_no=at.loan.contract_no,
        moment=moment.name,
    )
    if not decision.allowed:
        return None
    if before is not None:
        decision.offer_id = before.offer_id
        return before
    return show_offer(session, decision, worth)


def offer_view(offer: ShownOffer | None) -> OfferView | None:
    """An offer as it is shown."""
    if offer is None:
        return None
    until = instant(offer.valid_until) or ""
    return OfferView(
        offer_id=offer.offer_id, title=offer.title, why_you=offer.why_you, valid_until=until
    )


def offers_of(session: Session, customer_id: str) -> Sequence[ShownOffer]:
    """What a customer was shown, newest first."""
    query = sa.select(ShownOffer).where(ShownOffer.customer_id == customer_id)
    return session.scalars(query.order_by(ShownOffer.shown_on.desc(), ShownOffer.offer_id)).all()


def offer_seen(offer: ShownOffer, now: datetime) -> OfferSeen:
    """An offer with what became of it."""
    declined = offer.declined_on + REMEMBERED if offer.declined_on else None
    open_ = declined is None and offer.valid_until > now
    return OfferSeen(
        offer_id=offer.offer_id,
        topic=offer.kind,
        title=offer.title,
        why_you=offer.why_you,
        contract_no=offer.contract_no,
        shown_on=offer.shown_on.isoformat(),
        valid_until=instant(offer.valid_until) or "",
        state="declined" if declined else "open" if open_ else "over",
        declined_until=declined.isoformat() if declined else None,
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
