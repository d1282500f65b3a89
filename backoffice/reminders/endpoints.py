"""`/reminders`: how a customer is reminded, and a calendar of what is ahead."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from backoffice.audit.actors import CurrentActor, Level
from backoffice.audit.trail import command
from backoffice.customers.finding import customer_for
from backoffice.idempotency.service import RequiredKey
from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.reminders.calendar import calendar_file
from backoffice.reminders.choices import choice_of
from backoffice.reminders.coming import ahead_of
from backoffice.reminders.schemas import CustomerNo, Reminders, SetReminders
from backoffice.reminders.setting import change, view

router = APIRouter(tags=["reminders"])
Whose = Annotated[CustomerNo, Query()]


@router.get("/reminders", responses=refuses(404, 422))
def read_reminders(customer_id: Whose, office: CurrentOffice, actor: CurrentActor) -> Reminders:
    """How he is reminded now, what cannot be left off, and what is ahead."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        return view(session, customer_for(session, actor, customer_id).customer_id)


@router.put("/reminders", responses=refuses(403, 404, 409, 422))
def set_reminders(
    request: SetReminders, office: CurrentOffice, actor: CurrentActor, key: RequiredKey
) -> Reminders:
    """Be reminded otherwise from tomorrow on; notices of what is late stay."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        subject = customer_for(session, actor, request.customer_id).customer_id
        return command(
            session,
            actor,
            key,
            "reminders.set",
            subject,
            request,
            lambda: change(session, request),
            Reminders,
        )


@router.get(
    "/reminders/calendar.ics",
    response_class=Response,
    responses={
        **refuses(403, 404, 422),
        200: {"content": {"text/calendar": {}}, "description": "The days ahead, with alarms."},
    },
)
def calendar(customer_id: Whose, office: CurrentOffice, actor: CurrentActor) -> Response:
    """The days ahead as an iCalendar file."""
    actor.require(Level.L1)
    with office.database.transaction() as session:
        subject = customer_for(session, actor, customer_id).customer_id
        days, leads = ahead_of(session, subject), choice_of(session, subject).lead_days
    address = f"{office.settings.edge_url}/service/reminders"
    return Response(
        calendar_file(days, leads, office.clock.now(), address), media_type="text/calendar"
    )
