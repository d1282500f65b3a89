"""Buttons: pressed, but neither written nor altered by a customer."""

import base64
import time
from typing import Any

import pytest

from channels.buttons.sealing import Button, ButtonExpired, ButtonForeign, ButtonInvalid, Sealer
from channels.buttons.signing import safe_url, sign
from tests.channels.world import Client, World

PAYLOAD = '/adjust_plan{"ratio:down_payment": 20}'


def offer(turn: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"text": "看这两种", "actions": [{"label": "首付两成", "payload": PAYLOAD}]}]


def pressed(client: Client) -> str:
    return client.say("有什么方案")[-1]["actions"][0]["payload"]


def test_a_press_reaches_the_engine_as_a_press(world: World, client: Client) -> None:
    world.outside.script = offer
    token = pressed(client)
    assert "adjust" not in token and "/" not in token
    answer = client.send(payload=token)
    assert answer.status_code == 200
    turn = world.outside.turns[-1]
    assert turn["press"] == PAYLOAD and turn["label"] == "首付两成" and "text" not in turn
    assert turn["metadata"]["business_date"] == "2026-11-21"
    line = [x for x in client.history() if x["role"] == "customer"][-1]
    assert line["text"] == "首付两成" and line["kind"] == "press"


def test_a_payload_cannot_be_written(world: World, client: Client) -> None:
    for payload in (PAYLOAD, "/restart", "b1.", "b1.AAAA", "", "b1." + "A" * 400, "你好", "b1.é"):
        answer = client.send(payload=payload)
        assert answer.status_code == 422
        assert answer.json()["code"] == "BUTTON_INVALID"
    assert world.outside.turns == []


def test_no_altered_token_is_taken(world: World, client: Client) -> None:
    world.outside.script = offer
    token = pressed(client)
    before = len(world.outside.turns)
    for place in range(3, len(token), 7):
        other = "A" if token[place] != "A" else "B"
        answer = client.send(payload=token[:place] + other + token[place + 1 :])
        assert answer.status_code == 422, place
    for changed in (token[:-1], token + "A", token + "=", token.replace("b1.", "b2.")):
        assert client.send(payload=changed).status_code == 422
    assert len(world.outside.turns) == before


def test_a_token_of_another_talk_is_refused(world: World, client: Client) -> None:
    world.outside.script = offer
    token = pressed(client)
    answer = world.customer().send(payload=token)
    assert answer.status_code == 403
    assert answer.json()["code"] == "BUTTON_FOREIGN"
    assert "对话" in answer.json()["title"]


def test_an_old_button_is_refused_kindly(world: World, client: Client) -> None:
    assert world.parts is not None
    sealer = Sealer(world.parts.settings.edge_signing_key)
    old = sealer.seal(Button(PAYLOAD, "旧"), client.conversation_id, int(time.time()) - 1)
    answer = client.send(payload=old)
    assert answer.status_code == 410
    assert answer.json()["code"] == "BUTTON_EXPIRED"


def test_every_spare_bit_of_a_token_is_checked() -> None:
    sealer = Sealer("k" * 40)
    for label in ("a", "ab", "abc"):
        token = sealer.seal(Button("/x", label), "c", 2**31)
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        good = []
        for letter in alphabet:
            try:
                sealer.open(token[:-1] + letter, "c", 0)
                good.append(letter)
            except ButtonInvalid:
                continue
        assert good == [token[-1]]


def test_expiry_and_owner_are_told_apart_from_tampering() -> None:
    sealer = Sealer("k" * 40)
    token = sealer.seal(Button("/x", "标签"), "c-1", 1000)
    assert sealer.open(token, "c-1", 1000) == Button("/x", "标签")
    with pytest.raises(ButtonExpired):
        sealer.open(token, "c-1", 1001)
    with pytest.raises(ButtonForeign):
        sealer.open(token, "c-2", 10)
    with pytest.raises(ButtonInvalid):
        Sealer("other" * 10).open(token, "c-1", 10)
    raw = bytearray(base64.urlsafe_b64decode(token[3:] + "=" * (-len(token[3:]) % 4)))
    raw[0:4] = (2**31).to_bytes(4, "big")  # a later end
    later = "b1." + base64.urlsafe_b64encode(bytes(raw)).rstrip(b"=").decode()
    with pytest.raises(ButtonInvalid):
        sealer.open(later, "c-1", 10)


def test_actions_are_signed_wherever_they_stand() -> None:
    seen: list[tuple[str, str]] = []

    def seal(payload: str, label: str) -> str:
        seen.append((payload, label))
        return "sealed"

    card = {
        "name": "x",
        "data": {"items": [{"name": "甲", "actions": [{"label": "选甲", "payload": "/a"}]}]},
        "actions": [
            {"label": "去", "url": "https://example.com"},
            {"label": "坏", "url": "javascript:alert(1)"},
            {"label": "选", "payload": "/b", "url": None},
        ],
    }
    signed = sign({"card": card}, seal)["card"]
    assert seen == [("/a", "选甲"), ("/b", "选")]
    assert signed["data"]["items"][0]["actions"] == [{"label": "选甲", "payload": "sealed"}]
    assert signed["actions"] == [
        {"label": "去", "url": "https://example.com"},
        {"label": "选", "payload": "sealed"},
    ]
    assert sign({"a": [{"b": {"payload": "/c"}}]}, seal) == {"a": [{"b": {"payload": "sealed"}}]}


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.com/a", True), ("http://127.0.0.1:8000/x", True), ("/sign/1", True),
        ("javascript:alert(1)", False), ("data:text/html,x", False), ("//evil.example", False),
        ("/\\evil.example", False), ("https:///x", False), ("ftp://x", False), ("", False),
    ],
)  # fmt: skip
def test_only_web_addresses_leave(url: str, good: bool) -> None:
    assert safe_url(url) is good


def test_the_one_button_of_an_item_is_signed_wherever_it_stands() -> None:
    action = {"label": "就选低息贷 36 期", "payload": '/ask_recommendation{"quote": "Q1"}'}
    card = {"data": {"items": [{"rank": 1, "quote": {"quote_id": "Q1"}, "action": action}]}}
    sealed: list[tuple[str, str]] = []

    def seal(payload: str, label: str) -> str:
        sealed.append((payload, label))
        return "sealed"

    item = sign(card, seal)["data"]["items"][0]
    assert item["action"] == {"label": "就选低息贷 36 期", "payload": "sealed"}
    assert item["quote"] == {"quote_id": "Q1"}
    assert sealed == [(action["payload"], action["label"])]
