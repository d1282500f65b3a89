"""What reminders add to the roll of a day: planned when it opens; in the sandbox said at ten."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from backoffice.clock.service import end_of_day
from backoffice.reminders.planning import next_day, plan, plan_failed
from backoffice.reminders.sending import say_page

if TYPE_CHECKING:
    from backoffice.office import Office


def say_until(office: "Office", until: datetime) -> None:
    """Say everything whose time has come, page after page."""
    left = 1
    while left:
        with office.database.transaction() as session:
            left = say_page(session, until, at_their_time=True)


def say_day(office: "Office", day: date) -> None:
    """Say what a day of the sandbox brings, after its first debit."""
    with office.database.transaction() as session:
        plan_failed(session, day)
    say_until(office, end_of_day(day))


DAILY = (plan,)
NEXT = (next_day,)
AT_TEN = (say_day,)
