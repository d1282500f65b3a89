"""A reminder is looked at once more in the moment it leaves: at this hour, and still true?"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.deliveries.models import Delivery
from backoffice.deliveries.work import Leave
from backoffice.office import office_of
from backoffice.reminders.ladder import ladder
from backoffice.reminders.models import Reminder, ReminderMessage
from backoffice.reminders.standing import Fact, gather, judge
from backoffice.reminders.texts import compose

KIND = "reminder"


def _told(session: Session, message: ReminderMessage) -> list[Reminder]:
    query = sa.select(Reminder).where(
        Reminder.customer_id == message.customer_id,
        Reminder.day == message.day,
        Reminder.occasion == message.occasion,
        Reminder.state == "told",
    )
    return list(session.scalars(query))


def may_leave(session: Session, delivery: Delivery) -> Leave:
    """Now, later, or never; what of it is no longer so is taken out of its text.

    A day of the sandbox that is over was looked at on that day.
    """
    office = office_of(session)
    now = office.clock.now()
    if office.settings.sandbox:
        if delivery.at.astimezone(SHANGHAI).date() != now.date():
            return Leave.NOW
    elif not ladder().opens <= now.time() < ladder().closes:
        return Leave.LATER
    message = session.get_one(ReminderMessage, delivery.delivery_id)
    reminders = _told(session, message)
    at = gather(session, reminders)
    facts: list[Fact] = []
    for reminder in reminders:
        judged = judge(at, reminder)
        if isinstance(judged, Fact):
            facts.append(judged)
        else:
            reminder.state, reminder.why = "dropped", judged
    if not facts:
        message.state = "dropped"
        return Leave.NEVER
    if len(facts) < len(reminders):
        text = compose(facts, now.date())
        delivery.text, delivery.short, delivery.title = text.talk, text.short, text.title
        delivery.actions = [dict(action) for action in text.actions]
    return Leave.NOW


MAY_LEAVE = {KIND: may_leave}
