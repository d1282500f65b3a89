"""The durable work of reminders outside the sandbox: said at their hours, once."""

from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.loans.rolling import last_day
from backoffice.reminders.ladder import FAILED, ladder
from backoffice.reminders.models import ReminderMessage
from backoffice.reminders.planning import plan_failed
from backoffice.reminders.sending import say_page
from backoffice.workflows.models import WorkOrder
from backoffice.workflows.orders import order
from backoffice.workflows.steps import Done, Steps, in_transaction

if TYPE_CHECKING:
    from backoffice.office import Office

PLAN, SAY = "plan_failed", "say_reminders"
# A day's stage after its first debits.
DRAWN_ONCE = 2


def order_what_is_due(office: "Office", session: Session) -> None:
    """Order what is to be said now; the sandbox's roll says it by itself."""
    if office.settings.sandbox:
        return
    now, rules = office.clock.now(), ladder()
    if not rules.opens <= now.time() < rules.closes:
        return
    today = now.date()
    drawn = (last_day(session) or (date.min, 0)) >= (today, DRAWN_ONCE)
    if drawn and now.time() >= rules.at[FAILED]:
        _once(session, PLAN, today.isoformat())
    waiting = sa.select(ReminderMessage.message_id).where(
        ReminderMessage.state == "planned", ReminderMessage.at <= now
    )
    if session.scalar(sa.select(waiting.exists())):
        _once(session, SAY, f"{now:%Y%m%d%H%M}")


def _once(session: Session, kind: str, subject: str) -> None:
    """Order it, unless it is: an order wakes who works."""
    if session.get(WorkOrder, f"{kind}:{subject}") is None:
        order(session, kind, subject)


def _plan(steps: Steps, day: str) -> None:
    def run(session: Session) -> Done:
        plan_failed(session, date.fromisoformat(day))
        return Done()

    in_transaction(steps, "plan", run, Done)


def _say(steps: Steps, _: str) -> None:
    def run(session: Session) -> Done:
        now = steps.office.clock.now()
        return Done(moved=say_page(session, now, at_their_time=False) > 0)

    page = 1
    while in_transaction(steps, f"page {page}", run, Done).moved:
        page += 1


BODIES = {PLAN: _plan, SAY: _say}
