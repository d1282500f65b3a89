"""Rolls, and dies reminding; begun by the nursery."""

from backoffice.database import Database
from backoffice.office import Office
from backoffice.reminders import daily, sending
from tests.backoffice.conftest import make_settings
from tests.backoffice.loans.conftest import roll
from tests.backoffice.loans.dying import deadly

STEPS = {"plan_failed": daily, "say_page": daily, "deliver_notices": sending}


def main(url: str, step: str, nth: str, day: str) -> None:
    """Roll until the step, and die before its transaction ends."""
    module = STEPS[step]
    setattr(module, step, deadly(getattr(module, step), int(nth)))
    roll(Office.over(Database(url), make_settings(url)), day)
