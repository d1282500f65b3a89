"""Changes of a customer's data through the edge: the table, tokens, a new phone, the hold."""

import re
from typing import Any

import pytest
import sqlalchemy as sa

from tests.channels.test_uploads import JPEG, upload
from tests.channels.world import Client, World

Json = dict[str, Any]
PHONE, NEW = "15400000007", "15400000707"
CHANGED = {"request_no": "H1", "kind": "phone", "state": "DONE"}
MOVE = ("POST", "/changes/phone")
ON_FILE = ("GET", "/changes")
TRIAL = ("POST", "/changes/bank_card/trial")


@pytest.fixture
def customer(world: World, client: Client) -> Client:
    world.outside.customers[PHONE] = {"customer_id": "P07", "name_masked": "唐**"}
    identity = {"id_masked": "990***********0120", "valid_to": "2026-12-08"}
    on_file: Json = {"items": [], "identity": identity, "held_until": None}
    world.outside.office[ON_FILE] = (200, on_file)
    world.outside.office["GET", "/applications"] = (200, {"items": []})
    world.outside.office[MOVE] = (200, CHANGED)
    assert client.sign_in(PHONE).status_code == 200
    return client


def asked(world: World, path: str) -> list[Json]:
    return [each for each in world.outside.asked if each["path"] == path]


def lift(client: Client) -> None:
    answer = client.post("/api/step-up", id_last4="0120")
    assert answer.status_code == 200, answer.text


def code(client: Client, phone: str = NEW) -> str:
    assert client.post("/api/changes/phone/code", phone=phone).status_code == 200
    mails = client.get("/sandbox/outbox", to=phone).json()["items"]
    found = re.search(r"换成这个号码，验证码是 (\d{6})", mails[-1]["text"])
    assert found, mails
    return found.group(1)


def test_who_has_only_an_old_contract_is_lifted_by_the_card_on_file(customer: Client) -> None:
    assert customer.post("/api/step-up", id_last4="0121").json()["code"] == "ID_MISMATCH"
    lift(customer)
    assert customer.get("/api/me").json()["assurance"] == "L2"


def test_the_end_of_the_number_is_not_shown_below_l2(customer: Client) -> None:
    assert "0120" not in customer.get("/api/changes").text
    lift(customer)
    assert "990***********0120" in customer.get("/api/changes").text


def test_the_phone_moves_and_what_was_proved_by_the_old_one_ends(
    world: World, customer: Client
) -> None:
    other = world.customer()
    assert other.sign_in(PHONE).status_code == 200
    lift(customer)
    lift(other)
    word = code(customer)
    body = {"phone": NEW, "code": word, "confirm": True}
    wrong = customer.post("/api/changes/phone", **{**body, "code": "000000"})
    assert wrong.json()["code"] in ("CODE_WRONG", "CODE_EXPIRED")
    assert not asked(world, "/changes/phone")
    answer = customer.post("/api/changes/phone", **body)
    assert answer.json() == CHANGED
    sent = asked(world, "/changes/phone")[0]
    assert sent["headers"]["chedai-actor"] == "customer:P07"
    assert sent["headers"]["chedai-level"] == "L2"
    assert b'"customer_id":"P07"' in sent["content"] and b"sms-" in sent["content"]
    me = customer.get("/api/me").json()
    assert (me["phone_masked"], me["assurance"]) == ("154****0707", "L2")
    # Another device keeps its session, but proves itself anew, by the new phone.
    assert other.get("/api/me").json()["assurance"] == "L1"
    world.clock.forward(seconds=120)
    assert customer.post("/api/step-up/sign/code").status_code == 200
    assert "签署验证码" in customer.get("/sandbox/outbox", to=NEW).json()["items"][-1]["text"]


def test_the_same_phone_again_is_told_again(world: World, customer: Client) -> None:
    lift(customer)
    body = {"phone": NEW, "code": code(customer), "confirm": True}
    assert customer.post("/api/changes/phone", **body).json() == CHANGED
    on_file = {"items": [CHANGED], "identity": None, "held_until": None}
    world.outside.office[ON_FILE] = (200, on_file)
    assert customer.post("/api/changes/phone", **body).json() == CHANGED
    assert len(asked(world, "/changes/phone")) == 1
    again = customer.post("/api/changes/phone/code", phone=NEW)
    assert (again.status_code, again.json()["code"]) == (422, "PHONE_SAME")


def test_a_silent_back_office_leaves_the_code_good(world: World, customer: Client) -> None:
    lift(customer)
    body = {"phone": NEW, "code": code(customer), "confirm": True}
    world.outside.backoffice_up = False
    assert customer.post("/api/changes/phone", **body).status_code in (503, 504)
    world.outside.backoffice_up = True
    assert customer.get("/api/me").json()["phone_masked"] == "154****0007"
    assert customer.post("/api/changes/phone", **body).json() == CHANGED


def test_a_refused_phone_moves_nothing(world: World, customer: Client) -> None:
    lift(customer)
    problem = {"code": "PHONE_TAKEN", "title": "这个手机号已经登记在另一位客户名下。"}
    world.outside.office[MOVE] = (409, problem)
    body = {"phone": NEW, "code": code(customer), "confirm": True}
    assert customer.post("/api/changes/phone", **body).json()["code"] == "PHONE_TAKEN"
    assert customer.get("/api/me").json()["phone_masked"] == "154****0007"


def test_a_code_of_another_session_moves_nothing(world: World, customer: Client) -> None:
    lift(customer)
    word = code(customer)
    thief = world.customer()
    world.clock.forward(seconds=120)
    assert thief.sign_in(PHONE).status_code == 200
    lift(thief)
    answer = thief.post("/api/changes/phone", phone=NEW, code=word, confirm=True)
    assert answer.json()["code"] in ("CODE_WRONG", "CODE_EXPIRED")
    assert not asked(world, "/changes/phone")


def test_levels_of_the_phone(world: World, customer: Client) -> None:
    low = customer.post("/api/changes/phone/code", phone=NEW)
    assert (low.status_code, low.json()["allowed"]) == (403, {"level": "L2"})
    body = {"phone": NEW, "code": "123456", "confirm": True}
    assert customer.post("/api/changes/phone", **body).status_code == 403
    assert world.customer().post("/api/changes/phone", **body).status_code == 401


def test_nothing_is_signed_while_the_phone_is_too_new(world: World, customer: Client) -> None:
    lift(customer)
    held: Json = {"items": [], "identity": None, "held_until": "2026-11-22T10:30:00+08:00"}
    world.outside.office[ON_FILE] = (200, held)
    answer = customer.post("/api/step-up/sign/code")
    assert (answer.status_code, answer.json()["code"]) == (409, "PHONE_HELD")
    assert answer.json()["allowed"] == {"until": "2026-11-22T10:30:00+08:00"}
    assert answer.json()["title"].startswith(
        "手机号刚换过，为了您的资金安全，11月22日（周日）10:30"
    )


def moved(world: World, *, end: bool, token: str = "sandbox", **more: str) -> Any:
    import requests

    return requests.post(
        f"{world.url}/internal/accounts/phone",
        json={"customer_id": "P07", "phone": NEW, "end_sessions": end, **more},
        headers={"Authorization": f"Bearer {token}"},
        timeout=10,
    )


def test_the_back_office_moves_an_account_once(world: World, customer: Client) -> None:
    lift(customer)
    assert moved(world, end=False, token="wrong").status_code == 404
    assert moved(world, end=False).json() == {"sessions": 1}
    assert moved(world, end=False).json() == {"sessions": 0}
    me = customer.get("/api/me").json()
    assert (me["assurance"], me["phone_masked"]) == ("L1", "154****0707")


def test_sessions_of_a_lost_phone_end(world: World, customer: Client) -> None:
    assert moved(world, end=True).json() == {"sessions": 1}
    assert customer.get("/api/me").status_code == 401


def test_an_account_of_nobody_at_the_new_phone_becomes_his(world: World, customer: Client) -> None:
    world.outside.customers[NEW] = {"customer_id": "U1", "name_masked": None}
    before = world.customer()
    assert before.sign_in(NEW).status_code == 200
    talk = before.get("/api/me").json()["conversation_id"]
    assert moved(world, end=False, absorbed="U1").json() == {"sessions": 1}
    assert moved(world, end=False, absorbed="U1").json() == {"sessions": 0}
    # The talk is his; whoever had signed in by that number before signs in again.
    assert before.get("/api/me").status_code == 401
    assert customer.get("/api/me").json()["phone_masked"] == "154****0707"
    engine = sa.create_engine(world.database_url.replace("+asyncpg", "+psycopg"))
    with engine.connect() as connection:
        told = sa.text("SELECT owner_id, name_masked FROM conversations WHERE conversation_id = :c")
        assert tuple(connection.execute(told, {"c": talk}).one()) == ("P07", "唐**")
    engine.dispose()


def test_a_new_phone_stands_nowhere_in_the_clear(world: World, customer: Client) -> None:
    lift(customer)
    body = {"phone": NEW, "code": code(customer), "confirm": True}
    assert customer.post("/api/changes/phone", **body).status_code == 200
    engine = sa.create_engine(world.database_url.replace("+asyncpg", "+psycopg"))
    with engine.connect() as connection:
        for table in ("sessions", "conversations", "login_codes", "outbox"):
            rows = connection.execute(sa.text(f"SELECT t::text FROM {table} t")).scalars()
            assert NEW not in " ".join(rows)
    engine.dispose()


def test_a_card_goes_on_typed_or_by_its_token(world: World, customer: Client) -> None:
    world.outside.office[TRIAL] = (200, {"trial_id": "S1"})
    number = "6200000000000001073"
    body = {"contract_no": "C1", "reserved_phone": PHONE, "customer_id": "P06"}
    assert customer.post("/api/changes/bank_card/trial", **body, card_no=number).ok
    customer.say(f"我的新卡是 {number}")
    said = world.outside.turns[-1]["text"]
    assert number not in said
    token = re.search(r"<bank_card:([a-z]+)>", said)
    assert token, said
    assert customer.post("/api/changes/bank_card/trial", **body, card_no=token.group(0)).ok
    typed, revealed = (each["content"] for each in asked(world, "/changes/bank_card/trial"))
    assert typed == revealed
    assert number.encode() in typed and b'"customer_id":"P07"' in typed
    stranger = world.customer()
    world.clock.forward(seconds=120)
    stranger.sign_in("15400000006")
    refused = stranger.post("/api/changes/bank_card/trial", **body, card_no=token.group(0))
    assert (refused.status_code, refused.json()["code"]) == (422, "TOKEN_UNKNOWN")


def test_a_card_is_signed_for_at_l3_only(world: World, customer: Client) -> None:
    lift(customer)
    body = {"trial_id": "S1", "hash": "0" * 64, "confirm": True}
    low = customer.post("/api/changes/bank_card", **body)
    assert (low.status_code, low.json()["allowed"]) == (403, {"level": "L3"})
    assert not asked(world, "/changes/bank_card")


def test_a_side_of_the_new_card_is_handed_over_for_the_change(
    world: World, customer: Client
) -> None:
    world.outside.office["POST", "/changes/H1/papers"] = (201, {"paper_id": "D1"})
    answer = upload(customer, JPEG, change_no="H1")
    assert answer.status_code == 200, answer.text
    assert answer.json()["paper_id"] == "D1"
    assert asked(world, "/changes/H1/papers")[0]["headers"]["chedai-actor"] == "customer:P07"
    bad = upload(customer, JPEG, change_no="../../parties/T1")
    assert bad.status_code == 422


@pytest.mark.parametrize("path", ["H1/decision", "phone/lost", "H1/papers", "H1"])
def test_what_people_of_the_lender_do_is_not_here(customer: Client, path: str) -> None:
    assert customer.post(f"/api/changes/{path}").status_code in (404, 405)
