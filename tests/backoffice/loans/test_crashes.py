"""A roll that dies anywhere leaves nothing half done: the next one ends where it would have."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.database import Database
from backoffice.loans import debits, dues, rolling
from backoffice.loans.bank import Bank, DebitAnswer, DebitOrder, SandboxBank
from backoffice.loans.models import LedgerEntry
from backoffice.loans.running_models import Debit
from backoffice.office import Office
from tests.backoffice.conftest import _copy, make_settings
from tests.backoffice.loans import books
from tests.backoffice.loans.conftest import roll
from tests.backoffice.loans.dying import DIED
from tests.backoffice.workflows.nursery import Task, run


def _state(office: Office) -> dict[str, Any]:
    """Everything that a roll leaves, without the numbers that a second try may use up."""
    with office.database.transaction() as session:
        entries = session.execute(
            sa.select(LedgerEntry.contract_no, LedgerEntry.kind, LedgerEntry.booked_on).order_by(
                LedgerEntry.contract_no, LedgerEntry.booked_on, LedgerEntry.kind
            )
        )
        tried = session.execute(
            sa.select(Debit.reference, Debit.state, Debit.drawn).order_by(Debit.reference)
        )
        return {
            "standings": books.kept(session),
            "entries": [tuple(row) for row in entries],
            "debits": [tuple(row) for row in tried],
            "counts": books.counts(office),
        }


class Killed(BaseException):
    """Stands for a process that dies: nothing catches it."""


class Mortal:
    """Dies at the n-th of the calls that it counts, once; `after`: when the call is done."""

    def __init__(self, at: int, *, after: bool) -> None:
        self.left = at
        self.after = after

    def wrap(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left == 0 and not self.after:
                raise Killed
            answer = call(*given, **named)
            if self.left == 0:
                raise Killed
            return answer

        return counted


STEPS = [(rolling, "age"), (rolling, "book_due"), (rolling, "ask_for_dues"), (debits, "set_off")]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("module", "step"), STEPS, ids=[step for _, step in STEPS])
def test_a_killed_roll_is_gone_on_with(
    module: Any,
    step: str,
    after: bool,
    office: Office,
    shared_roll: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mortal = Mortal(2, after=after)
    monkeypatch.setattr(module, step, mortal.wrap(getattr(module, step)))
    with pytest.raises(Killed):
        roll(office, "2026-12-08")
    monkeypatch.undo()
    roll(office, "2026-12-08")
    assert _state(office) == shared_roll


@pytest.mark.parametrize(("step", "nth"), [("age", 3), ("set_off", 1)])
def test_a_process_that_is_gone_is_gone_on_with(
    step: str, nth: int, copied_database: str, office: Office, shared_roll: dict[str, Any]
) -> None:
    told = (copied_database, step, str(nth), "2026-12-08")
    (died,) = run(Task("tests.backoffice.loans.dying", told))
    assert died.code == DIED, died.wrote
    assert _state(office) != shared_roll
    roll(office, "2026-12-08")
    assert _state(office) == shared_roll


def test_a_bank_that_drew_before_the_crash_draws_once(
    office: Office, shared_roll: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Dying(SandboxBank):
        def collect(self, orders: list[DebitOrder]) -> list[DebitAnswer]:  # type: ignore[override]
            super().collect(orders)
            raise Killed

    def dying(asked: Office) -> Bank:
        return Dying(asked.database)

    monkeypatch.setattr(rolling, "bank_of", dying)
    with pytest.raises(Killed):
        roll(office, "2026-12-08")
    monkeypatch.undo()
    roll(office, "2026-12-08")
    assert _state(office) == shared_roll


@pytest.fixture(scope="module")
def shared_roll(database_server: Any, seeded: str) -> dict[str, Any]:
    """What an undisturbed roll leaves."""
    with _copy(database_server, "rolled_once") as url:
        database = Database(url)
        undisturbed = Office.over(database, make_settings(url))
        roll(undisturbed, "2026-12-08")
        state = _state(undisturbed)
        database.close()
    return state


def test_pages_of_loans_leave_nothing_out(
    office: Office, shared_roll: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rolling, "PAGE", 1)
    monkeypatch.setattr(debits, "BATCH", 1)
    monkeypatch.setattr(dues, "MANY", 1)
    roll(office, "2026-12-08")
    assert _state(office) == shared_roll
