"""Kept plans, call-backs, customers: commands that run once and survive."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backoffice.callbacks.service import call_by
from backoffice.clock.service import SHANGHAI

VISITOR = {"kind": "visitor", "id": "session-1"}
CUSTOMER = {"kind": "customer", "id": "P01"}
Keyed = Callable[[], dict[str, str]]


def quote_id(client: TestClient, loan: int = 150000) -> str:
    body = {"product_key": "AXD", "term_months": 36, "loan_amount": loan}
    return client.post("/quotes", json=body).json()["quote"]["quote_id"]


def keep(client: TestClient, owner: dict[str, str], quote: str, headers: dict[str, str]) -> Any:
    body = {"owner": owner, "quote_id": quote, "label": "首选"}
    return client.post("/plans", json=body, headers=headers)


def kept(client: TestClient, owner: dict[str, str]) -> list[dict[str, Any]]:
    params = {"owner_kind": owner["kind"], "owner_id": owner["id"]}
    return client.get("/plans", params=params).json()["items"]


def test_kept_plans_are_listed_newest_first(own: TestClient, keyed: Keyed) -> None:
    first, second = quote_id(own), quote_id(own, 120000)
    for quote in (first, second):
        assert keep(own, VISITOR, quote, keyed()).status_code == 200
    plans = kept(own, VISITOR)
    assert [plan["quote"]["quote_id"] for plan in plans] == [second, first]
    assert plans[1]["quote"]["monthly_payment"] == "4494.96"
    assert kept(own, CUSTOMER) == []


def test_the_same_key_keeps_once_and_answers_the_same(own: TestClient, keyed: Keyed) -> None:
    quote, headers = quote_id(own), keyed()
    first = keep(own, VISITOR, quote, headers)
    again = keep(own, VISITOR, quote, headers)
    assert first.json() == again.json()
    assert len(kept(own, VISITOR)) == 1


def test_the_same_key_for_another_request_conflicts(own: TestClient, keyed: Keyed) -> None:
    headers = keyed()
    keep(own, VISITOR, quote_id(own), headers)
    other = keep(own, VISITOR, quote_id(own), headers)
    assert (other.status_code, other.json()["code"]) == (409, "IDEMPOTENCY_KEY_REUSED")


def test_a_command_without_a_key_is_refused(own: TestClient) -> None:
    answer = keep(own, VISITOR, quote_id(own), {})
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID_REQUEST")
    assert kept(own, VISITOR) == []


def test_eight_at_once_keep_one_plan(own: TestClient, keyed: Keyed) -> None:
    quote, headers = quote_id(own), keyed()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: keep(own, VISITOR, quote, headers).json(), range(8)))
    assert all(answer == answers[0] for answer in answers)
    assert len(kept(own, VISITOR)) == 1


def test_a_visitors_plans_follow_him_to_his_account(own: TestClient, keyed: Keyed) -> None:
    both, visitors = quote_id(own), quote_id(own)
    keep(own, VISITOR, both, keyed())
    keep(own, VISITOR, visitors, keyed())
    keep(own, CUSTOMER, both, keyed())
    body = {"from_owner": VISITOR, "to_owner": CUSTOMER}
    moved = own.post("/plans/transfer", json=body, headers=keyed()).json()
    assert moved == {"moved": 1, "already_kept": 1}
    assert kept(own, VISITOR) == []
    assert {plan["quote"]["quote_id"] for plan in kept(own, CUSTOMER)} == {both, visitors}


def test_only_the_owner_removes_a_plan(own: TestClient, keyed: Keyed) -> None:
    plan = keep(own, VISITOR, quote_id(own), keyed()).json()
    path = f"/plans/{plan['plan_no']}"
    stranger = own.delete(path, params={"owner_kind": "visitor", "owner_id": "other"})
    assert (stranger.status_code, stranger.json()["code"]) == (404, "PLAN_UNKNOWN")
    owner = {"owner_kind": VISITOR["kind"], "owner_id": VISITOR["id"]}
    assert own.delete(path, params=owner).status_code == 200
    assert kept(own, VISITOR) == []


def test_a_quote_expires_after_three_days(own: TestClient, keyed: Keyed) -> None:
    early, late = quote_id(own), quote_id(own)
    keep(own, VISITOR, early, keyed())
    own.post("/sandbox/clock", json={"business_date": "2026-11-24"})
    assert not kept(own, VISITOR)[0]["expired"]
    own.post("/sandbox/clock", json={"business_date": "2026-11-25"})
    assert kept(own, VISITOR)[0]["expired"]
    refused = keep(own, VISITOR, late, keyed())
    assert (refused.status_code, refused.json()["code"]) == (409, "QUOTE_EXPIRED")


def test_an_unknown_quote_cannot_be_kept(own: TestClient, keyed: Keyed) -> None:
    refused = keep(own, VISITOR, "Q20261121-00000000", keyed())
    assert (refused.status_code, refused.json()["code"]) == (404, "QUOTE_UNKNOWN")


NINE, TWENTY, TWO_HOURS = time(9), time(20), timedelta(hours=2)


@pytest.mark.parametrize(
    ("asked", "promised"),
    [
        ("2026-11-21T08:00", "2026-11-21T11:00"),
        ("2026-11-21T10:30", "2026-11-21T12:30"),
        ("2026-11-21T18:00", "2026-11-21T20:00"),
        ("2026-11-21T18:01", "2026-11-22T11:00"),
        ("2026-11-21T23:59", "2026-11-22T11:00"),
    ],
)
def test_a_call_is_promised_within_opening_hours(asked: str, promised: str) -> None:
    now = datetime.fromisoformat(asked).replace(tzinfo=SHANGHAI)
    expected = datetime.fromisoformat(promised).replace(tzinfo=SHANGHAI)
    assert call_by(now, NINE, TWENTY, TWO_HOURS) == expected


def test_a_callback_is_taken_once(own: TestClient, keyed: Keyed) -> None:
    headers = keyed()
    body = {"owner": VISITOR, "phone": "15400000001", "reason": "request_human", "summary": "…"}
    first = own.post("/callback-requests", json=body, headers=headers).json()
    again = own.post("/callback-requests", json=body, headers=headers).json()
    assert first == again
    assert first["call_by"].endswith("+08:00")
    assert first["facts"]["time"] in first["call_by_zh"]


@pytest.mark.parametrize("phone", ["15400000001", "<phone:abcdefabcdefabcdefab>", None])
def test_a_callback_takes_a_number_or_its_token(
    own: TestClient, keyed: Keyed, phone: str | None
) -> None:
    body = {"owner": VISITOR, "phone": phone, "reason": "request_human"}
    answer = own.post("/callback-requests", json=body, headers=keyed())
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("phone", ["12345", "<id_card:abcdef>", "<phone:abc1>", "phone:abcdef", ""])
def test_a_callback_takes_nothing_else_as_a_phone(
    own: TestClient, keyed: Keyed, phone: str
) -> None:
    body = {"owner": VISITOR, "phone": phone, "reason": "request_human"}
    assert own.post("/callback-requests", json=body, headers=keyed()).status_code == 422


def test_a_known_phone_resolves_to_its_customer(own: TestClient) -> None:
    found = own.post("/customers/resolve", json={"phone": "15400000001"}).json()
    assert found == {
        "customer_id": "P01",
        "known": True,
        "name_masked": "钱**",
        "type": "salaried",
        "city": "杭州",
    }


def test_a_new_phone_becomes_one_customer(own: TestClient) -> None:
    first = own.post("/customers/resolve", json={"phone": "15499999999"}).json()
    again = own.post("/customers/resolve", json={"phone": "15499999999"}).json()
    assert (first["known"], again["known"]) == (False, True)
    assert first["customer_id"] == again["customer_id"]
