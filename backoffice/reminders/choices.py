"""What a customer chose: his days, his channel, his quiet hours; or the ladder's."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.office import office_of
from backoffice.refusals import Refusal
from backoffice.reminders.ladder import Kind, ladder
from backoffice.reminders.models import ReminderChoice

CALL, APP, SMS, REACH = "call", "app", "sms", "reach"
# A way is what the edge and the desk know; a channel is what the customer calls it.
WAY_OF = {"wechat": REACH, "sms": SMS, "app": APP, "phone": CALL}


@dataclass(frozen=True, slots=True)
class Choice:
    """What holds for a customer now; `channel` is None where the ladder decides."""

    lead_days: tuple[int, ...]
    channel: str | None
    quiet_from: time
    quiet_to: time

    def ways(self, kind: Kind, step: int) -> tuple[str, ...]:
        """How this step is said: by his channel; what is mandatory by the ladder's ways as well.

        Every message also stands in the talk, where it can be read again.
        """
        of_ladder = kind.ways(step)
        if self.channel is None:
            return of_ladder
        own = (APP, WAY_OF[self.channel])
        if not _presses(kind):
            return tuple(dict.fromkeys(own))
        by_sms = [SMS if way == REACH and self.channel == "sms" else way for way in of_ladder]
        return tuple(dict.fromkeys((*own, *by_sms)))


def _presses(kind: Kind) -> bool:
    """Whether it is about something late or not drawn: no channel can be left out."""
    return kind.mandatory and kind.occasion != "ahead"


def of_ladder() -> Choice:
    """What holds for who chose nothing."""
    rules = ladder()
    return Choice(rules.lead_days, None, rules.closes, rules.opens)


def read(row: ReminderChoice | None) -> Choice:
    """What holds for a customer."""
    if row is None:
        return of_ladder()
    return Choice(tuple(row.lead_days), row.channel, row.quiet_from, row.quiet_to)


def choice_of(session: Session, customer_id: str) -> Choice:
    """What holds for a customer."""
    return read(session.get(ReminderChoice, customer_id, populate_existing=True))


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def checked(choice: Choice) -> Choice:
    """The choice with its days in order; raises `Refusal` (REMINDER_DAYS, REMINDER_HOURS)."""
    rules = ladder()
    days = tuple(sorted(set(choice.lead_days), reverse=True))
    fits = all(rules.least_lead <= day <= rules.most_lead for day in days)
    if not fits or len(days) > rules.at_most:
        raise Refusal(
            "REMINDER_DAYS", least=rules.least_lead, most=rules.most_lead, at_most=rules.at_most
        )
    left = _minutes(choice.quiet_from) - _minutes(choice.quiet_to)
    outside = choice.quiet_to < rules.opens or choice.quiet_from > rules.closes
    if outside or left < rules.shortest_window_hours * 60:
        raise Refusal(
            "REMINDER_HOURS",
            opens=f"{rules.opens:%H:%M}",
            closes=f"{rules.closes:%H:%M}",
            hours=rules.shortest_window_hours,
        )
    return Choice(days, choice.channel, choice.quiet_from, choice.quiet_to)


def keep(session: Session, customer_id: str, choice: Choice) -> datetime:
    """Keep a checked choice; when."""
    now = office_of(session).clock.now()
    values = {
        "lead_days": list(choice.lead_days),
        "channel": choice.channel,
        "quiet_from": choice.quiet_from,
        "quiet_to": choice.quiet_to,
        "changed_at": now,
    }
    session.execute(
        insert(ReminderChoice)
        .values(customer_id=customer_id, **values)
        .on_conflict_do_update(index_elements=[ReminderChoice.customer_id], set_=values)
    )
    session.flush()
    return now
