"""Devices of a customer; the talk that goes on on the second one."""

import pytest

from tests.channels.world import Client, World

PHONE = "15400000001"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) MicroMessenger/8.0.50 zh_CN"


@pytest.fixture
def customer(client: Client) -> Client:
    client.sign_in(PHONE)
    return client


def on_iphone(world: World) -> Client:
    """A second device: opened by a telephone's browser."""
    opened = world.customer()
    answer = opened.ask("POST", "/api/sessions", headers={"User-Agent": IPHONE})
    opened.use(**answer.json())
    opened.sign_in(PHONE)
    return opened


def test_devices_are_listed_and_ended(world: World, customer: Client) -> None:
    second = on_iphone(world)
    items = customer.get("/api/devices").json()["items"]
    assert [item["current"] for item in items] == [True, False]
    assert items[1]["name"] == "苹果手机 · 微信" and items[0]["last_at"]
    assert customer.ask("DELETE", f"/api/devices/{items[1]['device_id']}").status_code == 200
    assert second.get("/api/me").status_code == 401
    assert len(customer.get("/api/devices").json()["items"]) == 1


def test_nobody_ends_anothers_device(world: World, customer: Client) -> None:
    mine = customer.get("/api/devices").json()["items"][0]["device_id"]
    stranger = world.customer()
    stranger.sign_in("15400000002")
    answer = stranger.ask("DELETE", f"/api/devices/{mine}")
    assert answer.status_code == 404 and customer.get("/api/me").status_code == 200
    assert [item["device_id"] for item in stranger.get("/api/devices").json()["items"]] != [mine]


def test_a_visitor_has_no_devices(client: Client) -> None:
    assert client.get("/api/devices").json()["code"] == "LOGIN_REQUIRED"


def resumed(client: Client) -> str:
    client.post("/api/login/code", phone=PHONE)
    answer = client.post("/api/login", phone=PHONE, code=client.code(PHONE), resume=True)
    return str(answer.json()["conversation_id"])


def test_a_second_device_goes_on_in_the_newest_talk(world: World, customer: Client) -> None:
    customer.say("我想申请")
    second = world.customer()
    assert resumed(second) == customer.conversation_id
    assert second.history()[0]["text"] == "我想申请"
    second.say("接着办")
    assert customer.history()[-1]["text"].endswith("接着办")
    assert second.post("/api/logout").status_code == 200
    assert customer.get("/api/me").json()["kind"] == "customer"


def test_what_was_said_before_is_not_left_behind(world: World, customer: Client) -> None:
    customer.say("第一台设备")
    second = world.customer()
    second.say("先问一句")
    assert resumed(second) == second.conversation_id
    assert second.history()[0]["text"] == "先问一句"


def test_without_the_wish_the_talk_stays(world: World, customer: Client) -> None:
    customer.say("第一台设备")
    second = world.customer()
    second.sign_in(PHONE)
    assert second.history() == []
