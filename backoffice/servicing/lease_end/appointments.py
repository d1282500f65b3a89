"""The appointment of a return: booked, changed, given up; customer and dealer are told of each."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.dealers.models import Dealer
from backoffice.deliveries.service import deliver_talk
from backoffice.loans.models import Loan
from backoffice.refusals import Refusal
from backoffice.servicing.lease_end.guides import inspection
from backoffice.servicing.lease_end.models import InspectionBooking
from backoffice.servicing.lease_end.rules import WORDS
from backoffice.servicing.lease_end.slots import booking_of, give_back, take
from backoffice.servicing.models import Errand
from backoffice.workflows.orders import order
from foundation.zh import moment

TELL_DEALER = "tell_workshop"


def _announce(session: Session, errand: Errand, booking: InspectionBooking, told: str) -> None:
    """Tell the customer now, the dealer by durable work."""
    customer = session.get_one(Loan, errand.contract_no).customer_id
    dealer = session.get_one(Dealer, booking.dealer_id)
    said = WORDS.say(
        f"told_{told}",
        at=moment(booking.starts_at.astimezone(SHANGHAI)),
        dealer=dealer.name,
        address=dealer.address,
    )
    number = errand.request_no
    deliver_talk(session, f"errand:{number}:{booking.sequence}", customer, "service", said)
    order(session, TELL_DEALER, f"{number}.{booking.sequence}")


def book(session: Session, errand: Errand, wanted: Mapping[str, Any]) -> None:
    """Book `dealer_id` at `starts_at`, or another slot instead of the one that stands.

    Raises `Refusal`: DEALER_UNKNOWN, SLOT_TAKEN.
    """
    before = booking_of(session, errand.request_no)
    if take(session, errand, wanted.get("dealer_id"), wanted.get("starts_at")):
        now = booking_of(session, errand.request_no)
        assert now is not None
        _announce(session, errand, now, "changed" if before else "booked")


def require_booked(errand: Errand) -> None:
    """Raise `Refusal` (ERRAND_UNDERWAY) where no inspection is to come."""
    if errand.state != "BOOKED":
        raise Refusal("ERRAND_UNDERWAY")


def change(session: Session, errand: Errand, wanted: Mapping[str, Any]) -> None:
    """Another slot; raises `Refusal`: ERRAND_UNDERWAY once the car was inspected, SLOT_TAKEN."""
    require_booked(errand)
    book(session, errand, wanted)


def leave(session: Session, errand: Errand) -> None:
    """The errand was cancelled: give the appointment back and tell the dealer."""
    booking = give_back(session, errand.request_no)
    if booking is not None:
        _announce(session, errand, booking, "unbooked")


def appointment(session: Session, errand: Errand) -> dict[str, Any] | None:
    """The appointment as it is shown; None while none stands."""
    booking = booking_of(session, errand.request_no)
    if booking is None or booking.place is None:
        return None
    dealer = session.get_one(Dealer, booking.dealer_id)
    return {
        "dealer": {
            "dealer_id": dealer.dealer_id,
            "name": dealer.name,
            "address": dealer.address,
            "phone": dealer.phone,
        },
        "starts_at": booking.starts_at.astimezone(SHANGHAI).isoformat(),
        "minutes": inspection().minutes,
        "bring": list(inspection().bring),
        "ics_url": f"/errands/{errand.request_no}/appointment.ics",
    }
