"""Calculation, what-if, comparison, cash or loan: what is asked and what is shown."""

import pytest

from tests.actions.fakes import FakeBackOffice
from tests.actions.talk import Talk

MUST_STAND_BESIDE_A_PAYMENT = ("期", "年利率", "年化", "总利息", "尾款")
PLAN = {"amount:price": 219800, "ratio:down_payment": 30, "term": 36}


@pytest.fixture
def planned(talk: Talk) -> Talk:
    """A talk with a plan on the table."""
    talk.say("calculate_payment", "算一下", said=dict(PLAN))
    assert talk.slots["plan"]["product_key"] == "AXD"
    return talk


def test_loan_product_and_term_need_no_car(talk: Talk, desk: FakeBackOffice) -> None:
    said = {"amount": 150000, "product": "AXD", "term": 36}
    talk.say("calculate_payment", "15万、安心贷、36期", said=said)
    assert desk.called("quote") == [
        ({"product_key": "AXD", "term_months": 36, "loan_amount": "150000.00"},)
    ]
    assert [card["name"] for card in talk.cards] == ["quote"]


def test_a_missing_sum_is_the_one_thing_asked(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("calculate_payment", "月供多少", said={"term": 24})
    assert talk.responses == ["utter_ask_calculation_form_price"]
    talk.say("inform", "望舒510", said={"vehicle_model": {"value": "wangshu-510"}["value"]})
    assert desk.called("quote")[0][0] == {
        "product_key": "AXD",
        "term_months": 24,
        "trim_key": "wangshu-510",
    }
    assert talk.loop is None


def test_defaults_are_said_aloud(talk: Talk) -> None:
    talk.say("calculate_payment", said={"amount:loan": 100000})
    assert "安心贷" in talk.said
    assert "36 期" in talk.said.splitlines()[-1]


@pytest.mark.parametrize(
    ("text", "said", "target"),
    [
        ("月供四千能买多贵的", {"amount:monthly_payment": 4000, "term": 36}, "max_price"),
        (
            "20万首付三成月供四千要多久",
            {"amount:price": 200000, "ratio:down_payment": 30, "amount:monthly_payment": 4000},
            "term",
        ),
        ("落地25万能买啥", {"amount:on_the_road": 250000}, "on_the_road"),
    ],
)
def test_it_solves_for_what_is_left_open(
    talk: Talk, desk: FakeBackOffice, text: str, said: dict[str, int], target: str
) -> None:
    talk.say("calculate_payment", text, said=said)
    assert desk.called("solve")[0][0]["target"] == target
    assert talk.cards or "落地" in talk.said


def test_a_budget_with_a_payment_is_the_advisers(talk: Talk) -> None:
    said = {"amount:price": {"min": 200000, "max": None}, "amount:monthly_payment": 4000}
    talk.say("calculate_payment", "二十来万一个月四千能搞定不", said=said)
    assert talk.cards[0]["name"] == "recommendation"


def test_a_refused_term_offers_the_allowed_ones_as_buttons(
    talk: Talk, desk: FakeBackOffice
) -> None:
    desk.refusals["LX24"] = {
        "code": "TERM_NOT_OFFERED",
        "title": "零息贷没有 36 期，可选 12、24 期。",
        "allowed": {"terms": [12, 24]},
    }
    said = {"product": "zero_rate", "term": 36, "vehicle_model": "wangshu"}
    talk.say("calculate_payment", said=said)
    assert "零息贷没有 36 期" in talk.said
    desk.refusals.clear()
    talk.press("换成 24 期")
    assert desk.called("quote")[-1][0]["term_months"] == 24


def test_what_if_changes_one_thing_and_says_what_that_changes(
    planned: Talk, desk: FakeBackOffice
) -> None:
    planned.say("adjust_plan", "首付降到两成呢", said={"ratio:down_payment": 20})
    request = desk.called("quote")[-1][0]
    assert request["down_payment_pct"] == "20"
    assert request["term_months"] == 36
    assert "down_payment" not in request
    assert "和刚才比" in planned.said
    assert planned.slots["previous_plan"]["quote_id"] == "Q1"


def test_what_if_keeps_what_was_changed_before(planned: Talk, desk: FakeBackOffice) -> None:
    planned.say("adjust_plan", "换成60期", said={"term": 60})
    assert desk.called("quote")[-1][0]["term_months"] == 60
    planned.say("adjust_plan", "换成气球贷", said={"product": "balloon"})
    assert desk.called("quote")[-1][0]["product_key"] == "QXD"
    assert desk.called("quote")[-1][0]["term_months"] == 36


def test_a_subsidised_plan_that_refuses_falls_to_the_standard_product(
    talk: Talk, desk: FakeBackOffice
) -> None:
    talk.say("calculate_payment", said=PLAN | {"product": "low_rate"})
    desk.refusals["DX36"] = {"code": "DOWN_PAYMENT_TOO_LOW", "title": "低息贷首付至少 30%。"}
    talk.say("adjust_plan", "首付两成呢", said={"ratio:down_payment": 20})
    assert "低息贷首付至少 30%。" in talk.said
    assert talk.slots["plan"]["product_key"] == "AXD"


def test_another_car_asks_for_a_new_recommendation(planned: Talk, desk: FakeBackOffice) -> None:
    planned.say("adjust_plan", "换望舒呢", said={"vehicle_model": "wangshu"})
    assert desk.called("recommend")[0][0]["vehicle_key"] == "wangshu"
    assert planned.cards[0]["name"] == "recommendation"


def test_too_high_shows_lighter_ways_with_their_price(
    planned: Talk, desk: FakeBackOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = desk.quote

    def lighter(request: dict[str, object]) -> dict[str, object]:
        answer = real(request)
        answer["quote"]["highest_payment"] = "2000.00"
        return answer

    monkeypatch.setattr(desk, "quote", lighter)
    planned.say("adjust_plan", "太高了")
    assert planned.cards[0]["name"] == "comparison"
    assert planned.slots["shown"]["items"]


def test_too_high_without_a_lighter_way_says_so(planned: Talk) -> None:
    planned.say("adjust_plan", "太高了")
    assert planned.cards == []
    assert "首付" in planned.said


def test_what_if_without_a_plan_starts_the_adviser(talk: Talk) -> None:
    talk.say("adjust_plan", "首付降到两成呢", said={"ratio:down_payment": 20})
    assert talk.loop == "advice_form"
    talk.say("adjust_plan", "那就三成", said={"ratio:down_payment": 30})
    assert talk.slots["down_payment_pct"] == 30


def test_compared_with_the_plan_under_discussion(planned: Talk, desk: FakeBackOffice) -> None:
    planned.say("compare_products", "和气球贷比呢", said={"product": "balloon"})
    assert planned.cards[0]["name"] == "comparison"
    assert desk.called("quote")[-1][0]["product_key"] == "QXD"
    assert desk.called("compare")[0][0]["quote_ids"][0] == "Q1"


def test_compared_with_itself_takes_the_plan_before(planned: Talk, desk: FakeBackOffice) -> None:
    planned.say("adjust_plan", said={"product": "balloon"})
    planned.say("compare_products", "和气球贷比呢", said={"product": "balloon"})
    assert desk.called("compare")[-1][0]["quote_ids"] == ["Q1", "Q2"]


def test_compared_with_itself_and_nothing_else_offers_others(planned: Talk) -> None:
    planned.say("compare_products", said={"product": "equal_instalment"})
    assert planned.responses == ["utter_compare_same"]


def test_two_products_without_a_car_are_compared_on_an_example(talk: Talk) -> None:
    said = {"product": ["equal_instalment", "equal_principal"]}
    talk.say("compare_products", "差几个钱", said=said)
    assert "举例" in talk.said


def test_two_terms_are_compared(planned: Talk, desk: FakeBackOffice) -> None:
    planned.say("compare_products", "3年和5年差多少", said={"term": [36, 60]})
    assert [c[0]["term_months"] for c in desk.called("quote")[-2:]] == [36, 60]


def test_the_cheaper_one_is_the_one_that_costs_less(planned: Talk) -> None:
    planned.say("compare_products", said={"product": "balloon"})
    planned.say("inform", "要那个便宜的")
    assert planned.slots["plan"]["quote_id"] == "Q1"


def test_the_cash_case_is_told_whole_and_once(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("ask_cash_vs_loan", said={"vehicle_model": "wangshu-510", "rate": 1.25})
    assert desk.called("cash_or_loan")[0][0] == {
        "trim_key": "wangshu-510",
        "deposit_rate_pct": "1.25",
    }
    assert talk.cards[0]["name"] == "cash_or_loan"
    assert "钱按月取出来还款" in talk.said
    talk.say("ask_cash_vs_loan", "到底哪个划算")
    assert talk.responses == ["utter_cash_case_made_before"]


def test_a_no_to_financing_is_respected_for_the_session(talk: Talk) -> None:
    talk.say("ask_cash_vs_loan", said={"vehicle_model": "wangshu"})
    talk.say("deny", "不用")
    assert talk.slots["finance_optout"] is True
    talk.say("object_to_financing", "我不贷")
    assert talk.responses == ["utter_opted_out"]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("利息太高了", "utter_objection_rate"),
        ("人家银行3个点", "utter_objection_bank"),
        ("零息是不是有坑", "utter_objection_zero"),
        ("手续太麻烦", "utter_objection_hassle"),
        ("怕查征信", "utter_objection_credit"),
        ("不想让老婆知道", "utter_objection_family"),
        ("我再想想", "utter_objection_think"),
        ("说白了你们就想让我贷款", "utter_objection_pressure"),
    ],
)
def test_an_objection_gets_its_own_honest_answer(talk: Talk, text: str, response: str) -> None:
    talk.say("object_to_financing", text)
    assert talk.responses == [response]


@pytest.mark.parametrize(
    "product",
    ["AXD", "SXD", "zero_rate", "low_rate", "balloon", "stepped", "seasonal", "interest_first",
     "finance_lease", "sale_leaseback"],
)  # fmt: skip
def test_no_payment_is_said_without_what_belongs_to_it(
    talk: Talk, desk: FakeBackOffice, product: str
) -> None:
    talk.say("explain_product", said={"product": product})
    talk.say("calculate_payment", said=PLAN | {"product": product, "term": None})
    assert talk.cards[0]["name"] == "quote"
    for word in MUST_STAND_BESIDE_A_PAYMENT:
        assert word in talk.cards[0]["text"] or (word == "尾款" and "残值" in talk.said)


@pytest.mark.parametrize(
    ("intent", "said"),
    [
        ("calculate_payment", PLAN),
        ("ask_recommendation", PLAN),
        ("compare_products", {"product": ["AXD", "SXD"]}),
        ("ask_cash_vs_loan", {"vehicle_model": "wangshu"}),
        ("ask_vehicle", {}),
        ("explain_product", {"product": "AXD"}),
        ("list_quotes", {}),
        ("find_dealer", {"city": "杭州"}),
        ("ask_promotion", {}),
        ("ask_rate", {}),
        ("ask_fees", {}),
        ("complain", {}),
    ],
)
def test_a_dead_back_office_is_a_designed_turn(
    talk: Talk, desk: FakeBackOffice, intent: str, said: dict[str, object]
) -> None:
    desk.down = True
    talk.say(intent, "算一下", said=dict(said))
    assert talk.responses == ["utter_backoffice_unavailable"]
    assert "再试一次" in [b["label"] for b in talk.buttons]
    desk.down = False
    talk.press("再试一次")
    assert "utter_backoffice_unavailable" not in talk.responses


def test_a_difference_is_taken_from_the_plan(planned: Talk, desk: FakeBackOffice) -> None:
    more = {"value": 20000, "confirm": None, "change": "up", "text": "两万"}
    planned.say("adjust_plan", "首付再多两万", said={"amount:down_payment": more})
    assert desk.called("quote")[-1][0]["down_payment"] == "85940.00"


def test_no_car_costs_what_an_instalment_does(talk: Talk, desk: FakeBackOffice) -> None:
    said = {"amount:price": {"min": 200000, "max": None}, "amount:on_the_road": 4000}
    talk.say("calculate_payment", "二十来万的车一个月四千能搞定不", said=said)
    assert talk.slots["monthly_payment"] == 4000
    assert talk.cards[0]["name"] == "recommendation"


def test_the_car_named_in_a_comparison_is_the_one_compared(
    talk: Talk, desk: FakeBackOffice
) -> None:
    said = {"vehicle_model": "tinglan", "ratio": 30, "product": ["equal_instalment", "balloon"]}
    talk.say("compare_products", "听澜首付三成，等额本息和气球贷哪个划算", said=said)
    requests = [call[0] for call in desk.called("quote")]
    assert [request["vehicle_key"] for request in requests] == ["tinglan", "tinglan"]
    assert talk.slots.get("product") is None


def test_a_chosen_quote_is_shown_as_it_was_given(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("compare_products", said={"product": ["AXD", "balloon"]})
    talk.say("explain_product", "第二个详细说说", said={"ordinal": 2})
    shown = talk.cards[0]["data"]["quote"]
    stored = desk.quotes[shown["quote_id"]]
    assert shown == {key: stored[key] for key in shown}


def test_two_levels_of_payment_are_said_by_their_periods(
    talk: Talk, desk: FakeBackOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = desk.quote

    def in_phases(request: dict[str, object]) -> dict[str, object]:
        return real(request) | {
            "schedule_summary": [
                {"from_period": 1, "to_period": 12, "payment": "686.25"},
                {"from_period": 13, "to_period": 35, "payment": "6613.67"},
            ]
        }

    monkeypatch.setattr(desk, "quote", in_phases)
    talk.say("calculate_payment", said={"amount:loan": 150000, "product": "XXD", "term": 36})
    assert "前 12 期每月还 686.25 元，之后每月还 6,613.67 元" in talk.said
    assert "phases" not in talk.cards[0]["data"]["quote"]


def test_a_product_spoken_of_before_does_not_bind_the_cash_case(
    talk: Talk, desk: FakeBackOffice
) -> None:
    talk.say("calculate_payment", said={"amount:loan": 150000, "product": "AXD", "term": 36})
    talk.say("ask_cash_vs_loan", said={"vehicle_model": "wangshu-510"})
    assert desk.called("cash_or_loan")[0][0] == {"trim_key": "wangshu-510"}


def test_a_product_asked_for_is_kept_while_the_car_is_asked(
    talk: Talk, desk: FakeBackOffice
) -> None:
    talk.say("ask_cash_vs_loan", "零息和全款哪个划算", said={"product": "zero_rate"})
    talk.say("inform", "望舒510", said={"vehicle_model": "wangshu-510"})
    assert desk.called("cash_or_loan")[0][0]["product_key"] == "LX24"
