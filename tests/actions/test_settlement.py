"""Settling early: figures at once, one day, at most one offer, confirmed once, followed, left."""

import pytest

from tests.actions.conftest import CUSTOMER
from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_loans import SETTLED, loan
from tests.actions.fakes_servicing import OFFER, errand, running, window
from tests.actions.talk import Talk

ON = {"date": "2026-11-28"}
L3 = {**CUSTOMER, "assurance": "L3"}


@pytest.fixture
def own(known: Talk, desk: FakeBackOffice) -> Talk:
    """A customer with one loan that may be settled."""
    desk.lends(running())
    return known


@pytest.fixture
def confirming(own: Talk) -> Talk:
    """The same, with the confirm card of a day before him."""
    own.say("early_settlement", "11月28号结清要多少", said=ON)
    return own


# -- figures and day -----------------------------------------------------------------------------
def test_a_day_brings_its_figures_and_the_confirmation(own: Talk, desk: FakeBackOffice) -> None:
    own.say("early_settlement", "11月28号结清要多少", said=ON)
    assert own.shown == ["settlement_quote", "confirm"]
    assert desk.called("try_errand")[0][2:] == ("settlement", {"settle_on": "2026-11-28"})
    for part in ("76,311.52", "74,733.97", "82.87", "1,494.68", "2,031.52", "尾号 0067"):
        assert part in own.said
    assert own.cards[0]["data"]["total"] == "76311.52"
    rows = [row["label"] for row in own.cards[1]["data"]["rows"]]
    assert "贴息退回" not in rows and "提前结清手续费" in rows
    assert len(own.cards[1]["actions"]) == 1


def test_without_a_day_today_is_shown_and_the_day_asked(own: Talk, desk: FakeBackOffice) -> None:
    own.say("early_settlement", "提前结清要多少钱")
    assert own.shown == ["settlement_quote"] and not desk.effects
    assert own.responses == ["utter_ask_settlement_form_settle_on"]
    own.press("就按11月21日")
    assert own.shown == ["confirm"] and len(desk.called("try_errand")) == 1


@pytest.mark.parametrize("intent", ["affirm", "dont_know"])
def test_who_does_not_mind_gets_the_day_shown(own: Talk, intent: str) -> None:
    own.say("early_settlement", "提前结清要多少钱")
    own.say(intent, "都行")
    assert own.shown == ["confirm"] or own.responses == ["utter_ask_settlement_form_settle_on"]
    if intent == "dont_know":
        assert "11月21日" in own.said and own.shown == ["confirm"]


@pytest.mark.parametrize(
    "intent", ["inform", "nlu_fallback", "book_appointment", "early_settlement"]
)
def test_another_day_makes_new_figures(confirming: Talk, desk: FakeBackOffice, intent: str) -> None:
    confirming.say(intent, "改到12月5号", said={"date": "2026-12-05"})
    assert confirming.shown == ["settlement_quote", "confirm"]
    assert desk.called("try_errand")[-1][3] == {"settle_on": "2026-12-05"}


@pytest.mark.parametrize(
    ("text", "part"),
    [("2月31号结清", "日历上没有"), ("四月三十一号", "日历上没有"), ("昨天结清行不", "已经过去")],
)
def test_a_day_that_is_none_is_said_to_be_none(own: Talk, text: str, part: str) -> None:
    own.say("early_settlement", text)
    assert part in own.said and own.responses[-1] == "utter_ask_settlement_form_settle_on"
    own.say("inform", text)
    assert part in own.said and own.responses == ["utter_ask_settlement_form_settle_on"]


def test_a_day_too_far_names_the_range(own: Talk) -> None:
    own.say("early_settlement", "明年二月一号结清", said={"date": "2027-02-01"})
    assert "2026-12-21" in own.said and own.responses == ["utter_ask_settlement_form_settle_on"]
    own.say("inform", "那就28号", said=ON)
    assert own.shown == ["settlement_quote", "confirm"]


def test_a_day_of_a_debit_asks_for_another(own: Talk) -> None:
    own.say("early_settlement", "12月20号结清", said={"date": "2026-12-20"})
    assert "正在扣当期月供" in own.said and not own.cards
    assert own.responses == ["utter_ask_settlement_form_settle_on"]


def test_no_usable_card_is_not_mended_by_a_day(own: Talk, desk: FakeBackOffice) -> None:
    desk.lends(running(repay_card=None))
    own.say("early_settlement", "12月20号结清", said={"date": "2026-12-20"})
    assert own.responses == ["utter_errand_first_that"] and own.loop is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("提前结清会影响征信吗", "不算逾期"),
        ("提前结清流程", "流程很短"),
        ("结清款打到哪里", "自动扣"),
        ("提前结清手续费怎么收", "合同月份"),
    ],
)
def test_what_is_asked_in_general_is_answered_first(talk: Talk, text: str, part: str) -> None:
    talk.say("early_settlement", text)
    assert part in talk.said and talk.responses == ["utter_ask_settlement_form_login"]
    assert talk.shown == ["verify"]


# -- doing it ------------------------------------------------------------------------------------
def test_it_is_ordered_once_with_receipt_and_way(confirming: Talk, desk: FakeBackOffice) -> None:
    press = confirming.cards[-1]["actions"][0]
    confirming.press("确认结清")
    assert confirming.shown == ["receipt", "timeline"] and confirming.loop is None
    assert confirming.responses == ["utter_settlement_form_done"]
    _actor, number, request, _key = desk.called("order_errand")[0]
    assert number == "C202509180006"
    assert request == {
        "errand": "settlement", "trial_id": "S1", "hash": "0" * 64, "confirm": True,
    }  # fmt: skip
    assert confirming.cards[1]["data"]["steps"][1]["day"] == "预计11月28日（周六）"
    confirming.press_payload(press["payload"], press["label"])
    assert len(desk.effects) == 1


def test_too_low_a_level_proves_it_on_the_page_and_the_same_press_commits(
    confirming: Talk, desk: FakeBackOffice
) -> None:
    press = confirming.cards[-1]["actions"][0]
    desk.low = "L3"
    confirming.press("确认结清")
    assert confirming.shown == ["verify"] and confirming.loop == "settlement_form"
    assert confirming.cards[0]["data"]["url"] == "/service/loans/C202509180006/settle"
    desk.low, confirming.metadata = None, L3
    confirming.press_payload(press["payload"], press["label"])
    assert confirming.shown == ["receipt", "timeline"] and len(desk.effects) == 1


def test_a_lost_answer_is_ordered_once(confirming: Talk, desk: FakeBackOffice) -> None:
    press = confirming.cards[-1]["actions"][0]
    desk.lost = True
    confirming.press_payload(press["payload"], press["label"])
    assert confirming.responses == ["utter_backoffice_unavailable"]
    confirming.press_payload(press["payload"], press["label"])
    assert confirming.shown == ["receipt", "timeline"] and len(desk.effects) == 1


def test_figures_that_do_not_hold_come_anew_for_the_same_day(
    confirming: Talk, desk: FakeBackOffice
) -> None:
    desk.void_trials = 1
    confirming.press("确认结清")
    assert confirming.shown == ["settlement_quote", "confirm"] and not desk.effects
    assert desk.called("try_errand")[-1][3] == {"settle_on": "2026-11-28"}
    confirming.press("确认结清")
    assert desk.called("order_errand")[-1][2]["trial_id"] == "S2"


def test_something_else_under_way_is_told(confirming: Talk, desk: FakeBackOffice) -> None:
    desk.open = errand("extension", "C202509180006")
    desk.lends(running(errands=[errand("extension", "C202509180006", errand_zh="尾款展期")]))
    confirming.press("确认结清")
    assert confirming.shown == ["timeline"] and "还有一项业务正在办" in confirming.said
    assert confirming.loop is None


def test_a_change_of_mind_does_nothing(confirming: Talk, desk: FakeBackOffice) -> None:
    confirming.say("deny", "先不结清了")
    assert confirming.responses == ["utter_settlement_form_left"] and confirming.loop is None
    assert not desk.effects


def test_a_question_in_the_middle_brings_the_confirmation_back(confirming: Talk) -> None:
    confirming.say("ask_privacy", "我的信息安全吗")
    assert confirming.shown == ["confirm"]
    confirming.say("early_settlement", "会影响征信吗")
    assert "不算逾期" in confirming.said and confirming.shown == ["confirm"]


# -- the offer beside it -------------------------------------------------------------------------
@pytest.fixture
def offered(own: Talk, desk: FakeBackOffice) -> Talk:
    """A customer before the one offer."""
    desk.offer = OFFER
    own.say("early_settlement", "11月28号结清", said=ON)
    return own


def test_the_offer_stands_beside_and_never_in_the_way(offered: Talk, desk: FakeBackOffice) -> None:
    assert offered.shown == ["settlement_quote", "offer"]
    labels = [action["label"] for action in offered.cards[1]["actions"]]
    assert labels == ["继续结清", "请顾问联系我", "不用，谢谢"]
    offered.press("继续结清")
    assert offered.shown == ["confirm"] and not desk.called("decline_offer")
    offered.say("inform", "改到12月5号", said={"date": "2026-12-05"})
    assert offered.shown == ["settlement_quote", "confirm"]


def test_a_no_is_told_to_the_office_and_it_never_comes_again(
    offered: Talk, desk: FakeBackOffice
) -> None:
    offered.press("不用，谢谢")
    assert desk.called("decline_offer")[0][1] == "O1" and offered.shown == ["confirm"]
    offered.say("early_settlement", "那12月5号呢", said={"date": "2026-12-05"})
    assert "offer" not in offered.shown


@pytest.mark.parametrize(
    ("intent", "text"), [("deny", "不用"), ("early_settlement", "不需要，直接结清")]
)
def test_a_spoken_no_is_a_no(offered: Talk, desk: FakeBackOffice, intent: str, text: str) -> None:
    offered.say(intent, text)
    assert len(desk.called("decline_offer")) == 1 and offered.shown == ["confirm"]


def test_a_yes_gets_a_call_and_the_settlement_goes_on(offered: Talk, desk: FakeBackOffice) -> None:
    offered.press("请顾问联系我")
    request = desk.called("request_callback")[0][0]
    assert "优惠" in request["reason"] and OFFER["title"] in request["summary"]
    assert "B1" in offered.said and offered.shown == ["confirm"]


# -- what cannot be ------------------------------------------------------------------------------
def test_what_is_settled_is_not_settled_again(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(**SETTLED))
    known.say("early_settlement", "我想提前结清")
    assert known.responses == ["utter_settlement_settled"] and not desk.called("try_errand")
    assert "结清证明" in known.buttons[0]["label"] and known.loop is None


def test_a_closed_window_says_why(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(running(windows=[window("settle", "这台车已报全损，等保险赔款到账后一起结清。")]))
    known.say("early_settlement", "结清")
    assert known.responses == ["utter_settlement_form_closed"] and "全损" in known.said


def test_of_two_the_car_is_asked_and_the_day_kept(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(
        running(),
        running(
            contract_no="C202511130008",
            vehicle={"vehicle_key": "wangshu", "name": "望舒", "plate": None, "vin_masked": None},
        ),
    )
    known.say("early_settlement", "11月28号结清", said=ON)
    assert known.responses == ["utter_ask_settlement_form_which_loan"] and not known.cards
    known.press("望舒")
    assert known.shown == ["settlement_quote", "confirm"]
    assert desk.called("try_errand")[0][1:] == (
        "C202511130008", "settlement", {"settle_on": "2026-11-28"},
    )  # fmt: skip


def test_of_two_the_car_may_be_said(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(
        running(),
        running(
            contract_no="C202511130008",
            vehicle={"vehicle_key": "wangshu", "name": "望舒", "plate": None, "vin_masked": None},
        ),
    )
    known.say("early_settlement", "结清")
    known.say("inform", "望舒那台", said={"vehicle_model": "wangshu"})
    assert known.shown == ["settlement_quote"] and known.slots.get("vehicle_model") is None


def test_anothers_loan_is_not_settled(own: Talk, desk: FakeBackOffice) -> None:
    own.say("early_settlement", "我朋友的贷款结清要多少")
    assert own.responses == ["utter_loan_of_another"] and not desk.called("loans")


def test_a_visitor_logs_in_and_goes_on(talk: Talk, desk: FakeBackOffice) -> None:
    desk.lends(running())
    talk.say("early_settlement", "11月28号结清", said=ON)
    assert talk.shown == ["verify"]
    talk.metadata = CUSTOMER
    talk.press("我已登录")
    assert talk.shown == ["settlement_quote", "confirm"]


@pytest.mark.parametrize("intent", ["early_settlement", "request_settlement_proof"])
def test_an_outage_is_worded(known: Talk, desk: FakeBackOffice, intent: str) -> None:
    desk.down = True
    known.say(intent, "结清")
    assert known.responses == ["utter_backoffice_unavailable"]


# -- taken up on another day -----------------------------------------------------------------------
def test_going_on_is_no_yes_to_the_card(confirming: Talk, desk: FakeBackOffice) -> None:
    confirming.say("affirm", "继续")
    assert not desk.effects and confirming.slots["requested_slot"] == "agreed"
    assert [card["name"] for card in confirming.cards] == ["confirm"]


def test_figures_whose_time_has_passed_are_made_anew(
    confirming: Talk, desk: FakeBackOffice
) -> None:
    tried = len(desk.called("try_errand"))
    confirming.metadata = {**confirming.metadata, "business_date": "2099-01-01"}
    confirming.say("explain_term", "年化利率是什么意思", said={"finance_term": "apr"})
    assert "重新算了一遍" in confirming.said and not desk.effects
    assert len(desk.called("try_errand")) > tried
