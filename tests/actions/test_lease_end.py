"""The end of a lease: three ways with what they cost, an appointment, one of them done once."""

import pytest

from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_servicing import lease_end, leased, running, window
from tests.actions.talk import Talk


@pytest.fixture
def own(known: Talk, desk: FakeBackOffice) -> Talk:
    """A customer whose lease ends in 45 days."""
    desk.lends(leased())
    return known


def test_handing_back_shows_the_fee_and_books_a_time(own: Talk, desk: FakeBackOffice) -> None:
    own.say("return_vehicle", "租约到期想还车")
    assert own.shown == ["lease_end"]
    for part in ("4,640.00", "112,410.00", "每多跑 1 公里加 0.80", "12 个月"):
        assert part in own.said
    assert own.responses == ["utter_ask_lease_end_form_lease_at"]
    own.say("inform", "第一个", said={"ordinal": 1})
    assert own.shown == ["confirm"] and "11月24日（周二）10:00" in own.said
    own.press("确认预约")
    assert own.shown == ["receipt", "timeline", "appointment"] and len(desk.effects) == 1
    request = desk.called("order_errand")[0][2]
    assert request["choice"] == "return"
    assert request["details"] == {"dealer_id": "D8", "starts_at": "2026-11-24T10:00:00+08:00"}
    assert own.cards[2]["data"]["ics_url"] == "/api/errands/E1/appointment.ics"


@pytest.mark.parametrize("intent", ["inform", "book_appointment"])
def test_a_day_and_hour_pick_the_time(own: Talk, intent: str) -> None:
    own.say("return_vehicle", "想还车")
    own.say(intent, "周三上午十点", said={"date": "2026-11-25", "time": "10:00"})
    assert own.shown == ["confirm"] and "11月25日（周三）10:00" in own.said


def test_a_day_with_several_times_shows_them(own: Talk) -> None:
    own.say("return_vehicle", "想还车")
    own.say("inform", "周二", said={"date": "2026-11-24"})
    assert own.responses == ["utter_ask_lease_end_form_lease_at"]
    times = [button["label"] for button in own.buttons]
    assert len(times) == 2 and "15:00" in times[1]
    own.say("inform", "3号", said={"date": "2026-12-03"})
    assert "没有空的验车时间" in own.said


def test_a_time_just_taken_offers_those_left(own: Talk, desk: FakeBackOffice) -> None:
    own.say("return_vehicle", "想还车")
    own.say("inform", "第一个", said={"ordinal": 1})
    desk.slot_taken = True
    own.press("确认预约")
    assert own.responses == ["utter_ask_lease_end_form_lease_at"] and not desk.effects
    assert own.loop == "lease_end_form"


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("跑了71350公里想退车", 71350),
        ("跑了6.8万公里", 68000),
        ("六万六千八百公里", 66800),
        ("开了七万多公里", 70000),
    ],
)
def test_kilometres_said_are_tried(own: Talk, desk: FakeBackOffice, text: str, km: int) -> None:
    own.say("return_vehicle", text)
    assert desk.called("try_errand")[0][3] == {"current_km": km}


def test_unknown_kilometres_are_asked_and_may_stay_so(own: Talk, desk: FakeBackOffice) -> None:
    desk.trial_of["lease_end"] = lambda contract, body: lease_end(
        contract, {"current_km": body.get("current_km")}
    )
    own.say("return_vehicle", "想退车")
    assert own.responses == ["utter_ask_lease_end_form_lease_km"]
    own.say("inform", "六万六", said={"amount": 66000})
    assert desk.called("try_errand")[-1][3] == {"current_km": 66000}
    assert own.responses == ["utter_ask_lease_end_form_lease_at"]
    own.say("stop", "算了")
    own.say("return_vehicle", "想退车")
    own.say("dont_know", "不知道")
    assert own.responses == ["utter_ask_lease_end_form_lease_at"] and "验车" in own.said


def test_buying_is_confirmed_once(own: Talk, desk: FakeBackOffice) -> None:
    own.say("buy_out_vehicle", "到期我想把车留购")
    assert own.shown == ["lease_end", "confirm"] and "112,410.00" in own.cards[1]["text"]
    own.press("确认留购")
    assert own.shown == ["receipt", "timeline"]
    assert desk.called("order_errand")[0][2]["choice"] == "buyout"
    assert "details" not in desk.called("order_errand")[0][2]


def test_leasing_on_asks_for_the_term(own: Talk, desk: FakeBackOffice) -> None:
    own.say("renew_lease", "到期想接着租")
    assert own.responses == ["utter_ask_lease_end_form_lease_months"]
    own.say("inform", "两年", said={"term": 24})
    assert own.shown == ["confirm"] and "4,960.00" in own.said
    own.press("确认续租")
    request = desk.called("order_errand")[0][2]
    assert (request["choice"], request["details"]) == ("renew", {"months": 24})


def test_a_term_that_is_not_offered_names_those_that_are(own: Talk) -> None:
    own.say("renew_lease", "续租半年", said={"term": 6})
    assert "12、24" in own.said and own.responses == ["utter_ask_lease_end_form_lease_months"]


def test_all_three_are_compared_and_one_chosen(own: Talk) -> None:
    own.say("return_vehicle", "退车还是留购划算")
    assert own.responses == ["utter_ask_lease_end_form_lease_choice"]
    assert [b["label"] for b in own.buttons][-3:] == ["退车", "留购（买下）", "续租"]
    own.press("留购")
    assert own.shown == ["confirm"]


def test_another_way_replaces_the_confirmation(own: Talk) -> None:
    own.say("buy_out_vehicle", "留购")
    own.say("renew_lease", "还是续租12个月吧", said={"term": 12})
    assert own.shown == ["confirm"] and own.cards[0]["title"] == "确认续租"


def test_a_car_that_is_not_leased_cannot_be_handed_back(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(running())
    known.say("return_vehicle", "我想退车")
    assert known.responses == ["utter_lease_end_form_misfit"] and "不是租的" in known.said
    assert known.loop is None and not desk.called("try_errand")


def test_too_late_says_until_when(known: Talk, desk: FakeBackOffice) -> None:
    why = "选择的截止日是 2026-12-06，现在请联系人工客服一起安排。"
    desk.lends(leased(windows=[window(name, why) for name in ("return", "buyout", "renew")]))
    known.say("return_vehicle", "想退车")
    assert known.responses == ["utter_lease_end_form_closed"] and "2026-12-06" in known.said


def test_too_low_a_level_leads_to_its_page(own: Talk, desk: FakeBackOffice) -> None:
    own.say("buy_out_vehicle", "留购")
    desk.low = "L3"
    own.press("确认留购")
    assert own.cards[0]["data"]["url"] == "/service/loans/L202401050010/lease-end"


@pytest.mark.parametrize(
    ("intent", "text", "part"),
    [
        ("return_vehicle", "有划痕要赔吗", "正常使用的磨损不收钱"),
        ("buy_out_vehicle", "留购能便宜点不", "不能再议"),
        ("renew_lease", "不说话就自动续吗", "不会自动续租"),
    ],
)
def test_what_is_asked_in_general_is_answered(own: Talk, intent: str, text: str, part: str) -> None:
    own.say(intent, text)
    assert part in own.said and "lease_end" in own.shown


def test_an_outage_is_worded(own: Talk, desk: FakeBackOffice) -> None:
    desk.down = True
    own.say("return_vehicle", "退车")
    assert own.responses == ["utter_backoffice_unavailable"]
