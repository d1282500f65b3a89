"""Taking back, links of others, the handover: confirmed, done once, or left as it was."""

from typing import Any

import pytest

from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_application import GUARANTOR, NUMBER, SPOUSE, party
from tests.actions.talk import Talk

CUSTOMER = {"owner": {"kind": "customer", "id": "U1"}, "assurance": "L1", "channel": "web"}
SIGNED = party("borrower", "周*", signature="signed")


# -- taking it back ------------------------------------------------------------------------------
def test_it_is_taken_back_after_one_confirmation(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("NEEDS_DOCS")
    known.say("cancel_application", "这个申请我不要了，撤回")
    assert known.shown == ["confirm"] and NUMBER in known.said
    assert not desk.called("cancel_application")
    known.press("确认撤回")
    assert known.shown == ["receipt"]
    assert known.responses == ["utter_cancelled"]
    assert len(desk.effects) == 1


@pytest.mark.parametrize(
    ("intent", "text"), [("deny", "先不撤了"), ("stop", "算了"), ("deny", "不")]
)
def test_a_change_of_mind_takes_nothing_back(
    known: Talk, desk: FakeBackOffice, intent: str, text: str
) -> None:
    desk.holds("NEEDS_DOCS")
    known.say("cancel_application", "撤回")
    known.say(intent, text)
    assert known.loop is None and not desk.effects
    known.say("affirm", "好的")
    assert not desk.effects


@pytest.mark.parametrize("text", ["撤回吧", "确认撤回", "撤吧"])
def test_said_again_it_is_meant(known: Talk, desk: FakeBackOffice, text: str) -> None:
    desk.holds("NEEDS_DOCS")
    known.say("cancel_application", "撤回")
    known.say("cancel_application", text)
    assert len(desk.effects) == 1


def test_paid_out_is_too_late(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("ACTIVATED")
    known.say("cancel_application", "撤回申请")
    assert known.responses == ["utter_cancel_too_late"]


@pytest.mark.parametrize("state", [None, "DECLINED", "CANCELLED"])
def test_nothing_runs_nothing_is_taken_back(
    known: Talk, desk: FakeBackOffice, state: str | None
) -> None:
    if state:
        desk.holds(state)
    known.say("cancel_application", "撤回申请")
    assert known.responses == ["utter_nothing_to_cancel"]


def test_a_conflict_ends_the_act_and_leads_on(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("NEEDS_DOCS")
    known.say("cancel_application", "撤回")
    desk.refusals["cancel_application"] = {"code": "STATE_CONFLICT", "title": "已经放款。"}
    known.press("确认撤回")
    assert "已经放款" in known.said and known.loop is None
    assert "看看申请到哪了" in [button["label"] for button in known.buttons]


def test_a_lost_answer_is_taken_back_once(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("NEEDS_DOCS")
    known.say("cancel_application", "撤回")
    desk.lost = True
    known.press("确认撤回")
    assert known.responses == ["utter_backoffice_unavailable"]
    known.press("再试一次")
    assert known.shown == ["receipt"]
    assert len(desk.effects) == 1


def test_a_visitor_logs_in_and_goes_on(talk: Talk, desk: FakeBackOffice) -> None:
    desk.holds("NEEDS_DOCS")
    talk.say("cancel_application", "撤回申请")
    assert talk.shown == ["verify"]
    talk.metadata = CUSTOMER
    talk.press("我已登录")
    assert talk.shown == ["confirm"]


# -- the others ----------------------------------------------------------------------------------
def test_who_is_invited_is_typed_on_the_page(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("NEEDS_DOCS")
    known.say("invite_cosigner", "让我老婆一起签", said={"person_role": "spouse"})
    assert known.responses == ["utter_invite_co_borrower"]
    assert known.cards[0]["actions"][0]["url"] == "/apply?step=parties&role=co_borrower"


def test_the_part_is_asked_when_none_was_said(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("NEEDS_DOCS")
    known.say("invite_cosigner", "加个人一起")
    assert known.responses == ["utter_cosigner_which_role"]
    known.press("担保人")
    assert known.responses == ["utter_invite_guarantor"]


@pytest.mark.parametrize(
    ("text", "method", "commit"),
    [
        ("链接过期了再发一次", "send_link", "确认发送"),
        ("把链接发给我老婆签", "send_link", "确认发送"),
        ("把那条链接作废", "revoke_link", "确认作废"),
        ("不要共同借款人了", "remove_party", "确认移除"),
    ],
)  # fmt: skip
def test_a_link_is_changed_after_a_confirmation(
    known: Talk, desk: FakeBackOffice, text: str, method: str, commit: str
) -> None:
    desk.holds("SIGNING", parties=[SIGNED, SPOUSE])
    known.say("invite_cosigner", text)
    assert known.shown == ["confirm"] and "梁*" in known.said
    known.press(commit)
    assert len(desk.called(method)) == 1
    assert known.shown == ["receipt"]
    assert "secret" not in str(known.events) and "secret" not in str(known.slots)


@pytest.mark.parametrize("said", [{"ordinal": 2}, {"person_role": "guarantor"}])
def test_which_of_two_is_meant_is_asked(
    known: Talk, desk: FakeBackOffice, said: dict[str, Any]
) -> None:
    desk.holds("SIGNING", parties=[SIGNED, SPOUSE, GUARANTOR])
    known.say("invite_cosigner", "重新发链接")
    assert known.responses == ["utter_ask_link_form_link_party"]
    known.say("inform", "发给他", said=said)
    known.press("确认发送")
    assert desk.called("send_link")[0][1] == "T-guarantor"


def test_who_has_signed_gets_no_link(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("PRE_DISBURSE_CHECK", parties=[SIGNED, SPOUSE | {"signature": "signed"}])
    known.say("invite_cosigner", "重新发链接")
    assert known.responses == ["utter_cosigner_signed_already"]


def test_a_question_that_is_a_task_leads_back(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("SIGNING", parties=[SIGNED, SPOUSE])
    known.say("invite_cosigner", "重新发链接")
    known.say("ask_delivery", "签完啥时候能提车")
    assert "utter_delivery_not_paid" in known.responses
    known.press("接着来")
    known.press("确认发送")
    assert len(desk.called("send_link")) == 1


# -- the car -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "response"),
    [("NEEDS_DOCS", "utter_delivery_not_paid"), ("PRE_DISBURSE_CHECK", "utter_delivery_checking"),
     ("DELIVERED", "utter_delivered"), ("DECLINED", "utter_delivery_closed")],
)  # fmt: skip
def test_what_is_not_paid_out_is_not_promised(
    known: Talk, desk: FakeBackOffice, state: str, response: str
) -> None:
    desk.holds(state)
    known.say("ask_delivery", "啥时候能提车")
    assert known.responses == [response]
    assert known.loop is None


@pytest.mark.parametrize(
    ("said", "slot"),
    [({"ordinal": 2}, "2026-11-24T10:00:00+08:00"),
     ({"date": "2026-11-24"}, "2026-11-24T10:00:00+08:00"),
     ({"date": "2026-11-23", "time": "14:00"}, "2026-11-23T14:00:00+08:00")],
)  # fmt: skip
def test_a_time_is_chosen_confirmed_and_booked(
    known: Talk, desk: FakeBackOffice, said: dict[str, Any], slot: str
) -> None:
    desk.holds("ACTIVATED")
    known.say("ask_delivery", "什么时候能提车")
    assert known.shown == ["contract"]
    assert known.responses[-1] == "utter_ask_delivery_form_delivery_slot"
    known.say("inform", "这个时间", said=said)
    assert known.shown == ["confirm"]
    known.press("确认预约")
    assert desk.called("book_delivery")[0][2] == slot
    assert known.shown == ["receipt", "appointment"]
    assert known.cards[1]["data"]["ics_url"] == f"/api/applications/{NUMBER}/delivery.ics"


def test_a_day_in_the_middle_moves_the_time(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("ACTIVATED")
    known.say("ask_delivery", "约提车")
    known.say("inform", "第一个", said={"ordinal": 1})
    known.say("book_appointment", "那就周二上午", said={"date": "2026-11-24"})
    known.press("确认预约")
    assert desk.called("book_delivery")[0][2].startswith("2026-11-24")


def test_another_time_may_be_taken(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("ACTIVATED")
    known.say("ask_delivery", "约提车")
    known.say("inform", "第一个", said={"ordinal": 1})
    known.press("换个时间")
    assert known.responses[-1] == "utter_ask_delivery_form_delivery_slot"
    known.say("inform", "第二个", said={"ordinal": 2})
    known.press("确认预约")
    assert desk.called("book_delivery")[0][2].startswith("2026-11-24")


def test_what_is_booked_is_told_and_may_be_moved(known: Talk, desk: FakeBackOffice) -> None:
    held = desk.holds("ACTIVATED")
    desk.held[0]["next"] = held["next"] | {"key": "booked", "detail": "已约周一 10:00。"}
    known.say("ask_delivery", "什么时候提车")
    assert known.responses == ["utter_delivery_booked"] and known.loop is None
    known.press("换个时间")
    assert known.responses[-1] == "utter_ask_delivery_form_delivery_slot"
    known.say("inform", "第一个", said={"ordinal": 1})
    known.press("确认预约")
    assert len(desk.effects) == 1


def test_of_a_day_with_several_times_one_is_asked_for(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("ACTIVATED")
    known.say("ask_delivery", "约提车")
    known.say("inform", "周一", said={"date": "2026-11-23"})
    assert known.responses == ["utter_ask_delivery_form_delivery_slot"]
    assert [button["label"][-5:] for button in known.buttons] == ["10:00", "14:00"]
    known.say("inform", "周三", said={"date": "2026-11-25"})
    assert "约不到" in known.said


def test_a_time_that_was_just_taken_leads_to_the_others(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("ACTIVATED")
    known.say("ask_delivery", "约提车")
    known.say("inform", "第一个", said={"ordinal": 1})
    desk.refusals["book_delivery"] = {"code": "SLOT_TAKEN", "title": "这个时间刚被约走了。"}
    known.press("确认预约")
    assert "刚被约走" in known.said
    assert known.slots["requested_slot"] == "delivery_slot"
