"""Loans over HTTP: whose they are, what they show, repaying now."""

import uuid
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backoffice.seed import read
from tests.backoffice.applications.journey import acting

Json = dict[str, Any]
PERSONAS = {p["no"]: p for p in read("catalogue.yml")["personas"] if p.get("contract")}
P06, P08, P10 = (PERSONAS[no]["contract"]["no"] for no in ("P06", "P08", "P10"))


def get(client: TestClient, path: str, who: str, expect: int = 200) -> Json:
    answer = client.get(path, headers=acting(who, "L1"))
    assert answer.status_code == expect, answer.text
    found: Json = answer.json()
    return found


def post(
    client: TestClient, path: str, who: str, body: Json | None = None, *, expect: int = 200,
    key: str | None = None, level: str = "L1",
) -> Json:  # fmt: skip
    headers = {**acting(who, level), "Idempotency-Key": key or uuid.uuid4().hex}
    answer = client.post(path, json=body, headers=headers)
    assert answer.status_code == expect, answer.text
    found: Json = answer.json()
    return found


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_loan_shows_the_catalogues_figures(client: TestClient, persona: str) -> None:
    told = PERSONAS[persona]["contract"]
    (shown,) = get(client, f"/loans?customer_id={persona}", f"customer:{persona}")["items"]
    assert shown["contract_no"] == told["no"]
    assert shown["principal_outstanding"] == told["principal_outstanding"]
    assert (shown["next_due_date"], shown["days_past_due"]) == (told["next_due"], told["dpd"])
    assert (shown["paid_periods"], shown["state"]) == (told["paid_periods"], told["state"])
    assert (shown["balloon"], shown["vehicle"]["plate"]) == (told["balloon"], told["plate"])
    assert told["vin"] not in str(shown)
    card = PERSONAS[persona].get("repay_card")
    assert shown["repay_card"] is None or shown["repay_card"]["tail"] == card[-4:]


@pytest.mark.parametrize("path", ["", "/schedule", "/payments"])
def test_anothers_loan_does_not_exist(client: TestClient, path: str) -> None:
    get(client, f"/loans/{P06}{path}", "customer:P06")
    get(client, f"/loans/{P06}{path}", "staff:desk")
    for who in ("customer:P08", "party:T1"):
        assert get(client, f"/loans/{P06}{path}", who, 404)["code"] == "LOAN_UNKNOWN"
    assert get(client, f"/loans/{P06}0{path}", "customer:P06", 404)["code"] == "LOAN_UNKNOWN"


def test_windows_tell_what_can_be_done_and_why_not(client: TestClient) -> None:
    def allowed(persona: str) -> dict[str, bool]:
        number = PERSONAS[persona]["contract"]["no"]
        shown = get(client, f"/loans/{number}", f"customer:{persona}")
        for window in shown["windows"]:
            assert window["allowed"] or window["why_not"]
        return {window["errand"]: window["allowed"] for window in shown["windows"]}

    assert allowed("P06") == {
        "pay_now": False, "settle": True, "prepay": True, "hardship": True, "total_loss": True,
    }  # fmt: skip
    assert allowed("P07")["prepay"] is False
    assert (allowed("P08")["pay_now"], allowed("P08")["prepay"]) == (True, False)
    assert allowed("P09")["extend"] is True
    ends = allowed("P10")
    assert ends["return"] and ends["buyout"] and ends["renew"]
    assert allowed("P11") == {"lien_release": True}
    assert allowed("P12")["settle"] is False


def test_the_first_instalment_is_explained_with_its_days(client: TestClient) -> None:
    shown = get(client, f"/loans/{P06}", "customer:P06")
    assert "32" in shown["first_payment_note"] and "32.95" in shown["first_payment_note"]
    free = PERSONAS["P07"]["contract"]["no"]
    assert get(client, f"/loans/{free}", "customer:P07")["first_payment_note"] is None


def test_payments_show_what_was_due_what_came_and_what_failed(client: TestClient) -> None:
    shown = get(client, f"/loans/{P08}/payments", "customer:P08")
    coming, overdue, paid = shown["rows"][:3]
    assert (coming["status"], coming["due_date"]) == ("due", "2026-12-16")
    assert (overdue["status"], overdue["open"]) == ("overdue", "1469.44")
    assert overdue["failure_code"] == "INSUFFICIENT_FUNDS"
    assert (paid["status"], paid["paid_at"]) == ("paid", "2026-10-16")
    assert len(shown["receipts"]) == 11
    first = shown["receipts"][-1]
    assert float(first["interest"]) + float(first["principal"]) == float(first["amount"])
    assert [d["code"] for d in shown["debits"][:2]] == ["INSUFFICIENT_FUNDS"] * 2


def test_a_lease_shows_its_kilometres_and_its_end(client: TestClient) -> None:
    shown = get(client, f"/loans/{P10}", "customer:P10")
    assert shown["lease"] == {
        "lease_end": "2027-01-05", "contract_km": 60000, "current_km": 66800,
        "residual": "112410.00",
    }  # fmt: skip
    assert shown["kind"] == "lease"


def test_repaying_now_draws_what_was_shown_once(own: TestClient) -> None:
    trial = post(own, f"/loans/{P08}/trials/pay_now", "customer:P08")
    assert trial["eligible"] and trial["figures"]["amount"] == "1469.44"
    assert trial["figures"]["penalty"] == "1.68"
    body = {"trial_id": trial["trial_id"], "hash": trial["hash"], "confirm": True}
    path = f"/loans/{P08}/payments"
    receipt = post(own, path, "customer:P08", body, key="k1")
    assert (receipt["state"], receipt["amount"]) == ("paid", "1469.44")
    assert post(own, path, "customer:P08", body, key="k1") == receipt
    assert post(own, path, "customer:P08", body, expect=409)["code"] == "TRIAL_VOID"
    shown = get(own, f"/loans/{P08}", "customer:P08")
    assert (shown["state"], shown["days_past_due"]) == ("ACTIVE", 0)
    assert shown["next_due_date"] == "2026-12-16"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({"event": "debit_failed", "code": "LIMIT"}, "failed"),
        ({"event": "debit_partial", "share_pct": 30}, "partial"),
        ({"event": "down"}, "failed"),
    ],
)
def test_the_receipt_tells_what_the_bank_gave(own: TestClient, told: Json, state: str) -> None:
    post(own, f"/sandbox/bank/{P08}", "system", told)
    trial = post(own, f"/loans/{P08}/trials/pay_now", "customer:P08")
    body = {"trial_id": trial["trial_id"], "hash": trial["hash"], "confirm": True}
    receipt = post(own, f"/loans/{P08}/payments", "customer:P08", body)
    assert receipt["state"] == state
    assert get(own, f"/loans/{P08}", "customer:P08")["state"] == "OVERDUE"


def test_with_nothing_due_there_is_nothing_to_pay(own: TestClient) -> None:
    trial = post(own, f"/loans/{P06}/trials/pay_now", "customer:P06")
    assert not trial["eligible"] and trial["reasons"]
    body = {"trial_id": trial["trial_id"], "hash": trial["hash"], "confirm": True}
    answer = post(own, f"/loans/{P06}/payments", "customer:P06", body, expect=409)
    assert answer["code"] == "NOTHING_TO_PAY"


def test_repaying_needs_level_one_and_the_loans_own_trial(own: TestClient) -> None:
    post(own, f"/loans/{P08}/trials/pay_now", "customer:P08", level="L0", expect=403)
    trial = post(own, f"/loans/{P08}/trials/pay_now", "customer:P08")
    body = {"trial_id": trial["trial_id"], "hash": trial["hash"], "confirm": True}
    answer = post(own, f"/loans/{P06}/payments", "customer:P06", body, expect=409)
    assert answer["code"] == "TRIAL_VOID"


def test_the_clock_rolls_over_http(own: TestClient) -> None:
    moved = {"business_date": "2026-12-05"}
    for _ in range(2):
        assert own.post("/sandbox/clock", json=moved, headers={"Idempotency-Key": "c"}).json()[
            "business_date"
        ] == "2026-12-05"  # fmt: skip
    assert own.post("/sandbox/clock", json={"business_date": "2026-12-04"}).status_code == 409
    shown = get(own, f"/loans/{P10}", "customer:P10")
    assert (shown["paid_periods"], shown["next_due_date"]) == (35, "2027-01-05")
