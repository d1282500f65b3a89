"""The pages' way to the back office: what is listed, in whose name, and what silence becomes."""

from typing import Any

import pytest

from foundation.zh import moment
from tests.channels.world import Client, World

PHONE = "15400000001"
ONE = ("GET", "/applications/A1")


@pytest.fixture
def customer(world: World, client: Client) -> Client:
    world.outside.customers[PHONE] = {"customer_id": "P01"}
    client.sign_in(PHONE)
    return client


def last(world: World) -> dict[str, Any]:
    return world.outside.asked[-1]


def test_the_actor_is_the_sessions_whatever_was_sent(world: World, customer: Client) -> None:
    world.outside.office[ONE] = (200, {"application_no": "A1"})
    forged = {
        "Chedai-Actor": "staff:boss", "Chedai-Level": "L3", "Chedai-Channel": "backoffice",
        "X-Forwarded-For": "1.2.3.4", "Cookie": "a=b", "Chedai-Anything": "x",
    }  # fmt: skip
    answer = customer.ask("GET", "/api/applications/A1", headers=forged)
    assert answer.json() == {"application_no": "A1"}
    assert answer.headers["cache-control"] == "no-store"
    headers = last(world)["headers"]
    assert headers["chedai-actor"] == "customer:P01"
    assert (headers["chedai-level"], headers["chedai-channel"]) == ("L1", "web")
    assert headers["authorization"] == "Bearer sandbox"
    assert not {"cookie", "chedai-anything", "x-forwarded-for"} & set(headers)


def test_the_customers_number_is_written_over(world: World, customer: Client) -> None:
    world.outside.office["POST", "/applications"] = (201, {"application_no": "A2"})
    answer = customer.post("/api/applications", quote_id="Q1", customer_id="P02")
    assert answer.status_code == 201
    assert last(world)["content"] == b'{"quote_id":"Q1","customer_id":"P01"}'
    world.outside.office["GET", "/applications"] = (200, {"items": []})
    customer.get("/api/applications", customer_id="P02")
    assert last(world)["query"] == {"customer_id": "P01"}
    world.outside.office["GET", "/consents"] = (200, {"items": []})
    customer.get("/api/consents", customer_id="P02", party_id="T1")
    assert last(world)["query"] == {"party_id": "T1"}


def test_the_current_application(world: World, customer: Client) -> None:
    path = "/api/applications/current"
    world.outside.office["GET", "/applications"] = (200, {"items": []})
    assert customer.get(path).json()["code"] == "NO_APPLICATION"
    items = [{"application_no": "A3", "commands": []}, {"application_no": "A2", "commands": ["x"]}]
    world.outside.office["GET", "/applications"] = (200, {"items": items})
    assert customer.get(path).json()["application_no"] == "A2"
    assert world.customer().get(path).json()["code"] == "LOGIN_REQUIRED"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/applications/A1/events"), ("POST", "/api/applications/A1/decision"),
        ("POST", "/api/applications/A1/handover"), ("GET", "/api/applications/funnel"),
        ("POST", "/api/parties/T1/papers"), ("POST", "/api/parties/T1/video-identity"),
        ("POST", "/api/providers/real-person/x/result"), ("GET", "/api/customers/P01"),
        ("POST", "/api/customers/resolve"), ("POST", "/api/sandbox/providers/sms"),
        ("DELETE", "/api/applications/A1"), ("GET", "/api/clock"),
    ],
)  # fmt: skip
def test_what_is_not_listed_does_not_exist(
    world: World, customer: Client, method: str, path: str
) -> None:
    asked = len(world.outside.asked)
    answer = customer.ask(method, path, json={})
    assert answer.status_code in (404, 405)
    listed = [call["path"] for call in world.outside.asked[asked:]]
    assert listed in ([], ["/applications/funnel"])  # a number like any other


@pytest.mark.parametrize("number", ["..", "A1%2f..%2fclock", "A1?x=1", "A 1", "A1%00", "é", "A.1"])
def test_no_path_can_be_made_of_a_number(world: World, customer: Client, number: str) -> None:
    asked = len(world.outside.asked)
    customer.ask("GET", f"/api/applications/{number}/documents")
    paths = [call["path"] for call in world.outside.asked[asked:]]
    assert paths in ([], ["/applications/A1"])  # `A1?x=1/documents` is A1 with a question


def test_levels_stand_in_the_table(world: World, customer: Client) -> None:
    answer = customer.post("/api/parties/T1/signature", hash="h", agreed=True)
    assert answer.status_code == 403 and answer.json()["allowed"] == {"level": "L3"}
    answer = customer.post("/api/parties/T1/credit-authorisation", text_hash="h")
    assert answer.json()["allowed"] == {"level": "L2"}
    visitor = world.customer().get("/api/applications/A1")
    assert visitor.status_code == 401 and visitor.json()["code"] == "LOGIN_REQUIRED"
    assert world.outside.asked == []


def test_showrooms_are_seen_by_visitors_and_named_in_chinese(world: World, client: Client) -> None:
    world.outside.office["POST", "/dealers/nearest"] = (200, {"items": []})
    near = client.post("/api/dealers/nearest", latitude=31.23, longitude=121.474)
    assert near.json() == {"items": []} and last(world)["query"] == {}
    assert last(world)["content"] == b'{"latitude":31.23,"longitude":121.474}'
    world.outside.office["GET", "/visits/slots"] = (200, {"items": []})
    assert client.get("/api/visits/slots", city="上海").status_code == 200
    assert last(world)["query"] == {"city": "上海"}
    assert client.get("/api/visits").json()["code"] == "LOGIN_REQUIRED"
    assert client.get("/api/visits/slots", city="a&b=c").status_code == 404


def test_refusals_pass_as_they_are_without_the_insides(world: World, customer: Client) -> None:
    conflict = {
        "type": "about:blank", "status": 409, "code": "STATE_CONFLICT", "title": "现在还办不了。",
        "detail": "psycopg at 10.0.0.1", "allowed": {"state": "DRAFT", "commands": ["cancel"]},
        "trace": "x",
    }  # fmt: skip
    world.outside.office["POST", "/applications/A1/cancel"] = (409, conflict)
    answer = customer.post("/api/applications/A1/cancel", reason="不买了")
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank", "status": 409, "code": "STATE_CONFLICT", "title": "现在还办不了。",
        "allowed": {"state": "DRAFT", "commands": ["cancel"]},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("status", "document", "code"),
    [
        (500, {"code": "INTERNAL", "title": "坏了"}, "OFFICE_DOWN"), (503, {}, "OFFICE_DOWN"),
        (400, {"code": "ACTOR_MISSING", "title": "缺少"}, "OFFICE_DOWN"),
        (401, {"code": "UNAUTHENTICATED", "title": "服务凭证"}, "OFFICE_DOWN"),
    ],
)  # fmt: skip
def test_its_own_failures_are_ours(
    world: World, customer: Client, status: int, document: dict[str, Any], code: str
) -> None:
    world.outside.office[ONE] = (status, document)
    answer = customer.get("/api/applications/A1")
    assert answer.status_code == 503 and answer.json()["code"] == code
    assert "稍后" in answer.json()["title"]


def test_an_english_refusal_gets_a_chinese_sentence(world: World, customer: Client) -> None:
    world.outside.office[ONE] = (404, {"code": "HTTP_404", "title": "Not Found"})
    assert "没有找到" in customer.get("/api/applications/A1").json()["title"]


def test_a_command_without_an_answer_may_have_been_done(
    world: World, customer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.forwarding.office.COMMAND_SECONDS", 0.2)
    monkeypatch.setattr("channels.forwarding.office.READ_SECONDS", 0.2)
    world.outside.delay = 1.0
    slow = customer.post("/api/applications/A1/cancel", reason="不买了")
    assert slow.status_code == 504 and slow.json()["code"] == "OFFICE_SLOW"
    assert customer.get("/api/applications/A1").json()["code"] == "OFFICE_DOWN"


def test_keys_are_the_speakers_own(world: World, customer: Client) -> None:
    world.outside.office["POST", "/applications/A1/cancel"] = (200, {})
    other = world.customer()
    other.sign_in("15400000002")
    keys = []
    for each, key in ((customer, "k1"), (customer, "k1"), (other, "k1"), (customer, "k2")):
        headers = {"Idempotency-Key": key}
        each.ask("POST", "/api/applications/A1/cancel", json={}, headers=headers)
        keys.append(last(world)["headers"]["idempotency-key"])
    assert keys[0] == keys[1] and len(set(keys)) == 3
    customer.post("/api/applications/A1/cancel")
    assert last(world)["headers"]["idempotency-key"] not in keys


def test_files_are_streamed_for_their_owner_alone(world: World, customer: Client) -> None:
    path = "/contracts/C1/documents/contract.pdf"
    pdf = {"bytes": b"%PDF-1.7 contract", "type": "application/pdf"}
    world.outside.office["GET", path] = (200, pdf)
    assert customer.get(f"/api{path}").json()["allowed"] == {"level": "L2"}
    party = {"role": "borrower", "id_masked": "990***********001X"}
    world.outside.office["GET", "/applications"] = (200, {"items": [{"parties": [party]}]})
    customer.post("/api/step-up", id_last4="001X")
    answer = customer.get(f"/api{path}")
    assert answer.content == b"%PDF-1.7 contract"
    assert answer.headers["cache-control"] == "no-store"
    disposition = answer.headers["content-disposition"]
    assert disposition == 'attachment; filename="C1-contract.pdf"'
    assert "sandbox" in answer.headers["content-security-policy"]
    world.outside.office["GET", path] = (200, {"bytes": b"<script>", "type": "text/html"})
    assert customer.get(f"/api{path}").status_code == 404
    world.outside.office["GET", path] = (404, {"code": "CONTRACT_UNKNOWN", "title": "没有找到。"})
    assert customer.get(f"/api{path}").json()["code"] == "CONTRACT_UNKNOWN"


def test_an_errand_goes_on_with_the_code_it_was_proved_by(world: World, customer: Client) -> None:
    world.outside.office["POST", "/loans/C1/trials/settlement"] = (200, {"trial_id": "T1"})
    answer = customer.post("/api/loans/C1/trials/settlement", settle_on="2026-11-25")
    assert answer.json() == {"trial_id": "T1"}
    low = {"status": 403, "code": "LEVEL_TOO_LOW", "title": "先核实。", "allowed": {"level": "L3"}}
    world.outside.office["POST", "/loans/C1/errands"] = (403, low)
    answer = customer.post("/api/loans/C1/errands", errand="settlement", confirm=True)
    assert answer.status_code == 403 and answer.json()["allowed"] == {"level": "L3"}
    assert b'"code_ref":null' in last(world)["content"]
    world.outside.office["GET", "/errands/E1"] = (404, {"code": "ERRAND_UNKNOWN"})
    assert customer.get("/api/errands/E1").json()["code"] == "ERRAND_UNKNOWN"
    paper = customer.get("/api/loans/C1/documents/settlement_proof.pdf")
    assert paper.json()["allowed"] == {"level": "L2"}


def test_a_body_must_be_an_object(world: World, customer: Client) -> None:
    for content in ("[1]", "x", '"a"'):
        answer = customer.ask("POST", "/api/applications/A1/cancel", data=content)
        assert answer.status_code == 422 and answer.json()["code"] == "BODY_FORM"
    large = customer.ask("POST", "/api/applications/A1/cancel", data="x" * 70_000)
    assert large.status_code == 413


def test_the_handover_as_a_calendar_file(world: World, customer: Client) -> None:
    from icalendar import Calendar

    slots = ("GET", "/applications/A1/delivery-slots")
    dealer = {"name": "霁川杭州交付中心", "city": "杭州", "address": "西溪路 1 号"}
    world.outside.office[slots] = (200, {"dealer": dealer, "slots": []})
    path = "/api/applications/A1/delivery.ics"
    world.outside.office[ONE] = (200, {"next": {"key": "delivery", "detail": "选个方便的时间"}})
    assert customer.get(path).json()["code"] == "NOT_BOOKED"
    at = moment("2026-12-01T10:00:00+08:00")
    booked = {"key": "booked", "detail": f"已约 {at} 在霁川杭州交付中心提车。"}
    world.outside.office[ONE] = (200, {"next": booked})
    answer = customer.get(path)
    assert answer.headers["content-type"].startswith("text/calendar")
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event["summary"] == "提车：霁川杭州交付中心" and "西溪路" in event["location"]
    assert event.decoded("dtstart").isoformat() == "2026-12-01T02:00:00+00:00"
    assert len(event.walk("VALARM")) == 2


def test_a_contract_is_checked_by_number_and_fingerprint(world: World, client: Client) -> None:
    record = {"contract_no": "C1", "fingerprint": "ab" * 32, "state": "signed", "signatures": []}
    world.outside.office["GET", "/contracts/C1"] = (200, record)
    assert client.get("/api/contracts/C1", hash="ab" * 32).json() == record
    assert last(world)["query"] == {"hash": "ab" * 32}
    assert client.get("/api/contracts/C1").status_code == 422
    world.outside.office["POST", "/contracts/verify"] = (200, {"intact": True, "signatures": []})
    headers = {"Content-Type": "application/pdf"}
    pdf = b"%PDF-1.7" + b"x" * 100_000
    answer = client.ask("POST", "/api/contracts/verify", data=pdf, headers=headers)
    assert answer.json()["intact"] is True and last(world)["content"] == pdf
    assert client.ask("POST", "/api/contracts/verify", data=b"<x>").status_code == 415
