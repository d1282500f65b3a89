"""Repaying a part early: both effects to the fen, drawn after the instalment, a new schedule."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.deliveries.models import Delivery
from backoffice.loans.models import LedgerPosting, ScheduleVersion
from backoffice.loans.running_models import Debit
from tests.backoffice.applications.journey import acting
from tests.backoffice.loans import books
from tests.backoffice.servicing.conftest import P06, P07
from tests.backoffice.servicing.lending_desk import Errands, live, option, owed

V1 = "C202512180106"
P09 = "C202312070009"
DUE = "2026-12-20"


@pytest.fixture
def v1(own: TestClient) -> Errands:
    """P06 with a loan like V1 of which eleven instalments are paid; the twelfth is next."""
    desk = Errands(own, "customer:P06", V1)
    live(desk.office, "P06", V1, first_due="2026-01-20", paid_periods=11)
    return desk


def states(errand: dict[str, Any]) -> dict[str, str]:
    return {step["key"]: step["state"] for step in errand["steps"]}


def test_v13_both_effects_to_the_fen(v1: Errands) -> None:
    trial = v1.attempt(amount="50000.00")
    told = trial["figures"]
    assert trial["eligible"], trial["reasons"]
    assert (told["effective_on"], told["principal_before"]) == (DUE, "102468.18")
    assert (told["principal_after"], told["early_fee"]) == ("52468.18", "1000.00")
    assert (told["early_fee_pct"], told["total"]) == ("2", "51000.00")
    sooner, less = option(told, "shorten_term"), option(told, "reduce_payment")
    assert (sooner["new_payment"], sooner["new_last_payment"]) == ("4494.96", "4451.61")
    assert (sooner["remaining_periods"], sooner["interest_total"]) == (12, "1427.99")
    assert (sooner["interest_saved"], sooner["net_saving"]) == ("3982.93", "2982.93")
    assert sooner["new_last_due"] == "2027-12-20"
    assert (less["new_payment"], less["new_last_payment"]) == ("2301.62", "2301.54")
    assert (less["remaining_periods"], less["interest_total"]) == (24, "2770.62")
    assert (less["interest_saved"], less["net_saving"]) == ("2640.30", "1640.30")
    assert less["new_last_due"] == "2028-12-20"
    assert "2,982.93" in sooner["note"] and "1,000.00" in sooner["note"]


@pytest.mark.parametrize(
    ("effect", "last", "payment", "last_payment"),
    [
        ("shorten_term", "2027-12-20", "4494.96", "4451.61"),
        ("reduce_payment", "2028-12-20", "2301.62", "2301.54"),
    ],
)
def test_v13_is_drawn_after_the_instalment_and_replaces_the_schedule(
    effect: str, last: str, payment: str, last_payment: str, v1: Errands
) -> None:
    errand = v1.confirm(v1.attempt(amount="50000.00"), effect)
    assert (errand["state"], errand["amount"]) == ("CONFIRMED", "51000.00")
    v1.move("2026-12-19")
    assert v1.errand(errand)["state"] == "CONFIRMED"
    v1.move("2026-12-22")
    done = v1.errand(errand)
    assert (done["state"], done["receipt"]["effective"]) == ("DONE", DUE)
    assert set(states(done).values()) == {"done"}
    assert owed(v1) == Decimal("52468.18")
    rows = v1.schedule()
    assert (rows[11]["payment"], rows[12]["payment"]) == ("4494.96", payment)
    assert (rows[-1]["payment"], rows[-1]["due_date"]) == (last_payment, last)
    with v1.office.database.transaction() as session:
        on = date(2026, 12, 20)
        query = sa.select(Debit).where(Debit.contract_no == V1, Debit.asked_on == on)
        drawn = list(session.scalars(query.order_by(Debit.asked_at)))
        assert [(debit.purpose, debit.drawn) for debit in drawn] == [
            ("due", Decimal("4494.96")), ("prepayment", Decimal("51000.00")),
        ]  # fmt: skip
        fee = sa.select(sa.func.sum(LedgerPosting.amount)).where(
            LedgerPosting.account == "fee_income"
        )
        assert session.scalar(fee) == Decimal("-1000.00")
        assert books.unbalanced(session) == []
        told = session.get_one(Delivery, f"errand:{errand['request_no']}")
        assert "52,468.18" in told.text
    v1.move(last)
    assert (v1.shown()["state"], owed(v1)) == ("SETTLED", 0)


def test_p06_his_own_figures(own: TestClient) -> None:
    desk = Errands(own, "customer:P06", P06)
    told = desk.attempt(amount=20000)["figures"]
    # 14 of 36 paid; the 15th falls on 20 December, the sixteenth month of the contract.
    assert (told["effective_on"], told["early_fee_pct"], told["early_fee"]) == (
        DUE, "2", "400.00",
    )  # fmt: skip
    row = desk.schedule()[14]
    assert told["principal_before"] == row["balance"]
    assert Decimal(told["principal_after"]) == Decimal(row["balance"]) - 20000
    sooner, less = told["options"]
    assert sooner["new_payment"] == "3561.81" and less["remaining_periods"] == 21
    before = sum(Decimal(each["interest"]) for each in desk.schedule()[15:])
    for each in told["options"]:
        assert Decimal(each["interest_saved"]) == before - Decimal(each["interest_total"])
        assert Decimal(each["net_saving"]) == Decimal(each["interest_saved"]) - Decimal("400.00")


def test_p09_pays_his_instalments_first_and_the_balloon_last(own: TestClient) -> None:
    desk = Errands(own, "customer:P09", P09)
    trial = desk.attempt(amount="20000.00")
    told = trial["figures"]
    assert trial["eligible"], trial["reasons"]
    assert (told["effective_on"], told["principal_before"]) == ("2026-12-07", "93651.20")
    assert (told["principal_after"], told["early_fee"]) == ("73651.20", "0.00")
    (only,) = told["options"]
    assert (only["effect"], only["remaining_periods"]) == ("reduce_payment", 1)
    # A month of 5.19 % on what is left, all of it balloon.
    assert (only["new_payment"], only["new_last_due"]) == ("318.54", "2027-01-07")
    assert "73,651.20" in only["note"]
    errand = desk.confirm(trial, "reduce_payment")
    desk.move("2026-12-08")
    assert desk.errand(errand)["state"] == "DONE"
    last = desk.schedule()[-1]
    assert (last["payment"], last["principal"], last["balance"]) == ("318.54", "0.00", "73651.20")
    desk.move("2027-01-07")
    assert desk.shown()["state"] == "SETTLED"


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("9999.99", "10,000.00"),
        ("92468.19", "92,468.18"),
        ("102468.18", "结清"),
        ("300000", "结清"),
    ],
)
def test_too_little_and_too_much(amount: str, said: str, v1: Errands) -> None:
    trial = v1.attempt(amount=amount)
    assert not trial["eligible"] and said in trial["reasons"][0]
    refused = v1.confirm(trial, "shorten_term", expect=409)
    assert refused["code"] == "ERRAND_NOT_NOW" and said in refused["title"]


def test_as_much_as_leaves_ten_thousand(v1: Errands) -> None:
    trial = v1.attempt(amount="92468.18")
    assert trial["eligible"] and trial["figures"]["principal_after"] == "10000.00"


@pytest.mark.parametrize("amount", ["0", "-5", "1.001", None])
def test_what_is_no_sum_is_refused(amount: str | None, v1: Errands) -> None:
    v1.attempt(amount=amount, expect=422)


def test_without_interest_nothing_is_saved_and_the_product_bars_it(own: TestClient) -> None:
    trial = Errands(own, "customer:P07", P07).attempt(amount="20000.00")
    assert not trial["eligible"] and "不省利息" in trial["reasons"][0]


def test_not_before_six_instalments_are_paid(own: TestClient) -> None:
    desk = Errands(own, "customer:P06", "C202606180107")
    live(desk.office, "P06", desk.loan, first_due="2026-07-20", paid_periods=5)
    trial = desk.attempt(amount="20000.00")
    assert not trial["eligible"] and "6" in trial["reasons"][0]


def test_two_a_year_and_no_third(v1: Errands) -> None:
    for _ in range(2):
        errand = v1.confirm(v1.attempt(amount="10000.00"), "reduce_payment")
        day = errand["receipt"]["effective"]
        v1.move(day)
        assert v1.errand(errand)["state"] == "DONE"
    # The first took effect in 2026, the second in 2027: one more is left in 2027.
    third = v1.confirm(v1.attempt(amount="10000.00"), "reduce_payment")
    v1.move(third["receipt"]["effective"])
    assert v1.errand(third)["state"] == "DONE"
    trial = v1.attempt(amount="10000.00")
    assert not trial["eligible"] and "2027" in trial["reasons"][0]


def test_a_failed_instalment_draws_nothing_more(v1: Errands) -> None:
    errand = v1.confirm(v1.attempt(amount="50000.00"), "shorten_term")
    v1.bank(event="debit_failed", code="INSUFFICIENT_FUNDS")
    v1.move("2026-12-21")
    ended = v1.errand(errand)
    assert (ended["state"], ended["failure_code"]) == ("FAILED", "instalment")
    assert states(ended)["instalment"] == "failed"
    with v1.office.database.transaction() as session:
        asked = sa.select(Debit).where(Debit.purpose == "prepayment")
        assert session.scalars(asked).all() == []
        versions = sa.select(ScheduleVersion).where(ScheduleVersion.contract_no == V1)
        assert len(session.scalars(versions).all()) == 1
        assert "月供" in session.get_one(Delivery, f"errand:{errand['request_no']}").text


def test_a_slow_bank_is_waited_for(v1: Errands) -> None:
    errand = v1.confirm(v1.attempt(amount="50000.00"), "shorten_term")
    v1.bank(event="slow")
    v1.move("2026-12-23")
    done = v1.errand(errand)
    assert (done["state"], done["receipt"]["effective"]) == ("DONE", DUE)
    assert owed(v1) == Decimal("52468.18")


def test_cancelled_before_its_day_nothing_happens(v1: Errands) -> None:
    errand = v1.confirm(v1.attempt(amount="50000.00"), "shorten_term")
    v1.post(f"/errands/{errand['request_no']}/cancel", level="L1")
    v1.move("2026-12-21")
    assert v1.errand(errand)["state"] == "CANCELLED"
    assert owed(v1) == Decimal("102468.18")


def test_level_choice_strangers_and_the_same_key(v1: Errands, own: TestClient) -> None:
    trial = v1.attempt(amount="50000.00")
    assert v1.confirm(trial, "shorten_term", level="L2", expect=403)["code"] == "LEVEL_TOO_LOW"
    refused = v1.confirm(trial, "both", expect=422)
    assert refused["code"] == "ERRAND_CHOICE"
    assert refused["allowed"]["choices"] == ["shorten_term", "reduce_payment"]
    stranger = Errands(own, "customer:P08", V1)
    assert stranger.attempt(amount="50000.00", expect=404)["code"] == "LOAN_UNKNOWN"
    assert stranger.confirm(trial, "shorten_term", expect=404)["code"] == "LOAN_UNKNOWN"
    errand = v1.confirm(trial, "shorten_term", key="k")
    assert v1.confirm(trial, "shorten_term", key="k")["request_no"] == errand["request_no"]
    assert v1.confirm(trial, "reduce_payment", expect=409)["code"] == "ERRAND_OPEN"


def test_of_two_clients_at_once_one_orders(v1: Errands) -> None:
    trials = [v1.attempt(amount=amount) for amount in ("50000.00", "40000.00")]

    def send(trial: dict[str, Any]) -> int:
        body = {
            "errand": "prepayment", "trial_id": trial["trial_id"], "hash": trial["hash"],
            "confirm": True, "choice": "shorten_term",
        }  # fmt: skip
        headers = {**acting("customer:P06", "L3"), "Idempotency-Key": uuid.uuid4().hex}
        return v1.client.post(f"/loans/{V1}/errands", json=body, headers=headers).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, trials)) == [200, 409]
    assert len(v1.shown()["errands"]) == 1


def test_equal_principal_keeps_its_share(own: TestClient) -> None:
    desk = Errands(own, "customer:P06", "C202512180108")
    live(desk.office, "P06", desk.loan, product="SXD", first_due="2026-01-20", paid_periods=11)
    trial = desk.attempt(amount="50000.00")
    sooner, less = trial["figures"]["options"]
    # 100 000 left after twelve; 4 166.67 a month pay 50 000 in twelve months and a little.
    assert trial["figures"]["principal_before"] == "99999.96"
    assert (sooner["remaining_periods"], less["remaining_periods"]) == (12, 24)
    errand = desk.confirm(trial, "reduce_payment")
    desk.move(DUE)
    assert desk.errand(errand)["state"] == "DONE"
    assert {row["principal"] for row in desk.schedule()[12:-1]} == {"2083.33"}
