"""Commands: idempotency, two at once, cancelling, reviews, decisions, pauses."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.applications.models import Transition
from backoffice.audit.models import AuditRecord
from tests.backoffice.applications.journey import Journey, acting, key
from tests.backoffice.people import PEOPLE


def rows(journey: Journey, table: Any, *where: Any) -> list[Any]:
    with journey.office.database.transaction() as session:
        return list(session.scalars(sa.select(table).where(*where)))


def patch(journey: Journey, fields: dict[str, str], typed: Any = (), **more: Any) -> Any:
    body = {"fields": fields, "typed": list(typed)}
    return journey.call("PATCH", f"/applications/{journey.number}/fields", body, **more)


def test_one_application_at_a_time(own: TestClient) -> None:
    journey = Journey(own).open()
    body = {"customer_id": journey.customer_id, "quote_id": journey.shown["quote"]["quote_id"]}
    refused = journey.post("/applications", body, expect=409)
    assert refused["code"] == "APPLICATION_OPEN"
    assert refused["allowed"] == {"application_no": journey.number}
    journey.post(f"/applications/{journey.number}/cancel", {"reason": "换一台"})
    assert journey.post("/applications", body)["state"] == "DRAFT"
    listed = journey.get(f"/applications?customer_id={journey.customer_id}")["items"]
    assert [item["state"] for item in listed] == ["DRAFT", "CANCELLED"]


def test_quotes_that_cannot_be_applied_for(own: TestClient) -> None:
    journey = Journey(own).open()
    other = own.post("/customers/resolve", json={"phone": "15400009777"}).json()["customer_id"]
    who = f"customer:{other}"
    loan_only = own.post(
        "/quotes", json={"product_key": "AXD", "term_months": 36, "loan_amount": 100000}
    ).json()["quote"]["quote_id"]
    body = {"customer_id": other, "quote_id": loan_only}
    assert journey.post("/applications", body, who=who, expect=422)["code"] == "QUOTE_WITHOUT_CAR"
    body = {"customer_id": other, "quote_id": "Q-NONE"}
    assert journey.post("/applications", body, who=who, expect=404)["code"] == "QUOTE_UNKNOWN"
    own.post("/sandbox/clock", json={"business_date": "2026-12-05"})
    body = {"customer_id": other, "quote_id": journey.shown["quote"]["quote_id"]}
    assert journey.post("/applications", body, who=who, expect=409)["code"] == "QUOTE_EXPIRED"


def test_the_same_key_runs_once(own: TestClient) -> None:
    journey = Journey(own).open()
    once = key()
    body = {"role": "guarantor", "relation": "父亲", "phone": "15400009500"}
    path = f"/applications/{journey.number}/parties"
    first = journey.post(path, body, headers=once)
    again = journey.post(path, body, headers=once)
    assert first == again
    assert len(journey.refresh()["parties"]) == 2
    other = {**body, "phone": "15400009501"}
    assert journey.post(path, other, headers=once, expect=409)["code"] == "IDEMPOTENCY_KEY_REUSED"
    done = rows(journey, AuditRecord, AuditRecord.command == "applications.invite")
    assert len(done) == 1


def test_a_key_is_its_owners(own: TestClient) -> None:
    shared = key()
    first, second = Journey(own, person="good").open(), Journey(own, person="second").open()
    body = {"reason": "不买了"}
    first.post(f"/applications/{first.number}/cancel", body, headers=shared)
    answered = second.post(f"/applications/{second.number}/cancel", body, headers=shared)
    assert answered["application_no"] == second.number


def at_once(count: int, act: Callable[[int], int]) -> list[int]:
    with ThreadPoolExecutor(count) as pool:
        return sorted(pool.map(act, range(count)))


def test_two_at_once_cancel_once(own: TestClient) -> None:
    journey = Journey(own).open()

    def cancel(_: int) -> int:
        return own.post(
            f"/applications/{journey.number}/cancel", json={"reason": "不买了"},
            headers={**acting(journey.me), **key()},
        ).status_code  # fmt: skip

    assert at_once(4, cancel) == [200, 409, 409, 409]
    ended = rows(
        journey, Transition,
        Transition.application_no == journey.number, Transition.to_state == "CANCELLED",
    )  # fmt: skip
    assert len(ended) == 1


def test_two_at_once_open_one(own: TestClient) -> None:
    journey = Journey(own).open()
    quote = journey.shown["quote"]["quote_id"]
    other = own.post("/customers/resolve", json={"phone": "15400009778"}).json()["customer_id"]

    def apply(_: int) -> int:
        return own.post(
            "/applications", json={"customer_id": other, "quote_id": quote},
            headers={**acting(f"customer:{other}"), **key()},
        ).status_code  # fmt: skip

    assert at_once(4, apply) == [200, 409, 409, 409]


def test_two_at_once_under_one_key_run_once(own: TestClient) -> None:
    journey = Journey(own).open()
    headers = {**acting(journey.me), **key()}
    body = {"role": "guarantor", "relation": "父亲", "phone": "15400009500"}

    def invite(_: int) -> int:
        path = f"/applications/{journey.number}/parties"
        return own.post(path, json=body, headers=headers).status_code

    assert at_once(4, invite) == [200] * 4
    assert len(journey.refresh()["parties"]) == 2


def test_illegal_commands_are_refused_with_the_way_on(own: TestClient) -> None:
    journey = Journey(own).open()
    number, party = journey.number, journey.party()
    refused = journey.post(f"/applications/{number}/review", {"reason": "再看看"}, expect=409)
    assert refused["code"] == "STATE_CONFLICT"
    assert refused["allowed"]["state"] == "DRAFT"
    assert "cancel" in refused["allowed"]["commands"]
    slot = {"starts_at": "2026-11-24T10:00:00+08:00"}
    assert journey.post(f"/applications/{number}/delivery", slot, expect=409)["code"] == (
        "STATE_CONFLICT"
    )
    decision = {"outcome": "approve", "note": "可以"}
    journey.post(f"/applications/{number}/decision", decision, who="staff:lin", expect=409)
    journey.post(f"/applications/{number}/handover", {"reason": "x"}, who="staff:lin", expect=409)
    journey.consent("credit_query")
    text = journey.get(f"/parties/{party}/credit-authorisation")["text_hash"]
    body = {"text_hash": text, "dwell_ms": 12000, "scrolled_to_end": True}
    refused = journey.post(f"/parties/{party}/credit-authorisation", body, expect=409)
    assert refused["code"] == "IDENTITY_FIRST"


def test_cancelled_is_over(own: TestClient) -> None:
    journey = Journey(own).open()
    shown = journey.post(f"/applications/{journey.number}/cancel", {"reason": "不买了"})
    assert (shown["state"], shown["commands"], shown["next"]["page"]) == ("CANCELLED", [], "none")
    assert [s["status"] for s in shown["steps"]][0] == "failed"
    patch(journey, {"city": "苏州"}, expect=409)


def test_an_offer_ends_by_itself(own: TestClient) -> None:
    journey = Journey(own).open()
    own.post("/sandbox/clock", json={"business_date": "2026-12-21"})
    assert journey.state == "DRAFT"
    own.post("/sandbox/clock", json={"business_date": "2026-12-22"})
    assert journey.state == "EXPIRED"
    assert journey.shown["state_zh"] == "已过期"


def decline(own: TestClient) -> Journey:
    """An income that the instalment is too much for."""
    journey = Journey(own).open()
    journey.identify()
    journey.fill()
    patch(journey, {"income_monthly": "5000"}, ["income_monthly"])
    journey.authorise()
    return journey


def test_a_refusal_tells_its_family_and_rights(own: TestClient) -> None:
    journey = decline(own)
    assert journey.state == "DECLINED"
    decision = journey.shown["decision"]
    assert decision["outcome"] == "declined"
    assert decision["reason_public"] == "综合评估未通过（收入与负债）"
    assert decision["reapply_after"] == "2027-02-19"
    assert len(decision["rights"]) == 4
    assert "R03" not in str(journey.shown)
    assert journey.shown["commands"] == ["review"]


def test_a_person_looks_again_once_and_decides(own: TestClient) -> None:
    journey = decline(own)
    number = journey.number
    decision = {"outcome": "approve", "note": "流水足够"}
    journey.post(f"/applications/{number}/decision", decision, who="staff:lin", expect=409)
    shown = journey.post(f"/applications/{number}/review", {"reason": "收入填少了"})
    assert shown["state"] == "DECLINED"
    assert shown["decision"]["review"]["due_by"].startswith("2026-11-27")
    assert shown["next"]["key"] == "review"
    assert any("人工复核" in step["detail"] for step in shown["steps"])
    journey.post(f"/applications/{number}/review", {"reason": "再来"}, expect=409)
    journey.post(f"/applications/{number}/decision", decision, expect=403)
    shown = journey.post(f"/applications/{number}/decision", decision, who="staff:lin")
    assert shown["state"] == "PRE_APPROVED"
    journey.post(f"/applications/{number}/decision", decision, who="staff:lin", expect=409)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("approve", "PRE_APPROVED"), ("needs_docs", "NEEDS_DOCS"), ("decline", "DECLINED"),
     ("conditions", "PRE_APPROVED")],
)  # fmt: skip
def test_manual_review(own: TestClient, outcome: str, state: str) -> None:
    own.post("/sandbox/providers/credit_bureau", json={"answer": "no", "reason": "queries"})
    journey = Journey(own).to_pre_approved()
    assert journey.state == "MANUAL_REVIEW"
    body = {"outcome": outcome, "note": "看过", "conditions": ["down_payment_receipt"]}
    shown = journey.post(f"/applications/{journey.number}/decision", body, who="staff:lin")
    assert shown["state"] == state


def test_unknown_conditions_are_refused(own: TestClient) -> None:
    own.post("/sandbox/providers/credit_bureau", json={"answer": "no", "reason": "queries"})
    journey = Journey(own).to_pre_approved()
    body = {"outcome": "conditions", "note": "看过", "conditions": ["a_kidney"]}
    refused = journey.post(
        f"/applications/{journey.number}/decision", body, who="staff:lin", expect=422
    )
    assert refused["code"] == "CONDITION_UNKNOWN"


def test_pauses_and_the_funnel(own: TestClient) -> None:
    journey = Journey(own).open()
    path = f"/applications/{journey.number}/pauses"
    for seconds in (40, 90, 60):
        journey.post(path, {"step": "identify", "seconds": seconds})
    journey.post(path, {"step": "identify", "seconds": 10}, expect=422)
    journey.post(f"/applications/{journey.number}/cancel", {"reason": "不买了"})
    kinds = [e["kind"] for e in journey.get(f"/applications/{journey.number}/events")["items"]]
    assert kinds.count("pause") == 3
    journey.get("/applications/funnel", expect=403)
    steps = journey.get("/applications/funnel", who="staff:lin")["steps"]
    first = steps[0]
    assert first["step"] == "identify"
    assert first["entered"] == 5  # P02 to P05 and this one
    assert (first["left"], first["pause_p50_s"]) == (1, 60)


def test_every_command_is_audited(own: TestClient) -> None:
    journey = Journey(own).open()
    patch(journey, {"income_monthly": "18000"}, ["income_monthly"])
    journey.post(f"/applications/{journey.number}/cancel", {"reason": "不买了"}, level="L1")
    trail = rows(journey, AuditRecord, AuditRecord.subject == journey.number)
    assert [r.command for r in trail] == ["applications.save_fields", "applications.cancel"]
    for record in trail:
        assert record.actor == journey.me
        assert record.channel == "web"
        assert record.before_hash != record.after_hash
    assert trail[1].level == "L1"
    assert trail[0].after_hash == trail[1].before_hash
    assert PEOPLE["good"]["phone"] not in str([r.__dict__ for r in trail])


def test_levels(own: TestClient) -> None:
    journey = Journey(own).open()
    path = f"/applications/{journey.number}/cancel"
    refused = journey.post(path, {"reason": "不买了"}, level="L0", expect=403)
    assert (refused["code"], refused["allowed"]) == ("LEVEL_TOO_LOW", {"level": "L1"})


@pytest.mark.parametrize(
    "headers",
    [{}, {"Chedai-Actor": "customer:P02"}, acting("nobody:x"), acting("system:x"),
     acting("customer:"), acting("customer:P02", level="L9"), acting("customer:P02", channel="")],
)  # fmt: skip
def test_an_actor_is_needed(own: TestClient, headers: dict[str, str]) -> None:
    answer = own.get("/applications/A2026110021", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "ACTOR_MISSING")
