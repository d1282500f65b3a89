"""How reminders are shown, changed after a confirmation, and what cannot be left off."""

from typing import Any

import pytest

from backoffice.reminders.schemas import Reminders, SetReminders
from foundation.backoffice import BackOffice
from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_reminders import HELD, RECEIPT, FakeReminders
from tests.actions.talk import Talk


def asked(desk: FakeBackOffice) -> dict[str, Any]:
    """The one change that was asked for."""
    ((_actor, request, _key),) = desk.called("set_reminders")
    found: dict[str, Any] = request
    SetReminders.model_validate(found)
    return found


def test_the_fake_has_the_real_shapes() -> None:
    Reminders.model_validate(HELD | {"receipt": RECEIPT})
    assert set(Reminders.model_fields) == set(HELD)
    own = {name for name in vars(FakeReminders) if not name.startswith("_")}
    assert own <= set(dir(BackOffice))


def test_a_wish_is_shown_confirmed_and_kept(known: Talk, desk: FakeBackOffice) -> None:
    said = {"lead_days": 3, "channel": "wechat"}
    known.say("set_reminder", "每次还款前三天微信提醒我", said=said)
    assert known.shown == ["reminders", "confirm"]
    assert not desk.called("set_reminders")
    assert "还款日前 3 天" in known.said and "微信" in known.said
    known.press("就这样提醒")
    assert known.shown == ["receipt"] and known.responses == ["utter_reminders_set"]
    assert asked(desk) == {
        "customer_id": "U1", "confirm": True, "lead_days": [3], "channel": "wechat",
        "quiet_hours": {"from": "21:00", "to": "08:00"},
    }  # fmt: skip


def test_pressed_twice_it_is_one(known: Talk, desk: FakeBackOffice) -> None:
    known.say("set_reminder", "提前五天", said={"lead_days": 5})
    press = known.cards[1]["actions"][0]
    known.press_payload(press["payload"], press["label"])
    known.press_payload(press["payload"], press["label"])
    assert len(desk.effects) == 1


def test_without_a_wish_it_shows_how_it_is(known: Talk, desk: FakeBackOffice) -> None:
    known.say("set_reminder", "还款提醒怎么设置")
    assert known.shown == ["reminders"] and known.responses == ["utter_reminders_shown"]
    shown = known.cards[0]
    assert shown["data"]["lead_days"] == [7, 3, 1]
    assert "当天扣款没有成功" in shown["text"] and "12月20日（周日）" in shown["text"]
    known.press("前 3 天微信提醒")
    assert known.shown == ["reminders", "confirm"]


@pytest.mark.parametrize("text", ["别提醒了", "把还款提醒关掉", "不用提醒我，我记得住，关了吧"])
def test_muting_says_what_stays(known: Talk, desk: FakeBackOffice, text: str) -> None:
    known.say("set_reminder", text)
    assert known.shown == ["reminders", "confirm"]
    assert "不能关" in known.said
    known.press("就这样提醒")
    assert asked(desk)["lead_days"] == []


def test_no_phone_calls_is_a_channel_and_no_muting(known: Talk, desk: FakeBackOffice) -> None:
    known.say("set_reminder", "不要电话提醒，发短信", said={"channel": ["sms"]})
    known.press("就这样提醒")
    assert asked(desk)["channel"] == "sms" and asked(desk)["lead_days"] == [7, 3, 1]


def test_while_it_waits_it_may_be_put_otherwise(known: Talk, desk: FakeBackOffice) -> None:
    known.say("set_reminder", "提前三天微信提醒", said={"lead_days": 3, "channel": "wechat"})
    known.say("inform", "不，提前五天", said={"lead_days": 5})
    assert "还款日前 5 天" in known.said
    known.press("就这样提醒")
    assert asked(desk)["lead_days"] == [5] and asked(desk)["channel"] == "wechat"


def test_a_no_leaves_everything(known: Talk, desk: FakeBackOffice) -> None:
    known.say("set_reminder", "提前五天", said={"lead_days": 5})
    known.say("deny", "算了，先不改")
    assert known.responses == ["utter_reminder_form_left"] and not desk.called("set_reminders")


@pytest.mark.parametrize(
    ("text", "said", "note"),
    [
        ("还款日当天提醒", {"lead_days": 0}, "最晚提前 1 天"),
        ("提前一个月", {"lead_days": 30}, "最早提前 15 天"),
        ("早上六点提醒我", {"time": "06:00"}, "早上 8 点到晚上 9 点"),
        ("提前三天，也给我老婆发一份", {"lead_days": 3}, "只发给您本人"),
    ],
)
def test_what_does_not_go_is_said(
    known: Talk, desk: FakeBackOffice, text: str, said: dict[str, Any], note: str
) -> None:
    known.say("set_reminder", text, said=said)
    assert note in known.said


def test_another_day_may_come_to_those_there_are(known: Talk, desk: FakeBackOffice) -> None:
    known.say("set_reminder", "提前两天再提醒一次", said={"lead_days": 2})
    known.press("就这样提醒")
    assert asked(desk)["lead_days"] == [7, 3, 2, 1]


def test_the_calendar_is_a_file(known: Talk) -> None:
    known.say("set_reminder", "把每期还款日同步到我日历上")
    assert known.responses == ["utter_reminders_calendar"]
    assert known.cards[0]["data"]["ics_url"] == "/api/reminders/calendar.ics"


def test_what_holds_already_is_not_asked_again(known: Talk, desk: FakeBackOffice) -> None:
    known.say("set_reminder", "提前七天三天一天", said={"lead_days": [7, 3, 1]})
    assert known.shown == ["reminders"] and known.responses == ["utter_reminders_same"]


def test_who_is_not_known_logs_in_first(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("set_reminder", "提前三天提醒我", said={"lead_days": 3})
    assert talk.shown == ["verify"] and not desk.called("reminders")


def test_a_lost_answer_is_kept_once(known: Talk, desk: FakeBackOffice) -> None:
    known.say("set_reminder", "提前五天", said={"lead_days": 5})
    press = known.cards[1]["actions"][0]
    desk.lost = True
    known.press_payload(press["payload"], press["label"])
    assert known.responses == ["utter_backoffice_unavailable"]
    known.press_payload(press["payload"], press["label"])
    assert known.shown == ["receipt"] and len(desk.effects) == 1
