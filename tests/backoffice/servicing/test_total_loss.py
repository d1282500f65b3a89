"""A lost car: figures to the fen, the insurer's money booked once, what is short in instalments."""

import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.lending.terms import Method
from backoffice.loans.models import LedgerEntry, LedgerPosting, Loan
from backoffice.loans.running_models import Payment
from backoffice.loans.seeding import _open
from backoffice.servicing.work import BODIES
from backoffice.workflows.inline import InlineSteps
from tests.backoffice.servicing.conftest import Desk

Json = dict[str, Any]
Asking = Callable[[str, str], Desk]
P12, V1 = "H202503110012", "C202511100099"


@pytest.fixture
def lu(asking: Asking) -> Desk:
    """P12, whose car is lost."""
    return asking("P12", P12)


def tried(desk: Desk, **body: Any) -> Json:
    return desk.post(f"/loans/{desk.loan}/trials/total_loss", body, level="L1")


def report(desk: Desk, trial: Json, *, level: str = "L2", **how: Any) -> Json:
    body = {"errand": "total_loss", "trial_id": trial["trial_id"], "hash": trial["hash"]}
    details = how.pop("details", {"accident_on": "2026-11-12", "insurer": "PICC"})
    body |= {"confirm": True, "details": details}  # type: ignore[dict-item]
    return desk.post(f"/loans/{desk.loan}/errands", body, level=level, **how)


def play(desk: Desk, errand: Json, event: str, expect: int = 200, **facts: Any) -> Json:
    told = {"event": event, "facts": facts}
    return desk.post(f"/sandbox/errands/{errand['request_no']}", told, expect=expect)


def test_p12_is_told_what_is_left_to_the_owner(lu: Desk) -> None:
    told = tried(lu, on="2026-11-25")["figures"]
    assert (told["principal_outstanding"], told["accrued_interest"]) == ("51515.12", "88.72")
    assert (told["payout"], told["surplus"]) == ("92000.00", "40396.16")
    assert (told["shortfall"], told["early_fee"]) == ("0.00", "0.00")
    assert sum(Decimal(part["amount"]) for part in told["parts"]) == Decimal(told["payoff"])
    assert "照常还款" in told["note"]


def test_v16_on_a_loan_like_v1(desk: Desk) -> None:
    with desk.office.database.transaction() as session:
        entry = {
            "no": V1, "product": "AXD", "vehicle": "shanyue", "vin": "L0TEST003TJ000099",
            "plate": "T", "vehicle_price": 200000, "amount": "150000.00", "term": 36,
            "annual_rate_pct": "4.99", "balloon": "0.00", "first_due": "2025-12-10",
            "due_day": 10, "paid_periods": 12,
        }  # fmt: skip
        _open(session, {"no": "P06", "contract": entry}, Method.EQUAL_INSTALMENT, {})
    loan = Desk(desk.client, loan=V1)
    told = tried(loan, on="2026-11-21", payout="138000")["figures"]
    assert (told["principal_outstanding"], told["accrued_interest"]) == ("102468.18", "156.24")
    assert (told["payoff"], told["surplus"]) == ("102624.42", "35375.58")


def test_p12_is_settled_by_the_insurer(lu: Desk) -> None:
    errand = report(lu, tried(lu, on="2026-11-25"))
    assert (errand["state"], errand["state_zh"]) == ("REVIEWING", "等待保险赔款")
    lu.move("2026-11-25")
    done = play(lu, errand, "paid", amount="92000.00", on="2026-11-25")
    lu.move("2026-11-26")
    done = lu.get(f"/errands/{errand['request_no']}")
    assert (done["state"], done["amount"], done["documents"]) == (
        "RELEASING", "92000.00", ["settlement_proof"],
    )  # fmt: skip
    assert done["figures"]["surplus"] == "40396.16"
    loan = lu.shown()
    assert (loan["state"], loan["settled_on"], loan["credit"]) == ("SETTLED", "2026-11-25", "0.00")
    with lu.office.database.transaction() as session:
        sides = sa.select(LedgerPosting.account, LedgerPosting.amount).join(LedgerEntry)
        refund = session.execute(
            sides.where(LedgerEntry.contract_no == P12, LedgerEntry.kind == "refund")
        )
        assert {"bank": Decimal("-40396.16"), "customer_credit": Decimal("40396.16")} == {
            row.account: row.amount for row in refund
        }
        assert session.scalar(sa.select(sa.func.sum(LedgerPosting.amount))) == 0
    assert play(lu, errand, "released")["state"] == "DONE"
    assert play(lu, errand, "paid", 422, amount="1.00")["code"] == "ERRAND_NOTHING_TO_PLAY"


def test_what_is_short_is_paid_in_instalments_without_a_fee(lu: Desk) -> None:
    errand = report(lu, tried(lu, payout="40000.00"))
    told = errand["figures"]
    paid = play(lu, errand, "paid", amount="40000.00")
    assert (paid["state"], paid["figures"]["shortfall"]) == ("ACCEPTED", told["shortfall"])
    loan = lu.shown()
    assert loan["state"] == "ACTIVE" and loan["principal_outstanding"] == told["shortfall"]
    rows = lu.get(f"/loans/{P12}/schedule")["rows"]
    assert rows[-1]["balance"] == "0.00" and rows[20]["due_date"] == "2026-12-15"
    quote = lu.try_on("2026-11-21")["figures"]
    assert (quote["early_fee"], quote["principal_outstanding"]) == ("0.00", told["shortfall"])
    lu.move("2027-12-20")
    assert lu.get(f"/errands/{errand['request_no']}")["state"] == "RELEASING"
    assert lu.shown()["state"] == "SETTLED"


def test_level_foreigners_keys_and_taking_it_back(lu: Desk, asking: Asking) -> None:
    trial = tried(lu)
    assert report(lu, trial, level="L1", expect=403)["code"] == "LEVEL_TOO_LOW"
    assert report(asking("P06", P12), trial, expect=404)["code"] == "LOAN_UNKNOWN"
    wrong = report(lu, trial, details={"accident_on": "2027-01-01"}, expect=422)
    assert wrong["code"] == "ERRAND_CHOICE"
    trial = tried(lu)
    errand = report(lu, trial, key="k")
    assert report(lu, trial, key="k")["request_no"] == errand["request_no"]
    assert report(lu, tried(lu), expect=409)["code"] == "ERRAND_OPEN"
    lu.post(f"/errands/{errand['request_no']}/cancel", level="L1")
    assert "request_no" not in lu.shown()["total_loss"]


def test_two_insurers_at_once_pay_once(lu: Desk) -> None:
    errand = report(lu, tried(lu))
    answers: list[int] = []

    def pay() -> None:
        told = {"event": "paid", "facts": {"amount": "92000.00"}}
        path = f"/sandbox/errands/{errand['request_no']}"
        answers.append(lu.client.post(path, json=told).status_code)

    both = [threading.Thread(target=pay) for _ in "ab"]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(answers) == [200, 422]
    with lu.office.database.transaction() as session:
        paid = session.scalars(sa.select(Payment.amount).where(Payment.source == "insurer"))
        assert list(paid) == [Decimal("92000.00")]
        kinds = sa.select(LedgerEntry.kind).where(LedgerEntry.contract_no == P12)
        assert list(session.scalars(kinds)).count("settlement") == 1


def test_the_work_done_twice_is_done_once(lu: Desk) -> None:
    errand = report(lu, tried(lu))
    play(lu, errand, "paid", amount="92000.00")
    number = errand["request_no"]
    for _ in "ab":
        BODIES["total_loss_errand"](InlineSteps(lu.office, f"again:{number}"), number)
    with lu.office.database.transaction() as session:
        assert session.get_one(Loan, P12).state == "SETTLED"
    assert lu.get(f"/errands/{number}")["state"] == "RELEASING"
