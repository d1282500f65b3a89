"""An appointment at a dealer as a calendar file, which a later version replaces or ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Appointment:
    """What a calendar has to know; `sequence` counts its versions, `stands` until it is left."""

    uid: str
    sequence: int
    made_at: datetime
    starts_at: datetime
    lasts: timedelta
    title: str
    place: str
    description: str
    url: str
    stands: bool
    alarms_hours: Sequence[int]


def calendar_file(appointment: Appointment) -> bytes:
    """The file: published with alarms while the appointment stands, cancelled after."""
    event, stands = Event(), appointment.stands
    starts = appointment.starts_at.astimezone(ZONE)
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.made_at.astimezone(ZoneInfo("UTC")))
    event.add("dtstart", starts)
    event.add("dtend", starts + appointment.lasts)
    event.add("summary", appointment.title)
    event.add("location", appointment.place)
    event.add("description", appointment.description)
    event.add("url", appointment.url)
    event.add("status", "CONFIRMED" if stands else "CANCELLED")
    for hours in appointment.alarms_hours if stands else ():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", appointment.title)
        alarm.add("trigger", timedelta(hours=-hours))
        event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Chedai//appointments//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH" if stands else "CANCEL")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content
