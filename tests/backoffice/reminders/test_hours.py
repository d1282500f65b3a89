"""Outside the sandbox: said by durable orders at their hours, looked at once more on leaving."""

from datetime import datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa

from backoffice.clock.service import SHANGHAI, Clock
from backoffice.deliveries.models import Delivery
from backoffice.deliveries.work import Leave
from backoffice.loans.paying import receive, set_off_all
from backoffice.office import Office
from backoffice.reminders.leaving import may_leave
from backoffice.reminders.planning import plan
from backoffice.reminders.work import BODIES, SAY, order_what_is_due
from backoffice.workflows.inline import InlineSteps
from backoffice.workflows.models import WorkOrder
from tests.backoffice.loans.conftest import roll
from tests.backoffice.reminders.conftest import P08, mails, on

DAY = "2026-12-17"


def at(office: Office, clock: str, day: str = DAY) -> Office:
    """The office at an hour, outside the sandbox."""
    now = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=SHANGHAI)
    office.settings = office.settings.model_copy(update={"sandbox": False})
    office.clock = Clock(office.database, sandbox=False, wall=lambda: now)
    return office


@pytest.fixture
def planned(office: Office) -> Office:
    """The reminders of a day are planned: P06's of three days before."""
    roll(office, "2026-12-16")
    with office.database.transaction() as session:
        plan(session, on(DAY))
    return office


def ordered(office: Office) -> list[str]:
    """What was ordered to be said, by its minute."""
    with office.database.transaction() as session:
        order_what_is_due(office, session)
    query = sa.select(WorkOrder.subject).where(WorkOrder.kind == SAY).order_by(WorkOrder.sequence)
    with office.database.transaction() as session:
        return list(session.scalars(query))


def say(office: Office, minute: str) -> None:
    BODIES[SAY](InlineSteps(office, f"{SAY}:{minute}"), minute)


def of_the_day(office: Office) -> list[str]:
    return [mail.to for mail in mails(office) if mail.day == DAY]


def test_nothing_is_ordered_before_its_hour_nor_at_night(planned: Office) -> None:
    for clock in ("07:59", "09:59", "21:00", "23:30"):
        assert ordered(at(planned, clock)) == []


def test_at_its_hour_it_is_said_once(planned: Office) -> None:
    assert ordered(at(planned, "10:00")) == ["202612171000"]
    say(planned, "202612171000")
    assert of_the_day(planned) == ["P06"]
    say(planned, "202612171000")
    assert ordered(at(planned, "10:05")) == ["202612171000"]
    assert of_the_day(planned) == ["P06"]


def test_after_an_outage_it_is_said_with_the_days_that_are_left(planned: Office) -> None:
    late = at(planned, "09:00", "2026-12-18")
    (minute,) = ordered(late)
    say(late, minute)
    told = mails(late, "P06")[-1]
    assert told.day == "2026-12-18" and "明天" not in told.short and "换卡" not in told.short


def test_when_it_leaves_it_is_looked_at_again(planned: Office) -> None:
    ordered(at(planned, "10:00"))
    say(planned, "202612171000")
    with planned.database.transaction() as session:
        delivery = session.scalars(
            sa.select(Delivery).where(Delivery.customer_id == "P06", Delivery.kind == "reminder")
            .order_by(Delivery.at.desc())
        ).first()  # fmt: skip
        assert delivery is not None
        assert may_leave(session, delivery) is Leave.NOW
    at(planned, "22:00")
    with planned.database.transaction() as session:
        again = session.get_one(Delivery, delivery.delivery_id)
        assert may_leave(session, again) is Leave.LATER


def test_what_was_paid_meanwhile_never_leaves(office: Office) -> None:
    roll(office, "2026-11-23")
    with office.database.transaction() as session:
        receive(session, P08, Decimal("1500.00"), "transfer", "t:1", on("2026-11-23"),
                office.clock.now())  # fmt: skip
        set_off_all(session, office.clock.now(), P08)
    with office.database.transaction() as session:
        delivery = session.get_one(Delivery, "remind:P08:2026-11-23:overdue")
        assert may_leave(session, delivery) is Leave.NEVER
