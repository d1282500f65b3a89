"""A day's moments as they are said through the reminders: decided in that moment, offers shown.

What is not the right moment is let go: it is not made up for on another day. When a message leaves
it is decided anew; what is not allowed any more is kept back, and was not shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.care.decisions import MOMENTS, weigh
from backoffice.care.facts import gather
from backoffice.care.gate import Contact, Facts, Intent, Worth, decide
from backoffice.care.models import CareDecision
from backoffice.care.moments import Moment, moments
from backoffice.care.offers import show_offer
from backoffice.care.rules import PUSH, gate
from backoffice.care.worth import TOPICS
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.office import office_of
from backoffice.reminders.choices import APP, REACH, SMS
from backoffice.reminders.guests import Key, Own, key_of
from backoffice.reminders.ladder import CARE, Kind
from backoffice.reminders.models import Reminder, ReminderMessage
from backoffice.reminders.standing import Fact
from backoffice.servicing.models import ShownOffer

OCCASION = CARE
TOLD, ENDED = "told", "ended"
BY_PHONE = "marketing_sms"
Judged = Fact | str


@dataclass
class Page:
    """What is known of the customers of a page of moments."""

    facts: dict[str, Facts]
    loans: Mapping[str, Loan]
    before: Mapping[tuple[str, str, str], CareDecision]
    cars: Mapping[str, int]


def _instants(session: Session, reminders: Sequence[Reminder]) -> dict[str, datetime]:
    """When each customer hears it: as planned in the sandbox, now elsewhere."""
    office = office_of(session)
    people = {reminder.customer_id for reminder in reminders}
    if not office.settings.sandbox:
        return dict.fromkeys(people, office.clock.now())
    days = {reminder.day for reminder in reminders}
    query = sa.select(ReminderMessage.customer_id, sa.func.max(ReminderMessage.at)).where(
        ReminderMessage.customer_id.in_(people),
        ReminderMessage.day.in_(days),
        ReminderMessage.occasion == CARE,
    )
    rows = session.execute(query.group_by(ReminderMessage.customer_id))
    return dict(rows.tuples().all())


def _before(
    session: Session, reminders: Sequence[Reminder]
) -> dict[tuple[str, str, str], CareDecision]:
    """The decisions by which these were told already."""
    told = [reminder for reminder in reminders if reminder.state == TOLD]
    if not told:
        return {}
    query = sa.select(CareDecision).where(
        CareDecision.customer_id.in_({reminder.customer_id for reminder in told}),
        CareDecision.decided_on >= min(reminder.day for reminder in told),
        CareDecision.situation == PUSH,
        CareDecision.allowed,
    )
    found = session.scalars(query)
    return {(one.customer_id, one.moment, one.contract_no): one for one in found}


def _gather(session: Session, reminders: Sequence[Reminder]) -> Page:
    before = _before(session, reminders)
    without = [number for one in before.values() for number in (one.decision_no, one.offer_id)]
    numbers = {reminder.contract_no for reminder in reminders}
    loans = session.scalars(sa.select(Loan).where(Loan.contract_no.in_(numbers))).all()
    people = {loan.customer_id for loan in loans}
    counts = (
        sa.select(Loan.customer_id, sa.func.count())
        .where(Loan.customer_id.in_(people))
        .group_by(Loan.customer_id)
    )
    return Page(
        facts=gather(session, _instants(session, reminders), filter(None, without)),
        loans={loan.contract_no: loan for loan in loans},
        before=before,
        cars=dict(session.execute(counts).tuples().all()),
    )


def _may(moment: Moment, facts: Facts) -> frozenset[str]:
    """By which ways it may be said: an offer on a phone only as he agreed to that."""
    if moment.marketing and BY_PHONE not in facts.purposes:
        return frozenset({APP})
    return frozenset({APP, REACH, SMS})


def _own(moment: Moment, facts: Facts, worth: Worth | None, car: str, alone: bool) -> Own:
    why = worth.why if worth else ""
    actions = [
        {"label": MOMENTS.say(f"act_{action['name']}")}
        | {name: value for name, value in action.items() if name != "name"}
        for action in moment.actions
    ]
    name = moment.name if alone else "several"
    return Own(
        title=MOMENTS.say(f"title_{name}"),
        short=MOMENTS.say(f"short_{name}"),
        talk=MOMENTS.say(f"talk_{moment.name}", car=car, why=why),
        actions=actions,
        kind=Kind(moment.name, CARE, False, {}, moment.ways, frozenset()),
        may=_may(moment, facts),
    )


def _still(session: Session, before: CareDecision, facts: Facts, intent: Intent) -> bool:
    """Whether what was told may leave; what may not was not shown."""
    if decide(gate(), facts, intent).allowed:
        return True
    before.kept_back, offer_id = True, before.offer_id
    before.offer_id = None
    session.flush()
    if offer_id is not None:
        session.execute(sa.delete(ShownOffer).where(ShownOffer.offer_id == offer_id))
    return False


def _judge(session: Session, page: Page, reminder: Reminder) -> tuple[str, Worth | None]:
    """In a word whether it is said (`told`), and of what use it is."""
    moment, person = moments()[reminder.kind], reminder.customer_id
    loan = page.loans.get(reminder.contract_no)
    if loan is None or (moment.find != "settled" and loan.settled_on is not None):
        return ENDED, None
    facts = page.facts[person]
    worth = TOPICS[moment.topic](session, look(session, loan)) if moment.marketing else None
    intent = Intent(moment.sort, moment.topic, PUSH, worth)
    before = page.before.get((person, moment.name, reminder.contract_no))
    if before is not None:
        still = _still(session, before, facts, intent)
        return (TOLD if still else "not_now"), worth
    where = {"customer_id": person, "contract_no": reminder.contract_no, "moment": moment.name}
    decision = weigh(session, facts, intent, **where)
    if not decision.allowed:
        return "not_now", worth
    if worth is not None:
        show_offer(session, decision, worth)
        shown = Contact(facts.today, pushed=False, marketing=True)
        page.facts[person] = replace(facts, contacts=(*facts.contacts, shown))
    return TOLD, worth


def judged(session: Session, reminders: Sequence[Reminder]) -> dict[Key, Any]:
    """What is said of these moments, and in a word why the others are not."""
    order = list(moments())
    page = _gather(session, reminders)
    found: dict[Key, Any] = {}
    said: list[tuple[Reminder, Worth | None]] = []
    for reminder in sorted(reminders, key=lambda one: order.index(one.kind)):
        word, worth = _judge(session, page, reminder)
        found[key_of(reminder)] = word
        if word == TOLD:
            said.append((reminder, worth))
    for reminder, worth in said:
        person = reminder.customer_id
        alone = sum(one.customer_id == person for one, _ in said) == 1
        found[key_of(reminder)] = _fact(page, reminder, worth, alone)
    return found


def _fact(page: Page, reminder: Reminder, worth: Worth | None, alone: bool) -> Fact:
    person, name = reminder.customer_id, page.loans[reminder.contract_no].vehicle["name"]
    car = name if page.cars[person] > 1 else MOMENTS.say("your_car")
    own = _own(moments()[reminder.kind], page.facts[person], worth, car, alone)
    return Fact(reminder.kind, 0, reminder.day, reminder.contract_no, own=own)
