"""The balloon over more months: ways with what they cost, one of them applied for once."""

from typing import Any

import pytest

from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_loans import SETTLED
from tests.actions.fakes_servicing import extension, running, window, with_balloon
from tests.actions.talk import Talk


@pytest.fixture
def own(known: Talk, desk: FakeBackOffice) -> Talk:
    """A customer whose balloon falls due in 47 days."""
    desk.lends(with_balloon())
    return known


def test_the_ways_stand_beside_each_other(own: Talk) -> None:
    own.say("extend_balloon", "尾款拿不出来，能展期吗")
    assert own.shown == ["extension_options"]
    assert own.responses == ["utter_ask_extension_form_extension_months"]
    for part in ("90,930.00", "7,804.72", "5,274.06", "4,009.21", "5,291.04", "5.49%"):
        assert part in own.said
    assert [button["label"] for button in own.buttons][-1] == "分 24 个月"


@pytest.mark.parametrize(
    ("intent", "text", "said", "months"),
    [
        ("inform", "24个月", {"term": 24}, "24"),
        ("adjust_plan", "24期", {"term": 24}, "24"),
        ("inform", "第一个", {"ordinal": 1}, "12"),
        ("dont_know", "不懂选哪个", {}, "18"),
    ],
)
def test_a_term_is_applied_for_once(
    own: Talk, desk: FakeBackOffice, intent: str, text: str, said: dict[str, Any], months: str
) -> None:
    own.say("extend_balloon", "尾款能展期吗")
    own.say(intent, text, said=said)
    assert own.shown == ["confirm"] and len(desk.called("try_errand")) == 1
    assert "不保证通过" in own.said and "柳*" in own.said and "可能显示展期" in own.said
    own.press("确认申请")
    assert own.shown == ["receipt", "timeline"] and len(desk.effects) == 1
    assert desk.called("order_errand")[0][2]["choice"] == months
    assert own.slots.get("term_months") is None


def test_a_term_in_the_first_sentence_goes_to_the_confirmation(own: Talk) -> None:
    own.say("extend_balloon", "尾款能不能再分两年", said={"term": 24})
    assert own.shown == ["extension_options", "confirm"]
    assert "4,009.21" in own.cards[1]["text"] and "5,291.04" in own.cards[1]["text"]


def test_a_term_that_is_not_offered_names_those_that_are(own: Talk) -> None:
    own.say("extend_balloon", "展期36个月", said={"term": 36})
    assert "12、18、24" in own.said
    assert own.responses == ["utter_ask_extension_form_extension_months"]


@pytest.mark.parametrize("intent", ["partial_prepayment", "inform", "extend_balloon"])
def test_a_part_paid_first_is_tried_anew(own: Talk, desk: FakeBackOffice, intent: str) -> None:
    own.say("extend_balloon", "尾款能展期吗")
    own.say(intent, "先还三万剩下的分24个月", said={"amount:prepayment": 30000, "term": 24})
    assert desk.called("try_errand")[-1][3] == {"pay_first": "30000.00"}
    assert own.shown == ["extension_options", "confirm"]
    for part in ("2,686.47", "2,686.59", "3,545.40", "60,930.00"):
        assert part in own.said


def test_a_half_is_asked_for_as_a_sum(own: Talk) -> None:
    own.say("extend_balloon", "尾款能展期吗")
    own.say("inform", "先还一半")
    assert "直接说金额" in own.said
    assert own.responses == ["utter_ask_extension_form_extension_months"]


def test_an_instalment_loan_has_nothing_to_extend(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(running())
    known.say("extend_balloon", "我想展期")
    assert known.responses == ["utter_extension_form_misfit"] and "没有尾款" in known.said
    assert known.loop is None and not desk.called("try_errand")


def test_of_several_the_one_with_a_balloon_is_meant(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(running(), with_balloon())
    known.say("extend_balloon", "尾款展期")
    assert desk.called("try_errand")[0][1] == "C202312070009"


def test_too_late_leads_to_a_person(known: Talk, desk: FakeBackOffice) -> None:
    closed = window("extend", "办理截止日是 2026-12-28，现在请联系人工客服一起想办法。")
    desk.lends(with_balloon(windows=[closed]))
    known.say("extend_balloon", "尾款展期")
    assert known.responses == ["utter_extension_form_closed"] and "2026-12-28" in known.said


def test_who_does_not_qualify_hears_why_and_the_ways_out(own: Talk, desk: FakeBackOffice) -> None:
    no = {"reasons": ["有逾期没有还清，还清后就可以申请。"]}
    desk.trial_of["extension"] = lambda contract, body: extension(contract, body) | no
    own.say("extend_balloon", "尾款展期")
    assert own.responses == ["utter_extension_not_now"] and "有逾期没有还清" in own.said
    assert own.loop is None and not own.cards


def test_a_settled_loan_has_no_balloon(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(with_balloon(**SETTLED))
    known.say("extend_balloon", "尾款展期")
    assert known.responses == ["utter_extension_settled"]


def test_too_low_a_level_leads_to_its_page(own: Talk, desk: FakeBackOffice) -> None:
    own.say("extend_balloon", "再分两年", said={"term": 24})
    desk.low = "L3"
    own.press("确认申请")
    assert own.cards[0]["data"]["url"] == "/service/loans/C202312070009/extend"


@pytest.mark.parametrize(
    ("text", "part"),
    [("展期查征信吗 能不能过", "不能打包票"), ("要我弟弟担保人再签吗", "再同意一次")],
)
def test_what_is_asked_in_general_is_answered(own: Talk, text: str, part: str) -> None:
    own.say("extend_balloon", text)
    assert part in own.said and own.shown == ["extension_options"]


def test_an_outage_is_worded(own: Talk, desk: FakeBackOffice) -> None:
    desk.down = True
    own.say("extend_balloon", "展期")
    assert own.responses == ["utter_backoffice_unavailable"]
