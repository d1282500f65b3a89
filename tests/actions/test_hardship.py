"""A hard time: feelings first, each way with its cost, confirmed once, nothing promised or sold."""

import pytest

from tests.actions.conftest import CUSTOMER
from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_loans import LATE, SETTLED, loan
from tests.actions.fakes_servicing import errand
from tests.actions.talk import Talk

P08 = ("C202511130008", "望舒", "wangshu")
SALES = ("推荐", "优惠", "置换", "新车")


@pytest.fixture
def late(known: Talk, desk: FakeBackOffice) -> Talk:
    """A customer whose debit failed five days ago."""
    desk.lends(loan(*P08, **LATE))
    return known


@pytest.fixture
def choosing(late: Talk) -> Talk:
    """The ways are on the table."""
    late.say("report_hardship", "刚换了工作，这个月还不上，能缓缓吗")
    return late


# -- feelings first ------------------------------------------------------------------------------
def test_a_new_job_beside_it_is_only_the_reason_and_feelings_stay_first(late: Talk) -> None:
    text = "刚换了工作，这个月还不上，能缓缓吗"
    wish = {"intent": {"name": "change_contact", "confidence": 1.0}, "text": "刚换了工作",
            "entities": []}  # fmt: skip
    late.say("report_hardship", text, wishes=[wish])
    assert late.shown == ["hardship_options"]
    assert late.said.startswith("工作上有变动，这段时间一定不容易")
    assert "utter_change_by_person" not in late.responses and "单位" not in late.said


def test_feelings_come_first_then_the_ways_with_their_cost(choosing: Talk) -> None:
    assert choosing.shown == ["hardship_options"]
    assert choosing.responses == ["utter_ask_hardship_form_hardship_choice"]
    told = choosing.said.splitlines()[-1]
    assert told.startswith("工作上有变动，这段时间一定不容易")
    for part in ("98.05", "1,570.12", "880.40", "不是减免", "2027年1月16日"):
        assert part in choosing.said
    assert not any(word in choosing.said for word in SALES)
    labels = [button["label"] for button in choosing.buttons]
    assert labels[0] == "请人和我商量" and len(labels) == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("厂子放长假了", "job_loss"),
        ("住院了 能缓几个月不", "illness"),
        ("家里遭水灾了", "disaster"),
        ("降薪了，能不能调整月供", "income_down"),
        ("这个月没钱", None),
    ],
)
def test_the_reason_is_heard_not_asked(
    late: Talk, desk: FakeBackOffice, text: str, reason: str | None
) -> None:
    late.say("report_hardship", text)
    body = desk.called("try_errand")[0][3]
    assert body.get("reason") == reason
    assert "为什么" not in late.said


def test_what_is_no_way_here_is_told_with_why(late: Talk) -> None:
    late.say("report_hardship", "能不能先还利息，本金以后再还")
    assert late.shown == ["hardship_options"]
    assert "先只还利息这份合同现在办不了：合同最长 60 个月" in late.said


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("罚息能不能免 我生病住院才晚的", "不是减免"),
        ("延期影响征信吗", "不能替您打包票"),
        ("失业证明可以申请缓交吗", "不用交证明"),
        ("缓了要不要加钱", "利息照常算"),
    ],
)
def test_a_question_about_it_is_answered(late: Talk, text: str, part: str) -> None:
    late.say("report_hardship", text)
    assert part in late.said.splitlines()[0] and late.shown == ["hardship_options"]


# -- choosing and confirming -----------------------------------------------------------------------
def test_a_way_is_picked_read_back_and_asked_for_once(choosing: Talk, desk: FakeBackOffice) -> None:
    choosing.press("暂停还款")
    assert choosing.shown == ["confirm"]
    for part in ("1,570.12", "880.40", "不保证通过", "11月24日", "不是减免"):
        assert part in choosing.said
    commits = choosing.cards[0]["actions"]
    assert [button["label"] for button in commits] == ["确认提交"] and not desk.effects
    choosing.press("确认提交")
    assert "receipt" in choosing.shown and choosing.responses == ["utter_hardship_asked"]
    _actor, number, request, _key = desk.called("order_errand")[0]
    assert number == P08[0] and request["errand"] == "hardship"
    assert request["choice"] == "capitalise" and request["confirm"] is True
    assert request["details"] == {"reason": "job_loss"}
    choosing.press_payload(commits[0]["payload"], "确认提交")
    assert len(desk.effects) == 1


def test_the_second_way_may_be_said(choosing: Talk) -> None:
    choosing.say("inform", "第二个", said={"ordinal": 2})
    assert choosing.shown == ["confirm"] and "1,570.12" in choosing.said


def test_the_day_of_the_list_is_taken_and_may_be_changed(
    choosing: Talk, desk: FakeBackOffice
) -> None:
    choosing.press("还款日改到每月 26 日")
    assert choosing.shown == ["confirm"] and "马上生效" in choosing.said
    choosing.say("report_hardship", "改到25号吧")
    assert choosing.shown == ["confirm"] and "每月 25 日" in choosing.said
    choosing.press("确认提交")
    assert desk.called("order_errand")[0][2]["details"] == {"reason": "job_loss", "due_day": 25}


def test_another_due_day_is_asked_for_and_checked(late: Talk) -> None:
    late.say("report_hardship", "还款日能改一下吗，跟工资对不上")
    assert late.responses == ["utter_ask_hardship_form_hardship_day"]
    late.say("inform", "28号", said={"date": "2026-11-28"})
    assert "最多前后挪 10 天" in late.said
    assert late.responses == ["utter_ask_hardship_form_hardship_day"]
    late.say("inform", "那25号", said={"date": "2026-11-25"})
    assert late.shown == ["confirm"] and "每月 25 日" in late.said


def test_another_way_may_be_looked_at(choosing: Talk) -> None:
    choosing.press("暂停还款")
    choosing.press("换一种办法")
    assert choosing.shown == ["hardship_options"]


def test_a_person_is_one_press_away(choosing: Talk, desk: FakeBackOffice) -> None:
    choosing.say("inform", "第三个", said={"ordinal": 3})
    assert choosing.responses == ["utter_callback_taken"] and choosing.loop is None
    assert not desk.called("order_errand")


@pytest.mark.parametrize("intent", ["dont_know", "deny"])
def test_who_cannot_choose_need_not(choosing: Talk, desk: FakeBackOffice, intent: str) -> None:
    choosing.say(intent, "不知道选哪个")
    assert choosing.responses == ["utter_hardship_undecided"] and choosing.loop is None
    assert not desk.effects


def test_too_low_a_level_leads_to_the_page(choosing: Talk, desk: FakeBackOffice) -> None:
    choosing.press("暂停还款")
    desk.low = "L3"
    card = choosing.cards[0]["actions"][0]
    choosing.press("确认提交")
    assert choosing.shown == ["verify"]
    assert choosing.cards[0]["data"]["url"] == f"/service/loans/{P08[0]}/hardship"
    desk.low = None
    choosing.press_payload(card["payload"], "确认提交")
    assert "receipt" in choosing.shown and len(desk.effects) == 1


def test_what_runs_is_told_and_may_be_taken_back(late: Talk, desk: FakeBackOffice) -> None:
    running = errand("hardship", P08[0], errand_zh="缓解还款", state="REVIEWING", state_zh="审核中")
    desk.lends(loan(*P08, **LATE, errands=[running]))
    late.say("report_hardship", "我申请的延期批了没")
    assert late.responses == ["utter_errand_at"] and "审核中" in late.said
    late.press("撤回")
    assert late.shown == ["confirm"]
    late.press("确认撤回")
    assert len(desk.called("cancel_errand")) == 1


# -- what does not fit -----------------------------------------------------------------------------
def test_a_settled_loan_owes_nothing(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(**SETTLED))
    known.say("report_hardship", "这个月还不上")
    assert known.responses == ["utter_hardship_settled"] and not desk.called("try_errand")


def test_anothers_loan_is_not_told_of(late: Talk, desk: FakeBackOffice) -> None:
    late.say("report_hardship", "帮我老公问问他的贷款能缓吗")
    assert late.responses == ["utter_loan_of_another"] and not desk.called("try_errand")


def test_of_two_the_car_is_asked_for(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(), loan(*P08, **LATE))
    known.say("report_hardship", "还不上了")
    assert known.responses == ["utter_ask_hardship_form_which_loan"]
    known.press("望舒")
    assert known.shown == ["hardship_options"]


def test_who_has_no_loan_is_told_so(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends()
    known.say("report_hardship", "还不上了")
    assert known.responses == ["utter_no_loan"]


def test_a_visitor_is_met_kindly_and_logs_in(talk: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(*P08, **LATE))
    talk.say("report_hardship", "失业了还不起车贷")
    assert talk.shown == ["verify"] and "一定不容易" in talk.said
    talk.metadata = CUSTOMER
    talk.press("我已登录")
    assert talk.shown == ["hardship_options"]


def test_nothing_by_oneself_is_said_with_a_person(late: Talk, desk: FakeBackOffice) -> None:
    desk.trial_of["hardship"] = lambda *_: {"reasons": ["已经结清。"], "figures": {"options": []},
                                            "eligible": False}  # fmt: skip
    late.say("report_hardship", "还不上了")
    assert late.responses == ["utter_hardship_not_now"]
    assert "请人和我商量" in [button["label"] for button in late.buttons]


def test_an_outage_is_worded_and_repeated(late: Talk, desk: FakeBackOffice) -> None:
    desk.down = True
    late.say("report_hardship", "还不上了")
    assert late.responses == ["utter_backoffice_unavailable"]
    desk.down = False
    late.press("再试一次")
    assert late.shown == ["hardship_options"]


def test_a_lost_answer_is_asked_once(choosing: Talk, desk: FakeBackOffice) -> None:
    choosing.press("暂停还款")
    desk.lost = True
    press = choosing.cards[0]["actions"][0]
    choosing.press("确认提交")
    choosing.press_payload(press["payload"], "确认提交")
    assert "receipt" in choosing.shown and len(desk.effects) == 1
