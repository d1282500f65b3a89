"""The end of a lease: three ways beside each other, bought or gone on with, never by itself."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from pyhanko.pdf_utils.reader import PdfFileReader

from backoffice.callbacks.models import CallbackRequest
from backoffice.lending.lease_end import renewal
from backoffice.loans.models import LedgerEntry, LedgerPosting
from backoffice.loans.running_models import Debit, Due
from tests.backoffice.applications.journey import acting
from tests.backoffice.loans import books
from tests.backoffice.servicing.conftest import P06
from tests.backoffice.servicing.lending_desk import Errands, live, owed

P10 = "L202401050010"
END = "2027-01-05"
RESIDUAL = Decimal("112410.00")


class Lessee(Errands):
    kind = "lease_end"


@pytest.fixture
def lessee(own: TestClient) -> Lessee:
    return Lessee(own, "customer:P10", P10)


def ways(figures: dict[str, Any], choice: str) -> list[dict[str, Any]]:
    return [way for way in figures["choices"] if way["choice"] == choice]


def steps(errand: dict[str, Any]) -> dict[str, str]:
    return {step["key"]: step["state"] for step in errand["steps"]}


def calls(desk: Errands) -> list[str]:
    with desk.office.database.transaction() as session:
        query = sa.select(CallbackRequest.summary).where(CallbackRequest.owner_id == "P10")
        return list(session.scalars(query.order_by(CallbackRequest.requested_at)))


def test_p10_sees_three_ways_beside_each_other(lessee: Lessee) -> None:
    trial = lessee.attempt()
    told = trial["figures"]
    assert trial["eligible"], trial["reasons"]
    assert (told["residual"], told["lease_end"], told["decide_by"]) == (
        "112410.00", END, "2026-12-06",
    )  # fmt: skip
    assert (told["contract_km"], told["current_km"], told["tolerance_km"]) == (60000, 66800, 1000)
    assert (told["excess_km"], told["excess_km_fee"], told["km_price"]) == (5800, "4640.00", "0.80")
    assert "0.80" in told["km_note"] and "4,640.00" in told["km_note"]
    assert [way["amount"] for way in ways(told, "return")] == ["4640.00"]
    assert [way["amount"] for way in ways(told, "buyout")] == ["112410.00"]
    for way in ways(told, "renew"):
        plan = renewal(RESIDUAL, Decimal("5.60"), way["months"])
        assert way["monthly_payment"] == str(plan.rows[0].payment)
        assert way["last_payment"] == str(plan.rows[-1].payment)
        assert way["total_interest"] == str(plan.total_interest)
        assert Decimal(way["amount"]) == RESIDUAL + plan.total_interest
    assert [way["months"] for way in ways(told, "renew")] == [12, 24]
    assert len(told["photo_guide"]) == len(set(told["photo_guide"])) == 40
    assert {"item", "free", "fee"} == set(told["damage_guide"][0])
    assert any(each["fee"] == "1500.00" for each in told["damage_guide"])
    assert "深圳" in told["plate_note"]
    assert all(way["steps"] and way["label"] and way["note"] for way in told["choices"])
    assert {dealer["city"] for dealer in trial["dealers"]} == {"深圳"}
    assert lessee.shown()["errands"] == []


def test_a_newer_reading_counts_and_an_older_one_is_refused(lessee: Lessee) -> None:
    told = lessee.attempt(current_km=70000)["figures"]
    assert (told["excess_km"], told["excess_km_fee"]) == (9000, "7200.00")
    refused = lessee.attempt(current_km=66000, expect=422)
    assert (refused["code"], refused["allowed"]) == ("KM_BACKWARDS", {"least": 66800})
    lessee.attempt(current_km=-1, expect=422)


def test_only_leases_of_ones_own_end_like_this(own: TestClient, lessee: Lessee) -> None:
    assert Lessee(own, "customer:P06", P06).attempt(expect=422)["code"] == "NOT_A_LEASE"
    assert Lessee(own, "customer:P06", P10).attempt(expect=404)["code"] == "LOAN_UNKNOWN"
    trial = lessee.attempt()
    stranger = Lessee(own, "customer:P06", P10)
    assert stranger.confirm(trial, "buyout", expect=404)["code"] == "LOAN_UNKNOWN"


def test_levels_choices_and_the_same_key(lessee: Lessee) -> None:
    trial = lessee.attempt()
    for choice in ("buyout", "renew"):
        refused = lessee.confirm(trial, choice, {"months": 12}, level="L2", expect=403)
        assert refused["code"] == "LEVEL_TOO_LOW"
    assert lessee.confirm(trial, "return", level="L1", expect=403)["code"] == "LEVEL_TOO_LOW"
    for choice, details in (("keep", {}), (None, {}), ("renew", {}), ("renew", {"months": 18})):
        refused = lessee.confirm(trial, choice, details, expect=422)
        assert refused["code"] == "ERRAND_CHOICE"
    first = lessee.confirm(trial, "buyout", key="k")
    assert lessee.confirm(trial, "buyout", key="k")["request_no"] == first["request_no"]
    assert lessee.confirm(lessee.attempt(), "buyout", expect=409)["code"] == "ERRAND_OPEN"


def test_bought_on_the_last_day_and_transferred(lessee: Lessee) -> None:
    errand = lessee.confirm(lessee.attempt(), "buyout")
    assert (errand["state"], errand["amount"]) == ("CONFIRMED", "112410.00")
    lessee.move("2027-01-04")
    assert lessee.errand(errand)["state"] == "CONFIRMED"
    lessee.move("2027-01-07")
    bought = lessee.errand(errand)
    assert (bought["state"], bought["receipt"]["effective"]) == ("RELEASING", END)
    assert bought["documents"] == ["settlement_proof"]
    assert steps(bought) == {
        "chosen": "done", "drawn": "done", "proof": "done", "title": "doing",
    }  # fmt: skip
    assert bought["steps"][-1]["expected_to"] == "2027-01-19"
    shown = lessee.shown()
    assert (shown["state"], shown["settled_on"], owed(lessee)) == ("SETTLED", END, 0)
    with lessee.office.database.transaction() as session:
        query = sa.select(Debit.purpose, Debit.drawn).where(
            Debit.contract_no == P10, Debit.due_on >= date(2027, 1, 5)
        )
        drawn = [tuple(row) for row in session.execute(query.order_by(Debit.debit_no))]
        assert drawn == [("due", Decimal("3168.66")), ("lease_end", RESIDUAL)]
        assert books.unbalanced(session) == []
    path = f"/sandbox/errands/{errand['request_no']}"
    assert lessee.post(path, {"event": "title_transferred"})["state"] == "DONE"
    assert lessee.get(f"/loans/{P10}/payments")["receipts"][0]["source"] == "lease_end"


@pytest.mark.parametrize("code", ["INSUFFICIENT_FUNDS", "LIMIT"])
def test_without_the_last_rent_nothing_is_bought_and_a_person_calls(
    code: str, lessee: Lessee
) -> None:
    errand = lessee.confirm(lessee.attempt(), "buyout")
    lessee.move("2027-01-04")
    lessee.bank(event="debit_failed", code=code)
    lessee.move("2027-01-05")
    ended = lessee.errand(errand)
    assert (ended["state"], ended["failure_code"]) == ("FAILED", "instalment")
    assert owed(lessee) == RESIDUAL + Decimal("2631.80")
    assert any("留购" in summary for summary in calls(lessee))


def test_a_slow_bank_buys_that_day(lessee: Lessee) -> None:
    errand = lessee.confirm(lessee.attempt(), "buyout")
    lessee.bank(event="slow")
    lessee.move("2027-01-06")
    assert lessee.errand(errand)["receipt"]["effective"] == END
    assert lessee.shown()["state"] == "SETTLED"


def test_goes_on_for_two_years_as_signed(lessee: Lessee) -> None:
    errand = lessee.confirm(lessee.attempt(), "renew", {"months": 24})
    assert (errand["state"], errand["can_cancel"]) == ("ACCEPTED", False)
    assert errand["documents"] == ["renewal_agreement"]
    path = f"/loans/{P10}/documents/renewal_agreement.pdf"
    listed = {item["url"]: item["label"] for item in lessee.get(f"/loans/{P10}/documents")["items"]}
    assert listed[path] == "融资租赁续租补充协议"
    assert lessee.get(path, 403)["code"] == "LEVEL_TOO_LOW"
    stranger = lessee.client.get(path, headers=acting("customer:P06", "L2"))
    assert stranger.status_code == 404
    signed = lessee.client.get(path, headers=acting("customer:P10", "L2"))
    reader = PdfFileReader(io.BytesIO(signed.content))
    fields = [signature.field_name for signature in reader.embedded_signatures]
    assert fields == ["party_P10", "lender"]
    lessee.move("2027-01-06")
    done = lessee.errand(errand)
    assert (done["state"], done["receipt"]["effective"]) == ("DONE", END)
    plan = renewal(RESIDUAL, Decimal("5.60"), 24)
    rows = lessee.schedule()
    assert len(rows) == 60
    assert (rows[36]["due_date"], rows[-1]["due_date"]) == ("2027-02-05", "2029-01-05")
    assert [row["payment"] for row in rows[36:]] == [str(row.payment) for row in plan.rows]
    shown = lessee.shown()
    assert (shown["state"], shown["days_past_due"], owed(lessee)) == ("ACTIVE", 0, RESIDUAL)
    assert shown["next_due_date"] == "2027-02-05"
    assert not lessee.attempt()["eligible"]
    lessee.move("2029-01-05")
    assert (lessee.shown()["state"], owed(lessee)) == ("SETTLED", 0)


def test_without_a_choice_nothing_happens_but_a_person_is_told(lessee: Lessee) -> None:
    lessee.move("2026-12-06")
    assert lessee.attempt()["eligible"] and calls(lessee) == []
    lessee.move("2026-12-07")
    trial = lessee.attempt()
    assert not trial["eligible"] and trial["dealers"] == []
    assert lessee.confirm(trial, "buyout", expect=409)["code"] == "ERRAND_NOT_NOW"
    assert len(calls(lessee)) == 1
    lessee.move("2027-01-20")
    # The residual is a choice, no debt: it never fell due, nothing is late, nothing was drawn.
    shown = lessee.shown()
    assert (shown["state"], shown["days_past_due"], owed(lessee)) == ("ACTIVE", 0, RESIDUAL)
    with lessee.office.database.transaction() as session:
        dues = session.scalars(sa.select(Due).where(Due.contract_no == P10)).all()
        assert {due.part for due in dues} == {"instalment"}
        assert all(due.paid_on == due.due_date for due in dues)
        late = (
            sa.select(LedgerPosting)
            .join(LedgerEntry, LedgerEntry.entry_no == LedgerPosting.entry_no)
            .where(LedgerEntry.contract_no == P10, LedgerPosting.account == "penalty_income")
        )
        assert session.scalars(late).all() == []
    told = calls(lessee)
    assert len(told) == 2 and "没有选择" in told[1]


def test_too_early_the_figures_are_shown_all_the_same(own: TestClient) -> None:
    desk = Lessee(own, "customer:P10", "L202501050110")
    live(
        desk.office, "P10", desk.loan, product="SXZ", amount="199840", annual_rate_pct="5.60",
        balloon="112410", first_due="2025-02-05", due_day=5, paid_periods=22, contract_km=60000,
        current_km=30000, plate="T",
    )  # fmt: skip
    trial = desk.attempt()
    assert not trial["eligible"] and "2027" not in trial["reasons"][0]
    told = trial["figures"]
    assert (told["excess_km_fee"], told["plate_note"]) == ("0.00", None)
    assert "31,000" in told["km_note"]
