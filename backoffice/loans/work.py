"""The durable work of loans: rolling a day, and drawing what a customer ordered."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from backoffice.loans.bank import bank_of
from backoffice.loans.debits import HOURS, collect
from backoffice.loans.rolling import LAST_STAGE, last_day, roll_to
from backoffice.workflows.orders import order
from backoffice.workflows.steps import Done, Steps, outside

if TYPE_CHECKING:
    from backoffice.office import Office


def due_now(office: "Office") -> tuple[date, int]:
    """The business date, and how far its work should be at this hour.

    The sandbox's date is moved by hand: its days are done at once.
    """
    now = office.clock.now()
    if office.settings.sandbox:
        return now.date(), LAST_STAGE
    return now.date(), 1 + sum(hour <= now.time() for hour in HOURS)


def order_what_is_due(office: "Office", session: Session) -> None:
    """Order what is left to do of today, and of the days before it."""
    day, stage = due_now(office)
    done = last_day(session)
    if done is None and office.settings.sandbox:
        return
    if done is None or done < (day, stage):
        order(session, "roll_day", f"{day}/{stage}")


def _roll(steps: Steps, subject: str) -> None:
    day, stage = subject.split("/")

    def run() -> Done:
        roll_to(steps.office, date.fromisoformat(day), until=int(stage))
        return Done()

    outside(steps, "roll", run, Done)


def _collect(steps: Steps, subject: str) -> None:
    def run() -> Done:
        office = steps.office
        collect(office, bank_of(office), office.clock.now(), only=subject)
        return Done()

    outside(steps, "collect", run, Done)


BODIES = {"roll_day": _roll, "collect_debit": _collect}
