"""Settling early: what is shown, what is drawn, how it ends."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from pyhanko.pdf_utils.reader import PdfFileReader

from backoffice.audit.models import AuditRecord
from backoffice.deliveries.models import Delivery
from backoffice.loans.models import LedgerPosting
from backoffice.loans.running_models import Debit, Mandate
from backoffice.servicing.models import Errand
from tests.backoffice.applications.journey import acting
from tests.backoffice.servicing.conftest import P06, P07, P08, P11, Desk

PROOF = f"/loans/{P06}/documents/settlement_proof.pdf"
DAY = "2026-11-28"


def steps(errand: dict) -> dict[str, str]:  # type: ignore[type-arg]
    return {step["key"]: step["state"] for step in errand["steps"]}


def test_p06_is_told_each_part_to_the_fen(desk: Desk) -> None:
    trial = desk.try_on(DAY)
    told = trial["figures"]
    assert trial["eligible"] and trial["valid_until"].startswith("2026-11-24T23:59:59")
    assert (told["total"], told["principal_outstanding"]) == ("76311.52", "74733.97")
    assert (told["accrued_interest"], told["early_fee"]) == ("82.87", "1494.68")
    assert sum(Decimal(part["amount"]) for part in told["parts"]) == Decimal("76311.52")
    assert all(part["why"] for part in told["parts"])
    spared = Decimal(told["interest_ahead"]) - Decimal("82.87") - Decimal("1494.68")
    assert Decimal(told["net_saving"]) == spared
    assert desk.shown()["errands"] == []


def test_p06_settles_on_the_day_and_the_lien_is_on_its_way(desk: Desk) -> None:
    errand = desk.order(desk.try_on(DAY))
    assert (errand["state"], errand["next"]["who"]) == ("CONFIRMED", "lender")
    assert [e["request_no"] for e in desk.shown()["errands"]] == [errand["request_no"]]
    desk.move("2026-11-27")
    assert desk.get(f"/errands/{errand['request_no']}")["state"] == "CONFIRMED"
    desk.move("2026-12-30")
    done = desk.get(f"/errands/{errand['request_no']}")
    assert (done["state"], done["amount"]) == ("RELEASING", "76311.52")
    assert done["receipt"]["effective"] == DAY
    assert steps(done) == {
        "confirmed": "done", "drawn": "done", "settled": "done", "mandate_ended": "done",
        "proof": "done", "lien_filed": "doing", "lien_released": "waiting",
    }  # fmt: skip
    released = done["steps"][-1]
    assert (released["expected_from"], released["expected_to"]) == ("2026-12-08", "2026-12-18")
    loan = desk.shown()
    assert (loan["state"], loan["settled_on"], loan["principal_outstanding"]) == (
        "SETTLED", DAY, "0.00",
    )  # fmt: skip
    assert loan["lien"]["status"] == "RELEASE_PENDING" and loan["repay_card"] is None
    with desk.office.database.transaction() as session:
        debit = session.scalars(sa.select(Debit).where(Debit.purpose == "settlement")).one()
        assert (debit.drawn, debit.asked_at.astimezone().date()) == (
            Decimal("76311.52"), date(2026, 11, 28),
        )  # fmt: skip
        assert session.scalar(sa.select(sa.func.sum(LedgerPosting.amount))) == 0
        states = session.scalars(sa.select(Mandate.state).where(Mandate.contract_no == P06))
        assert set(states) == {"ended"}
        told = session.get_one(Delivery, f"errand:{errand['request_no']}")
        assert told.customer_id == "P06"


def test_the_proof_is_sealed_kept_and_for_level_two(desk: Desk) -> None:
    desk.client.get(PROOF, headers=acting("customer:P06", "L2"))
    assert desk.get(PROOF, 403)["code"] == "LEVEL_TOO_LOW"
    errand = desk.order(desk.try_on("2026-11-21"))
    assert errand["state"] == "RELEASING" and errand["documents"] == ["settlement_proof"]
    first, again = (desk.client.get(PROOF, headers=acting("customer:P06", "L2")) for _ in "ab")
    assert first.content == again.content
    reader = PdfFileReader(io.BytesIO(first.content))
    assert [signature.field_name for signature in reader.embedded_signatures] == ["lender"]
    other = desk.client.get(PROOF, headers=acting("customer:P08", "L2"))
    assert other.status_code == 404


def test_a_loan_settled_long_ago_has_its_proof_too(asking: Callable[[str, str], Desk]) -> None:
    desk = asking("P11", P11)
    path = f"/loans/{P11}/documents/settlement_proof.pdf"
    answer = desk.client.get(path, headers=acting("customer:P11", "L2"))
    assert answer.content.startswith(b"%PDF")
    early = asking("P06", P06).client.get(PROOF, headers=acting("customer:P06", "L2"))
    assert early.json()["code"] == "DOCUMENT_UNKNOWN"


def test_the_same_key_is_one_errand_and_a_second_one_waits(desk: Desk) -> None:
    first, second = desk.try_on(DAY), desk.try_on("2026-11-30")
    errand = desk.order(first, key="k")
    assert desk.order(first, key="k")["request_no"] == errand["request_no"]
    refused = desk.order(second, expect=409)
    assert refused["code"] == "ERRAND_OPEN"
    assert refused["allowed"] == {"request_no": errand["request_no"]}
    cancelled = desk.post(f"/errands/{errand['request_no']}/cancel", level="L1")
    assert cancelled["state"] == "CANCELLED" and desk.shown()["errands"] == []
    assert desk.order(second)["state"] == "CONFIRMED"


def test_the_proof_by_which_it_was_ordered_is_kept(desk: Desk) -> None:
    trial = desk.try_on(DAY)
    body = {"errand": "settlement", "trial_id": trial["trial_id"], "hash": trial["hash"]}
    path = f"/loans/{P06}/errands"

    def order(code_ref: str) -> str:
        told = desk.post(path, {**body, "confirm": True, "code_ref": code_ref}, key="k")
        return str(told["request_no"])

    number = order("sms-1")
    assert order("sms-2") == number  # the same order, proved once more
    with desk.office.database.transaction() as session:
        assert session.get_one(Errand, number).details["code_ref"] == "sms-1"
        records = session.scalars(
            sa.select(AuditRecord).where(
                AuditRecord.subject == P06, AuditRecord.command == "servicing.errand"
            )
        ).all()
        assert [record.level for record in records] == ["L3"]


def test_a_cancelled_errand_draws_nothing(desk: Desk) -> None:
    errand = desk.order(desk.try_on(DAY))
    desk.post(f"/errands/{errand['request_no']}/cancel", level="L1")
    desk.move("2026-11-29")
    assert desk.shown()["state"] == "ACTIVE"
    assert desk.get(f"/errands/{errand['request_no']}")["state"] == "CANCELLED"


def test_what_was_drawn_cannot_be_cancelled(desk: Desk) -> None:
    errand = desk.order(desk.try_on("2026-11-21"))
    path = f"/errands/{errand['request_no']}/cancel"
    assert desk.post(path, expect=409)["code"] == "ERRAND_UNDERWAY"


@pytest.mark.parametrize(
    ("told", "failure"),
    [
        ({"event": "debit_failed", "code": "LIMIT"}, "LIMIT"),
        ({"event": "debit_partial", "share_pct": 40}, "partial"),
    ],
)
def test_what_the_bank_refuses_leaves_the_loan(
    told: dict[str, object], failure: str, desk: Desk
) -> None:
    desk.bank(**told)
    errand = desk.order(desk.try_on(DAY))
    desk.move("2026-11-30")
    ended = desk.get(f"/errands/{errand['request_no']}")
    assert (ended["state"], ended["failure_code"]) == ("FAILED", failure)
    loan = desk.shown()
    assert (loan["state"], loan["principal_outstanding"]) == ("ACTIVE", "74733.97")
    assert (loan["credit"], loan["errands"]) == ("0.00", [])
    assert loan["next_due_date"] == "2026-12-20"


def test_a_day_beyond_the_next_instalment_says_what_it_assumes(desk: Desk) -> None:
    trial = desk.try_on("2026-12-21")
    assert trial["figures"]["assumed_periods"] == [15] and trial["figures"]["assumed_note"]
    errand = desk.order(trial)
    desk.move("2026-12-21")
    done = desk.get(f"/errands/{errand['request_no']}")
    assert (done["state"], done["amount"]) == ("RELEASING", trial["figures"]["total"])


def test_when_more_is_owed_than_was_confirmed_nothing_is_drawn(desk: Desk) -> None:
    errand = desk.order(desk.try_on("2026-12-21"))
    desk.bank(event="debit_failed", code="INSUFFICIENT_FUNDS")
    desk.move("2026-12-21")
    ended = desk.get(f"/errands/{errand['request_no']}")
    assert (ended["state"], ended["failure_code"]) == ("FAILED", "changed")


@pytest.mark.parametrize("day", ["2026-12-19", "2026-12-20"])
def test_not_while_a_debit_is_in_flight(day: str, desk: Desk) -> None:
    trial = desk.try_on(day)
    assert not trial["eligible"] and "2026年12月21日" in trial["reasons"][0]
    assert desk.order(trial, expect=409)["code"] == "ERRAND_NOT_NOW"


@pytest.mark.parametrize("day", ["2026-11-20", "2026-12-22"])
def test_only_from_today_to_thirty_days_ahead(day: str, desk: Desk) -> None:
    assert desk.try_on(day, 422)["allowed"] == {"from": "2026-11-21", "to": "2026-12-21"}


def test_settling_needs_level_three_and_ones_own_loan(
    desk: Desk, asking: Callable[[str, str], Desk]
) -> None:
    trial = desk.try_on(DAY)
    assert desk.order(trial, level="L2", expect=403)["code"] == "LEVEL_TOO_LOW"
    assert asking("P08", P06).order(trial, expect=404)["code"] == "LOAN_UNKNOWN"
    assert asking("P08", P08).order(trial, expect=409)["code"] == "TRIAL_VOID"
    errand = desk.order(trial)
    stranger = asking("P08", P08)
    assert stranger.get(f"/errands/{errand['request_no']}", 404)["code"] == "ERRAND_UNKNOWN"


def test_an_overdue_loan_is_settled_with_its_arrears(asking: Callable[[str, str], Desk]) -> None:
    desk = asking("P08", P08)
    trial = desk.try_on("2026-11-21")
    assert Decimal(trial["figures"]["overdue"]) > Decimal("1.68")
    assert desk.order(trial)["state"] in ("RELEASING", "DONE")
    assert desk.shown()["state"] == "SETTLED"


def test_without_interest_nothing_is_saved(asking: Callable[[str, str], Desk]) -> None:
    told = asking("P07", P07).try_on("2026-11-24")["figures"]
    assert told["interest_ahead"] == "0.00" and Decimal(told["net_saving"]) <= 0


def test_a_slow_bank_settles_later_that_day(desk: Desk) -> None:
    errand = desk.order(desk.try_on(DAY))
    desk.bank(event="slow")
    desk.move("2026-11-28")
    done = desk.get(f"/errands/{errand['request_no']}")
    assert (done["state"], done["receipt"]["effective"]) == ("RELEASING", DAY)
    assert desk.shown()["settled_on"] == DAY
