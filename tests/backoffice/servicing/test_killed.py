"""Whoever dies between the confirmation and the posting: the money moves once, the loan closes."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.deliveries.models import Delivery
from backoffice.loans.bank import Bank, SandboxBank
from backoffice.loans.models import LedgerEntry, Loan
from backoffice.loans.running_models import Debit, Payment
from backoffice.office import Office
from backoffice.servicing import daily, endpoints
from backoffice.servicing.models import Errand, Proof
from backoffice.servicing.work import BODIES
from backoffice.workflows.inline import InlineSteps
from tests.backoffice.loans.conftest import roll
from tests.backoffice.loans.test_crashes import Killed, Mortal
from tests.backoffice.servicing.conftest import P06, Desk
from tests.backoffice.workflows.test_killed import rest, survive

MOMENTS = (
    "collect:before",
    "collect:after",
    "conclude:inside",
    "conclude:after",
    "prove:inside",
    "prove:after",
    "tell:inside",
)


def settled_once(office: Office, request_no: str, amount: str) -> None:
    with office.database.transaction() as session:
        errand = session.get_one(Errand, request_no)
        loan = session.get_one(Loan, P06)
        assert (errand.state, loan.state) == ("RELEASING", "SETTLED")
        drawn = session.scalars(sa.select(Debit.drawn).where(Debit.purpose == "settlement"))
        assert list(drawn) == [Decimal(amount)]
        paid = session.scalars(sa.select(Payment.amount).where(Payment.source == "settlement"))
        assert list(paid) == [Decimal(amount)]
        kinds = sa.select(LedgerEntry.kind).where(LedgerEntry.contract_no == P06)
        assert list(session.scalars(kinds)).count("settlement") == 1
        assert session.scalar(sa.select(sa.func.count()).select_from(Proof)) == 1
        told = sa.select(Delivery.delivery_id).where(Delivery.customer_id == "P06")
        assert list(session.scalars(told)).count(f"errand:{request_no}") == 1


def test_workers_that_die_at_every_step_settle_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest(desk)  # type: ignore[arg-type]
    monkeypatch.setattr(endpoints, "draw_what_is_asked", lambda *_: None)
    trial = desk.try_on("2026-11-21")
    errand = desk.order(trial)
    assert errand["state"] == "DRAWING"
    survive(desk, MOMENTS)  # type: ignore[arg-type]
    settled_once(desk.office, errand["request_no"], trial["figures"]["total"])


def finish(office: Office, request_no: str) -> None:
    roll(office, "2026-11-30")
    BODIES["settle_errand"](InlineSteps(office, f"settle_errand:{request_no}"), request_no)


@pytest.mark.parametrize("step", ["do_on_day", "collect"])
@pytest.mark.parametrize("after", [False, True])
def test_a_roll_that_dies_at_ten_is_gone_on_with(
    step: str, after: bool, ordered: tuple[Office, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, request_no = ordered
    monkeypatch.setattr(daily, step, Mortal(1, after=after).wrap(getattr(daily, step)))
    with pytest.raises(Killed):
        roll(office, "2026-11-30")
    monkeypatch.undo()
    finish(office, request_no)
    settled_once(office, request_no, "76311.52")


def test_a_bank_that_drew_before_the_death_draws_once(
    ordered: tuple[Office, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, request_no = ordered

    class Dying(SandboxBank):
        def collect(self, orders: Any) -> Any:
            super().collect(orders)
            raise Killed

    dying: Callable[[Office], Bank] = lambda asked: Dying(asked.database)  # noqa: E731
    monkeypatch.setattr(daily, "bank_of", dying)
    with pytest.raises(Killed):
        roll(office, "2026-11-30")
    monkeypatch.undo()
    finish(office, request_no)
    settled_once(office, request_no, "76311.52")
