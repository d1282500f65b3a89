"""Sending to fans: tokens renewed once for all, errors handled by what they mean."""

import time
from concurrent.futures import ThreadPoolExecutor

import requests
import sqlalchemy as sa

from channels.wording import say
from tests.wechat.playing import FanPhone, WeChatWorld, message

SEND = "/cgi-bin/message/custom/send"


def push(world: WeChatWorld, fan: FanPhone, text: str, number: int = 1) -> None:
    """The back office has something to say to the fan, who is customer P01."""
    notice = {
        "delivery_id": f"d-{text}-{number}", "to": {"customer_id": "P01"}, "channel": "talk",
        "kind": "application", "text": text,
    }  # fmt: skip
    answer = requests.post(
        f"{world.url}/internal/deliveries", json=notice, timeout=5,
        headers={"Authorization": "Bearer sandbox"},
    )  # fmt: skip
    assert answer.status_code < 300, answer.text


def bound(world: WeChatWorld, phone: str = "15400000001") -> FanPhone:
    """A fan who is customer P01 and has just said something."""
    world.outside.customers[phone] = {"customer_id": "P01", "name_masked": "钱**"}
    client = world.customer()
    assert client.sign_in(phone).status_code == 200
    fan = world.fan()
    fan.scans(client.post("/api/bindings/wechat").json()["ticket"])
    fan.hears("已经绑定")
    fan.writes("你好")
    fan.hears("答：你好")
    return fan


def paused(database: sa.Engine) -> None:
    """Sending was given up for a while."""
    for _ in range(200):
        with database.connect() as connection:
            until = "SELECT count(*) FROM wechat_fans WHERE closed_until IS NOT NULL"
            if connection.execute(sa.text(until)).scalar_one():
                return
        time.sleep(0.05)
    raise AssertionError("nobody gave up")


def test_what_the_back_office_says_arrives(world: WeChatWorld) -> None:
    fan = bound(world)
    push(world, fan, "您的申请通过了")
    fan.hears("您的申请通过了")
    assert fan.ways()[-1] == "service"


def test_an_expired_token_is_renewed_once(world: WeChatWorld) -> None:
    fan = bound(world)
    push(world, fan, "一")
    fan.hears("一")
    issued = world.wechat.issued
    world.wechat.tokens.clear()  # WeChat ended it: 40001
    push(world, fan, "二")
    fan.hears("二")
    assert world.wechat.issued == issued + 1


def test_the_token_is_one_for_all_processes(world: WeChatWorld, database: sa.Engine) -> None:
    assert world.parts is not None and world.parts.wechat is not None
    time.sleep(1.2)  # the menu has been brought, so there is a token
    issued = world.wechat.issued
    world.restart()
    fan = bound(world)
    push(world, fan, "一")
    fan.hears("一")
    assert world.wechat.issued == issued
    with database.begin() as connection:
        sealed = connection.execute(sa.text("SELECT sealed FROM wechat_tokens")).scalar_one()
    assert not any(token.encode() in bytes(sealed) for token in world.wechat.tokens)


def test_a_busy_wechat_is_asked_again(world: WeChatWorld) -> None:
    fan = bound(world)
    world.wechat.faults[SEND] = [-1, 45009]
    push(world, fan, "马上到")
    fan.hears("马上到")
    assert fan.read().count("马上到") == 1


def test_a_wechat_that_stays_busy_is_tried_later(world: WeChatWorld, database: sa.Engine) -> None:
    fan = bound(world)
    world.wechat.faults[SEND] = [-1] * 3
    push(world, fan, "晚点到")
    paused(database)  # the pause counts from the last try on
    world.clock.forward(seconds=20)
    fan.hears("晚点到")


def test_after_48_hours_a_template_tells_what_matters(world: WeChatWorld) -> None:
    fan = bound(world)
    world.clock.forward(hours=49)
    push(world, fan, "请在周五前补一份流水")
    fan.hears("请在周五前补一份流水")
    assert fan.ways()[-1] == "template"
    last = fan.screen[-1]
    assert last["url"].endswith("/wechat/enter?to=%2F") and last["fields"]["thing1"]


def test_a_spent_allowance_holds_talk_back_until_he_writes(
    world: WeChatWorld, database: sa.Engine
) -> None:
    world.outside.customers["15400000001"] = {"customer_id": "P01", "name_masked": "钱**"}
    client = world.customer()
    client.sign_in("15400000001")
    fan = world.fan()
    fan.scans(client.post("/api/bindings/wechat").json()["ticket"])
    fan.hears("已经绑定")
    fan.writes("你好")
    fan.hears("答：你好")
    for number in range(5):
        client.say(f"网页{number}")
        fan.hears(f"答：网页{number}")  # each by itself: neighbours would go as one message
    for number in range(5, 8):
        client.say(f"网页{number}")
    paused(database)
    assert world.wechat.fans[fan.openid].spent == 5
    assert not any(f"答：网页{number}" in text for text in fan.read() for number in range(5, 8))
    fan.writes("接着说")
    said = fan.hears("答：接着说")
    told = "\n".join(said)
    places = [told.index(f"答：网页{number}") for number in range(8)]
    assert places == sorted(places) and told.index("答：接着说") > places[-1]
    assert all(told.count(f"答：网页{number}") == 1 for number in range(8))


def test_who_has_left_is_told_when_he_is_back(world: WeChatWorld) -> None:
    fan = bound(world)
    fan.leaves()
    world.wait_for(lambda: not fan_follows(world, fan))
    push(world, fan, "合同可以签了")
    assert not any("合同可以签了" in said for said in fan.read())
    fan.follows()
    fan.writes("我回来了")
    fan.hears("合同可以签了")


def fan_follows(world: WeChatWorld, fan: FanPhone) -> bool:
    me = world.customer()
    me.sign_in("15400000001")
    (binding,) = me.get("/api/bindings").json()["items"]
    return bool(binding["subscribed"])


def test_a_refused_fan_is_reached_by_short_message(world: WeChatWorld) -> None:
    fan = bound(world)
    world.wechat.faults[SEND] = [48002]
    world.wechat.faults["/cgi-bin/message/template/send"] = [48002]
    push(world, fan, "放款了")

    def arrived() -> bool:
        mails = requests.get(f"{world.url}/sandbox/outbox", params={"to": "15400000001"}, timeout=5)
        return any("详情请登录" in mail["text"] for mail in mails.json()["items"])

    world.wait_for(arrived)
    assert not any("放款了" in said for said in fan.read())


def test_typing_is_shown_while_the_answer_takes_long(world: WeChatWorld, fan: FanPhone) -> None:
    world.outside.delay = 0.5
    fan.writes("慢慢来")
    fan.hears("答：慢慢来")
    assert [name for name, _ in world.wechat.calls if name == "typing"]


def test_a_long_answer_arrives_in_parts_in_order(world: WeChatWorld, fan: FanPhone) -> None:
    text = "。".join(f"第{n}条，编号 4,{n:03d}.28" for n in range(200))
    world.outside.script = lambda turn: [{"text": text}]
    fan.writes("全部")
    said = fan.hears("第199条")
    assert "".join("".join(said).split()).endswith("".join(text.split()))
    assert say("notice") in said[0]


def test_a_dead_wechat_costs_the_edge_nothing(world: WeChatWorld, fan: FanPhone) -> None:
    world.wechat_served.stop()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda n: world.customer().say(f"第{n}句"), range(4)))
    assert all(lines for lines in answers)
    answer = world.deliver(message(fan.openid, "还在吗"))
    assert world.opened(answer)["Content"].endswith("答：还在吗")
