"""Repaying a part: the sum, both effects beside each other, one of them confirmed once."""

from typing import Any

import pytest

from tests.actions.conftest import CUSTOMER
from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_loans import SETTLED, loan
from tests.actions.fakes_servicing import running, window
from tests.actions.talk import Talk

FIFTY = {"amount:prepayment": 50000}


@pytest.fixture
def own(known: Talk, desk: FakeBackOffice) -> Talk:
    """A customer with one loan."""
    desk.lends(running())
    return known


def test_a_sum_brings_both_effects_with_what_they_save(own: Talk, desk: FakeBackOffice) -> None:
    own.say("partial_prepayment", "手里有五万想先还一部分", said=FIFTY)
    assert own.shown == ["prepayment_quote"]
    assert own.responses == ["utter_ask_prepayment_form_prepay_effect"]
    assert desk.called("try_errand")[0][2:] == ("prepayment", {"amount": "50000.00"})
    for part in ("3,982.93", "2,982.93", "2,301.62", "1,640.30", "1,000.00", "51,000.00"):
        assert part in own.said
    assert own.slots.get("price") is None and own.slots.get("lump_sum") is None


def test_the_sum_is_asked_for_and_a_bare_number_is_the_answer(own: Talk) -> None:
    own.say("partial_prepayment", "想多还一点")
    assert own.responses == ["utter_ask_prepayment_form_prepay_amount"] and not own.cards
    own.say("inform", "5万", said={"amount": 50000})
    assert own.shown == ["prepayment_quote"] and own.slots.get("price") is None


@pytest.mark.parametrize(
    ("intent", "text", "said", "effect"),
    [
        ("inform", "缩短期限", {}, "shorten_term"),
        ("inform", "月供少一点", {}, "reduce_payment"),
        ("affirm", "第二个", {"ordinal": 2}, "reduce_payment"),
        ("dont_know", "都行", {}, "shorten_term"),
    ],
)
def test_the_effect_is_chosen_and_confirmed_once(
    own: Talk, desk: FakeBackOffice, intent: str, text: str, said: dict[str, Any], effect: str
) -> None:
    own.say("partial_prepayment", "先还五万", said=FIFTY)
    own.say(intent, text, said=said)
    assert own.shown == ["confirm"] and len(desk.called("try_errand")) == 1
    own.press("确认多还")
    assert own.shown == ["receipt", "timeline"] and len(desk.effects) == 1
    assert desk.called("order_errand")[0][2]["choice"] == effect


def test_everything_in_one_sentence(own: Talk) -> None:
    own.say("partial_prepayment", "先还五万，缩短期限", said=FIFTY)
    assert own.shown == ["prepayment_quote", "confirm"]
    assert "年利率 4.99%" in own.said and "12 期" in own.said


def test_another_sum_or_effect_changes_the_card(own: Talk, desk: FakeBackOffice) -> None:
    own.say("partial_prepayment", "先还五万，缩短期限", said=FIFTY)
    own.say("inform", "改成三万", said={"amount": 30000})
    assert own.shown == ["prepayment_quote", "confirm"]
    assert desk.called("try_errand")[-1][3] == {"amount": "30000.00"}
    own.say("inform", "还是减少月供吧")
    assert "减少月供" in own.cards[-1]["text"]


@pytest.mark.parametrize(("amount", "part"), [(5000, "最少还 10,000.00"), (90000, "可以提前结清")])
def test_too_little_or_too_much_names_what_would_do(own: Talk, amount: int, part: str) -> None:
    own.say("partial_prepayment", "还这么多", said={"amount:prepayment": amount})
    assert part in own.said and own.responses == ["utter_ask_prepayment_form_prepay_amount"]
    own.say("inform", "那还三万", said={"amount": 30000})
    assert own.shown == ["prepayment_quote"]


def test_a_sum_without_unit_is_confirmed_first(own: Talk) -> None:
    doubtful = {"amount:prepayment": {"value": 50000, "confirm": "unit", "text": "5"}}
    own.say("partial_prepayment", "先还5", said=doubtful)
    assert own.responses == ["utter_confirm_number"] and not own.cards
    own.press("5 万")
    assert own.shown == ["prepayment_quote"]


def test_a_product_that_bars_it_says_so(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(
        running(windows=[window("prepay", "这个产品不支持部分提前还款，可以整笔提前结清。")])
    )
    known.say("partial_prepayment", "先还五万", said=FIFTY)
    assert known.responses == ["utter_prepayment_form_closed"] and "不支持" in known.said
    assert "全部还清" in known.buttons[0]["label"]


def test_a_settled_loan_takes_no_part(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(**SETTLED))
    known.say("partial_prepayment", "多还点", said=FIFTY)
    assert known.responses == ["utter_prepayment_settled"]


def test_too_low_a_level_leads_to_its_page(own: Talk, desk: FakeBackOffice) -> None:
    own.say("partial_prepayment", "先还五万，缩短期限", said=FIFTY)
    desk.low = "L3"
    own.press("确认多还")
    assert own.cards[0]["data"]["url"] == "/service/loans/C202509180006/prepay"


def test_void_figures_come_anew_with_what_was_said(own: Talk, desk: FakeBackOffice) -> None:
    own.say("partial_prepayment", "先还五万，减少月供", said=FIFTY)
    desk.void_trials = 1
    own.press("确认多还")
    assert own.shown == ["prepayment_quote", "confirm"]
    assert "减少月供" in own.cards[-1]["text"] and not desk.effects


def test_a_visitor_keeps_his_sum_over_the_log_in(talk: Talk, desk: FakeBackOffice) -> None:
    desk.lends(running())
    talk.say("partial_prepayment", "先还五万", said=FIFTY)
    assert talk.shown == ["verify"]
    talk.metadata = CUSTOMER
    talk.press("我已登录")
    assert talk.shown == ["prepayment_quote"]


def test_money_put_on_the_card_is_explained(own: Talk) -> None:
    own.say("partial_prepayment", "多还的能自动抵本金不")
    assert "不会自动抵本金" in own.said


def test_anothers_loan_is_left_alone(own: Talk, desk: FakeBackOffice) -> None:
    own.say("partial_prepayment", "帮我老婆还一部分", said=FIFTY)
    assert own.responses == ["utter_loan_of_another"] and not desk.called("loans")


def test_an_outage_keeps_the_sum(own: Talk, desk: FakeBackOffice) -> None:
    desk.down = True
    own.say("partial_prepayment", "先还五万", said=FIFTY)
    assert own.responses == ["utter_backoffice_unavailable"]
    desk.down = False
    own.press("再试一次")
    assert own.shown == ["prepayment_quote"]
