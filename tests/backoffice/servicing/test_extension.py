"""What repaying a balloon over more months costs, who may, and who is refused with which way on."""

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.deliveries.models import Delivery
from backoffice.loans.models import ScheduleVersion
from backoffice.loans.running_models import Due
from backoffice.servicing.models import Errand
from tests.backoffice.applications.journey import acting
from tests.backoffice.servicing.conftest import P06
from tests.backoffice.servicing.extending import P09, Extending


@pytest.fixture
def desk(own: TestClient) -> Extending:
    """P09 at a back office of one test alone."""
    return Extending(own, "customer:P09", P09)


def test_p09_sees_each_tenor_to_the_fen(desk: Extending) -> None:
    trial = desk.tried()
    told = trial["figures"]
    assert trial["eligible"] and trial["reasons"] == []
    assert (told["balloon"], told["balloon_due"], told["decide_by"], told["sign_by"]) == (
        "90930.00", "2027-01-07", "2026-12-28", "2027-01-04",
    )  # fmt: skip
    assert [
        (o["term_months"], o["monthly_payment"], o["last_payment"], o["total_interest"])
        for o in told["options"]
    ] == [
        (12, "7804.72", "7804.73", "2726.65"),
        (18, "5274.06", "5274.13", "4003.15"),
        (24, "4009.21", "4009.21", "5291.04"),
    ]
    longest = told["options"][-1]
    assert (longest["annual_rate_pct"], longest["last_due"]) == ("5.49", "2029-01-07")
    # 30 000 × 70 % of his business and 7 000 of his wife; other debts of 4 000.
    assert (longest["pti_pct"], longest["dti_pct"], longest["affordability"]) == (
        "14.3", "28.6", "ok",
    )  # fmt: skip
    assert [(s["role"], s["name_masked"]) for s in told["signers"]] == [
        ("co_borrower", "柳**"), ("guarantor", "孟**"),
    ]  # fmt: skip
    assert "不保证" in told["bureau_note"] and "展期" in told["bureau_note"]
    assert len(told["steps_ahead"]) == 7 and len(told["other_ways"]) == 4


def test_the_whole_balloon_is_not_extended(desk: Extending) -> None:
    path = f"/loans/{P09}/trials/extension"
    refused = desk.post(path, {"pay_first": "90930.00"}, level="L1", expect=422)
    assert refused["code"] == "EXTENSION_PAY_FIRST"


def test_without_a_balloon_there_is_nothing_to_extend(own: TestClient) -> None:
    desk = Extending(own, "customer:P06", P06)
    trial = desk.tried()
    assert not trial["eligible"] and trial["figures"]["options"] == []
    assert "没有可以展期的尾款" in trial["reasons"][0]
    refused = desk.ordered(trial, expect=409)
    assert refused["code"] == "ERRAND_NOT_NOW"


def _owe(desk: Extending, days: int, *, paid: bool) -> None:
    """The newest instalment came so many days late, or is so many days late."""
    with desk.office.database.transaction() as session:
        due = session.scalars(
            sa.select(Due).where(Due.contract_no == P09).order_by(Due.due_date.desc())
        ).first()
        assert due is not None
        due.paid_on = due.due_date + timedelta(days=days) if paid else None
        if not paid:
            due.principal_paid = due.interest_paid = 0  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("days", "paid", "said"), [(14, False, "先补上"), (31, True, "逾期超过 30 天")]
)
def test_who_was_late_is_told_what_to_do(desk: Extending, days: int, paid: bool, said: str) -> None:
    _owe(desk, days, paid=paid)
    trial = desk.tried()
    assert not trial["eligible"] and any(said in reason for reason in trial["reasons"])


def test_the_window_closes_ten_days_before(desk: Extending) -> None:
    trial = desk.tried()
    desk.move("2026-12-29")
    late = desk.tried()
    assert "不能保证" in late["reasons"][0]
    refused = desk.ordered(trial, expect=409)
    assert refused["code"] == "TRIAL_VOID"


def test_another_tenor_than_those_offered_is_refused(desk: Extending) -> None:
    refused = desk.ordered(desk.tried(), "36", expect=422)
    assert (refused["code"], refused["allowed"]["choices"]) == ("ERRAND_CHOICE", ["12", "18", "24"])
    assert desk.ordered(desk.tried(), level="L2", expect=403)["code"] == "LEVEL_TOO_LOW"


def test_two_at_once_open_one(desk: Extending) -> None:
    trials = [desk.tried(), desk.tried()]
    answers: list[int] = []

    def order(trial: dict[str, Any]) -> None:
        body = {
            "errand": "extension", "trial_id": trial["trial_id"], "hash": trial["hash"],
            "confirm": True, "choice": "24",
        }  # fmt: skip
        headers = {**acting("customer:P09"), "Idempotency-Key": uuid.uuid4().hex}
        path = f"/loans/{P09}/errands"
        answers.append(desk.client.post(path, json=body, headers=headers).status_code)

    threads = [threading.Thread(target=order, args=(trial,)) for trial in trials]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 409]


def test_a_refusal_names_the_other_ways(desk: Extending) -> None:
    told = {"answer": "no", "for": "990109197906170211"}
    desk.send("system", "POST", "/sandbox/providers/credit_bureau", told)
    desk.ordered(desk.tried())
    desk.authorise()
    errand = desk.errand()
    assert (errand["state"], errand["failure_code"]) == ("FAILED", "declined")
    assert "置换" in errand["next"]["label"] and "先还一部分" in errand["next"]["label"]
    assert desk.case["decision"]["outcome"] == "declined" and desk.case["decision"]["rights"]
    assert desk.ordered(desk.tried())["state"] == "REVIEWING"


def test_a_person_decides_what_the_policy_refers(desk: Extending) -> None:
    told = {"answer": "no", "for": "990109197906170211", "reason": "queries"}
    desk.send("system", "POST", "/sandbox/providers/credit_bureau", told)
    desk.ordered(desk.tried())
    desk.authorise()
    assert desk.case["state"] == "MANUAL_REVIEW" and desk.errand()["next"]["who"] == "lender"
    desk.post(f"/sandbox/errands/{desk.request_no}", {"event": "approve"})
    assert desk.case["next"]["page"] == "card"


def test_each_change_is_told_once(desk: Extending) -> None:
    desk.to_signing()
    with desk.office.database.transaction() as session:
        found = list(session.scalars(
            sa.select(Delivery).where(Delivery.customer_id == "P09", Delivery.kind == "service")
        ))  # fmt: skip
        told = [delivery.text for delivery in found]
        assert len(set(told)) == len(told) >= 4
        cards = [delivery.card for delivery in found if delivery.card]
        assert {card["name"] for card in cards} == {"timeline"}
        assert all(desk.request_no in card["data"]["url"] for card in cards)


def test_a_roll_gone_through_twice_has_one_effect(desk: Extending) -> None:
    from backoffice.servicing.daily import do_on_day
    from backoffice.servicing.errands import drawing_time

    desk.to_signing()
    desk.signed_by_all()
    desk.move("2027-01-07")
    with desk.office.database.transaction() as session:
        errand = session.get_one(Errand, desk.request_no)
        do_on_day(session, desk.request_no, drawing_time(errand.effective_on))
    with desk.office.database.transaction() as session:
        versions = sa.select(sa.func.count()).select_from(ScheduleVersion)
        assert session.scalar(versions.where(ScheduleVersion.contract_no == P09)) == 2
        assert session.get_one(Errand, desk.request_no).state == "DONE"
    assert desk.shown()["term_months"] == 60
    assert "只能展期一次" in desk.tried()["reasons"][0]
