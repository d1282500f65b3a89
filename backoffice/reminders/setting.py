"""How a customer is reminded, read and changed."""

from datetime import time, timedelta
from typing import cast, get_args

from sqlalchemy.orm import Session

from backoffice.numbers import fresh_number
from backoffice.office import office_of
from backoffice.reminders.choices import Choice, checked, choice_of, keep, of_ladder
from backoffice.reminders.coming import WORDS, Ahead, ahead_of
from backoffice.reminders.schemas import (
    Channel,
    ChannelChoice,
    Coming,
    QuietHours,
    ReminderReceipt,
    Reminders,
    SetReminders,
)
from backoffice.reminders.texts import short_date

SHOWN = 8
AUTO = "auto"
ICS = "/api/reminders/calendar.ics"
MANDATORY = ("mandatory_failed", "mandatory_overdue", "mandatory_end")


def _coming(day: Ahead) -> Coming:
    return Coming(kind=day.kind, on=day.on.isoformat(), contract_no=day.contract_no, text=day.text)


def view(session: Session, customer_id: str, receipt: ReminderReceipt | None = None) -> Reminders:
    """How he is reminded now, and what is ahead."""
    choice = choice_of(session, customer_id)
    quiet = {"from": f"{choice.quiet_from:%H:%M}", "to": f"{choice.quiet_to:%H:%M}"}
    return Reminders(
        lead_days=list(choice.lead_days),
        channel=cast(Channel, choice.channel or AUTO),
        channels=[ChannelChoice(key=key, label=WORDS.say(key)) for key in get_args(Channel)],
        quiet_hours=QuietHours.model_validate(quiet),
        default=choice == of_ladder(),
        mandatory=[WORDS.say(name) for name in MANDATORY],
        ics_url=ICS,
        upcoming=[_coming(day) for day in ahead_of(session, customer_id)[:SHOWN]],
        receipt=receipt,
    )


def _channel(now: Choice, asked: SetReminders) -> str | None:
    if asked.channel is None:
        return now.channel
    return None if asked.channel == AUTO else asked.channel


def _wanted(now: Choice, asked: SetReminders) -> Choice:
    quiet = asked.quiet_hours
    return Choice(
        now.lead_days if asked.lead_days is None else tuple(asked.lead_days),
        _channel(now, asked),
        time.fromisoformat(quiet.from_) if quiet else now.quiet_from,
        time.fromisoformat(quiet.to) if quiet else now.quiet_to,
    )


def _in_words(choice: Choice) -> str:
    days = WORDS.say("stop").join(str(day) for day in choice.lead_days)
    return WORDS.say(
        "what",
        days=WORDS.say("days", days=days) if days else WORDS.say("days_none"),
        channel=WORDS.say(choice.channel or AUTO),
        hours=WORDS.say("hour", quiet_to=f"{choice.quiet_to:%H:%M}",
                        quiet_from=f"{choice.quiet_from:%H:%M}"),
    )  # fmt: skip


def change(session: Session, asked: SetReminders) -> Reminders:
    """Keep what is asked; it holds from the next day on, since today's may be on their way."""
    customer_id = asked.customer_id
    choice = checked(_wanted(choice_of(session, customer_id), asked))
    keep(session, customer_id, choice)
    today = office_of(session).clock.business_date()
    soonest = next((day for day in ahead_of(session, customer_id) if day.kind == "due"), None)
    receipt = ReminderReceipt(
        request_no=fresh_number("N", today),
        what=_in_words(choice),
        effective=(today + timedelta(days=1)).isoformat(),
        next=WORDS.say("next", day=short_date(soonest.on)) if soonest else WORDS.say("next_none"),
    )
    return view(session, customer_id, receipt)
