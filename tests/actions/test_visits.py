"""Test drives and showroom visits: where, when, who, confirmed once; the next car; friends."""

import pytest

from tests.actions.conftest import CUSTOMER
from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_care import upgrade
from tests.actions.fakes_loans import loan
from tests.actions.fakes_visits import lead, visit
from tests.actions.talk import Talk

AT = "2026-11-28T14:00:00+08:00"
SATURDAY = {"city": "杭州", "date": "2026-11-28", "time": "14:00"}


def test_a_visitor_sees_times_first_and_signs_in_to_book(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("book_appointment", "想去试驾")
    assert talk.responses == ["utter_ask_visit_form_city"]
    talk.say("inform", "杭州", said={"city": "杭州"})
    assert talk.responses == ["utter_ask_visit_form_visit_at"] and "杭州一店" in talk.said
    assert len(talk.buttons) == 4
    talk.say("inform", "第二个", said={"ordinal": 2})
    assert talk.responses == ["utter_ask_visit_form_login"] and talk.shown == ["verify"]
    assert not desk.called("book_visit")
    talk.metadata = CUSTOMER
    talk.say("affirm", "登录好了")
    assert talk.shown == ["confirm"] and "11月23日（周一）10:00" in talk.said
    talk.press("同意并预约")
    assert talk.shown == ["receipt", "appointment"]
    request = desk.called("book_visit")[0][1]
    assert (request["kind"], request["starts_at"]) == ("test_drive", "2026-11-23T10:00:00+08:00")


def test_place_day_and_hour_in_one_sentence_go_to_the_confirmation(
    known: Talk, desk: FakeBackOffice
) -> None:
    desk.granted = set()
    known.say("book_appointment", "周六下午两点去杭州店里看车", said=SATURDAY)
    assert known.shown == ["confirm"]
    assert "11月28日（周六）14:00" in known.said and "到店看车" in known.said
    assert not desk.called("change_consent")
    known.press("同意并预约")
    assert desk.called("change_consent")[0][1]["purpose"] == "dealer_share"
    assert desk.called("book_visit")[0][1]["kind"] == "showroom"
    assert known.cards[1]["data"]["ics_url"] == "/api/visits/V1/appointment.ics"


def test_a_no_books_nothing_and_shares_nothing(known: Talk, desk: FakeBackOffice) -> None:
    known.say("book_appointment", "周六两点试驾", said=SATURDAY)
    known.say("deny", "先不约")
    assert known.responses == ["utter_visit_form_left"]
    assert not desk.called("book_visit") and not desk.called("change_consent")


def test_a_time_just_taken_shows_what_is_left(known: Talk, desk: FakeBackOffice) -> None:
    known.say("book_appointment", "周六两点试驾", said=SATURDAY)
    desk.full = {AT}
    known.press("同意并预约")
    assert "刚被约走了" in known.said and known.responses == ["utter_ask_visit_form_visit_at"]
    assert all("14:00" not in b["label"] or "28" not in b["label"] for b in known.buttons)


def test_a_day_without_times_is_told(known: Talk) -> None:
    said = {"city": "杭州", "date": "2026-11-25"}
    known.say("book_appointment", "周三去试驾", said=said)
    assert "那天没有空" in known.said and known.responses == ["utter_ask_visit_form_visit_at"]


def test_a_city_without_dealer_names_those_with_one(known: Talk) -> None:
    known.say("book_appointment", "我在拉萨想试驾", said={"city": "拉萨"})
    assert "utter_no_dealer_there" in known.responses


@pytest.mark.parametrize(("text", "button", "call"), [("取消我的试驾", "取消预约", "cancel_visit")])
def test_one_that_stands_is_left(
    known: Talk, desk: FakeBackOffice, text: str, button: str, call: str
) -> None:
    desk.visiting = [visit("test_drive", AT)]
    known.say("book_appointment", text)
    assert known.shown == ["confirm"]
    known.press(button)
    assert known.shown == ["receipt"] and len(desk.called(call)) == 1


def test_one_that_stands_is_shown_and_moved(known: Talk, desk: FakeBackOffice) -> None:
    desk.visiting = [visit("test_drive", AT)]
    known.say("book_appointment", "我想试驾")
    assert known.responses == ["utter_visit_stands"] and known.shown == ["appointment"]
    known.press("改时间")
    known.say("inform", "杭州", said={"city": "杭州"})
    known.say("inform", "第一个", said={"ordinal": 1})
    known.press("同意并预约")
    assert desk.called("move_visit")[0][2]["starts_at"] == "2026-11-22T10:00:00+08:00"
    assert not desk.called("book_visit")


def test_the_back_office_is_down(known: Talk, desk: FakeBackOffice) -> None:
    desk.down = True
    known.say("book_appointment", "周六两点试驾", said=SATURDAY)
    assert known.responses == ["utter_backoffice_unavailable"]
    desk.down = False
    known.say("book_appointment", "周六两点试驾", said=SATURDAY)
    assert known.shown == ["confirm"]


# -- the next car --------------------------------------------------------------------------------
def test_a_wish_is_passed_on_only_as_confirmed(known: Talk, desk: FakeBackOffice) -> None:
    desk.granted = set()
    known.say("ask_upgrade", "想置换新车", said={"city": "杭州"})
    assert known.shown == ["quote", "confirm"] and not desk.called("open_lead")
    known.press("同意并转给门店")
    assert known.shown == ["receipt"] and len(desk.called("try_errand")) == 1
    assert desk.called("open_lead")[0][1]["dealer_id"]
    assert desk.called("change_consent")[0][1]["granted"] is True


def test_one_that_stands_is_told_and_taken_back(known: Talk, desk: FakeBackOffice) -> None:
    desk.passed_on = [lead()]
    known.say("ask_upgrade", "置换的事怎么样了")
    assert known.responses == ["utter_upgrade_stands"]
    known.press("撤回")
    known.press("撤回")
    assert known.shown == ["receipt"] and len(desk.called("revoke_lead")) == 1


def test_who_is_late_gets_no_offer(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(days_past_due=5, state="OVERDUE"))
    known.say("ask_upgrade", "想换新车", said={"city": "杭州"})
    assert known.responses == ["utter_upgrade_not_now"] and not known.cards


def test_keeping_stands_beside_changing(known: Talk, desk: FakeBackOffice) -> None:
    known.say("ask_upgrade", "想换台新车")
    assert known.shown == ["quote"] and known.responses == ["utter_ask_upgrade_form_city"]
    for figure in ("78,359.69", "2028年9月20日", "114,500.00", "74,744.33", "0.3 个百分点"):
        assert figure in known.said
    assert "年利率" in known.said and "总利息" in known.said


def test_in_a_hard_time_nothing_is_offered(known: Talk, desk: FakeBackOffice) -> None:
    quoted = desk.quote({"product_key": "AXD"})
    desk.trial_of["upgrade"] = lambda lent, _body: upgrade(lent, quoted, "最近有投诉，不打扰您。")
    known.say("ask_upgrade", "想换台新车", said={"city": "杭州"})
    assert "投诉" in known.said and not known.cards and not desk.called("open_lead")


def test_a_no_to_what_was_offered_is_remembered(known: Talk, desk: FakeBackOffice) -> None:
    desk.seen = [{"offer_id": "O1", "state": "open"}, {"offer_id": "O0", "state": "declined"}]
    known.say("ask_upgrade", "", said={"known": "no_offer"})
    assert [call[1] for call in desk.called("decline_offer")] == ["O1"]
    assert "2027年5月20日" in known.said and not known.cards


def test_a_friend_comes_by_himself(talk: Talk) -> None:
    talk.say("refer_friend", "推荐朋友有奖励吗")
    assert talk.responses == ["utter_referral"] and "没有奖励" in talk.said
