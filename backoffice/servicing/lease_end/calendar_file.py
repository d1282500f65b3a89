"""The appointment of an inspection as a calendar file, which a later version replaces or ends."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event
from sqlalchemy.orm import Session

from backoffice.dealers.models import Dealer
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.lease_end.guides import inspection
from backoffice.servicing.lease_end.rules import WORDS
from backoffice.servicing.lease_end.slots import booking_of
from backoffice.servicing.models import Errand

ZONE = ZoneInfo("Asia/Shanghai")


def _event(session: Session, errand: Errand, at: datetime, sequence: int, dealer: Dealer) -> Event:
    office = office_of(session)
    event = Event()
    event.add("uid", f"inspection-{errand.request_no}@chedai")
    event.add("sequence", sequence)
    event.add("dtstamp", office.clock.now().astimezone(ZoneInfo("UTC")))
    event.add("dtstart", at.astimezone(ZONE))
    event.add("dtend", at.astimezone(ZONE) + timedelta(minutes=inspection().minutes))
    event.add("summary", WORDS.say("calendar_title", dealer=dealer.name))
    event.add("location", dealer.address)
    bring = WORDS.say("calendar_bring", things=WORDS.say("comma").join(inspection().bring))
    event.add("description", bring)
    event.add("url", f"{office.settings.edge_url}/service/errands/{errand.request_no}")
    return event


def appointment_file(session: Session, errand: Errand) -> bytes:
    """The file: a request while the appointment stands, its cancellation after.

    Raises `Refusal` (APPOINTMENT_UNKNOWN) when there never was one.
    """
    booking = booking_of(session, errand.request_no)
    if booking is None:
        raise Refusal("APPOINTMENT_UNKNOWN")
    stands = booking.place is not None
    dealer = session.get_one(Dealer, booking.dealer_id)
    event = _event(session, errand, booking.starts_at, booking.sequence, dealer)
    event.add("status", "CONFIRMED" if stands else "CANCELLED")
    for hours in inspection().reminders_hours if stands else ():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", WORDS.say("calendar_title", dealer=dealer.name))
        alarm.add("trigger", timedelta(hours=-hours))
        event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Chedai//inspection//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH" if stands else "CANCEL")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content
