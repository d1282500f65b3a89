"""Puts what was planned into the outbox, a page of messages at a time, each once.

What a message says is read from the loans in that transaction; what is not so any more is dropped
with its reason. Calls that a person makes are asked of the desk.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.callbacks.models import CallbackRequest
from backoffice.clock.service import SHANGHAI
from backoffice.deliveries.service import Notice, deliver_notices
from backoffice.numbers import fresh_number
from backoffice.reminders.choices import CALL
from backoffice.reminders.ladder import FAILED, ladder
from backoffice.reminders.leaving import KIND
from backoffice.reminders.models import Reminder, ReminderMessage
from backoffice.reminders.standing import Fact, Standing, gather, judge
from backoffice.reminders.texts import TALK, Text, compose

PAGE = 500
ORDER_OF_WAYS = ("app", "reach", "sms", CALL)
Key = tuple[str, date, str]


def _waiting(session: Session, until: datetime) -> list[ReminderMessage]:
    query = (
        sa.select(ReminderMessage)
        .where(ReminderMessage.state == "planned", ReminderMessage.at <= until)
        .order_by(ReminderMessage.at, ReminderMessage.message_id)
        .limit(PAGE)
        .with_for_update(skip_locked=True)
    )
    return list(session.scalars(query))


def _reminders(session: Session, messages: Sequence[ReminderMessage]) -> dict[Key, list[Reminder]]:
    wanted = [(m.customer_id, m.day, m.occasion) for m in messages]
    columns = sa.tuple_(Reminder.customer_id, Reminder.day, Reminder.occasion)
    found: dict[Key, list[Reminder]] = defaultdict(list)
    for reminder in session.scalars(sa.select(Reminder).where(columns.in_(wanted))):
        found[reminder.customer_id, reminder.day, reminder.occasion].append(reminder)
    return found


def _overtaken(
    session: Session, messages: Sequence[ReminderMessage], today: date
) -> frozenset[str]:
    """Messages of days gone by that today's take the place of, or that are of no use any more."""
    missed = [m for m in messages if m.day < today]
    if not missed:
        return frozenset()
    columns = sa.tuple_(ReminderMessage.customer_id, ReminderMessage.occasion)
    query = sa.select(ReminderMessage.customer_id, ReminderMessage.occasion).where(
        columns.in_([(m.customer_id, m.occasion) for m in missed]), ReminderMessage.day == today
    )
    newer = {(row.customer_id, row.occasion) for row in session.execute(query)}
    return frozenset(
        m.message_id for m in missed if m.occasion == FAILED or (m.customer_id, m.occasion) in newer
    )


def _facts(
    at: Standing, message: ReminderMessage, reminders: Sequence[Reminder], today: date
) -> list[Fact]:
    """What is still to be said; the rest is dropped with its reason."""
    facts = []
    for reminder in reminders:
        judged = judge(at, reminder)
        if isinstance(judged, Fact) and judged.step > 0 and judged.about <= today:
            judged = "missed"
        if isinstance(judged, Fact):
            reminder.state = "told"
            facts.append(judged)
        else:
            reminder.state, reminder.why = "dropped", judged
    message.state = "said" if facts else "dropped"
    return facts


def _ways(at: Standing, customer_id: str, facts: Sequence[Fact]) -> list[str]:
    choice, rules = at.choice(customer_id), ladder()
    wanted: set[str] = set()
    for fact in facts:
        kind = fact.own.kind if fact.own else rules.kind(fact.kind)
        ways = choice.ways(kind, fact.step)
        wanted.update(way for way in ways if not fact.own or way in fact.own.may)
    return [way for way in ORDER_OF_WAYS if way in wanted]


def _call(
    message: ReminderMessage, phone: str, facts: Sequence[Fact], text: Text
) -> CallbackRequest:
    """A call that a person makes within his hours of today."""
    rules = ladder()
    at = message.at.astimezone(SHANGHAI)
    closes = datetime.combine(at.date(), rules.closes, SHANGHAI)
    return CallbackRequest(
        request_no=fresh_number("B", message.day),
        owner_kind="customer",
        owner_id=message.customer_id,
        phone=phone,
        reason=TALK.say(f"call_{facts[0].kind}"),
        summary=text.talk,
        requested_at=at,
        call_by=min(at + timedelta(hours=rules.call_within_hours), closes),
    )


def _said(session: Session, at: Standing, message: ReminderMessage, facts: Sequence[Fact],
          said_at: datetime) -> Notice:  # fmt: skip
    text = compose(facts, said_at.astimezone(SHANGHAI).date())
    ways = _ways(at, message.customer_id, facts)
    phone = at.customers[message.customer_id].phone
    if CALL in ways:
        session.add(_call(message, phone, facts, text))
    message.said_at = said_at
    return Notice(
        delivery_id=message.message_id,
        customer_id=message.customer_id,
        phone=phone,
        kind=KIND,
        ways=[way for way in ways if way != CALL],
        title=text.title,
        text=text.talk,
        short=text.short,
        at=said_at,
        actions=text.actions,
    )


def say_page(session: Session, until: datetime, *, at_their_time: bool) -> int:
    """Say the next messages whose time has come by `until`; how many were looked at.

    `at_their_time`: they bear the time they were planned for (the sandbox does a day at once).
    """
    messages = _waiting(session, until)
    today = until.astimezone(SHANGHAI).date()
    overtaken = _overtaken(session, messages, today)
    by_key = _reminders(session, messages)
    at = gather(session, [r for found in by_key.values() for r in found])
    notices = []
    for message in messages:
        reminders = by_key[message.customer_id, message.day, message.occasion]
        if message.message_id in overtaken:
            message.state = "dropped"
            for reminder in reminders:
                reminder.state, reminder.why = "dropped", "overtaken"
            continue
        facts = _facts(at, message, reminders, today)
        if facts:
            said_at = message.at if at_their_time else until
            notices.append(_said(session, at, message, facts, said_at))
    deliver_notices(session, notices)
    session.flush()
    return len(messages)
