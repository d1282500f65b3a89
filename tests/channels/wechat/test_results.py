"""What WeChat tells later of a template message: kept, and a failed one is a text message, once."""

import pytest
import requests

from channels.accounts.sms import SandboxSms
from channels.problems import refusal
from tests.channels.test_notices import PHONE, SHORT, outbox
from tests.channels.wechat.test_notices import SERVICE_SEND, ways
from tests.channels.wechat.test_sending import bound, push
from tests.wechat.playing import FanPhone, WeChatWorld, event

BLOCKED, SYSTEM = "failed:user block", "failed: system failed"
BY_TEXT = [("app", "sent", ""), ("wechat", "failed", "blocked"), ("sms", "sent", "")]


def announced(world: WeChatWorld, ending: str, **more: object) -> FanPhone:
    """A fan to whom a notice went as a template message that ends so."""
    fan = bound(world)
    world.wechat.faults[SERVICE_SEND] = [45015]
    world.wechat.endings = [ending]
    ways(world, **more)
    return fan


def tell(world: WeChatWorld, fan: FanPhone, number: int, status: str) -> None:
    """WeChat tells how a template message ended."""
    told = event(fan.openid, "TEMPLATESENDJOBFINISH", MsgID=number, Status=status)
    assert world.opened(world.deliver(told)) == {}


def test_an_arrived_one_is_noted(world: WeChatWorld) -> None:
    announced(world, "success")
    world.wait_for(lambda: ways(world)[-1] == ("wechat", "arrived", ""))
    assert outbox(world.url) == []


def test_a_failed_one_is_a_text_message_once(world: WeChatWorld) -> None:
    fan = announced(world, "")
    number = next(world.wechat.jobs) - 1
    assert ways(world)[-1] == ("wechat", "sent", "")
    for status in (BLOCKED, BLOCKED, SYSTEM, "success"):
        tell(world, fan, number, status)
    world.wait_for(lambda: ways(world) == BY_TEXT)
    world.restart()
    assert ways(world) == BY_TEXT
    assert [mail["text"] for mail in outbox(world.url)] == [SHORT]


def test_what_is_told_before_it_was_noted_counts_too(world: WeChatWorld) -> None:
    fan = bound(world)
    number = next(world.wechat.jobs) + 1
    tell(world, fan, number, SYSTEM)
    world.wechat.faults[SERVICE_SEND] = [45015]
    world.wechat.endings = [""]
    expected = [("app", "sent", ""), ("wechat", "failed", "closed"), ("sms", "sent", "")]
    assert ways(world) == expected
    tell(world, fan, number, SYSTEM)
    assert ways(world) == expected and len(outbox(world.url)) == 1


def test_who_chose_text_messages_too_gets_no_second_one(world: WeChatWorld) -> None:
    announced(world, BLOCKED, ways=["app", "reach", "sms"])
    world.wait_for(lambda: ("wechat", "failed", "blocked") in ways(world))
    assert [mail["text"] for mail in outbox(world.url)] == [SHORT]


def test_two_of_one_second_are_two(world: WeChatWorld) -> None:
    fan = announced(world, "")
    world.wechat.faults[SERVICE_SEND] = [45015]
    world.wechat.endings = [""]
    ways(world, delivery_id="remind:P01:2:ahead")
    second = next(world.wechat.jobs) - 1
    for number in (second - 1, second):
        told = event(fan.openid, "TEMPLATESENDJOBFINISH", at=1_800_000_000, MsgID=number,
                     Status="success")  # fmt: skip
        world.deliver(told)
    for delivery_id in ("remind:P01:1:ahead", "remind:P01:2:ahead"):
        world.wait_for(
            lambda d=delivery_id: ways(world, delivery_id=d)[-1] == ("wechat", "arrived", "")
        )


def test_a_line_of_the_talk_that_did_not_arrive_is_a_text_message(
    world: WeChatWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though the provider of text messages is down when WeChat tells it."""
    fan = bound(world)
    down = [True]
    send = SandboxSms.send

    async def moody(self: SandboxSms, *given: str | None) -> None:
        if down:
            raise refusal(503, "SMS_UNAVAILABLE")
        await send(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(SandboxSms, "send", moody)
    world.wechat.faults[SERVICE_SEND] = [48002]
    answer = requests.post(
        f"{world.wechat_served.url}/sandbox/wechat/telephone/{fan.openid}/block", timeout=5
    )
    assert answer.status_code == 200
    push(world, fan, "放款了")
    world.wait_for(lambda: any(name == "template" for name, _ in world.wechat.calls))
    down.clear()

    def arrived() -> int:
        mails = requests.get(f"{world.url}/sandbox/outbox", params={"to": PHONE}, timeout=5)
        return sum("详情请登录" in str(mail) for mail in mails.json()["items"])

    world.wait_for(lambda: arrived() == 1)
    assert not any("放款了" in said for said in fan.read())
