"""`/visits`: free times, booking, changing, leaving, the calendar file."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from backoffice.audit.actors import CurrentActor, Level
from backoffice.audit.trail import command
from backoffice.customers.finding import customer_for
from backoffice.dealers.answers import dealer_answer
from backoffice.dealers.finding import dealer_of, dealers_in
from backoffice.idempotency.service import RequiredKey
from backoffice.leads.service import Wish, open_lead, revoke
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.visits import booking
from backoffice.visits.schemas import (
    BookVisit,
    CancelVisit,
    DealerSlots,
    MoveVisit,
    Slots,
    Visits,
    VisitView,
)
from backoffice.visits.telling import appointment_file, visit_view

router = APIRouter(tags=["visits"])

VisitNo = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")]
CustomerId = Annotated[str, Query(pattern=r"^[A-Za-z0-9-]{1,40}$")]
City = Annotated[str | None, Query(max_length=20)]
CALENDAR = "text/calendar"


@router.get("/visits/slots", responses=refuses(422))
def list_slots(
    office: CurrentOffice,
    city: City = None,
    from_day: Annotated[date | None, Query()] = None,
) -> Slots:
    """The free times of the dealers of a city."""
    with office.database.transaction() as session:
        return Slots(
            items=[
                DealerSlots(
                    dealer=dealer_answer(dealer),
                    slots=[at.isoformat() for at in booking.free(session, dealer, from_day)],
                )
                for dealer in dealers_in(session, city)
            ]
        )


@router.get("/dealers/{dealer_id}/slots", responses=refuses(404, 422))
def list_slots_of(
    dealer_id: Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")],
    office: CurrentOffice,
    from_day: Annotated[date | None, Query()] = None,
) -> DealerSlots:
    """The free times of one dealer."""
    with office.database.transaction() as session:
        dealer = dealer_of(session, dealer_id)
        times = booking.free(session, dealer, from_day, booking.DAYS_AHEAD)
        return DealerSlots(dealer=dealer_answer(dealer), slots=[at.isoformat() for at in times])


@router.get("/visits", responses=refuses(404, 422))
def list_visits(customer_id: CustomerId, office: CurrentOffice, actor: CurrentActor) -> Visits:
    """A customer's visits."""
    with office.database.transaction() as session:
        customer_for(session, actor, customer_id)
        found = booking.visits_of(session, customer_id)
        return Visits(items=[visit_view(session, visit) for visit in found])


@router.post("/visits", responses=refuses(403, 404, 409, 422))
def book_visit(
    request: BookVisit, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> VisitView:
    """Book a visit; the dealer is told, as the customer agreed."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        customer = customer_for(session, actor, request.customer_id)

        def perform() -> VisitView:
            visit = booking.book(session, request)
            wish = Wish(visit.kind, visit.dealer_id, visit.vehicle_key, visit.starts_at)
            visit.lead_no = open_lead(session, actor, customer, wish).lead_no
            return visit_view(session, visit)

        return command(
            session, actor, key, "visits.book", customer.customer_id, request, perform, VisitView
        )


@router.post("/visits/{visit_no}/move", responses=refuses(403, 404, 409, 422))
def move_visit(
    visit_no: VisitNo,
    request: MoveVisit,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> VisitView:
    """Another time instead; the old dealer is told, and the new one."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        visit = booking.visit_for(session, actor, visit_no)
        customer = customer_for(session, actor, visit.customer_id)

        def perform() -> VisitView:
            before = visit.sequence
            booking.move(session, visit, request)
            if visit.sequence != before and visit.lead_no:
                revoke(session, visit.lead_no)
                wish = Wish(visit.kind, visit.dealer_id, visit.vehicle_key, visit.starts_at)
                visit.lead_no = open_lead(session, actor, customer, wish).lead_no
            return visit_view(session, visit)

        return command(
            session, actor, key, "visits.move", visit.customer_id, request, perform, VisitView
        )


@router.post("/visits/{visit_no}/cancel", responses=refuses(403, 404, 409, 422))
def cancel_visit(
    visit_no: VisitNo, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> VisitView:
    """Leave a visit; the dealer is told."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        visit = booking.visit_for(session, actor, visit_no)
        request = CancelVisit(visit_no=visit_no)

        def perform() -> VisitView:
            if booking.give_back(session, visit) and visit.lead_no:
                revoke(session, visit.lead_no)
            return visit_view(session, visit)

        return command(
            session, actor, key, "visits.cancel", visit.customer_id, request, perform, VisitView
        )


@router.get(
    "/visits/{visit_no}/appointment.ics",
    response_class=Response,
    responses={200: {"content": {CALENDAR: {}}}, **refuses(404, 422)},
)
def read_calendar(visit_no: VisitNo, office: CurrentOffice, actor: CurrentActor) -> Response:
    """The visit for a calendar."""
    with office.database.transaction() as session:
        visit = booking.visit_for(session, actor, visit_no)
        content = appointment_file(session, visit)
    return Response(content, media_type=CALENDAR, headers={"Cache-Control": "private, no-store"})
