"""When a dealer inspects cars: within its opening hours, so many an hour, no place given twice."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.customers.models import Customer
from backoffice.dealers.finding import dealer_of, dealers_in
from backoffice.dealers.hours import beginnings
from backoffice.dealers.models import Dealer
from backoffice.loans.models import Loan
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.lease_end.guides import inspection
from backoffice.servicing.lease_end.models import InspectionBooking
from backoffice.servicing.models import Errand

SHOWN_AT_REFUSAL = 5


def hours_of(dealer: Dealer, day: date) -> list[datetime]:
    """The beginnings of inspections that end before the dealer closes; none on other days."""
    return beginnings(dealer, day, timedelta(minutes=inspection().minutes))


def dealers_for(session: Session, loan: Loan) -> list[Dealer]:
    """The dealers of the customer's city; where it has none, all."""
    city = session.get_one(Customer, loan.customer_id).city
    return (dealers_in(session, city) if city else []) or dealers_in(session, None)


def _full(session: Session, dealer_id: str) -> set[datetime]:
    """The hours of a dealer without a place left."""
    query = (
        sa.select(InspectionBooking.starts_at)
        .where(InspectionBooking.dealer_id == dealer_id, InspectionBooking.place.is_not(None))
        .group_by(InspectionBooking.starts_at)
        .having(sa.func.count() >= inspection().capacity_per_hour)
    )
    return set(session.scalars(query))


def free(session: Session, dealer: Dealer, until: date, days: int | None = None) -> list[datetime]:
    """The free slots from tomorrow on, not after `until`, of so many days."""
    today, full = office_of(session).clock.business_date(), _full(session, dealer.dealer_id)
    last = min(until, today + timedelta(days=days or inspection().shown_days))
    count = (last - today).days
    wanted = [at for n in range(1, count + 1) for at in hours_of(dealer, today + timedelta(days=n))]
    return [at for at in wanted if at not in full]


def _moment(text: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at.astimezone(SHANGHAI) if at.tzinfo else None


def _places(session: Session, dealer_id: str, at: datetime, but: str) -> Sequence[int]:
    query = sa.select(InspectionBooking.place).where(
        InspectionBooking.dealer_id == dealer_id,
        InspectionBooking.starts_at == at,
        InspectionBooking.place.is_not(None),
        InspectionBooking.request_no != but,
    )
    taken = set(session.scalars(query))
    return [n for n in range(1, inspection().capacity_per_hour + 1) if n not in taken]


def booking_of(session: Session, request_no: str) -> InspectionBooking | None:
    """The appointment of an errand."""
    return session.get(InspectionBooking, request_no, populate_existing=True)


def take(session: Session, errand: Errand, dealer_id: object, starts_at: object) -> bool:
    """Book a slot for a return, or another one instead; whether anything changed.

    Raises `Refusal`: DEALER_UNKNOWN, SLOT_TAKEN with slots that are free.
    """
    today = office_of(session).clock.business_date()
    dealer, at = dealer_of(session, dealer_id), _moment(starts_at)
    # Two customers at once: the second one waits for the first and sees his place taken.
    lock = sa.func.pg_advisory_xact_lock(sa.func.hashtext(f"inspection {dealer.dealer_id}"))
    session.execute(sa.select(lock))
    own = booking_of(session, errand.request_no)
    standing = own is not None and own.place is not None
    if own and standing and (own.dealer_id, own.starts_at) == (dealer.dealer_id, at):
        return False
    bookable = at is not None and today < at.date() <= errand.effective_on
    places: Sequence[int] = ()
    if at is not None and bookable and at in hours_of(dealer, at.date()):
        places = _places(session, dealer.dealer_id, at, errand.request_no)
    if at is None or not places:
        others = free(session, dealer, errand.effective_on)[:SHOWN_AT_REFUSAL]
        raise Refusal("SLOT_TAKEN", allowed={"slots": [each.isoformat() for each in others]})
    now = office_of(session).clock.now()
    if own is None:
        own = InspectionBooking(request_no=errand.request_no, sequence=0)
        session.add(own)
    else:
        own.sequence += 1
    own.dealer_id, own.starts_at, own.place = dealer.dealer_id, at, places[0]
    own.changed_at = now
    session.flush()
    return True


def give_back(session: Session, request_no: str) -> InspectionBooking | None:
    """Give the place of an appointment back; the appointment, if one stood."""
    own = booking_of(session, request_no)
    if own is None or own.place is None:
        return None
    own.place = None
    own.sequence += 1
    own.changed_at = office_of(session).clock.now()
    session.flush()
    return own
