"""A running contract in the talk: how it stands, what comes next, its schedule; only one's own."""

import pytest

from tests.actions.conftest import PLAN
from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_loans import LATE, LEASE, SETTLED, loan
from tests.actions.talk import Talk

SECOND = loan("C202511130008", "望舒", "wangshu")
BALLOON = {"balloon": "59430.00", "balloon_due": "2028-09-20"}
LOST = {"reported_on": "2026-11-01"}


def labels(talk: Talk) -> list[str]:
    return [button["label"] for button in talk.buttons]


# -- whose and which -----------------------------------------------------------------------------
@pytest.mark.parametrize("intent", ["ask_contract", "ask_next_payment", "ask_schedule"])
def test_a_visitor_logs_in_first_and_goes_on(talk: Talk, desk: FakeBackOffice, intent: str) -> None:
    talk.say(intent, "我的贷款")
    assert talk.shown == ["verify"] and talk.responses == ["utter_loan_login"]
    assert not desk.called("loans")
    assert talk.buttons[-1]["payload"] == f"/{intent}"


@pytest.mark.parametrize(
    "text",
    ["我老婆的车贷还剩多少", "帮我朋友查一下下期还多少", "同事的合同还剩几期", "我爸那个贷款"],
)
def test_nothing_is_told_of_anothers(known: Talk, desk: FakeBackOffice, text: str) -> None:
    for intent in ("ask_contract", "ask_next_payment", "ask_schedule"):
        known.say(intent, text)
        assert known.responses == ["utter_loan_of_another"] and not known.cards
    assert not desk.called("loans")


@pytest.mark.parametrize(
    "text",
    [
        "我媳妇问我还差多少钱还清车贷",
        "给我妈看看我的还款",
        "老公的车贷也能查吗，就看我自己的还剩多少",
    ],
)
def test_ones_own_is_told_whoever_asked_for_it(known: Talk, text: str) -> None:
    known.say("ask_contract", text)
    assert known.shown == ["contract"]


def test_a_number_that_is_not_ones_own_tells_nothing(known: Talk) -> None:
    known.say("ask_contract", "C202511130099还剩多少")
    assert known.responses == ["utter_loan_of_another"] and not known.cards


def test_who_has_none_is_told_so(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends()
    known.say("ask_contract", "还剩多少")
    assert known.responses == ["utter_no_loan"]


def test_among_several_the_car_is_asked_for_and_remembered(
    known: Talk, desk: FakeBackOffice
) -> None:
    desk.lends(loan(), SECOND)
    known.say("ask_next_payment", "下期还多少")
    assert known.responses == ["utter_which_loan"] and labels(known) == ["行止", "望舒"]
    assert "C2025" not in known.said
    known.press("望舒")
    assert known.responses == ["utter_next_payment"] and "望舒" in known.said
    known.say("ask_contract", "还剩多少")
    assert known.cards[0]["data"]["vehicle"] == "望舒"
    assert "行止" in known.said
    known.say("ask_contract", "行止那台呢", said={"vehicle_model": "xingzhi-110p"})
    assert known.cards[0]["data"]["vehicle"] == "行止"


def test_two_cars_of_one_name_are_told_apart_by_the_plate(
    known: Talk, desk: FakeBackOffice
) -> None:
    desk.lends(loan(), loan("C2"))
    known.say("ask_contract", "还剩多少")
    assert labels(known) == ["行止（沪A·T0006）"] * 2


def test_the_one_that_still_runs_is_meant(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(), loan("C2", "望舒", "wangshu", **SETTLED))
    known.say("ask_next_payment", "下期还多少")
    assert "行止" in known.said and known.responses == ["utter_next_payment"]


# -- how it stands -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("more", "response", "said"),
    [
        ({}, "utter_contract_running", "没有尾款"),
        (BALLOON, "utter_contract_running", "尾款 59,430.00 元"),
        (LATE, "utter_contract_overdue", "先别着急"),
        (LEASE, "utter_contract_lease", "退车、留购或续租"),
        (SETTLED, "utter_contract_settled", "2026年11月10日"),
        ({"total_loss": LOST}, "utter_contract_total_loss", "仍要照常还"),
    ],
)  # fmt: skip
def test_the_contract_in_the_words_of_its_kind(
    known: Talk, desk: FakeBackOffice, more: dict[str, object], response: str, said: str
) -> None:
    desk.lends(loan(**more))
    known.say("ask_contract", "我的合同")
    assert known.responses == [response] and known.shown == ["contract"]
    assert said in known.said
    if more is not SETTLED:
        assert "4.99%" in known.said


def test_who_is_late_gets_no_offer(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(**LATE))
    for intent in ("ask_contract", "ask_next_payment", "ask_overdue", "ask_payment_history"):
        known.say(intent, "我的贷款")
        pressed = {button["payload"] for button in known.buttons}
        assert not pressed & {
            "/ask_upgrade",
            "/refer_friend",
            "/early_settlement",
            "/ask_promotion",
        }
        assert "/report_hardship" in pressed


# -- what comes next -----------------------------------------------------------------------------
def test_the_next_payment_with_day_card_and_terms(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan())
    known.say("ask_next_payment", "下期扣多少 几号")
    assert known.responses == ["utter_next_payment"]
    for part in ("12月20日（周日）", "3,561.81", "尾号 0067", "共 36 期", "4.99%", "没有尾款"):
        assert part in known.said


@pytest.mark.parametrize(
    ("more", "response", "said"),
    [
        (LATE, "utter_next_overdue", "1.68"),
        (SETTLED, "utter_next_settled", "不会再扣款"),
        (LEASE, "utter_next_rent", "租金"),
        ({"next_due_date": None, "next_due_amount": None}, "utter_next_nothing", "没有下一期"),
        ({"repay_card": None}, "utter_next_payment", "还没有登记"),
        ({"credit": "12.00"}, "utter_next_payment", "多付的 12.00 元"),
        ({"autopay": False}, "utter_next_payment", "自己还"),
        ({"total_loss": LOST}, "utter_next_payment", "照常还"),
        ({"balloon": "59430.00", "balloon_due": "2026-12-20"}, "utter_next_payment", "包含尾款"),
    ],
)
def test_the_next_payment_in_other_cases(
    known: Talk, desk: FakeBackOffice, more: dict[str, object], response: str, said: str
) -> None:
    desk.lends(loan(**more))
    known.say("ask_next_payment", "下期还多少")
    assert known.responses == [response] and said in known.said


@pytest.mark.parametrize(
    "intent", ["ask_contract", "ask_next_payment", "ask_schedule", "ask_payment_history"]
)
def test_why_the_first_payment_is_higher(known: Talk, desk: FakeBackOffice, intent: str) -> None:
    desk.lends(loan(first_payment_note="第一期按实际天数计息：共 32 天。"))
    known.say(intent, "第一期咋比后面多")
    assert known.responses == ["utter_first_payment"] and "32 天" in known.said


@pytest.mark.parametrize("text", ["第一期还多少，什么时候", "首期哪天扣 扣多少"])
def test_how_much_the_first_is_asks_for_no_reason(known: Talk, text: str) -> None:
    known.say("ask_next_payment", text)
    assert known.responses == ["utter_next_payment"]


# -- the schedule --------------------------------------------------------------------------------
def test_the_schedule_of_the_loan(known: Talk, desk: FakeBackOffice) -> None:
    known.say("ask_schedule", "发我一个还款表")
    assert known.shown == ["schedule"] and known.responses == ["utter_loan_schedule"]
    assert "3,594.76" in known.said and "32 天" in known.said


def test_with_a_plan_on_the_table_the_loan_is_shown_and_the_plan_is_a_press_away(
    known: Talk, desk: FakeBackOffice
) -> None:
    known.say("calculate_payment", said=dict(PLAN))
    known.say("ask_schedule", "还款表")
    assert known.responses[0] == "utter_loan_schedule"
    known.press("刚才方案")
    assert desk.called("schedule") == [("Q1",)]
    desk.lends()
    known.say("ask_schedule", "还款表")
    assert len(desk.called("schedule")) == 2


def test_an_outage_is_worded(known: Talk, desk: FakeBackOffice) -> None:
    desk.down = True
    known.say("ask_next_payment", "下期还多少")
    assert known.responses == ["utter_backoffice_unavailable"]


def test_a_refusal_offers_no_other_plan(known: Talk, desk: FakeBackOffice) -> None:
    desk.refusals["loans"] = {"code": "CUSTOMER_UNKNOWN", "title": "没有找到这位客户。"}
    known.say("ask_contract", "还剩多少")
    assert labels(known) == ["看我的贷款", "转人工"]
