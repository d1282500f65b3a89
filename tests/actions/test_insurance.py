"""Insurance: free choice and duties told, the own policy, a lost car with its figures."""

import pytest

from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_changes import lost
from tests.actions.fakes_loans import SETTLED, loan
from tests.actions.fakes_servicing import running
from tests.actions.talk import Talk


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("保险必须在你们这买吗", "由您自己选"),
        ("续保必须找你们吗", "您自己续"),
        ("三者要买多少", "100 万元"),
        ("保单上的受益人为什么是你们", "第一受益人"),
        ("小额理赔要不要你们同意", "维修赔款"),
        ("保险押金退不退", "不是我们收的"),
        ("保费能一起贷款吗", "由保险公司定"),
        ("GAP保险有吗 全损差额那种", "自愿"),
        ("断保一个月了 要紧不", "不会替您强制投保"),
    ],
)
def test_what_is_asked_is_answered(talk: Talk, text: str, part: str) -> None:
    talk.say("ask_insurance", text)
    assert part in talk.said and not talk.cards


def test_ones_own_policy_that_ends_soon(known: Talk) -> None:
    known.say("ask_insurance", "保险快到期了，要在哪续")
    assert known.shown == ["upload"] and known.responses == ["utter_insurance_own"]
    assert "2026年12月9日" in known.said
    assert known.cards[0]["data"]["url"] == "/service/loans/C1/insurance"


def test_a_policy_in_force_needs_no_page(known: Talk, desk: FakeBackOffice) -> None:
    desk.insured = "ok"
    known.say("ask_insurance", "贷款期间车险要求")
    assert not known.cards and "示例财险" in known.said


def test_a_lapse_is_no_reason_to_force_anything(known: Talk, desk: FakeBackOffice) -> None:
    desk.insured = "expired"
    known.say("ask_insurance", "忘了续保 会不会提前收回贷款")
    assert known.shown == ["upload"] and "不会替您强制投保" in known.said


# -- the car is lost -------------------------------------------------------------------------------
def test_what_the_payout_leaves_to_the_fen(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(lost())
    known.say("ask_insurance", "全损了，赔款11月25号到，还完能剩多少", said={"date": "2026-11-25"})
    assert known.responses == ["utter_total_loss_surplus"] and known.loop is None
    for part in ("92,000.00", "51,603.84", "40,396.16", "2026年11月25日", "照常还", "没有违约金"):
        assert part in known.said
    assert desk.called("try_errand")[0][3] == {"on": "2026-11-25"}


def test_a_shortfall_may_be_paid_in_parts(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(lost())
    made = desk.trial_of["total_loss"]

    def short(contract: dict, body: dict) -> dict:  # type: ignore[type-arg]
        found = made(contract, body)
        found["figures"] |= {"payout": "50000.00", "surplus": "0.00", "shortfall": "1603.84"}
        return found

    desk.trial_of["total_loss"] = short
    known.say("ask_insurance", "全损赔的钱不够还贷款怎么办")
    assert known.responses == ["utter_total_loss_short"] and "1,603.84" in known.said


def test_a_loss_is_reported_after_the_day_and_a_confirmation(
    known: Talk, desk: FakeBackOffice
) -> None:
    desk.lends(running())
    known.say("ask_insurance", "车泡水全损了，贷款还要还吗")
    assert known.responses[-1] == "utter_ask_total_loss_form_loss_accident_on"
    assert "照常还" in known.said and "51,603.84" in known.said and "不能停" in known.said
    known.say("inform", "11月12号", said={"date": "2026-11-12"})
    assert known.shown == ["confirm"] and "0.00 元" in str(known.cards[0])
    known.press("确认报告")
    assert known.responses == ["utter_total_loss_form_done"] and len(desk.effects) == 1
    request = desk.called("order_errand")[0][2]
    assert request["details"] == {"accident_on": "2026-11-12"}


def test_a_day_that_is_over_was_the_accidents(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(running())
    known.say("ask_insurance", "11月12号出的事故，车全损了", said={"date": "2026-11-12"})
    assert known.shown == ["confirm"] and "2026年11月12日" in known.said


def test_a_loss_on_record_is_settled_by_the_insurer(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(lost())
    known.say("ask_insurance", "车全损了")
    known.press("用赔款结清")
    assert known.shown == ["confirm"]
    known.press("确认报告")
    request = desk.called("order_errand")[0][2]
    assert request["details"] == {"accident_on": "2026-11-12"} and len(desk.effects) == 1


def test_another_question_in_the_middle_comes_back(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(running())
    known.say("ask_insurance", "车全损了")
    known.say("ask_insurance", "保险必须在你们那买吗")
    assert known.responses[0] == "utter_insurance"
    assert known.responses[-1] == "utter_ask_total_loss_form_loss_accident_on"


def test_a_visitor_hears_the_rule_and_may_log_in(talk: Talk) -> None:
    talk.say("ask_insurance", "车撞报废了车贷还要还吗")
    assert talk.shown == ["verify"] and talk.responses == ["utter_total_loss_rule"]
    assert "照常还" in talk.said


def test_a_settled_loan_has_no_part_in_it(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(**SETTLED))
    known.say("ask_insurance", "车全损了")
    assert known.responses == ["utter_total_loss_settled"]


@pytest.mark.parametrize("text", ["保险快到期了，要在哪续", "车全损了"])
def test_an_outage_is_worded(known: Talk, desk: FakeBackOffice, text: str) -> None:
    desk.down = True
    known.say("ask_insurance", text)
    assert known.responses == ["utter_backoffice_unavailable"]


def test_what_needs_no_figure_is_told_while_it_is_down(talk: Talk, desk: FakeBackOffice) -> None:
    desk.down = True
    talk.say("ask_insurance", "保险必须在你们这买吗")
    assert talk.responses == ["utter_insurance"]


def test_an_accident_is_never_in_a_year_to_come(known: Talk, desk: FakeBackOffice) -> None:
    known.metadata = {**known.metadata, "business_date": "2026-11-21"}
    desk.lends(running())
    known.say("ask_insurance", "车泡水全损了，贷款还要还吗")
    known.say("inform", "11月10号", said={"date": "2027-11-10"})
    assert known.shown == ["confirm"] and "2026年11月10日" in known.said
