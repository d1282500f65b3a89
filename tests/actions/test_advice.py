"""Discovery and recommendation: few questions, several values at once, nothing asked twice."""

import pytest

from tests.actions.fakes import FakeBackOffice
from tests.actions.talk import Talk

THREE_FACTS = {
    "amount:price": {"min": 200000, "max": None},
    "ratio:down_payment": 30,
    "amount:monthly_payment": 4000,
}


def test_three_facts_in_one_sentence_give_a_recommendation_at_once(
    talk: Talk, desk: FakeBackOffice
) -> None:
    talk.say(
        "ask_recommendation", "二十来万的车，首付三成，一个月四千能搞定不", said=dict(THREE_FACTS)
    )
    assert [card["name"] for card in talk.cards] == ["recommendation"]
    assert talk.actions == ["advice_form"]
    assert desk.called("recommend")[0][0] == {
        "price": {"min": "200000.00", "max": None},
        "down_payment_pct": "30",
        "monthly_payment": "4000.00",
    }
    assert talk.slots["plan"]["product_key"] == "DX36"
    assert talk.said.count("？") == 1


def test_questions_follow_the_advisers_order_and_stop_when_enough_is_known(talk: Talk) -> None:
    talk.say("ask_recommendation", "帮我推荐个方案")
    assert talk.responses == ["utter_ask_advice_form_vehicle_model"]
    talk.say("inform", "听澜", said={"vehicle_model": "tinglan"})
    assert talk.responses == ["utter_ask_advice_form_down_payment"]
    assert "听澜" in talk.said
    talk.say("inform", "八万", said={"amount": 80000})
    assert [card["name"] for card in talk.cards] == ["recommendation"]
    assert talk.slots["down_payment"] == 80000


def test_what_is_known_is_not_asked(talk: Talk) -> None:
    talk.say("inform", "首付三成", said={"ratio:down_payment": 30})
    talk.say("inform", "望舒", said={"vehicle_model": "wangshu"})
    assert talk.cards[0]["name"] == "recommendation"


def test_dont_know_gets_a_default_said_aloud(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("ask_recommendation", said={"vehicle_model": "tinglan"})
    talk.say("dont_know", "都行")
    assert "三成" in talk.said
    assert talk.slots["assumed"] == ["down_payment_pct"]
    assert desk.called("recommend")[0][0]["down_payment_pct"] == "30"


def test_knowing_nothing_at_all_still_ends_in_a_recommendation(talk: Talk) -> None:
    talk.say("ask_recommendation")
    for _ in range(3):
        talk.say("dont_know", "不知道")
    assert "recommendation" in [card["name"] for card in talk.cards]


def test_an_answer_without_a_value_is_helped_once_then_assumed(talk: Talk) -> None:
    talk.say("ask_recommendation", said={"vehicle_model": "tinglan"})
    talk.say("inform", "嗯那个")
    assert talk.responses == ["utter_ask_advice_form_down_payment"]
    talk.say("inform", "就是那个嘛")
    assert talk.cards[0]["name"] == "recommendation"


def test_the_question_gives_the_role_and_the_size_corrects_it(talk: Talk) -> None:
    talk.say("ask_recommendation", said={"need:min_seats": 6})
    assert talk.slots["requested_slot"] == "price"
    talk.say("inform", "四千", said={"amount": 4000})
    assert talk.slots["monthly_payment"] == 4000
    assert talk.slots.get("price") is None


def test_one_refining_question_a_recommendation_and_two_a_visit(talk: Talk) -> None:
    talk.say("ask_recommendation", said=dict(THREE_FACTS))
    assert talk.slots["requested_slot"] == "keep_years"
    talk.say("inform", "三年就换")
    assert talk.slots["keep_years"] == 3
    assert talk.slots["requested_slot"] == "cash_shape"
    talk.say("inform", "年底多")
    assert talk.slots["cash_shape"] == "bonus"
    assert talk.loop is None


def test_left_alone_it_asks_no_more_and_keeps_the_plan(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("ask_recommendation", said=dict(THREE_FACTS))
    talk.say("inform", "我先看看")
    assert desk.called("keep_plan")
    assert talk.loop is None
    talk.say("ask_recommendation", "再推荐下", said={"amount:price": 150000})
    assert talk.cards[0]["name"] == "recommendation"
    assert talk.loop is None
    assert "？" not in talk.said


def test_a_corrected_value_replaces_the_other_form_of_the_same(talk: Talk) -> None:
    talk.say("ask_recommendation", said=dict(THREE_FACTS))
    talk.say("ask_recommendation", said={"amount:down_payment": 80000})
    assert talk.slots["down_payment"] == 80000
    assert talk.slots["down_payment_pct"] is None


def test_nothing_fits_is_said_with_a_button_for_the_way_out(
    talk: Talk, desk: FakeBackOffice
) -> None:
    desk.nothing_fits = True
    talk.say("ask_recommendation", said=dict(THREE_FACTS))
    assert "首付加到四成" in talk.said
    desk.nothing_fits = False
    talk.press("按第 1 种算")
    assert desk.called("recommend")[1][0]["down_payment_pct"] == "40"


def test_the_second_one_becomes_the_plan(talk: Talk) -> None:
    talk.say("ask_recommendation", said=dict(THREE_FACTS))
    talk.say("inform", "就第二个", said={"ordinal": 2})
    assert talk.slots["plan"]["product_key"] == "AXD"
    assert talk.cards[0]["name"] == "quote"


def test_each_plan_has_the_button_that_chooses_it(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("ask_recommendation", said=dict(THREE_FACTS))
    items = talk.cards[0]["data"]["items"]
    labels = [item["action"]["label"] for item in items]
    assert len(set(labels)) == len(items)
    chosen = items[-1]
    talk.press(chosen["action"]["label"])
    assert desk.called("stored_quote") == [(chosen["quote"]["quote_id"],)]
    assert talk.slots["plan"]["quote_id"] == chosen["quote"]["quote_id"]
    assert talk.cards[0]["data"]["quote"]["quote_id"] == chosen["quote"]["quote_id"]
    assert talk.loop is None


def test_under_several_plans_no_button_leaves_open_which_one_is_meant(talk: Talk) -> None:
    talk.say("ask_recommendation", said=dict(THREE_FACTS))
    actions = talk.cards[0]["actions"]
    assert [action["label"] for action in actions] == ["这几种放一起比"]
    talk.press("这几种放一起比")
    assert talk.cards[0]["name"] == "comparison"


def test_a_plan_of_the_calculator_is_talked_about(talk: Talk, desk: FakeBackOffice) -> None:
    quoted = desk.quote({"product_key": "SXD", "term_months": 24})["quote"]
    talk.say("request_human", "转人工")
    talk.press_payload(
        f'/ask_recommendation{{"quote": "{quoted["quote_id"]}"}}', "带着这个方案去聊"
    )
    assert talk.slots["plan"]["quote_id"] == quoted["quote_id"]
    assert talk.cards[0]["name"] == "quote"


def test_with_a_plan_its_car_is_taken_over(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("ask_recommendation", said=dict(THREE_FACTS))
    quoted = desk.quote({"product_key": "SXD", "term_months": 24})["quote"]
    talk.press_payload(
        f'/ask_recommendation{{"quote": "{quoted["quote_id"]}"}}', "带着这个方案去聊"
    )
    assert (talk.slots["vehicle_model"], talk.slots["trim"]) == ("tinglan", "tinglan-600")
    assert talk.slots["price"] is None
    talk.say("ask_cash_vs_loan", "全款和贷款哪个划算")
    assert "price" not in desk.called("cash_or_loan")[-1][0]
    assert desk.called("cash_or_loan")[-1][0]["trim_key"] == "tinglan-600"


def test_a_quote_nobody_gave_is_refused_in_words(talk: Talk) -> None:
    talk.press_payload('/ask_recommendation{"quote": "Q-none"}', "带着这个方案去聊")
    assert talk.said and not talk.cards
    assert talk.slots.get("plan") is None


def test_an_ordinal_beyond_the_list_is_asked_about(talk: Talk) -> None:
    talk.say("ask_recommendation", said=dict(THREE_FACTS))
    talk.say("affirm", "第九个", said={"ordinal": 9})
    assert talk.slots["plan"]["product_key"] == "DX36"


def test_when_the_back_office_is_down_what_was_said_is_kept(
    talk: Talk, desk: FakeBackOffice
) -> None:
    desk.down = True
    talk.say("ask_recommendation", said=dict(THREE_FACTS))
    assert talk.responses == ["utter_backoffice_unavailable"]
    assert talk.slots["monthly_payment"] == 4000
    assert talk.loop == "advice_form"
    desk.down = False
    talk.press("再试一次")
    assert talk.cards[0]["name"] == "recommendation"


def test_every_figure_of_the_card_is_the_back_offices(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("ask_recommendation", said=dict(THREE_FACTS))
    shown = [item["quote"] for item in talk.cards[0]["data"]["items"]]
    for quote in shown:
        stored = desk.quotes[quote["quote_id"]]
        assert quote == {key: stored[key] for key in quote}


def test_a_first_plan_far_above_the_payment_said_is_not_put_first_in_speech(
    talk: Talk, desk: FakeBackOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = desk.recommend

    def dear_first(needs: dict[str, object]) -> dict[str, object]:
        found = real(needs)
        found["items"][0]["quote"]["highest_payment"] = "15311.26"
        return found

    monkeypatch.setattr(desk, "recommend", dear_first)
    talk.say("ask_recommendation", said=dict(THREE_FACTS))
    assert talk.slots["plan"]["product_key"] == "AXD"
    assert "月供在您说的范围里" in talk.said


def test_a_payment_out_of_reach_is_said_first(talk: Talk) -> None:
    talk.say("ask_recommendation", said=THREE_FACTS | {"amount:monthly_payment": 1000})
    assert "哪种分期都到不了" in talk.said


def test_what_a_small_change_would_open_is_told_once(
    talk: Talk, desk: FakeBackOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = {"code": "C", "text": "首付提到 40% 就能用零息贷。", "quote": None}
    real = desk.recommend

    def with_chance(needs: dict[str, object]) -> dict[str, object]:
        return real(needs) | {"opportunities": [chance | {"change": {"down_payment_pct": "40"}}]}

    monkeypatch.setattr(desk, "recommend", with_chance)
    talk.say("ask_recommendation", said=dict(THREE_FACTS))
    assert chance["text"] in talk.said
    talk.press("按这样算")
    assert talk.slots["down_payment_pct"] == "40"
    assert chance["text"] not in talk.said


def test_an_unsure_reading_that_holds_just_what_was_asked_is_the_answer(talk: Talk) -> None:
    talk.say("ask_recommendation", "帮我推荐个方案")
    talk.say("book_appointment", "想看行止", said={"vehicle_model": "xingzhi"}, confidence=0.5)
    assert talk.slots["vehicle_model"] == "xingzhi"
    assert talk.responses == ["utter_ask_advice_form_down_payment"]


def test_a_sure_wish_for_something_else_is_not_taken_for_the_answer(talk: Talk) -> None:
    talk.say("ask_recommendation", "帮我推荐个方案")
    talk.say("compare_vehicles", "听澜和行止哪个好", said={"vehicle_model": ["tinglan", "xingzhi"]})
    assert talk.actions[1] != "advice_form"


def test_the_second_in_any_words_is_the_second_shown(talk: Talk) -> None:
    talk.say("ask_recommendation", "二十来万三成四千", said=dict(THREE_FACTS))
    second = talk.slots["shown"]["items"][1]["quote_id"]
    talk.say("repeat", "第二个详细说说", said={"ordinal": 2}, confidence=0.5)
    assert [card["name"] for card in talk.cards] == ["quote"]
    assert talk.slots["plan"]["quote_id"] == second


def test_a_refining_question_comes_back_once_and_is_not_insisted_on(talk: Talk) -> None:
    talk.say("ask_recommendation", "二十来万三成四千", said=dict(THREE_FACTS))
    asked = talk.slots["requested_slot"]
    talk.say("explain_term", "年化是什么", said={"finance_term": "apr"})
    assert f"utter_ask_advice_form_{asked}" in talk.responses
    talk.say("explain_term", "首付是什么", said={"finance_term": "down_payment"})
    assert f"utter_ask_advice_form_{asked}" not in talk.responses
    assert talk.loop is None
    assert talk.slots["plan"]
