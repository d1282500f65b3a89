"""The appointment of an inspection as a calendar file, which a later version replaces or ends."""

from datetime import timedelta

from sqlalchemy.orm import Session

from backoffice.dealers.calendar_file import Appointment, calendar_file
from backoffice.dealers.models import Dealer
from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.servicing.lease_end.guides import inspection
from backoffice.servicing.lease_end.rules import WORDS
from backoffice.servicing.lease_end.slots import booking_of
from backoffice.servicing.models import Errand


def appointment_file(session: Session, errand: Errand) -> bytes:
    """The file: a request while the appointment stands, its cancellation after.

    Raises `Refusal` (APPOINTMENT_UNKNOWN) when there never was one.
    """
    booking = booking_of(session, errand.request_no)
    if booking is None:
        raise Refusal("APPOINTMENT_UNKNOWN")
    office, dealer = office_of(session), session.get_one(Dealer, booking.dealer_id)
    things = WORDS.say("comma").join(inspection().bring)
    return calendar_file(
        Appointment(
            uid=f"inspection-{errand.request_no}@chedai",
            sequence=booking.sequence,
            made_at=office.clock.now(),
            starts_at=booking.starts_at,
            lasts=timedelta(minutes=inspection().minutes),
            title=WORDS.say("calendar_title", dealer=dealer.name),
            place=dealer.address,
            description=WORDS.say("calendar_bring", things=things),
            url=f"{office.settings.edge_url}/service/errands/{errand.request_no}",
            stands=booking.place is not None,
            alarms_hours=inspection().reminders_hours,
        )
    )
