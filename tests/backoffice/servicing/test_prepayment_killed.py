"""Whoever dies between the confirmation and the receipt: the part is repaid exactly once."""

from decimal import Decimal

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.deliveries.models import Delivery
from backoffice.loans.models import LedgerEntry, ScheduleVersion
from backoffice.loans.running_models import Debit, LoanStanding, Payment
from backoffice.servicing import daily
from tests.backoffice.loans.conftest import roll
from tests.backoffice.loans.test_crashes import Killed, Mortal
from tests.backoffice.servicing.conftest import Desk
from tests.backoffice.servicing.lending_desk import Errands, live
from tests.backoffice.workflows.test_killed import rest, survive

V1 = "C202512180106"
MOMENTS = (
    "ask:inside",
    "collect:before",
    "collect:after",
    "conclude:inside",
    "conclude:after",
    "tell:inside",
)


@pytest.fixture
def ordered(own: TestClient) -> tuple[Desk, str]:
    """A desk whose work only rests, and the number of a part payment for 20 December."""
    desk = Errands(own, "customer:P06", V1)
    live(desk.office, "P06", V1, first_due="2026-01-20", paid_periods=11)
    errand = desk.confirm(desk.attempt(amount="50000.00"), "shorten_term")
    rest(desk)  # type: ignore[arg-type]
    return desk, errand["request_no"]


def repaid_once(desk: Desk, request_no: str) -> None:
    with desk.office.database.transaction() as session:
        assert desk.get(f"/errands/{request_no}")["state"] == "DONE"
        drawn = session.scalars(sa.select(Debit.drawn).where(Debit.purpose == "prepayment"))
        assert list(drawn) == [Decimal("51000.00")]
        paid = session.scalars(sa.select(Payment.amount).where(Payment.source == "prepayment"))
        assert list(paid) == [Decimal("51000.00")]
        kinds = list(
            session.scalars(sa.select(LedgerEntry.kind).where(LedgerEntry.contract_no == V1))
        )
        assert kinds.count("prepayment") == 1
        versions = sa.select(ScheduleVersion.version).where(ScheduleVersion.contract_no == V1)
        assert sorted(session.scalars(versions)) == [1, 2]
        standing = session.get_one(LoanStanding, V1)
        assert (standing.version, standing.outstanding) == (2, Decimal("52468.18"))
        told = sa.select(Delivery).where(Delivery.delivery_id == f"errand:{request_no}")
        assert len(session.scalars(told).all()) == 1


@pytest.mark.parametrize(("step", "nth"), [("do_on_day", 1), ("collect", 1), ("collect", 2)])
@pytest.mark.parametrize("after", [False, True])
def test_a_roll_that_dies_at_ten_is_gone_on_with(
    step: str, nth: int, after: bool, ordered: tuple[Desk, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, request_no = ordered
    monkeypatch.setattr(daily, step, Mortal(nth, after=after).wrap(getattr(daily, step)))
    with pytest.raises(Killed):
        roll(desk.office, "2026-12-20")
    monkeypatch.undo()
    roll(desk.office, "2026-12-20")
    survive(desk, ())  # type: ignore[arg-type]
    repaid_once(desk, request_no)


def test_workers_that_die_at_every_step_repay_once(ordered: tuple[Desk, str]) -> None:
    desk, request_no = ordered
    roll(desk.office, "2026-12-20")
    survive(desk, MOMENTS)  # type: ignore[arg-type]
    repaid_once(desk, request_no)
