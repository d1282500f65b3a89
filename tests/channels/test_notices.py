"""Notices by several ways: each way once, WeChat refused is a text message, all of it receipted."""

from typing import Any

import pytest
import requests

from tests.channels.world import Client, World

PHONE = "15400000001"
SERVICE = {"Authorization": "Bearer sandbox"}
SHORT = "【霁川金融】您好，本期 3,561.81 元将于12月20日从尾号 0067 的卡扣款，请提前存足。"


def notice(url: str, delivery_id: str = "remind:P01:1:ahead", **more: Any) -> requests.Response:
    body = {
        "delivery_id": delivery_id, "to": {"customer_id": "P01", "phone": PHONE},
        "channel": "notice", "kind": "reminder", "ways": ["app", "reach"], "title": "扣款前提醒",
        "text": "行止本期 3,561.81 元，12月20日扣款。", "short": SHORT,
        "actions": [{"label": "下期还多少", "payload": "/ask_next_payment"}],
        "at": "2026-12-17T10:00:00+08:00", **more,
    }  # fmt: skip
    return requests.post(f"{url}/internal/deliveries", json=body, headers=SERVICE, timeout=10)


def outbox(url: str, to: str = PHONE) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = requests.get(
        f"{url}/sandbox/outbox", params={"to": to}, timeout=5
    ).json()["items"]
    return [mail for mail in items if "本期" in str(mail)]


@pytest.fixture
def customer(world: World, client: Client) -> Client:
    world.outside.customers[PHONE] = {"customer_id": "P01"}
    client.sign_in(PHONE)
    client.say("你好")
    return client


def test_it_stands_in_the_talk_and_on_the_phone_once(world: World, customer: Client) -> None:
    for _ in range(3):
        answer = notice(world.url)
        assert answer.status_code == 200
        assert answer.json()["receipts"] == [
            {"way": "app", "state": "sent"}, {"way": "sms", "state": "sent"},
        ]  # fmt: skip
    lines = [line for line in customer.history() if line.get("kind") == "reminder"]
    assert len(lines) == 1 and "3,561.81" in lines[0]["text"]
    assert lines[0]["actions"][0]["payload"].startswith("b1.")
    assert [mail["text"] for mail in outbox(world.url)] == [SHORT]


def test_only_in_the_talk_is_no_text_message(world: World, customer: Client) -> None:
    assert notice(world.url, ways=["app"]).json()["receipts"] == [{"way": "app", "state": "sent"}]
    assert outbox(world.url) == []


def test_without_a_talk_the_line_is_kept_and_the_phone_told(world: World, client: Client) -> None:
    world.outside.customers[PHONE] = {"customer_id": "P01"}
    receipts = notice(world.url).json()["receipts"]
    assert receipts[0] == {"way": "app", "state": "sent", "reason": "kept"}
    assert len(outbox(world.url)) == 1
    client.sign_in(PHONE)
    assert [line["kind"] for line in client.history()] == ["reminder"]


def test_what_may_not_be_said_is_withheld(world: World, customer: Client) -> None:
    receipts = notice(world.url, short="放心，百分百不上征信。").json()["receipts"]
    assert receipts[-1] == {"way": "sms", "state": "failed", "reason": "withheld"}
    assert outbox(world.url) == []


@pytest.mark.parametrize(
    "more",
    [
        {"ways": []}, {"short": ""}, {"to": {"customer_id": "P01"}}, {"ways": ["pigeon"]},
    ],
)  # fmt: skip
def test_a_notice_names_all_it_needs(world: World, more: dict[str, Any]) -> None:
    assert notice(world.url, **more).status_code == 422
