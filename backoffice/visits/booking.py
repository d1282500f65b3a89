"""Free times and places: booked, changed, given back; no place is given twice."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.audit.actors import Actor, Kind
from backoffice.clock.service import SHANGHAI
from backoffice.dealers.finding import dealer_of
from backoffice.dealers.hours import beginnings
from backoffice.dealers.models import Dealer
from backoffice.numbers import fresh_number
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.visits.models import Visit
from backoffice.visits.schemas import BookVisit, MoveVisit

LASTS = timedelta(hours=1)
PLACES_AN_HOUR = 2
DAYS_AHEAD = 14
SHOWN_DAYS = 7
SHOWN_AT_REFUSAL = 5


def _full(session: Session, dealer_id: str) -> set[datetime]:
    query = (
        sa.select(Visit.starts_at)
        .where(Visit.dealer_id == dealer_id, Visit.place.is_not(None))
        .group_by(Visit.starts_at)
        .having(sa.func.count() >= PLACES_AN_HOUR)
    )
    return set(session.scalars(query))


def free(
    session: Session, dealer: Dealer, from_day: date | None = None, days: int = SHOWN_DAYS
) -> list[datetime]:
    """The times with a place left, from tomorrow or a later day on."""
    today = office_of(session).clock.business_date()
    first = max(today + timedelta(days=1), from_day or today)
    last = min(first + timedelta(days=days - 1), today + timedelta(days=DAYS_AHEAD))
    full = _full(session, dealer.dealer_id)
    wanted = [
        at
        for n in range((last - first).days + 1)
        for at in beginnings(dealer, first + timedelta(days=n), LASTS)
    ]
    return [at for at in wanted if at not in full]


def _place(session: Session, dealer: Dealer, text: str, but: str = "") -> tuple[datetime, int]:
    """A time and the place that is left there; raises `Refusal` (SLOT_TAKEN) with other times."""
    # Two at once: the second one waits for the first and sees his place taken.
    lock = sa.func.pg_advisory_xact_lock(sa.func.hashtext(f"visit {dealer.dealer_id}"))
    session.execute(sa.select(lock))
    try:
        at = datetime.fromisoformat(text).astimezone(SHANGHAI)
    except ValueError:
        at = datetime.min.replace(tzinfo=SHANGHAI)
    today = office_of(session).clock.business_date()
    inside = today < at.date() <= today + timedelta(days=DAYS_AHEAD)
    if inside and at in beginnings(dealer, at.date(), LASTS):
        query = sa.select(Visit.place).where(
            Visit.dealer_id == dealer.dealer_id, Visit.starts_at == at, Visit.visit_no != but
        )
        taken = set(session.scalars(query))
        left = [n for n in range(1, PLACES_AN_HOUR + 1) if n not in taken]
        if left:
            return at, left[0]
    others = free(session, dealer)[:SHOWN_AT_REFUSAL]
    raise Refusal("SLOT_TAKEN", allowed={"slots": [each.isoformat() for each in others]})


def visits_of(session: Session, customer_id: str) -> list[Visit]:
    """A customer's visits, newest first."""
    query = sa.select(Visit).where(Visit.customer_id == customer_id)
    return list(session.scalars(query.order_by(Visit.booked_at.desc(), Visit.visit_no)))


def visit_for(session: Session, actor: Actor, visit_no: str) -> Visit:
    """A visit of the actor's own; raises `Refusal` (VISIT_UNKNOWN). Locks it."""
    found = session.get(Visit, visit_no, with_for_update=True, populate_existing=True)
    own = found is not None and actor.kind is Kind.CUSTOMER and actor.id == found.customer_id
    if found is None or not (own or actor.inside):
        raise Refusal("VISIT_UNKNOWN")
    return found


def book(session: Session, request: BookVisit) -> Visit:
    """Book; raises `Refusal`: DEALER_UNKNOWN, SLOT_TAKEN, VISIT_STANDS with the one there is."""
    dealer = dealer_of(session, request.dealer_id)
    for other in visits_of(session, request.customer_id):
        if other.kind == request.kind and other.place is not None and not other.past:
            raise Refusal("VISIT_STANDS", allowed={"visit_no": other.visit_no})
    at, place = _place(session, dealer, request.starts_at)
    office = office_of(session)
    visit = Visit(
        visit_no=fresh_number("V", office.clock.business_date()),
        customer_id=request.customer_id,
        kind=request.kind,
        dealer_id=dealer.dealer_id,
        vehicle_key=request.vehicle_key,
        starts_at=at,
        place=place,
        past=False,
        sequence=0,
        booked_at=office.clock.now(),
    )
    session.add(visit)
    session.flush()
    return visit


def move(session: Session, visit: Visit, request: MoveVisit) -> None:
    """Another time instead; raises `Refusal`: VISIT_OVER, DEALER_UNKNOWN, SLOT_TAKEN."""
    if visit.place is None or visit.past:
        raise Refusal("VISIT_OVER")
    dealer = dealer_of(session, request.dealer_id)
    at, place = _place(session, dealer, request.starts_at, visit.visit_no)
    if (visit.dealer_id, visit.starts_at) != (dealer.dealer_id, at):
        visit.sequence += 1
    visit.dealer_id, visit.starts_at, visit.place = dealer.dealer_id, at, place
    session.flush()


def give_back(session: Session, visit: Visit) -> bool:
    """Leave a visit; whether it stood. Raises `Refusal` (VISIT_OVER) once its day is gone."""
    if visit.past:
        raise Refusal("VISIT_OVER")
    if visit.place is None:
        return False
    visit.place = None
    visit.sequence += 1
    session.flush()
    return True
