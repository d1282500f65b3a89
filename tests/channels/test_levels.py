"""Being known more surely: the end of the ID number, a checked face, a signing code; for a time."""

import re
from typing import Any

import pytest

from tests.channels.world import Client, World

PHONE = "15400000001"
ENDS = ("1111", "9999", "0010", "1112", "1110")
LISTED = ("GET", "/applications")
MASKED = "990***********001X"


def application(id_masked: str | None = MASKED) -> dict[str, Any]:
    parties = [
        {"party_id": "T2", "role": "co_borrower", "id_masked": "990***********9999"},
        {"party_id": "T1", "role": "borrower", "id_masked": id_masked},
    ]
    return {"application_no": "A1", "commands": [], "parties": parties}


@pytest.fixture
def customer(world: World, client: Client) -> Client:
    world.outside.customers[PHONE] = {"customer_id": "P01", "name_masked": "钱**"}
    world.outside.office[LISTED] = (200, {"items": [application()]})
    assert client.sign_in(PHONE).status_code == 200
    return client


def level(client: Client) -> str:
    return str(client.get("/api/me").json()["assurance"])


def sign_code(client: Client) -> str:
    mails = client.get("/sandbox/outbox", to=PHONE).json()["items"]
    found = re.search(r"签署验证码是 (\d{6})", mails[-1]["text"])
    assert found, mails
    return found.group(1)


def test_the_end_of_the_id_lifts_for_half_an_hour(world: World, customer: Client) -> None:
    me = customer.post("/api/step-up", id_last4="001x").json()
    assert me["assurance"] == "L2" and me["until"]
    asked = world.outside.asked[-1]
    assert (asked["path"], asked["query"]) == ("/applications", {"customer_id": "P01"})
    assert asked["headers"]["chedai-actor"] == "customer:P01"
    assert asked["headers"]["chedai-level"] == "L1"
    customer.say("你好")
    assert world.outside.turns[-1]["metadata"]["assurance"] == "L2"
    world.clock.forward(seconds=1801)
    assert customer.get("/api/me").json() == me | {"assurance": "L1", "until": None}


def test_a_visitor_cannot_be_lifted(client: Client) -> None:
    for path, body in [
        ("/api/step-up", {"id_last4": "001X"}), ("/api/step-up/sign/code", {}),
        ("/api/step-up/sign", {"code": "123456"}),
    ]:  # fmt: skip
        answer = client.post(path, **body)
        assert answer.status_code == 401 and answer.json()["code"] == "LOGIN_REQUIRED"


def test_five_wrong_ends_lock_also_for_the_right_one(world: World, customer: Client) -> None:
    answers = [customer.post("/api/step-up", id_last4=end) for end in ENDS]
    codes = [answer.json()["code"] for answer in answers]
    assert codes == ["ID_MISMATCH"] * 4 + ["STEP_UP_LOCKED"]
    assert "4 次" in answers[0].json()["title"]
    locked = customer.post("/api/step-up", id_last4="001X")
    assert locked.status_code == 423 and int(locked.headers["Retry-After"]) > 0
    other = world.customer()
    other.sign_in(PHONE)  # a second device is the same customer
    assert other.post("/api/step-up", id_last4="001X").json()["code"] == "STEP_UP_LOCKED"
    world.clock.forward(seconds=200)
    assert customer.post("/api/step-up", id_last4="001X").status_code == 200


def test_a_silent_back_office_costs_no_try(world: World, customer: Client) -> None:
    for end in ENDS[:4]:
        customer.post("/api/step-up", id_last4=end)
    world.outside.backoffice_up = False
    for _ in range(3):
        answer = customer.post("/api/step-up", id_last4="001X")
        assert answer.status_code == 503 and answer.json()["code"] == "OFFICE_DOWN"
    world.outside.backoffice_up = True
    assert customer.post("/api/step-up", id_last4=ENDS[4]).json()["code"] == "STEP_UP_LOCKED"
    world.clock.forward(seconds=200)
    assert customer.post("/api/step-up", id_last4="001X").json()["assurance"] == "L2"


def test_without_a_known_id_there_is_nothing_to_prove(world: World, customer: Client) -> None:
    for items in ([], [application(None)]):
        world.outside.office[LISTED] = (200, {"items": items})
        for _ in range(6):
            assert customer.post("/api/step-up", id_last4="001X").json()["code"] == "ID_UNKNOWN"


def test_what_proves_is_not_shown_before(world: World, customer: Client) -> None:
    world.outside.office["GET", "/applications/A1"] = (200, application())
    paths = ("/api/applications", "/api/applications/A1", "/api/applications/current")
    for path in paths:
        text = customer.get(path).text
        assert "001X" not in text and "9999" not in text and "990" + "*" * 15 in text
    customer.post("/api/step-up", id_last4="001X")
    assert all(MASKED in customer.get(path).text for path in paths)


def test_a_signing_code_lifts_for_ten_minutes(world: World, customer: Client) -> None:
    low = customer.post("/api/step-up/sign/code")
    assert low.status_code == 403 and low.json()["allowed"] == {"level": "L2"}
    customer.post("/api/step-up", id_last4="001X")
    assert customer.post("/api/step-up/sign/code").status_code == 200
    code = sign_code(customer)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert customer.post("/api/step-up/sign", code=wrong).json()["code"] == "CODE_WRONG"
    me = customer.post("/api/step-up/sign", code=code).json()
    assert me["assurance"] == "L3"
    again = customer.post("/api/step-up/sign", code=code)
    assert again.json()["code"] == "CODE_EXPIRED"  # a code serves once
    world.clock.forward(seconds=601)
    assert level(customer) == "L2"


def test_the_identity_does_not_end_before_the_signature(world: World, customer: Client) -> None:
    customer.post("/api/step-up", id_last4="001X")
    world.clock.forward(seconds=1700)
    customer.post("/api/step-up/sign/code")
    customer.post("/api/step-up/sign", code=sign_code(customer))
    world.clock.forward(seconds=590)
    assert level(customer) == "L3"
    world.clock.forward(seconds=20)
    assert level(customer) == "L1"


def test_a_signing_code_serves_only_where_it_was_asked_for(world: World, customer: Client) -> None:
    other = world.customer()
    other.sign_in(PHONE)
    for each in (customer, other):
        each.post("/api/step-up", id_last4="001X")
    customer.post("/api/step-up/sign/code")
    code = sign_code(customer)
    assert other.post("/api/step-up/sign", code=code).status_code == 422
    assert level(other) == "L2"
    login = customer.post("/api/login", phone=PHONE, code=code)
    assert login.status_code == 422  # nor for signing in


def test_wrong_signing_codes_lock(customer: Client) -> None:
    customer.post("/api/step-up", id_last4="001X")
    customer.post("/api/step-up/sign/code")
    wrong = f"{(int(sign_code(customer)) + 1) % 1_000_000:06d}"
    codes = [customer.post("/api/step-up/sign", code=wrong).json()["code"] for _ in range(5)]
    assert codes == ["CODE_WRONG"] * 4 + ["STEP_UP_LOCKED"]
    assert customer.post("/api/step-up/sign/code").json()["code"] == "STEP_UP_LOCKED"


def test_levels_are_a_devices_own(world: World, customer: Client) -> None:
    other = world.customer()
    other.sign_in(PHONE)
    customer.post("/api/step-up", id_last4="001X")
    assert (level(customer), level(other)) == ("L2", "L1")


def test_signing_in_anew_begins_at_the_bottom(customer: Client) -> None:
    customer.post("/api/step-up", id_last4="001X")
    customer.sign_in("15400000002")
    assert level(customer) == "L1"


def test_a_passed_face_lifts_the_session_that_began_it(world: World, customer: Client) -> None:
    start = ("POST", "/parties/T1/real-person")
    result = ("POST", "/providers/real-person/rp-1/result")
    world.outside.office[start] = (200, {"check_id": "rp-1", "url": "/x", "expires_at": "x"})
    done = {"party_id": "T1", "identity": "done", "reason": None, "message": "身份已确认。"}
    world.outside.office[result] = (200, done)
    other = world.customer()
    other.sign_in(PHONE)
    assert customer.post("/api/parties/T1/real-person").status_code == 200
    page = customer.get("/sandbox/real-person/rp-1")
    assert "沙箱：模拟第三方刷脸页面" in page.text
    assert "frame-ancestors 'self'" in page.headers["content-security-policy"]
    assert page.headers["permissions-policy"].startswith("camera=(self)")
    answer = customer.post("/sandbox/real-person/rp-1/result", outcome="passed")
    assert answer.json() == {"passed": True, "message": "身份已确认。"}
    told = world.outside.asked[-1]
    assert told["headers"]["chedai-actor"] == "system" and b'"liveness":true' in told["content"]
    assert (level(customer), level(other)) == ("L2", "L1")
    world.clock.forward(seconds=1801)
    customer.post("/sandbox/real-person/rp-1/result", outcome="passed")
    assert level(customer) == "L1"  # a check lifts once


def test_a_failed_face_lifts_nobody(world: World, customer: Client) -> None:
    start = ("POST", "/parties/T1/real-person")
    result = ("POST", "/providers/real-person/rp-2/result")
    world.outside.office[start] = (200, {"check_id": "rp-2", "url": "/x", "expires_at": "x"})
    failed = {"party_id": "T1", "identity": "failed", "reason": "face", "message": "没有通过。"}
    world.outside.office[result] = (200, failed)
    customer.post("/api/parties/T1/real-person")
    answer = customer.post("/sandbox/real-person/rp-2/result", outcome="failed")
    assert answer.json()["passed"] is False
    world.outside.office["GET", "/parties/T1"] = (200, {"party": {"identity": "failed"}})
    asked = customer.post("/api/step-up", check_id="rp-2")
    assert asked.status_code == 409 and level(customer) == "L1"


def test_a_provider_that_tells_the_back_office_itself(world: World, customer: Client) -> None:
    start = ("POST", "/parties/T1/real-person")
    world.outside.office[start] = (200, {"check_id": "rp-3", "url": "/x", "expires_at": "x"})
    customer.post("/api/parties/T1/real-person")
    world.outside.office["GET", "/parties/T1"] = (200, {"party": {"identity": "done"}})
    other = world.customer()
    other.sign_in(PHONE)
    assert other.post("/api/step-up", check_id="rp-3").status_code == 404
    assert customer.post("/api/step-up", check_id="rp-3").json()["assurance"] == "L2"
