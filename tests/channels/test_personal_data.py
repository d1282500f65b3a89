"""Personal numbers stop at the edge: planted ones are found in no table, no log, no turn."""

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import sqlalchemy as sa

from channels.wording import say
from foundation.log import mask
from tests.channels.world import Client, World

ID = "990101198503120010"
ID_X = "99010119850312001X"
ID_WRONG = "990101198503120011"
ID_15 = "990101850312001"
CARD = "6200001234567890"
CARD_19 = "6200001234567890128"
PHONE = "15400000001"

# What is typed, the kind that goes on, and the digits that may be found nowhere.
PLANTED = [
    (f"我身份证{ID}", "id_card", ID),
    (f"身份证号是 {ID_X}，帮我查", "id_card", ID_X),
    (ID_X.lower(), "id_card", ID_X),
    (f"号码{ID_WRONG}看下", "id_card", ID_WRONG),
    (f"老证{ID_15}", "id_card", ID_15),
    ("990101 19850312 0010", "id_card", ID),
    ("990101-1985-0312-0010", "id_card", ID),
    ("９９０１０１１９８５０３１２００１０", "id_card", ID),
    ("九九零一零一一九八五零三一二零零一零", "id_card", ID),
    ("9\u200b90101\u200b198503120010", "id_card", ID),
    ("9 9 0 1 0 1 1 9 8 5 0 3 1 2 0 0 1 0", "id_card", ID),
    (f"卡号{CARD}扣款", "bank_card", CARD),
    ("6200 0012 3456 7890", "bank_card", CARD),
    ("6200-0012-3456-7890-128", "bank_card", CARD_19),
    ("4111 1111 1111 1111", "bank_card", "4111111111111111"),
    ("六二零零零零一二三四五六七八九零", "bank_card", CARD),
    (f"我手机{PHONE}", "phone", PHONE),
    ("154-0000-0001", "phone", PHONE),
    ("154 0000 0001 随时打给我", "phone", PHONE),
    ("+86 15400000001", "phone", PHONE),
    ("幺五四零零零零零零零幺", "phone", PHONE),
    ("1５4００００0001", "phone", PHONE),
    ("一五四 0000 零零零一", "phone", PHONE),
    ("154.0000.0001", "phone", PHONE),
    ("电话0571-88886666", "phone", "057188886666"),
    ("tel15400000001", "phone", PHONE),
    ("15400000001990101198503120010", "number", ID),
    ("6200001234567890123456", "number", CARD),
]

# Everyday figures of this trade: they must go on untouched.
PLAIN = [
    "预算158000", "20w左右", "二十来万", "首付169800 50940 36期", "150000 50000", "2026-11-21",
    "2026/12/20 到 2027/12/20", "20261121 20261220", "月供4494.96，总利息11818.62，年化4.99",
    "158,000和1,580,000.00", "合同C202509180006", "申请A2026110021", "一年跑20000公里",
    "80000-100000", "130000~158000", "15.8", "贷款153860分36期首付65940", "12345", "12378", "110",
    "400-800-1234", "车架号L0T12345678901234", "一二三四五六七", "首付三成，36期，15万",
    "10:30 11:30", "159800 47940 4000 36", "工资一万二，房贷三千五", "99800 79800 89800",
    "1、158000 2、168000",
    "10000000", "13800 138000", "20261121103000",
]  # fmt: skip


@pytest.fixture(scope="module")
def shared(database_url: str) -> Iterator[World]:
    """One edge for all of these tests."""
    started = World(database_url).start()
    yield started
    started.stop()


@pytest.fixture
def world(shared: World, clean: sa.Engine) -> World:
    """The shared edge over empty tables, nothing asked yet."""
    shared.outside.turns.clear()
    shared.outside.script = None
    return shared


def everything_stored(engine: sa.Engine) -> str:
    """All tables as text, binary columns in hex."""
    parts = []
    with engine.connect() as connection:
        tables = connection.execute(
            sa.text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ).scalars()
        for table in list(tables):
            rows = connection.execute(sa.text(f'SELECT t::text FROM "{table}" t')).scalars()
            parts += [f"{table}: {row}" for row in rows]
    return "\n".join(parts)


def digits_of(text: str) -> str:
    return re.sub(r"[^0-9X]", "", text.upper())


@pytest.mark.parametrize(("typed", "kind", "number"), PLANTED, ids=[p[0] for p in PLANTED])
def test_a_planted_number_goes_no_further(
    world: World, client: Client, clean: sa.Engine, capfd: Any, caplog: Any,
    typed: str, kind: str, number: str,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    client.say(typed)
    for text in world.text_turns():
        assert re.search(rf"<{kind}:[a-z]+>", text), text
        assert number not in digits_of(text)
    history = client.history()
    logged = "".join(capfd.readouterr()) + caplog.text
    stored = everything_stored(clean)
    for place in (stored, logged, str(history)):
        assert number not in place
        assert typed not in place
        assert number.encode().hex() not in place
    shown = history[0]["text"]
    assert "*" in shown
    if kind in ("id_card", "bank_card"):
        assert number[:3] in shown and number[-4:] in shown


@pytest.mark.parametrize("typed", PLAIN)
def test_everyday_figures_pass_untouched(world: World, client: Client, typed: str) -> None:
    lines = client.say(typed)
    assert world.text_turns() == [typed]
    assert [line.get("kind") for line in lines] == ["notice", None]
    assert client.history()[0]["text"] == typed


SPLIT = [
    (["990101198503", "120010"], "id_card", ID),
    (["990101", "198503120010"], "id_card", ID),
    (["我身份证前面是99010119850312", "后面0010"], "id_card", ID),
    (["99010119850312", "001x"], "id_card", ID_X),
    (["990101", "19850312", "0010"], "id_card", ID),
    (["1540000", "0001"], "phone", PHONE),
    (["154", "00000001"], "phone", PHONE),
    (["手机号前面154000", "00001"], "phone", PHONE),
    (["6200", "0012", "3456", "7890"], "bank_card", CARD),
    (["6200001234", "567890"], "bank_card", CARD),
    (["九九零一零一一九八五零三", "一二零零一零"], "id_card", ID),
]


@pytest.mark.parametrize(("parts", "kind", "number"), SPLIT, ids=[str(s[0]) for s in SPLIT])
def test_a_number_split_over_messages_is_found(
    world: World, client: Client, clean: sa.Engine, parts: list[str], kind: str, number: str
) -> None:
    for part in parts:
        client.say(part)
    assert re.search(rf"<{kind}:[a-z]+>", world.text_turns()[-1])
    assert parts[-1] not in world.text_turns()[-1]
    customer = [line["text"] for line in client.history() if line["role"] == "customer"]
    assert number not in digits_of("".join(customer))
    assert number not in digits_of("".join(world.text_turns()))
    with clean.connect() as connection:
        kept = connection.execute(
            sa.text(
                "SELECT body->>'text' FROM messages UNION ALL"
                " SELECT content->>'text' FROM turns"
            )
        ).scalars().all()  # fmt: skip
    for part in parts[:-1]:  # the earlier parts are struck out of what is kept
        digits = re.sub(r"\D", "", part)
        assert not digits or len(digits) < 4 or all(digits not in text for text in kept)


@pytest.mark.parametrize(
    "parts",
    [
        ["150000", "50000"], ["169800", "50940"], ["车价169800", "首付50940"],
        ["158000", "36", "4000", "30"], ["13800", "138000"], ["20261121", "10000"],
    ],
)  # fmt: skip
def test_amounts_one_after_the_other_are_no_number(
    world: World, client: Client, parts: list[str]
) -> None:
    for part in parts:
        client.say(part)
    assert world.text_turns() == parts


def test_a_split_is_forgotten_after_a_while(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    client.say("1540000")
    later = time.time() + 400
    monkeypatch.setattr("channels.conversations.reception.time.time", lambda: later)
    client.say("0001")
    assert world.text_turns() == ["1540000", "0001"]


def test_the_vault_gives_the_number_to_the_back_office_only(world: World, client: Client) -> None:
    client.say(f"我的身份证{ID}")
    token = re.search(r"<id_card:([a-z]+)>", world.text_turns()[0])
    assert token
    url = f"{world.url}/internal/vault/reveal"
    service = {"Authorization": "Bearer sandbox"}
    found = requests.post(url, json={"token": token.group()}, headers=service, timeout=5).json()
    assert found["value"] == ID and found["kind"] == "id_card"
    assert found["conversation_id"] == client.conversation_id
    short = requests.post(url, json={"token": token.group(1)}, headers=service, timeout=5)
    assert short.json()["value"] == ID
    refused = [
        requests.post(url, json={"token": token.group()}, timeout=5),
        client.post("/internal/vault/reveal", token=token.group()),
        requests.post(
            url, json={"token": token.group()}, timeout=5,
            headers=service | {"X-Forwarded-For": "203.0.113.9"},
        ),
        requests.post(url, json={"token": "aaaaaaaa"}, headers=service, timeout=5),
    ]  # fmt: skip
    assert [answer.status_code for answer in refused] == [404] * 4


def test_the_same_number_has_one_token_in_a_talk_and_another_elsewhere(world: World) -> None:
    one, two = world.customer(), world.customer()
    one.say(f"身份证{ID}")
    one.say(f"身份证{ID}")
    two.say(f"身份证{ID}")
    first, again, other = world.text_turns()
    assert first == again != other


def test_warnings_say_what_to_do(world: World, client: Client) -> None:
    texts = [line["text"] for line in client.say(f"我身份证{ID}")]
    assert texts[:2] == [say("notice"), say("warnings.number")]
    assert say("warnings.phone") in [line["text"] for line in client.say("15400000001")]


def test_a_phone_is_taken_when_it_was_asked_for(
    world: World, client: Client, clean: sa.Engine
) -> None:
    def kept() -> int:
        with clean.connect() as connection:
            return connection.execute(sa.text("SELECT count(*) FROM vault")).scalar_one()

    client.say(PHONE)
    assert kept() == 0
    world.outside.script = lambda turn: [{"text": "好的，方便留个手机号吗？同事会打给您。"}]
    client.say("想找人聊聊")
    lines = client.say(PHONE)
    assert all(line.get("kind") != "warning" for line in lines)
    assert kept() == 1


def test_tokens_in_answers_become_masked(world: World, client: Client) -> None:
    world.outside.script = lambda turn: [
        {"text": f"记下了，我们打 {turn['text'].split()[-1]}。", "actions": [
            {"label": f"改掉 {ID}", "payload": "/x"}]},
        {"text": f"您说的 {ID} 和 {CARD}"},
    ]  # fmt: skip
    lines = client.say(f"打给我 {PHONE}")
    assert lines[1]["text"] == "记下了，我们打 154****0001。"
    assert lines[1]["actions"][0]["label"] == f"改掉 {mask(ID)}"
    assert ID not in str(lines) and CARD not in str(lines)


SECRETS = [
    ("我的密码是abc123", "abc123", True),
    ("密码：Hunter2!", "Hunter2!", True),
    ("验证码 482913", "482913", True),
    ("482913是我的验证码", "482913", True),
    ("验证码４８２９１３", "４８２９１３", True),
    ("验证码一二三四五六", "一二三四五六", True),
    ("cvv 123", "123", True),
    ("密码是qwerty，帮我算15万三年", "qwerty", False),
]


@pytest.mark.parametrize(("typed", "secret", "alone"), SECRETS, ids=[s[0] for s in SECRETS])
def test_passwords_and_codes_are_removed(
    world: World, client: Client, clean: sa.Engine, capfd: Any,
    typed: str, secret: str, alone: bool,
) -> None:  # fmt: skip
    lines = client.say(typed)
    assert lines[1]["text"] == say("warnings.secret")
    assert (world.text_turns() == []) is alone
    stored = everything_stored(clean)
    lines_stored = "\n".join(x for x in stored.splitlines() if x.startswith(("messages", "turns")))
    content = re.findall(r'"text": ?"([^"]*)"|""text"": ""(.*?)""', lines_stored)
    assert content and all(secret not in part for found in content for part in found)
    assert secret not in str(world.text_turns())
    assert secret not in str([line["text"] for line in client.history()])
    assert typed not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "typed",
    [
        "忘记密码怎么办",
        "验证码收不到",
        "验证码60秒了还没到",
        "密码要8位吗",
        "验证码多少位",
        "收不到验证码，车价158000",
    ],
)
def test_talk_about_passwords_passes(world: World, client: Client, typed: str) -> None:
    client.say(typed)
    assert world.text_turns() == [typed]
