"""The handover of the car as a calendar file."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import Response
from icalendar import Alarm, Calendar, Event

from channels.accounts.levels import Level
from channels.assembly import Edge
from channels.conversations.wire import SHANGHAI
from channels.forwarding.office import As
from channels.problems import refusal
from channels.sessions.calling import Calling
from channels.wording import say

router = APIRouter(prefix="/api/applications", tags=["applications"])
_LASTS = timedelta(hours=1)
_REMIND = (timedelta(days=-1), timedelta(hours=-2))


def _booked(application: dict[str, Any], today: date) -> datetime | None:
    """When the handover is, as the application's next step says it; None while it is not booked.

    The words carry no year: it is the one that comes nearest to today.
    """
    coming = application.get("next") or {}
    found = re.search(say("calendar.moment"), str(coming.get("detail")))
    if coming.get("key") != "booked" or found is None:
        return None
    month, day, hour, minute = (int(part) for part in found.groups())
    years = (today.year - 1, today.year, today.year + 1)
    moments = [datetime(year, month, day, hour, minute, tzinfo=SHANGHAI) for year in years]
    return min(moments, key=lambda moment: abs(moment.date() - today))


def _file(application_no: str, dealer: dict[str, Any], begins: datetime, at: datetime, url: str
          ) -> bytes:  # fmt: skip
    begins = begins.astimezone(UTC)
    ends = begins + _LASTS
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
    who = As.caller(caller)
    application = await edge.office.json("GET", f"/applications/{application_no}", who)
    today = date.fromisoformat(await edge.calendar.business_date())
    begins = _booked(application, today)
    if begins is None:
        raise refusal(404, "NOT_BOOKED")
    slots = await edge.office.json("GET", f"/applications/{application_no}/delivery-slots", who)
    url = f"{edge.settings.edge_url}/apply"
    content = _file(application_no, slots["dealer"], begins, edge.now(), url)
    headers = {
        "Content-Disposition": f'attachment; filename="delivery-{application_no}.ics"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type="text/calendar", headers=headers)
