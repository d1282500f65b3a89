"""Talking in WeChat: answered in time or afterwards, once, in order, nothing lost."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
import sqlalchemy as sa

from channels.wechat.fans import Fan, Fans
from channels.wechat.protocol import Incoming
from channels.wechat.received import Received
from channels.wechat.replies import Out
from channels.wording import say
from tests.wechat.playing import FanPhone, WeChatWorld, message

# How long to look for something that may only fail by never coming.
PATIENT = 120


@pytest.fixture
def patient(make_wechat: Callable[..., WeChatWorld]) -> WeChatWorld:
    """A world in which every answer is in time, however busy the machine."""
    return make_wechat(answer_seconds=9, channel={"reply_seconds": 9}).start()


def test_an_answer_in_time_is_the_reply_itself(world: WeChatWorld, fan: FanPhone) -> None:
    fan.writes("你好")
    said = fan.hears("答：你好")
    assert said == [f"{say('notice')}\n\n答：你好"]
    assert fan.ways() == ["passive"]
    turn = world.outside.turns[-1]
    assert fan.openid not in str(turn)


def test_plain_and_encrypted_messages_are_taken(patient: WeChatWorld) -> None:
    for encrypted in (True, False):
        answer = patient.deliver(message("oPlain000001", "在吗"), encrypted=encrypted)
        reply = patient.opened(answer)
        assert reply["ToUserName"] == "oPlain000001" and reply["Content"].endswith("答：在吗")
        assert (b"Encrypt" in answer.content) is encrypted


def test_an_answer_that_comes_late_is_sent(world: WeChatWorld, fan: FanPhone) -> None:
    fan.writes("一")
    fan.hears("答：一")
    world.outside.delay = 1.6
    fan.writes("二")
    said = fan.hears("答：二")
    assert said[1] == say("noted")
    assert fan.ways() == ["passive", "passive", "service"]
    assert world.text_turns() == ["一", "二"]
    assert not [m for m in fan.screen if m["kind"] == "fault"]


def test_nothing_is_lost_while_the_engine_is_down(world: WeChatWorld, fan: FanPhone) -> None:
    world.outside.mode = "down"
    for text in ("一", "二", "三"):
        fan.writes(text)
        fan.waits(lambda said, n=len(fan.read()): len(said) > n)
    world.outside.mode = "ok"
    said = fan.hears("答：三")
    told = "\n".join(said)
    assert told.index("答：一") < told.index("答：二") < told.index("答：三")
    assert world.text_turns() == ["一", "二", "三"]
    assert [told.count(f"答：{n}") for n in "一二三"] == [1, 1, 1]


def test_of_a_burst_nothing_is_lost_and_it_is_told_in_order(
    world: WeChatWorld, fan: FanPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each reply is a call of its own: which of two arrives first is WeChat's, not ours."""
    told: list[int] = []
    tell = Fans.told

    async def noting(self: Fans, fan: Fan, seq: int, buttons: list[dict[str, Any]] | None) -> None:
        told.append(seq)
        await tell(self, fan, seq, buttons)

    monkeypatch.setattr(Fans, "told", noting)
    world.outside.delay = 0.05
    numbers = [f"第{n}句" for n in range(12)]
    for text in numbers:
        fan.writes(text)
    fan.waits(lambda said: all(f"答：{n}" in "\n".join(said) for n in numbers), PATIENT)
    assert sorted(world.text_turns()) == sorted(numbers)
    assert told == sorted(told)


def test_brought_again_just_when_it_is_answered_it_gets_the_answer(
    patient: WeChatWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    take = Received.take

    async def slow_the_second_time(self: Received, incoming: Incoming) -> tuple[bool, Out | None]:
        asked.append(incoming.key)
        known = await take(self, incoming)
        await asyncio.sleep(0.0 if len(asked) == 1 else 0.6)
        return known

    monkeypatch.setattr(Received, "take", slow_the_second_time)
    patient.outside.delay = 0.3
    document = message("oTwice0000003", "刚好", number=4713)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: patient.deliver(document), range(2)))
    assert [patient.opened(answer).get("Content", "")[-4:] for answer in answers] == [
        "答：刚好"
    ] * 2


def test_a_reply_that_nobody_waited_for_is_sent(patient: WeChatWorld, database: sa.Engine) -> None:
    fan = patient.fan()
    fan.writes("一")
    fan.hears("答：一", PATIENT)
    patient.outside.delay = 0.6
    with pytest.raises(requests.ReadTimeout):
        patient.deliver(message(fan.openid, "二"), patience=0.3)

    def untaken() -> int:
        query = "SELECT count(*) FROM wechat_received WHERE untaken_since IS NOT NULL"
        with database.connect() as connection:
            return int(connection.execute(sa.text(query)).scalar_one())

    patient.wait_for(lambda: untaken() == 1, PATIENT)
    assert len(fan.read()) == 1
    patient.clock.forward(seconds=5)
    fan.hears("答：二", PATIENT)
    assert fan.ways() == ["passive", "service"] and not untaken()


def test_a_message_delivered_again_is_one_turn(patient: WeChatWorld) -> None:
    document = message("oTwice0000001", "只说一次", number=4711)
    first, second = patient.deliver(document), patient.deliver(document)
    assert patient.opened(first)["Content"] == patient.opened(second)["Content"]
    assert patient.text_turns() == ["只说一次"]


def test_deliveries_at_the_same_time_are_one_turn(patient: WeChatWorld) -> None:
    patient.outside.delay = 0.3
    document = message("oTwice0000002", "同时", number=4712)
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: patient.deliver(document), range(3)))
    assert len({patient.opened(answer)["Content"] for answer in answers}) == 1
    assert patient.text_turns() == ["同时"]


def test_the_edge_killed_in_the_middle_answers_after_its_restart(
    make_wechat: Callable[..., WeChatWorld],
) -> None:
    world = make_wechat(claim_seconds=1).start()
    fan = world.fan()
    fan.writes("一")
    fan.hears("答：一")
    world.outside.mode = "down"
    fan.writes("二")
    fan.hears(say("noted"))
    world.restart(at_once=True)
    world.outside.mode = "ok"
    fan.hears("答：二")
    assert world.text_turns() == ["一", "二"]
