"""A calendar of the days to come, each with an alarm, for the customer's own phone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from backoffice.reminders.coming import WORDS, Ahead

# When the phone rings before an event, beside the customer's own days.
MORNING = timedelta(hours=9)
ENDS = ("balloon", "lease_end", "id_expiry", "insurance")


def _alarm(days_before: int, text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    # An event of a whole day begins at midnight: nine in the morning some days before.
    alarm.add("trigger", MORNING - timedelta(days=days_before))
    return alarm


def _event(day: Ahead, lead_days: Sequence[int], made_at: datetime, address: str) -> Event:
    event = Event()
    subject = day.contract_no or "person"
    event.add("uid", f"{day.kind}-{subject}-{day.on:%Y%m%d}@chedai")
    event.add("dtstamp", made_at)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("summary", day.text)
    event.add("description", WORDS.say("about_end" if day.kind in ENDS else "about_due"))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    for days_before in lead_days or (1,):
        event.add_component(_alarm(days_before, day.text))
    return event


def calendar_file(
    days: Sequence[Ahead], lead_days: Sequence[int], made_at: datetime, address: str
) -> bytes:
    """An iCalendar file; the same day has the same UID each time, so that it is one entry."""
    calendar = Calendar()
    calendar.add("prodid", "-//Chedai//reminders//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", WORDS.say("calendar"))
    for day in days:
        calendar.add_component(_event(day, lead_days, made_at, address))
    content: bytes = calendar.to_ical()
    return content
