"""A notice reaches who is bound in WeChat; refused there it goes as a text message."""

import sqlalchemy as sa

from tests.channels.test_notices import SHORT, notice, outbox
from tests.channels.wechat.test_sending import bound
from tests.wechat.playing import FanPhone, WeChatWorld

SERVICE_SEND = "/cgi-bin/message/custom/send"
TEMPLATE_SEND = "/cgi-bin/message/template/send"


def ways(world: WeChatWorld, **more: object) -> list[tuple[str, str, str]]:
    receipts = notice(world.url, **more).json()["receipts"]
    return [(r["way"], r["state"], r.get("reason", "")) for r in receipts]


def seen(fan: FanPhone, part: str = SHORT) -> int:
    """How often it stands on his screen."""
    return sum(part in text for text in fan.read())


def test_bound_it_goes_to_wechat_and_not_by_text_message(world: WeChatWorld) -> None:
    fan = bound(world)
    for _ in range(2):
        assert ways(world) == [("app", "sent", ""), ("wechat", "sent", "")]
    fan.hears(SHORT)
    assert seen(fan) == 1
    assert outbox(world.url) == []


def test_his_line_in_the_talk_is_not_pushed_a_second_time(world: WeChatWorld) -> None:
    fan = bound(world)
    ways(world)
    fan.hears(SHORT)
    fan.writes("好的")
    fan.hears("答：好的")
    assert not seen(fan, "行止本期")


def test_chosen_by_text_message_wechat_stays_quiet(world: WeChatWorld) -> None:
    fan = bound(world)
    assert ways(world, ways=["app", "sms"]) == [("app", "sent", ""), ("sms", "sent", "")]
    fan.writes("好的")
    fan.hears("答：好的")
    assert not seen(fan, "本期")
    assert [mail["text"] for mail in outbox(world.url)] == [SHORT]


def test_a_closed_window_is_a_template_message(world: WeChatWorld) -> None:
    fan = bound(world)
    world.wechat.faults[SERVICE_SEND] = [45015]
    assert ways(world)[-1] == ("wechat", "sent", "")
    fan.hears("扣款前提醒")
    assert fan.ways()[-1] == "template" and outbox(world.url) == []
    kind, asked = world.wechat.calls[-1]
    assert kind == "template" and asked["client_msg_id"] == "remind:P01:1:ahead"


def test_refused_by_wechat_it_is_a_text_message(world: WeChatWorld) -> None:
    bound(world)
    world.wechat.faults[SERVICE_SEND] = [45015]
    world.wechat.faults[TEMPLATE_SEND] = [43004]
    expected = [("app", "sent", ""), ("wechat", "failed", "closed"), ("sms", "sent", "")]
    for _ in range(2):
        assert ways(world) == expected
    assert [mail["text"] for mail in outbox(world.url)] == [SHORT]


def subscribed(database: sa.Engine) -> int:
    with database.connect() as connection:
        found = "SELECT count(*) FROM wechat_fans WHERE subscribed"
        return int(connection.execute(sa.text(found)).scalar_one())


def test_who_left_gets_a_text_message(world: WeChatWorld, database: sa.Engine) -> None:
    fan = bound(world)
    fan.leaves()
    world.wait_for(lambda: not subscribed(database))
    assert ways(world) == [("app", "sent", ""), ("sms", "sent", "")]


def test_wechat_of_which_a_fallen_process_left_no_answer_is_not_asked_again(
    world: WeChatWorld, database: sa.Engine
) -> None:
    fan = bound(world)
    ways(world)
    fan.hears(SHORT)
    with database.begin() as connection:
        connection.execute(
            sa.text("""UPDATE deliveries SET ways = '{"wechat": {"state": "sending"}}'
            WHERE channel = 'notice'""")
        )
    assert ways(world)[-1] == ("sms", "sent", "")
    assert seen(fan) == 1
