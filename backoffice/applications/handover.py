"""The keys: when and where they are handed over, and that they were."""

from datetime import datetime, time, timedelta

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.applications.fields import saved
from backoffice.applications.finding import borrower_of
from backoffice.applications.lifecycle import Command, State
from backoffice.applications.models import Application, HandoverBooking
from backoffice.applications.moving import move, note, require_state
from backoffice.audit.actors import Actor
from backoffice.clock.service import SHANGHAI
from backoffice.dealers.answers import dealer_answer
from backoffice.dealers.finding import CITY_ENDS
from backoffice.dealers.models import Dealer
from backoffice.dealers.schemas import DealerAnswer
from backoffice.forms import Instant
from backoffice.office import office_of
from backoffice.refusals import Refusal

SLOT_HOURS = (10, 11, 14, 15, 16)
DAYS_AHEAD = 7


class DeliverySlots(BaseModel):
    """Where the car is handed over, and when it can be."""

    dealer: DealerAnswer
    slots: list[Instant]


class BookDelivery(BaseModel):
    """One of the slots."""

    starts_at: Instant


def _dealer(session: Session, application: Application) -> Dealer:
    """The hand-over centre of the customer's city, else the first there is."""
    today = office_of(session).clock.business_date()
    borrower = borrower_of(session, application.application_no)
    city = saved(session, borrower.party_id).get("city")
    wanted = city.value.removesuffix(CITY_ENDS) if city else ""
    query = sa.select(Dealer).where(Dealer.valid_on(today))
    # A city's centre for handing over stands behind its showroom.
    order = (sa.case((Dealer.city == wanted, 0), else_=1), Dealer.position.desc())
    return session.scalars(query.order_by(*order).limit(1)).one()


def _free(session: Session, dealer_id: str) -> list[datetime]:
    today = office_of(session).clock.business_date()
    taken = set(
        session.scalars(
            sa.select(HandoverBooking.starts_at).where(HandoverBooking.dealer_id == dealer_id)
        )
    )
    wanted = [
        datetime.combine(today + timedelta(days=day), time(hour), SHANGHAI)
        for day in range(1, DAYS_AHEAD + 1)
        for hour in SLOT_HOURS
    ]
    return [at for at in wanted if at not in taken]


def slots(session: Session, application: Application) -> DeliverySlots:
    """The dealer and the free slots of the next days."""
    dealer = _dealer(session, application)
    free = _free(session, dealer.dealer_id)
    return DeliverySlots(dealer=dealer_answer(dealer), slots=[at.isoformat() for at in free])


def _wanted(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None


def book(session: Session, application: Application, request: BookDelivery) -> None:
    """Book a slot, or another one instead.

    Raises `Refusal`: STATE_CONFLICT before the money is paid out, SLOT_TAKEN.
    """
    require_state(application, State.ACTIVATED)
    dealer, at = _dealer(session, application), _wanted(request.starts_at)
    # Two customers at once: the second one waits for the first and sees his slot taken.
    lock = sa.func.pg_advisory_xact_lock(sa.func.hashtext(f"handover {dealer.dealer_id}"))
    session.execute(sa.select(lock))
    own = session.get(HandoverBooking, application.application_no)
    if own is not None and own.starts_at == at:
        return
    free = _free(session, dealer.dealer_id)
    if at not in free:
        raise Refusal("SLOT_TAKEN", allowed={"slots": [each.isoformat() for each in free[:5]]})
    row = {
        "dealer_id": dealer.dealer_id,
        "starts_at": at,
        "booked_at": office_of(session).clock.now(),
    }
    session.execute(
        insert(HandoverBooking)
        .values(application_no=application.application_no, **row)
        .on_conflict_do_update(index_elements=[HandoverBooking.application_no], set_=row)
    )
    session.expire_all()
    note(session, application.application_no, "handover_booked", "deliver")


def handed_over(session: Session, application: Application, actor: Actor) -> None:
    """The customer has his car; raises `Refusal` (STATE_CONFLICT) before it is paid."""
    move(session, application, Command.HAND_OVER, actor, "handed_over")
