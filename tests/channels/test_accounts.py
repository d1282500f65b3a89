"""Signing in by phone and code; the talk goes on, plans come along."""

from collections.abc import Callable

import pytest

from channels.wording import say
from tests.channels.world import Client, World

PHONE = "15400000001"


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_signing_in_keeps_the_talk_and_brings_the_plans(world: World, client: Client) -> None:
    world.outside.customers[PHONE] = {"customer_id": "P01", "name_masked": "钱**", "known": True}
    client.say("先看看")
    visitor = world.outside.turns[0]["metadata"]["owner"]
    answer = client.sign_in(PHONE)
    assert answer.status_code == 200, answer.text
    me = answer.json()
    assert me == client.get("/api/me").json()
    assert (me["kind"], me["assurance"]) == ("customer", "L1")
    assert (me["phone_masked"], me["name_masked"]) == ("154****0001", "钱**")
    assert me["conversation_id"] == client.conversation_id
    assert world.outside.transfers == [
        {"from_owner": visitor, "to_owner": {"kind": "customer", "id": "P01"}}
    ]
    lines = client.say("我的方案呢")
    assert lines[0]["text"] == say("notice")  # again after signing in
    turn = world.outside.turns[-1]
    assert turn["metadata"]["owner"] == {"kind": "customer", "id": "P01"}
    assert turn["metadata"]["assurance"] == "L1"
    assert client.history()[0]["text"] == "先看看"


def test_me_before_signing_in(client: Client) -> None:
    me = client.get("/api/me").json()
    assert me["kind"] == "visitor" and me["assurance"] == "L0" and me["phone_masked"] is None


@pytest.mark.parametrize(
    "typed", ["154 0000 0001", "+86 154-0000-0001", "１５４０００００００１", "008615400000001"]
)
def test_a_phone_may_be_typed_as_people_do(client: Client, typed: str) -> None:
    assert client.post("/api/login/code", phone=typed).status_code == 200
    assert client.post("/api/login", phone=typed, code=client.code(PHONE)).status_code == 200


@pytest.mark.parametrize("typed", ["", "12345", "25400000001", "1540000000", "154000000011", "abc"])
def test_no_phone_no_code(client: Client, typed: str) -> None:
    answer = client.post("/api/login/code", phone=typed)
    assert answer.status_code == 422 and answer.json()["code"] == "PHONE_INVALID"


def test_five_wrong_codes_lock_the_phone(world: World, client: Client) -> None:
    client.post("/api/login/code", phone=PHONE)
    code = client.code(PHONE)
    codes = [client.post("/api/login", phone=PHONE, code=wrong(code)) for _ in range(5)]
    assert [a.json()["code"] for a in codes] == ["CODE_WRONG"] * 4 + ["LOGIN_LOCKED"]
    assert "4 次" in codes[0].json()["title"] and "1 次" in codes[3].json()["title"]
    locked = client.post("/api/login", phone=PHONE, code=code)
    assert locked.status_code == 423 and int(locked.headers["Retry-After"]) > 0
    other = world.customer()
    assert other.post("/api/login/code", phone=PHONE).json()["code"] == "LOGIN_LOCKED"
    world.clock.forward(seconds=130)
    assert client.post("/api/login", phone=PHONE, code=code).json()["code"] == "CODE_EXPIRED"
    assert client.sign_in(PHONE).status_code == 200


def test_a_code_serves_once_and_five_minutes(world: World, client: Client) -> None:
    client.post("/api/login/code", phone=PHONE)
    code = client.code(PHONE)
    world.clock.forward(seconds=301)
    assert client.post("/api/login", phone=PHONE, code=code).json()["code"] == "CODE_EXPIRED"
    client.post("/api/login/code", phone=PHONE)
    code = client.code(PHONE)
    assert client.post("/api/login", phone=PHONE, code=code).status_code == 200
    assert client.post("/api/login", phone=PHONE, code=code).json()["code"] == "CODE_EXPIRED"


def test_a_newer_code_ends_the_older(client: Client) -> None:
    client.post("/api/login/code", phone=PHONE)
    old = client.code(PHONE)
    client.post("/api/login/code", phone=PHONE)
    new = client.code(PHONE)
    if old != new:
        assert client.post("/api/login", phone=PHONE, code=old).json()["code"] == "CODE_WRONG"
    assert client.post("/api/login", phone=PHONE, code=new).status_code == 200


def test_codes_are_sent_seldom(make_world: Callable[..., World]) -> None:
    world = make_world(code_pause_seconds=60, codes_per_phone=2, code_window_seconds=600).start()
    client = world.customer()
    assert client.post("/api/login/code", phone=PHONE).status_code == 200
    soon = client.post("/api/login/code", phone=PHONE)
    assert soon.status_code == 429 and soon.json()["code"] == "CODE_TOO_SOON"
    assert 50 <= int(soon.headers["Retry-After"]) <= 60
    world.clock.forward(seconds=61)
    assert client.post("/api/login/code", phone=PHONE).status_code == 200
    world.clock.forward(seconds=61)
    assert client.post("/api/login/code", phone=PHONE).json()["code"] == "CODE_TOO_MANY"


def test_an_address_gets_so_many_codes(make_world: Callable[..., World]) -> None:
    world = make_world(codes_per_address=3, code_window_seconds=3600).start()
    client = world.customer()
    phones = [f"1540000010{n}" for n in range(5)]
    answers = [client.post("/api/login/code", phone=phone).status_code for phone in phones]
    assert answers == [200, 200, 200, 429, 429]


def test_a_silent_back_office_does_not_use_the_code_up(world: World, client: Client) -> None:
    client.post("/api/login/code", phone=PHONE)
    code = client.code(PHONE)
    world.outside.backoffice_up = False
    answer = client.post("/api/login", phone=PHONE, code=code)
    assert answer.status_code == 503 and answer.json()["code"] == "BACKOFFICE_DOWN"
    assert client.get("/api/me").json()["kind"] == "visitor"
    world.outside.backoffice_up = True
    assert client.post("/api/login", phone=PHONE, code=code).status_code == 200


def test_another_customer_in_the_same_session_gets_a_talk_of_his_own(
    world: World, client: Client
) -> None:
    client.sign_in(PHONE)
    client.say("我的合同")
    first = client.conversation_id
    again = client.sign_in("15400000002").json()
    assert again["conversation_id"] != first
    assert client.history() == []
    client.say("你好")
    assert world.outside.turns[-1]["sender"] == again["conversation_id"]
    assert world.outside.turns[-1]["metadata"]["owner"]["id"] == "new-0002"


def test_signing_in_again_as_oneself_goes_on(client: Client) -> None:
    client.sign_in(PHONE)
    client.say("一")
    assert client.sign_in(PHONE).json()["conversation_id"] == client.conversation_id
    assert client.history()[0]["text"] == "一"


def test_signing_out_ends_the_session_and_gives_a_fresh_one(world: World, client: Client) -> None:
    client.sign_in(PHONE)
    client.say("一")
    fresh = client.post("/api/logout").json()
    assert client.get("/api/me").status_code == 401
    client.use(**fresh)
    assert client.get("/api/me").json()["kind"] == "visitor"
    assert client.history() == []


def test_the_code_typed_into_the_chat_is_taken_out(world: World, client: Client) -> None:
    client.post("/api/login/code", phone=PHONE)
    code = client.code(PHONE)
    lines = client.say(f"收到了 {code}")
    assert any(line["text"] == say("warnings.secret") for line in lines)
    assert all(code not in text for text in world.text_turns())
    assert all(code not in line["text"] for line in client.history())
    assert client.say(wrong(code))[-1]["text"] == f"答：{wrong(code)}"  # any other number passes


def test_the_outbox_is_the_sandboxs_only(make_world: Callable[..., World]) -> None:
    world = make_world()
    world.settings_extra = {
        "sandbox": False, "backoffice_token": "a" * 20, "rasa_token": "b" * 20,
        "rasa_channel_secret": "sandbox-not", "edge_signing_key": "c" * 40,
        "vault_key": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        "papers_key": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        "personal_keys": "of-the-tests", "personal_index_key": "of-the-tests",
        "dealer_system_secret": "d" * 40,
        "sms_secret": "s" * 40,
    }  # fmt: skip
    client = world.start().customer()
    assert client.get("/sandbox/outbox", to=PHONE).status_code == 404
    answer = client.post("/api/login/code", phone=PHONE)
    assert answer.status_code == 503 and answer.json()["code"] == "SMS_UNAVAILABLE"
