"""What the back office has to say: once, in the newest talk, filtered and signed; or by SMS."""

from typing import Any

import pytest
import requests

from channels.wording import say
from tests.channels.test_stream import Listener
from tests.channels.world import Client, World

PHONE = "15400000001"
SERVICE = {"Authorization": "Bearer sandbox"}
STEP = {
    "name": "身份核验", "key": "identify", "status": "done", "detail": "", "who": "you",
    "takes": "3 分钟",
}  # fmt: skip


def timeline(**more: Any) -> dict[str, Any]:
    data = {
        "application_no": "A1", "state": "APPROVED", "state_zh": "已批准", "steps": [STEP],
        "next_action": "看费用表", "who": "you", "takes": "5 分钟", "url": "/apply",
    }  # fmt: skip
    actions = [{"label": "看进度", "url": "/apply"}, {"label": "问一下", "payload": "/ask_status"}]
    card = {"name": "timeline", "title": "申请进度", "text": "您的申请已批准，下一步看费用表。",
            "data": data, "actions": actions}  # fmt: skip
    return card | more


def deliver(world: World, delivery_id: str = "state:1", **more: Any) -> requests.Response:
    body = {
        "delivery_id": delivery_id, "to": {"customer_id": "P01"}, "channel": "talk",
        "kind": "application", "text": "您的申请已批准。", "at": "2026-11-21T10:00:00+08:00",
        **more,
    }  # fmt: skip
    url = f"{world.url}/internal/deliveries"
    return requests.post(url, json=body, headers=SERVICE, timeout=10)


@pytest.fixture
def customer(world: World, client: Client) -> Client:
    world.outside.customers[PHONE] = {"customer_id": "P01"}
    client.sign_in(PHONE)
    client.say("你好")
    return client


def test_a_notice_becomes_a_line_once(world: World, customer: Client) -> None:
    listener = Listener(customer)
    before = len(customer.history())
    for _ in range(3):
        answer = deliver(world, card=timeline())
        assert answer.status_code == 200 and answer.json()["state"] == "done"
    lines = customer.history()[before:]
    assert len(lines) == 1
    line = lines[0]
    assert (line["role"], line["kind"], line["turn_id"]) == ("bot", "application", None)
    assert line["card"]["data"]["state"] == "APPROVED"
    assert line["card"]["actions"][0] == {"label": "看进度", "url": "/apply"}
    assert line["card"]["actions"][1]["payload"].startswith("b1.")  # signed for this talk
    assert listener.wait(1)[0]["seq"] == line["seq"]
    name, data = listener.wait_signals(1)[0]
    assert name == "application"
    assert data == {"application_no": "A1", "state": "APPROVED", "kind": "application"}
    customer.send(payload=line["card"]["actions"][1]["payload"])
    assert world.outside.turns[-1]["press"] == "/ask_status"
    listener.close()


def test_it_is_said_in_the_newest_talk_only(world: World, customer: Client) -> None:
    second = world.customer()
    second.sign_in(PHONE)
    second.say("在新设备上")
    deliver(world)
    assert second.history()[-1]["text"] == "您的申请已批准。"
    assert all(line.get("kind") != "application" for line in customer.history())


def test_every_open_page_is_told_of_the_change(world: World, customer: Client) -> None:
    second = world.customer()
    second.sign_in(PHONE)
    second.say("在新设备上")
    old, new = Listener(customer), Listener(second)
    deliver(world, application={"application_no": "A1", "state": "SIGNING"})
    for listener in (old, new):
        assert listener.wait_signals(1)[0][1]["state"] == "SIGNING"
        listener.close()


def test_without_a_talk_it_is_kept_until_there_is_one(world: World, client: Client) -> None:
    world.outside.customers[PHONE] = {"customer_id": "P01"}
    assert deliver(world, "d1").json()["state"] == "kept"
    assert deliver(world, "d1").json()["state"] == "kept"
    assert deliver(world, "d2", card=timeline()).json()["state"] == "kept"
    client.sign_in(PHONE)
    lines = client.history()
    assert [line["kind"] for line in lines] == ["application"] * 2
    assert lines[0]["text"] == "您的申请已批准。" and lines[1]["card"]["name"] == "timeline"
    assert deliver(world, "d1").json()["state"] == "done"
    client.sign_in(PHONE)
    assert len(client.history()) == 2


def test_it_passes_the_same_filter_as_an_answer(world: World, customer: Client) -> None:
    deliver(world, "d1", text="放心，百分百批下来。")
    assert customer.history()[-1]["text"] == say("withheld")
    deliver(world, "d2", text="您的证件 990101198503120010 已收到。")
    assert "990101198503120010" not in customer.history()[-1]["text"]
    deliver(world, "d3", card=timeline(data={"wrong": True}))
    assert (
        customer.history()[-1]["text"] == "您的申请已批准。"
    )  # the words, when no card can be shown


def test_a_verdict_on_a_paper_tells_the_pages(world: World, customer: Client) -> None:
    listener = Listener(customer)
    deliver(world, kind="paper", text="收入证明已通过。")
    assert listener.wait_signals(1)[0][0] == "paper"
    assert customer.history()[-1]["kind"] == "paper"
    listener.close()


def test_a_short_message_goes_out_once(world: World, customer: Client, capfd: Any) -> None:
    text = "【霁川金融】请打开 http://127.0.0.1:8000/s#planted-link-token 签署。"
    phone = "15400000077"
    for _ in range(2):
        assert deliver(world, "link:1", to={"phone": phone}, channel="sms", text=text).ok
    mails = customer.get("/sandbox/outbox", to=phone).json()["items"]
    assert [mail["text"] for mail in mails] == [text]
    logged = "".join(capfd.readouterr())
    assert "planted-link-token" not in logged and phone not in logged


def test_a_forbidden_promise_is_not_sent_either(world: World, customer: Client) -> None:
    to = {"phone": "15400000078"}
    assert deliver(world, "d9", to=to, channel="sms", text="保证通过，秒到账。").ok
    assert customer.get("/sandbox/outbox", to="15400000078").json()["items"] == []


def test_only_the_back_office_on_this_machine_may(world: World, customer: Client) -> None:
    url = f"{world.url}/internal/deliveries"
    body = {"delivery_id": "x", "to": {"customer_id": "P01"}, "channel": "talk",
            "kind": "notice", "text": "一"}  # fmt: skip
    refused = [
        requests.post(url, json=body, timeout=5),
        customer.post("/internal/deliveries", **body),
        requests.post(url, json=body, timeout=5, headers=SERVICE | {"X-Forwarded-For": "1.2.3.4"}),
    ]
    assert [answer.status_code for answer in refused] == [404] * 3
    unreachable = deliver(world, to={"phone": PHONE})  # a talk is no phone's
    assert unreachable.status_code == 422
