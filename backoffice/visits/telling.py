"""Visits in words: how they stand, the calendar file, the reminder the day before."""

from datetime import date, datetime, time, timedelta
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.customers.models import Customer
from backoffice.dealers.answers import dealer_answer
from backoffice.dealers.calendar_file import Appointment, calendar_file
from backoffice.dealers.models import Dealer
from backoffice.deliveries.service import Notice, deliver_notices
from backoffice.office import office_of
from backoffice.visits.booking import LASTS
from backoffice.visits.models import Visit
from backoffice.visits.schemas import VisitView
from backoffice.wording import wording
from foundation.zh import moment

WORDS = wording("visits/wording/visits.yml")
ALARMS_HOURS = (24, 2)
REMINDED_AT = time(18)
PAGE = "/visits"
AND = "\u3001"


def _vehicle(session: Session, visit: Visit) -> str | None:
    vehicles = office_of(session).catalogue().vehicles
    found = vehicles.get(visit.vehicle_key) if visit.vehicle_key else None
    return found.name if found else None


def _state(visit: Visit) -> Literal["BOOKED", "CANCELLED", "PAST"]:
    if visit.place is None:
        return "CANCELLED"
    return "PAST" if visit.past else "BOOKED"


def visit_view(session: Session, visit: Visit) -> VisitView:
    """A visit as it stands."""
    dealer, state = session.get_one(Dealer, visit.dealer_id), _state(visit)
    kind, starts = WORDS.say(visit.kind), visit.starts_at.astimezone(SHANGHAI)
    return VisitView(
        visit_no=visit.visit_no,
        kind=visit.kind,
        kind_zh=kind,
        state=state,
        state_zh=WORDS.say(state),
        dealer=dealer_answer(dealer),
        vehicle=_vehicle(session, visit),
        starts_at=starts.isoformat(),
        ics_url=f"/api/visits/{visit.visit_no}/appointment.ics",
        bring=WORDS.say(f"bring_{visit.kind}").split(AND),
        lead_no=visit.lead_no,
        what=WORDS.say("what", kind=kind, when=moment(starts), dealer=dealer.name),
        next=WORDS.say(f"next_{state}"),
    )


def appointment_file(session: Session, visit: Visit) -> bytes:
    """The visit as a calendar file."""
    office, dealer = office_of(session), session.get_one(Dealer, visit.dealer_id)
    kind = WORDS.say(visit.kind)
    return calendar_file(
        Appointment(
            uid=f"visit-{visit.visit_no}@chedai",
            sequence=visit.sequence,
            made_at=office.clock.now(),
            starts_at=visit.starts_at,
            lasts=LASTS,
            title=WORDS.say("title", kind=kind, dealer=dealer.name),
            place=dealer.address,
            description=WORDS.say("description", bring=WORDS.say(f"bring_{visit.kind}")),
            url=f"{office.settings.edge_url}{PAGE}",
            stands=visit.place is not None,
            alarms_hours=ALARMS_HOURS,
        )
    )


def _standing_on(session: Session, day: date) -> list[Visit]:
    begins = datetime.combine(day, time(), SHANGHAI)
    query = sa.select(Visit).where(
        Visit.place.is_not(None),
        Visit.starts_at >= begins,
        Visit.starts_at < begins + timedelta(days=1),
    )
    return list(session.scalars(query.order_by(Visit.visit_no)))


def remind(session: Session, day: date) -> None:
    """On the day before, at 18:00: once for each version of a visit."""
    office, notices = office_of(session), []
    for visit in _standing_on(session, day + timedelta(days=1)):
        customer = session.get_one(Customer, visit.customer_id)
        dealer, kind = session.get_one(Dealer, visit.dealer_id), WORDS.say(visit.kind)
        text = WORDS.say(
            "remind",
            time=f"{visit.starts_at.astimezone(SHANGHAI):%H:%M}",
            kind=kind,
            dealer=dealer.name,
            address=dealer.address,
            bring=WORDS.say(f"bring_{visit.kind}"),
            url=f"{office.settings.edge_url}{PAGE}",
        )
        notices.append(
            Notice(
                delivery_id=f"visit:{visit.visit_no}:{visit.sequence}",
                customer_id=visit.customer_id,
                phone=customer.phone,
                kind="visit",
                ways=("app", "reach"),
                title=WORDS.say("title", kind=kind, dealer=dealer.name),
                text=text,
                short=text,
                at=datetime.combine(day, REMINDED_AT, SHANGHAI),
            )
        )
    deliver_notices(session, notices)


def note_past(session: Session, day: date) -> None:
    """Visits of the days before `day` are over."""
    begins = datetime.combine(day, time(), SHANGHAI)
    over = sa.update(Visit).where(Visit.starts_at < begins, Visit.past.is_(False))
    session.execute(over.values(past=True))


DAILY = (note_past, remind)
