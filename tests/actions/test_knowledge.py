"""What is explained: terms, products, process, papers, rates, fees, cars, showrooms, a person."""

import pytest

from actions.shared import glossary
from actions.shared.wording import entry
from tests.actions.fakes import PRODUCTS, FakeBackOffice
from tests.actions.talk import Talk, responses

TERMS = glossary.terms()
PLAN = {"amount:price": 219800, "ratio:down_payment": 30, "term": 36}
CUSTOMER = {"owner": {"kind": "customer", "id": "c1"}, "channel": "web"}


def test_the_glossary_is_whole() -> None:
    assert len(TERMS) == 108


@pytest.mark.parametrize("key", TERMS)
def test_every_term_is_explained_by_key(talk: Talk, key: str) -> None:
    talk.say("explain_term", said={"finance_term": key})
    assert talk.cards[0]["data"]["key"] == key
    assert TERMS[key]["plain"] in talk.cards[0]["text"]


def test_every_name_and_alias_finds_a_term_of_that_name() -> None:
    for term in TERMS.values():
        for name in (term["term"], *(term.get("aliases") or [])):
            found = glossary.named_in(f"{name}是什么意思")
            assert found is not None
            assert name in (found["term"], *(found.get("aliases") or [])), name


def test_own_numbers_are_appended_when_a_plan_is_on_the_table(talk: Talk) -> None:
    talk.say("calculate_payment", said=dict(PLAN))
    talk.say("explain_term", said={"finance_term": "interest"})
    assert "utter_term_own_numbers" in talk.responses
    assert talk.slots["plan"]["total_interest"][:1] in talk.said


def test_own_numbers_are_only_promised_for_terms_that_exist() -> None:
    assert set(entry("glossary.own")) <= set(TERMS)


def test_an_unknown_word_is_not_invented(talk: Talk) -> None:
    talk.say("explain_term", "量子纠缠是啥")
    assert talk.responses == ["utter_term_unknown"]


@pytest.mark.parametrize("product", PRODUCTS, ids=[p["product_key"] for p in PRODUCTS])
def test_every_product_is_explained_with_own_figures(talk: Talk, product: dict[str, str]) -> None:
    talk.say("explain_product", said={"product": product["product_key"]})
    assert talk.responses == ["utter_product_explained", "utter_product_example"]
    assert product["name"] in talk.said


def test_a_product_that_does_not_fit_the_plan_says_why(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("calculate_payment", said=dict(PLAN))
    desk.refusals["LX24"] = {"code": "PRODUCT_NOT_FOR_VEHICLE", "title": "零息贷不支持听澜。"}
    talk.say("explain_product", said={"product": "zero_rate"})
    assert "零息贷不支持听澜" in talk.said


def test_cars_are_listed_then_one_is_shown_and_chosen(talk: Talk) -> None:
    talk.say("ask_vehicle", "有哪些车")
    assert talk.cards[0]["name"] == "vehicles"
    talk.say("affirm", "就第二个", said={"ordinal": 2})
    assert talk.slots["vehicle_model"] == "xingzhi"
    assert "行止" in talk.said
    talk.say("ask_vehicle", said={"vehicle_model": "wangshu"})
    assert [item["trim_key"] for item in talk.cards[0]["data"]["items"]] == [
        "wangshu-430",
        "wangshu-510",
    ]
    assert talk.slots["vehicle_model"] == "xingzhi"


def test_each_car_has_its_traits_and_the_button_that_asks_for_its_plans(
    talk: Talk, desk: FakeBackOffice
) -> None:
    talk.say("ask_vehicle", "有哪些车")
    items = {item["vehicle_key"]: item for item in talk.cards[0]["data"]["items"]}
    assert (items["xingzhi"]["powertrain_zh"], items["xingzhi"]["range_ev_km"]) == ("插电混动", 110)
    assert items["yuanting"]["seats"] == 6
    assert (items["wangshu"]["lowest"], items["tinglan"]["lowest"]) == (True, False)
    talk.press("看远汀的方案")
    assert talk.slots["vehicle_model"] == "yuanting"


def test_each_version_has_the_button_that_asks_for_its_plans(talk: Talk) -> None:
    talk.say("ask_vehicle", said={"vehicle_model": "wangshu"})
    talk.press("看望舒 510 长续航版的方案")
    assert talk.slots["vehicle_model"] == "wangshu"
    assert talk.slots["trim"] == "wangshu-510"


def test_a_version_is_taken_by_its_own_word(talk: Talk) -> None:
    talk.say("ask_recommendation", "望舒那个长续航的", said={"vehicle_model": "wangshu"})
    assert talk.slots["trim"] == "wangshu-510"


def test_two_cars_are_compared_by_facts(talk: Talk) -> None:
    talk.say("compare_vehicles", said={"vehicle_model": ["wangshu", "tinglan"]})
    assert len(talk.cards[0]["data"]["items"]) == 2
    assert "望舒" in talk.said and "听澜" in talk.said


def test_papers_follow_the_occupation(talk: Talk) -> None:
    talk.say("ask_documents", said={"employment": "self_employed"})
    papers = [item["document"] for item in talk.cards[0]["data"]["items"]]
    assert "business_licence" in papers
    talk.say("ask_documents", "没流水咋办", said={"document": "bank_statement"})
    assert talk.responses == ["utter_document_meaning"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("能不能百分百批", "保证"), ("有过逾期能贷吗", "逾期"), ("帮我消掉那条征信", "不能帮着消除")],
)
def test_no_promise_about_approval(talk: Talk, text: str, words: str) -> None:
    talk.say("ask_eligibility", text)
    assert words in talk.said
    assert "我不能保证结果" in talk.said


def test_income_said_gives_what_it_carries(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("ask_eligibility", "收入一万五", said={"amount:income": 15000})
    assert desk.called("affordability")[0][0] == {"income": "15000.00"}
    assert talk.slots["income"] == 15000


def test_a_flat_rate_is_annualised(talk: Talk, desk: FakeBackOffice) -> None:
    rate = {"value": 3.96, "confirm": "rate_basis", "text": "月费率0.33"}
    talk.say("ask_rate", "月费率0.33三年真的年化多少", said={"rate": rate, "term": 36})
    assert desk.called("flat_rate")[0][0] == {
        "rate_pct": "0.33",
        "basis": "monthly_flat",
        "term_months": 36,
    }


def test_on_the_road_costs_are_asked_of_the_back_office(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("ask_fees", "落地要多少", said={"vehicle_model": "wangshu-510"})
    assert desk.called("on_the_road") == [({"trim_key": "wangshu-510"},)]
    talk.say("ask_fees", "落地要多少")
    assert desk.called("on_the_road")[-1:] == [({"trim_key": "wangshu-510"},)]


def test_offers_are_the_catalogues(talk: Talk) -> None:
    talk.say("ask_promotion")
    assert "零息贷" in talk.said and "低息贷" in talk.said


def test_a_city_without_a_showroom_gets_the_list(talk: Talk) -> None:
    talk.say("find_dealer", said={"city": "拉萨"})
    assert talk.responses == ["utter_no_dealer_there"]
    assert talk.slots["city"] is None


def test_a_visitor_leaves_a_phone_and_hears_when_he_is_called(
    talk: Talk, desk: FakeBackOffice
) -> None:
    talk.say("request_human", "转人工")
    assert talk.responses == ["utter_ask_callback_form_human_phone"]
    talk.say("nlu_fallback", "<phone:abcd>")
    assert talk.responses == ["utter_callback_taken"]
    request = desk.called("request_callback")[0][0]
    assert request["phone"] == "<phone:abcd>"
    assert "<phone" not in request["summary"]


def test_a_known_customer_is_not_asked_for_his_phone(talk: Talk) -> None:
    talk.metadata = CUSTOMER
    talk.say("request_human", "转人工")
    assert talk.responses == ["utter_callback_taken"]


def test_no_phone_is_accepted(talk: Talk) -> None:
    talk.say("request_human")
    talk.say("deny", "不想留")
    assert talk.responses == ["utter_human_phone_needed"]
    assert talk.loop is None


def test_values_said_instead_of_the_phone_are_kept_and_the_phone_asked_again(talk: Talk) -> None:
    talk.say("request_human")
    talk.say("inform", "首付三成", said={"ratio:down_payment": 30})
    assert talk.slots["down_payment_pct"] == 30
    assert talk.responses == ["utter_ask_callback_form_human_phone"]


def test_a_complaint_gets_its_number_and_the_regulators_line(
    talk: Talk, desk: FakeBackOffice
) -> None:
    talk.say("complain", "乱收费我要投诉")
    assert talk.responses[0] == "utter_complaint_taken"
    assert "B1" in talk.said and "12378" in talk.said


def test_plans_are_kept_under_their_owner_once(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("calculate_payment", said=dict(PLAN))
    talk.say("save_quote", "存一下")
    request, key = desk.called("keep_plan")[0]
    assert request == {"owner": {"kind": "visitor", "id": "v1"}, "quote_id": "Q1"}
    assert key == "keep-v1-Q1"
    talk.say("list_quotes")
    assert talk.cards[0]["name"] == "quote"
    assert talk.responses == ["utter_plans_listed"]


def test_nothing_to_keep_is_said(talk: Talk) -> None:
    talk.say("save_quote")
    assert talk.responses == ["utter_nothing_to_keep"]


def test_no_response_offers_more_than_four_quick_replies() -> None:
    many = [name for name, (first, *_) in responses().items() if len(first.get("buttons", [])) > 4]
    assert not many


def test_the_schedule_of_the_plan_is_shown(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("calculate_payment", said=dict(PLAN))
    talk.say("ask_schedule", "发我还款计划表")
    assert talk.cards[0]["name"] == "schedule"
    assert desk.called("schedule") == [("Q1",)]


def test_without_a_plan_the_schedule_of_a_loan_is_meant(talk: Talk) -> None:
    talk.say("ask_schedule")
    assert talk.responses == ["utter_loan_login"]
