"""What was paid, paying now once, and being late, told exactly and kindly."""

import pytest

from tests.actions.conftest import CUSTOMER
from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_loans import LATE, SETTLED, loan
from tests.actions.talk import Talk


@pytest.fixture
def late(known: Talk, desk: FakeBackOffice) -> Talk:
    """A customer whose debit failed five days ago."""
    desk.lends(loan("C202511130008", "望舒", "wangshu", **LATE))
    return known


# -- what was paid -------------------------------------------------------------------------------
def test_the_history_is_a_card_and_its_newest_a_sentence(known: Talk) -> None:
    known.say("ask_payment_history", "上个月扣了没")
    assert known.shown == ["payments"] and known.responses == ["utter_history"]
    assert "2026年10月20日" in known.said and "1,467.76" in known.said
    assert known.cards[0]["data"]["rows"][-1] == {
        "due_date": "2026-10-16", "amount": "1467.76", "status": "paid",
        "paid_at": "2026-10-16", "period": 12,
    }  # fmt: skip


def test_a_failed_debit_is_told_with_its_reason(late: Talk) -> None:
    late.say("ask_payment_history", "钱我存进去了 咋还显示逾期")
    assert late.responses == ["utter_history_overdue"]
    assert "卡内余额不足" in late.said


def test_the_history_of_a_settled_contract_waits_for_nothing(
    known: Talk, desk: FakeBackOffice
) -> None:
    desk.lends(loan(**SETTLED))
    known.say("ask_payment_history", "还款记录")
    assert known.responses == ["utter_history_settled"] and known.shown == ["payments"]


# -- paying now ----------------------------------------------------------------------------------
def test_what_is_due_is_confirmed_once_and_drawn_once(late: Talk, desk: FakeBackOffice) -> None:
    late.say("repay_now", "我现在就还上")
    assert late.shown == ["confirm"] and not desk.called("repay_now")
    assert "1,469.44" in late.said and "1.68" in late.said and "尾号 0067" in late.said
    commits = late.cards[0]["actions"]
    assert [button["label"] for button in commits] == ["确认还款"]
    late.press("确认还款")
    assert late.shown == ["receipt"] and late.responses == ["utter_repay_paid"]
    _actor, number, request, _key = desk.called("repay_now")[0]
    assert number == "C202511130008"
    assert request == {"trial_id": "S1", "hash": "0" * 64, "confirm": True}
    late.press_payload(commits[0]["payload"], "确认还款")
    assert len(desk.effects) == 1


@pytest.mark.parametrize("text", ["确认还款", "好的，确认", "扣吧"])
def test_the_confirmation_may_be_said(late: Talk, desk: FakeBackOffice, text: str) -> None:
    late.say("repay_now", "我现在就还上")
    late.say("repay_now", text)
    assert len(desk.effects) == 1


def test_a_lost_answer_is_drawn_once(late: Talk, desk: FakeBackOffice) -> None:
    late.say("repay_now", "还上")
    press = late.cards[0]["actions"][0]
    desk.lost = True
    late.press_payload(press["payload"], press["label"])
    assert late.responses == ["utter_backoffice_unavailable"]
    late.press_payload(press["payload"], press["label"])
    assert late.shown == ["receipt"] and len(desk.effects) == 1


@pytest.mark.parametrize("state", ["partial", "failed", "pending"])
def test_what_the_bank_did_is_told(late: Talk, desk: FakeBackOffice, state: str) -> None:
    desk.bank = state
    late.say("repay_now", "还上")
    late.press("确认还款")
    assert late.shown == ["receipt"] and late.responses == [f"utter_repay_{state}"]


def test_figures_that_do_not_hold_are_shown_anew(late: Talk, desk: FakeBackOffice) -> None:
    desk.void_trials = 1
    late.say("repay_now", "还上")
    late.press("确认还款")
    assert late.shown == ["confirm"] and "没有扣款" in late.said and not desk.effects
    late.press("确认还款")
    assert late.shown == ["receipt"]
    assert desk.called("repay_now")[1][2]["trial_id"] == "S2"


def test_a_change_of_mind_draws_nothing(late: Talk, desk: FakeBackOffice) -> None:
    late.say("repay_now", "还上")
    late.say("deny", "先不还")
    assert late.responses == ["utter_repay_form_left"] and late.loop is None
    late.say("affirm", "好的")
    assert not desk.effects


def test_another_way_to_pay_is_answered_before_the_card(late: Talk) -> None:
    late.say("repay_now", "现在用微信转给你们行不")
    assert "只能从登记的还款卡扣" in late.said and late.shown == ["confirm"]


def test_nothing_due_is_said(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan())
    known.say("repay_now", "我想现在还这个月的")
    assert known.responses == ["utter_nothing_due"] and known.loop is None
    assert "3,561.81" in known.said and not known.cards


def test_a_settled_contract_takes_no_more(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(**SETTLED))
    known.say("repay_now", "还款")
    assert known.responses == ["utter_repay_settled"] and not desk.called("try_pay_now")


def test_a_card_that_the_bank_refused_is_told(known: Talk, desk: FakeBackOffice) -> None:
    refused = {"bank_name": "示例银行", "tail": "0083", "usable": False}
    desk.lends(loan(**LATE, repay_card=refused))
    known.say("repay_now", "还款")
    assert known.responses == ["utter_repay_not_now"] and "卡片已失效" in known.said


def test_of_several_the_car_is_asked_for(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(), loan("C202511130008", "望舒", "wangshu", **LATE))
    known.say("repay_now", "还款")
    assert known.responses == ["utter_which_loan"] and known.loop is None
    known.press("望舒")
    assert known.shown == ["confirm"]


def test_a_visitor_logs_in_and_goes_on(talk: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(**LATE))
    talk.say("repay_now", "我现在就还上")
    assert talk.shown == ["verify"] and talk.responses == ["utter_ask_repay_form_login"]
    talk.metadata = CUSTOMER
    talk.press("我已登录")
    assert talk.shown == ["confirm"]


def test_a_question_in_the_middle_brings_the_confirmation_back(late: Talk) -> None:
    late.say("repay_now", "还上")
    late.say("ask_overdue", "逾期上征信吗")
    assert late.responses[0] == "utter_overdue_own" and late.shown == ["confirm"]


def test_nobody_pays_anothers_loan(late: Talk, desk: FakeBackOffice) -> None:
    late.say("repay_now", "我替我爸还这期")
    assert late.responses == ["utter_loan_of_another"] and not desk.called("try_pay_now")


# -- being late ----------------------------------------------------------------------------------
def test_ones_own_days_and_penalty_with_help(late: Talk) -> None:
    late.say("ask_overdue", "晚了几天 要罚多少")
    assert late.responses == ["utter_overdue_own"]
    for part in ("先别着急", "5 天", "1,467.76", "1.68", "0.34", "1,469.44", "卡内余额不足"):
        assert part in late.said
    assert "手头紧" in late.buttons[1]["label"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("会不会上征信 急", "可能会影响征信"),
        ("逾期会拖车吗", "最后一步"),
        ("别打我单位电话", "只找您本人"),
        ("有没有宽限期", "24 点前"),
        ("罚息怎么算", "一天一天算"),
        ("逾期会怎么样", "三件事"),
    ],
)
def test_who_has_no_loan_hears_the_rule(talk: Talk, text: str, part: str) -> None:
    talk.say("ask_overdue", text)
    assert talk.responses == ["utter_overdue"] and part in talk.said and not talk.cards


def test_a_visitor_who_asks_for_his_own_logs_in(talk: Talk) -> None:
    talk.say("ask_overdue", "我逾期了几天")
    assert talk.responses == ["utter_overdue", "utter_loan_login"] and talk.shown == ["verify"]


def test_who_is_not_late_is_told_so(known: Talk, desk: FakeBackOffice) -> None:
    known.say("ask_overdue", "逾期了会怎样")
    assert known.responses == ["utter_overdue_none"]
    desk.lends(loan(**SETTLED))
    known.say("ask_overdue", "逾期了会怎样")
    assert known.responses == ["utter_overdue"]


def test_anothers_delay_is_not_told(late: Talk, desk: FakeBackOffice) -> None:
    late.say("ask_overdue", "我朋友的贷款逾期几天了")
    assert late.responses == ["utter_loan_of_another"] and not desk.called("loans")


@pytest.mark.parametrize("intent", ["ask_payment_history", "repay_now", "ask_overdue"])
def test_an_outage_is_worded(known: Talk, desk: FakeBackOffice, intent: str) -> None:
    desk.down = True
    known.say(intent, "看看")
    assert known.responses == ["utter_backoffice_unavailable"]
