"""Killed while reminding and started again: each reminder once, and nothing left out."""

from typing import Any

import pytest

from backoffice.database import Database
from backoffice.office import Office
from tests.backoffice.conftest import _copy, make_settings
from tests.backoffice.loans.conftest import roll
from tests.backoffice.loans.dying import DIED
from tests.backoffice.reminders.conftest import everything, mails
from tests.backoffice.workflows.nursery import Task, run

END = "2027-01-21"


@pytest.fixture(scope="module")
def undisturbed(database_server: Any, seeded: str) -> dict[str, Any]:
    """What two undisturbed months leave."""
    with _copy(database_server, "reminded_once") as url:
        database = Database(url)
        office = Office.over(database, make_settings(url))
        roll(office, END)
        found = everything(office)
        database.close()
    return found


@pytest.mark.parametrize(
    ("step", "nth"), [("say_page", 9), ("deliver_notices", 12), ("plan_failed", 5)]
)
def test_a_process_that_is_gone_is_gone_on_with(
    step: str, nth: int, copied_database: str, office: Office, undisturbed: dict[str, Any]
) -> None:
    told = (copied_database, step, str(nth), END)
    (died,) = run(Task("tests.backoffice.reminders.dying", told))
    assert died.code == DIED, died.wrote
    sent = len(mails(office))
    assert sent < len(undisturbed["mails"])
    roll(office, END)
    assert everything(office) == undisturbed
