"""The handover of the car as a calendar file."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import Response
from icalendar import Alarm, Calendar, Event

from channels.accounts.levels import Level
from channels.assembly import Edge
from channels.forwarding.office import As
from channels.problems import refusal
from channels.sessions.calling import Calling
from channels.wording import say

router = APIRouter(prefix="/api/applications", tags=["applications"])
_LASTS = timedelta(hours=1)
_REMIND = (timedelta(days=-1), timedelta(hours=-2))


def _file(application_no: str, dealer: dict[str, Any], booked: dict[str, Any], at: datetime,
          url: str) -> bytes:  # fmt: skip
    begins = datetime.fromisoformat(booked["starts_at"]).astimezone(UTC)
    ends = begins + _LASTS
    if booked.get("ends_at"):
        ends = datetime.fromisoformat(booked["ends_at"]).astimezone(UTC)
    event = Event()
    event.add("uid", f"delivery-{application_no}@chedai")
    event.add("dtstamp", at)
    event.add("dtstart", begins)
    event.add("dtend", ends)
    event.add("summary", say("calendar.handover", dealer=dealer["name"]))
    event.add("location", f"{dealer.get('city', '')}{dealer.get('address', '')}")
    event.add("description", say("calendar.bring"))
    event.add("url", url)
    event.add("status", "CONFIRMED")
    for before in _REMIND:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", say("calendar.handover", dealer=dealer["name"]))
        alarm.add("trigger", before)
        event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Chedai//handover//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


@router.get(
    "/{application_no}/delivery.ics",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {}}, "description": "The booked handover."}},
)
async def handover(
    edge: Edge,
    caller: Calling,
    application_no: Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,40}$")],
) -> Response:
    """The booked handover with two reminders; 404 while nothing is booked."""
    if caller.kind == "party":
        raise refusal(403, "LINK_ONLY")
    caller.require(Level.L1)
    path = f"/applications/{application_no}/delivery-slots"
    told = await edge.office.json("GET", path, As.caller(caller))
    dealer, booked = told.get("dealer"), told.get("booked")
    if not isinstance(booked, dict) or not isinstance(dealer, dict):
        raise refusal(404, "NOT_BOOKED")
    url = f"{edge.settings.edge_url}/apply"
    content = _file(application_no, dealer, booked, edge.now(), url)
    headers = {
        "Content-Disposition": f'attachment; filename="delivery-{application_no}.ics"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type="text/calendar", headers=headers)
