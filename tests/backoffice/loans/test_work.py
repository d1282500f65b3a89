"""When the day's work is ordered, and what durable work does with it."""

from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.clock.service import SHANGHAI
from backoffice.loans import trials
from backoffice.loans.bank import bank_of
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.loans.pay_now import draw, figures
from backoffice.loans.running_models import Debit, LoanStanding, RolledDay
from backoffice.loans.work import BODIES, due_now, order_what_is_due
from backoffice.office import Office
from backoffice.providers.errors import ProviderMissing
from backoffice.workflows.inline import InlineSteps
from backoffice.workflows.models import WorkOrder
from tests.backoffice.loans.conftest import Roll

P08 = "C202511130008"


@dataclass
class At:
    """A clock that stands."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def standing(hour: int, *, sandbox: bool = False) -> Any:
    """An office at an hour of 22 November."""
    clock = At(datetime(2026, 11, 22, hour, 30, tzinfo=SHANGHAI))
    return SimpleNamespace(clock=clock, settings=SimpleNamespace(sandbox=sandbox))


@pytest.mark.parametrize(("hour", "stage"), [(0, 1), (8, 1), (9, 2), (14, 2), (15, 3), (20, 4)])
def test_outside_the_sandbox_the_days_work_comes_with_its_hours(hour: int, stage: int) -> None:
    assert due_now(standing(hour)) == (date(2026, 11, 22), stage)
    assert due_now(standing(hour, sandbox=True)) == (date(2026, 11, 22), 4)


def ordered(office: Office) -> list[str]:
    with office.database.transaction() as session:
        query = sa.select(WorkOrder.subject).where(WorkOrder.kind == "roll_day")
        return list(session.scalars(query.order_by(WorkOrder.sequence)))


def test_each_stage_is_ordered_once(office: Office) -> None:
    for hour in (0, 0, 9, 15, 20, 21):
        with office.database.transaction() as session:
            order_what_is_due(standing(hour), session)
    assert ordered(office) == [f"2026-11-22/{stage}" for stage in (1, 2, 3, 4)]


def test_a_day_that_is_done_is_not_ordered(office: Office, rolled: Roll) -> None:
    rolled("2026-11-22")
    with office.database.transaction() as session:
        order_what_is_due(standing(23), session)
    assert ordered(office) == []


def test_an_order_rolls_its_day_up_to_its_stage(office: Office) -> None:
    for stage in (1, 4):
        BODIES["roll_day"](InlineSteps(office, "roll"), f"2026-11-22/{stage}")
        with office.database.transaction() as session:
            assert session.get_one(RolledDay, date(2026, 11, 22)).stage in (stage, 4)


def test_what_a_dead_process_ordered_is_drawn_by_the_work(office: Office) -> None:
    with office.database.transaction() as session:
        loan = session.get_one(Loan, P08)
        trial = trials.make(session, loan, "pay_now", figures(look(session, loan)))
        reference = draw(session, loan, trial.trial_id, trial.hash)
    for _ in range(2):
        BODIES["collect_debit"](InlineSteps(office, "collect"), P08)
    with office.database.transaction() as session:
        debit = session.scalars(sa.select(Debit).where(Debit.reference == reference)).one()
        assert (debit.state, session.get_one(LoanStanding, P08).due) == ("ok", 0)


def test_outside_the_sandbox_a_bank_has_to_be_configured() -> None:
    with pytest.raises(ProviderMissing):
        bank_of(standing(9))
