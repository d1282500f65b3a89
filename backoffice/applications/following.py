"""`/applications/…`: events, pauses, the funnel, hand-over."""

from fastapi import APIRouter
from sqlalchemy.orm import Session

from backoffice.applications import handover, reading
from backoffice.applications.endpoints import No, run
from backoffice.applications.finding import application_for
from backoffice.applications.funnel import funnel
from backoffice.applications.handover import BookDelivery, DeliverySlots
from backoffice.applications.models import Application, Event
from backoffice.applications.schemas import (
    ApplicationView,
    Events,
    EventView,
    Funnel,
    Nothing,
    Pause,
    Why,
)
from backoffice.audit.actors import CurrentActor, Level
from backoffice.audit.trail import command
from backoffice.idempotency.service import RequiredKey
from backoffice.office import CurrentOffice
from backoffice.parties.views import instant
from backoffice.problem_schemas import refuses
from backoffice.refusals import Refusal

router = APIRouter(tags=["applications"])


@router.get("/applications/funnel", responses=refuses(403))
def read_funnel(office: CurrentOffice, actor: CurrentActor) -> Funnel:
    """Steps, who came and left, pauses, what was typed; for staff."""
    if not actor.inside:
        raise Refusal("STAFF_ONLY")
    with office.database.transaction() as session:
        return funnel(session)


@router.get("/applications/{application_no}/events", responses=refuses(404, 422))
def read_events(application_no: No, office: CurrentOffice, actor: CurrentActor) -> Events:
    """What happened, in order."""
    with office.database.transaction() as session:
        application_for(session, actor, application_no)
        return Events(
            items=[
                EventView(
                    at=instant(event.at) or "",
                    kind=event.kind,
                    step=event.step,
                    seconds=event.seconds,
                    facts=event.facts,
                )
                for event in reading.events(session, application_no)
            ]
        )


@router.post("/applications/{application_no}/pauses", responses=refuses(404, 409, 422))
def report_pause(
    application_no: No, request: Pause, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> Nothing:
    """The page tells that the customer paused for more than half a minute."""
    with office.database.transaction() as session:
        application_for(session, actor, application_no)

        def perform() -> Nothing:
            session.add(
                Event(
                    application_no=application_no,
                    at=office.clock.now(),
                    kind="pause",
                    step=request.step,
                    seconds=request.seconds,
                    facts={"channel": actor.channel},
                )
            )
            return Nothing()

        name = "applications.pause"
        return command(session, actor, key, name, application_no, request, perform, Nothing)


@router.get("/applications/{application_no}/delivery-slots", responses=refuses(404, 422))
def read_delivery_slots(
    application_no: No, office: CurrentOffice, actor: CurrentActor
) -> DeliverySlots:
    """Where the car is handed over, and when it can be."""
    with office.database.transaction() as session:
        return handover.slots(session, application_for(session, actor, application_no))


@router.post("/applications/{application_no}/delivery", responses=refuses(403, 404, 409, 422))
def book_delivery(
    application_no: No,
    request: BookDelivery,
    office: CurrentOffice,
    actor: CurrentActor,
    key: RequiredKey,
) -> ApplicationView:
    """Book when the car is handed over, or change it."""
    actor.require(Level.L1)

    def act(session: Session, application: Application) -> None:
        handover.book(session, application, request)

    return run(office, actor, key, "applications.book_delivery", application_no, request, act)


@router.post("/applications/{application_no}/handover", responses=refuses(403, 404, 409, 422))
def hand_over(
    application_no: No, request: Why, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> ApplicationView:
    """The customer has his car; told by the dealer's side."""

    def act(session: Session, application: Application) -> None:
        if not actor.inside:
            raise Refusal("STAFF_ONLY")
        handover.handed_over(session, application, actor)

    return run(office, actor, key, "applications.hand_over", application_no, request, act)
