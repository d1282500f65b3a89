"""The durable work of a lease's end: the dealer told, money collected, the contract closed."""

from pyhanko.sign.timestamps import TimestampRequestError
from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.customers.models import Customer
from backoffice.deliveries.service import deliver_talk
from backoffice.loans.models import Loan
from backoffice.loans.views import car_name
from backoffice.providers.errors import ProviderError
from backoffice.servicing.collecting import collected
from backoffice.servicing.drawing import give_up
from backoffice.servicing.errands import find
from backoffice.servicing.lease_end.ending import end_mandates, try_to_buy
from backoffice.servicing.lease_end.guides import inspection, photos
from backoffice.servicing.lease_end.people import call
from backoffice.servicing.lease_end.rules import BUYOUT, RETURN, WORDS
from backoffice.servicing.lease_end.slots import booking_of
from backoffice.servicing.lease_end.workshop import InspectionOrder, workshop_of
from backoffice.servicing.models import Errand
from backoffice.servicing.proofs import proof_of
from backoffice.servicing.views import failure_of
from backoffice.workflows.steps import Done, NotYet, Steps, in_transaction, outside

VIN_TAIL = 6


def _order(session: Session, request_no: str, sequence: int) -> InspectionOrder | None:
    """What the dealer is told; None when a later version of the appointment stands."""
    booking, errand = booking_of(session, request_no), find(session, request_no)
    if booking is None or booking.sequence != sequence:
        return None
    loan = session.get_one(Loan, errand.contract_no)
    customer = session.get_one(Customer, loan.customer_id)
    stands = booking.place is not None
    return InspectionOrder(
        order_no=request_no,
        sequence=sequence,
        act=("change" if sequence else "book") if stands else "cancel",
        dealer_id=booking.dealer_id,
        starts_at=booking.starts_at.astimezone(SHANGHAI),
        minutes=inspection().minutes,
        car=car_name(loan),
        plate=loan.vehicle.get("plate") or "",
        vin_tail=(loan.vehicle.get("vin") or "")[-VIN_TAIL:],
        customer=(customer.name or "")[:1],
        checklist=tuple(photos()),
    )


def tell_dealer(steps: Steps, subject: str) -> None:
    """Hand a version of the appointment to the dealer; asked again until it answers."""
    request_no, _, sequence = subject.partition(".")

    def send() -> Done:
        with steps.office.database.transaction() as session:
            order = _order(session, request_no, int(sequence))
        if order is None:
            return Done(moved=False)
        try:
            answer = workshop_of(steps.office).tell(order)
        except ProviderError as error:
            raise NotYet(str(error)) from error
        return Done(moved=answer.accepted or order.act == "cancel")

    def note(session: Session) -> Done:
        errand = find(session, request_no)
        call(session, errand.contract_no, f"dealer_no:{subject}", "dealer_no", dealer=request_no)
        return Done()

    sent = outside(steps, "send", send, Done)
    with steps.office.database.transaction() as session:
        superseded = _order(session, request_no, int(sequence)) is None
    if not sent.moved and not superseded:
        in_transaction(steps, "note", note, Done)


def _ask(steps: Steps, request_no: str) -> None:
    """A residual that waited for the bank's answer about the last rent."""

    def ask(session: Session) -> Done:
        errand = find(session, request_no, lock=True)
        buys = errand.details["choice"] == BUYOUT
        if buys and not try_to_buy(session, errand, steps.office.clock.now()):
            raise NotYet("the bank has not answered about the last rent")
        return Done()

    in_transaction(steps, "ask", ask, Done)


def _close(session: Session, errand: Errand) -> bool:
    """Close a settled lease; whether it was closed now. Raises `NotYet` while money is owed."""
    loan = session.get_one(Loan, errand.contract_no, populate_existing=True)
    returns = errand.details["choice"] == RETURN
    if errand.state != ("DRAWING" if returns else "PAID"):
        return False
    if loan.state != "SETTLED":
        raise NotYet("not set off")
    end_mandates(session, loan.contract_no, loan.settled_on)
    errand.paid_on = errand.paid_on or loan.settled_on
    errand.state = "DONE" if returns else "RELEASING"
    errand.ended_on = loan.settled_on if returns else None
    session.flush()
    return True


def _conclude(steps: Steps, request_no: str) -> bool:
    def conclude(session: Session) -> Done:
        errand = find(session, request_no, lock=True)
        if errand.details["choice"] == BUYOUT:
            give_up(session, errand)
        return Done(moved=_close(session, errand))

    return in_transaction(steps, "conclude", conclude, Done).moved


def _prove(steps: Steps, request_no: str) -> None:
    def prove(session: Session) -> Done:
        loan = session.get_one(Loan, find(session, request_no).contract_no)
        try:
            proof_of(session, loan)
        except TimestampRequestError as error:
            raise NotYet(str(error)) from error
        return Done()

    in_transaction(steps, "prove", prove, Done)


def _tell(steps: Steps, request_no: str) -> None:
    def tell(session: Session) -> Done:
        errand = find(session, request_no)
        loan = session.get_one(Loan, errand.contract_no)
        why = failure_of(errand)
        told = {"DONE": "returned", "RELEASING": "bought", "FAILED": "not_bought"}.get(errand.state)
        if told is None:
            return Done(moved=False)
        if told == "not_bought":
            call(session, errand.contract_no, f"not_bought:{request_no}", told, reason=why)
        said = WORDS.say(f"told_{told}", reason=why, title=inspection().title_workdays)
        deliver_talk(session, f"errand:{request_no}", loan.customer_id, "service", said)
        return Done()

    in_transaction(steps, "tell", tell, Done)


def end_lease(steps: Steps, request_no: str) -> None:
    """To its end, once its last day came: bought or returned."""
    _ask(steps, request_no)
    collected(steps, request_no)
    if _conclude(steps, request_no):
        _prove(steps, request_no)
    _tell(steps, request_no)
