"""Talking in WeChat: answered in time or afterwards, once, in order, nothing lost."""

from collections.abc import Callable

from channels.wording import say
from tests.wechat.playing import FanPhone, WeChatWorld, message


def test_an_answer_in_time_is_the_reply_itself(world: WeChatWorld, fan: FanPhone) -> None:
    fan.writes("你好")
    said = fan.hears("答：你好")
    assert said == [f"{say('notice')}\n\n答：你好"]
    assert fan.ways() == ["passive"]
    turn = world.outside.turns[-1]
    assert fan.openid not in str(turn)


def test_plain_and_encrypted_messages_are_taken(world: WeChatWorld) -> None:
    for encrypted in (True, False):
        answer = world.deliver(message("oPlain000001", "在吗"), encrypted=encrypted)
        reply = world.opened(answer)
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


def test_a_burst_keeps_its_order(world: WeChatWorld, fan: FanPhone) -> None:
    world.outside.delay = 0.05
    numbers = [f"第{n}句" for n in range(12)]
    for text in numbers:
        world.wechat.did(world.wechat.fans[fan.openid], "message")
        fan.writes(text)
    told = "\n".join(fan.hears("答：第11句"))
    fan.waits(lambda said: all(f"答：{n}" in "\n".join(said) for n in numbers))
    told = "\n".join(fan.read())
    assert all(told.count(f"答：{n}\n") + told.count(f"答：{n}") >= 1 for n in numbers)
    turns = world.text_turns()
    assert sorted(turns) == sorted(numbers)
    places = [told.index(f"答：{text}") for text in turns]
    assert places == sorted(places)


def test_a_message_delivered_again_is_one_turn(world: WeChatWorld) -> None:
    document = message("oTwice0000001", "只说一次", number=4711)
    first, second = world.deliver(document), world.deliver(document)
    assert world.opened(first)["Content"] == world.opened(second)["Content"]
    assert world.text_turns() == ["只说一次"]


def test_deliveries_at_the_same_time_are_one_turn(world: WeChatWorld) -> None:
    from concurrent.futures import ThreadPoolExecutor

    world.outside.delay = 0.3
    document = message("oTwice0000002", "同时", number=4712)
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: world.deliver(document), range(3)))
    assert len({world.opened(answer)["Content"] for answer in answers}) == 1
    assert world.text_turns() == ["同时"]


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
