"""Advice: from what was said to plans with reasons, catches and ways out."""

from decimal import Decimal as D
from typing import Any

import pytest
from fastapi.testclient import TestClient

XINGZHI = {"trim_key": "xingzhi-110p", "down_payment_pct": 30}


def advise(client: TestClient, **needs: Any) -> dict[str, Any]:
    answer = client.post("/recommendations", json=needs)
    assert answer.status_code == 200, answer.text
    return answer.json()


def plans(advice: dict[str, Any]) -> list[tuple[str, int]]:
    return [(i["quote"]["product_key"], i["quote"]["term_months"]) for i in advice["items"]]


def badges(advice: dict[str, Any]) -> dict[str, tuple[str, int]]:
    return {
        badge: plan
        for item, plan in zip(advice["items"], plans(advice), strict=True)
        for badge in item["badges"]
    }


def need(advice: dict[str, Any], field: str) -> dict[str, Any]:
    return next(item for item in advice["needs"] if item["field"] == field)


def test_a_vague_wish_is_answered_on_a_fitting_car(client: TestClient) -> None:
    advice = advise(
        client, price={"min": 200000, "max": None}, down_payment_pct=30, monthly_payment=4000
    )
    assert advice["vehicle"]["trim_key"] == "tinglan-600"
    assert advice["vehicle"]["source"] == "assumed"
    assert "219,800.00" in advice["vehicle"]["why"]
    assert advice["vehicle"]["alternatives"]
    best = advice["items"][0]
    assert plans(advice)[0] == ("DX36", 36)
    assert best["badges"] == ["最适合您"]
    assert best["quote"]["monthly_payment"] == "4406.28"
    assert best["quote"]["total_interest"] == "4765.94"
    assert any("406.28" in reason for reason in best["reasons"])
    assert any("30%" in caution for caution in best["cautions"])
    assert len(advice["items"]) == 3
    assert need(advice, "down_payment_pct")["source"] == "said"
    assert need(advice, "keep_years")["source"] == "assumed"


def test_published_example_with_all_products_on_offer(client: TestClient) -> None:
    needs = {"monthly_payment": 4000, "income": 15000, "other_debt": 0, "keep_years": 5}
    advice = advise(client, **XINGZHI, **needs)
    assert badges(advice) == {
        "最适合您": ("DX36", 36),
        "总成本最省": ("DX36", 24),
        "月供最少": ("QXD", 36),
    }
    assert advice["items"][0]["score"] == "96.0"
    parts = advice["items"][0]["score_parts"]
    assert sum(D(part["weight"]) for part in parts.values()) == 1
    assert {"afford", "month", "cost", "horizon", "cash", "km", "flex"} == set(parts)
    assert advice["items"][0]["affordability"]["pti_pct"] == "22.7"


def test_lowest_monthly_prefers_the_long_loan_and_still_names_the_balloon(
    client: TestClient,
) -> None:
    needs = {"monthly_payment": 4000, "income": 15000, "keep_years": 5, "goal": "lowest_monthly"}
    advice = advise(client, **XINGZHI, **needs)
    assert badges(advice)["最适合您"] == ("AXD", 60)
    assert badges(advice)["月供最少"] == ("QXD", 36)


def test_every_item_is_a_stored_quote_with_reasons_and_catches(client: TestClient) -> None:
    advice = advise(client, **XINGZHI, monthly_payment=4000)
    for place, item in enumerate(advice["items"], start=1):
        assert item["rank"] == place
        assert item["reasons"] and item["cautions"]
        stored = client.get(f"/quotes/{item['quote']['quote_id']}").json()
        assert stored["quote"] == item["quote"]


@pytest.mark.parametrize(
    ("product", "said"),
    [
        ("NZD", {"cash_shape": "bonus", "lump_sum": 20000}),
        ("XXD", {"cash_shape": "tight_at_first"}),
        ("SXZ", {"keep_years": 3}),
        ("SXZ", {"end_choice": "return"}),
        ("SXZ", {"product": "finance_lease"}),
        ("QXD", {"product": "balloon"}),
        ("XXD", {"product": "XXD"}),
    ],
)
def test_special_products_appear_when_there_is_a_reason(
    client: TestClient, product: str, said: dict[str, Any]
) -> None:
    car = {"trim_key": "tinglan-680", "down_payment_pct": 30}
    plain = advise(client, **car, monthly_payment=5000)
    told = advise(client, **car, monthly_payment=5000, **said)
    if "product" in said:
        assert plans(told)[0][0] == product
    assert told["considered"] >= plain["considered"]
    if product != "QXD":
        assert told["considered"] > plain["considered"]


def test_a_business_buys_a_van_and_a_private_buyer_hears_the_ways_out(client: TestClient) -> None:
    business = advise(client, trim_key="zaizhou-s", customer_type="company")
    assert {product for product, _ in plans(business)} == {"HZ"}
    private = advise(client, trim_key="zaizhou-s")
    assert private["items"] == []
    assert [way["code"] for way in private["way_out"]] == ["AS_BUSINESS", "OTHER_VEHICLE", "CASH"]
    assert private["rejected"][0]["code"] == "PRODUCT_NOT_FOR_CUSTOMER"


def test_too_heavy_is_not_recommended_but_ways_are_shown(client: TestClient) -> None:
    advice = advise(client, trim_key="yuanting-max", income=9000, down_payment_pct=20)
    assert advice["items"] == []
    assert "TOO_HEAVY" in {item["code"] for item in advice["rejected"]}
    ways = {way["code"]: way for way in advice["way_out"]}
    assert set(ways) == {"MORE_DOWN", "SMALLER_CAR", "CO_BORROWER"}
    for code in ("MORE_DOWN", "SMALLER_CAR"):
        assert D(ways[code]["quote"]["highest_payment"]) <= 9000 * D("0.40") + 1
    again = advise(client, trim_key="yuanting-max", income=9000, **ways["MORE_DOWN"]["change"])
    assert again["items"], "the way out must lead out"


def test_a_longer_term_is_a_way_out_when_it_is_enough(client: TestClient) -> None:
    advice = advise(
        client, trim_key="wangshu-510", income=6500, down_payment_pct=30, term_months=24
    )
    ways = {way["code"]: way for way in advice["way_out"]}
    assert ways["LONGER_TERM"]["change"] == {"term_months": 60}


def test_nothing_down_is_answered_with_the_floor(client: TestClient) -> None:
    advice = advise(client, trim_key="tinglan-600", down_payment_pct=0)
    assert advice["items"] == []
    assert [way["code"] for way in advice["way_out"]] == ["DOWN_FLOOR"]
    assert advice["way_out"][0]["quote"]["down_payment"] == "43960.00"


def test_a_subsidy_within_reach_is_pointed_out(client: TestClient) -> None:
    advice = advise(client, trim_key="wangshu-510", down_payment_pct=30, monthly_payment=3500)
    (chance,) = advice["opportunities"]
    assert chance["quote"]["product_key"] == "LX24"
    assert chance["change"] == {"down_payment_pct": "40"}
    assert chance["quote"]["total_interest"] == "0.00"


def test_unsaid_values_are_assumed_aloud(client: TestClient) -> None:
    advice = advise(client, vehicle_key="tinglan")
    assert need(advice, "down_payment_pct") == {
        "field": "down_payment_pct",
        "label": "首付比例",
        "value": "30",
        "shown": "30%",
        "source": "assumed",
    }
    assert {term for _, term in plans(advice)} == {36}
    assert any("30%" in said for said in advice["assumptions"])
    assert any("36 期" in said for said in advice["assumptions"])


def test_an_odd_term_is_moved_to_the_nearest_and_said(client: TestClient) -> None:
    advice = advise(client, vehicle_key="tinglan", term_months=30)
    assert {term for _, term in plans(advice)} == {36}
    assert any("30 期" in said for said in advice["assumptions"])


CHOICES = [
    ({"price": {"min": None, "max": 100000}}, "qinghe-pro"),
    ({"price": 150000}, "xingzhi-110"),
    ({"price": {"min": 80000, "max": 100000}}, "qinghe-plus"),
    ({"price": 250000, "powertrain": "bev"}, "tinglan-680"),
    ({"min_seats": 7}, "tongle-biz"),
    ({"min_seats": 6, "price": 300000}, "yuanting-max"),
    ({"usage": "commercial", "customer_type": "company"}, "zaizhou-s"),
    ({"usage": "commute"}, "qinghe-std"),
    ({"on_the_road": 150000}, "wangshu-510"),
    ({"monthly_payment": 3000}, "wangshu-510"),
    ({"income": 10000}, "xingzhi-max"),
    ({"product": "zero_rate"}, "qinghe-std"),
    ({"product": "zero_rate", "price": 120000}, "wangshu-510"),
    ({"vehicle_key": "tinglan", "price": {"min": 250000, "max": None}}, "tinglan-680"),
]


@pytest.mark.parametrize(("needs", "trim"), CHOICES)
def test_the_car_fits_what_was_said(client: TestClient, needs: dict[str, Any], trim: str) -> None:
    advice = advise(client, **needs)
    assert advice["vehicle"]["trim_key"] == trim
    assert advice["items"]


def test_a_negotiated_price_counts_and_an_inflated_one_does_not(client: TestClient) -> None:
    lower = advise(client, trim_key="tinglan-600", price=210000, monthly_payment=5000)
    assert lower["items"][0]["quote"]["price"] == "210000.00"
    higher = advise(client, trim_key="tinglan-600", price=230000, monthly_payment=5000)
    assert higher["items"][0]["quote"]["price"] == "219800.00"
    assert any("219,800.00" in said for said in higher["assumptions"])


def test_a_discount_that_is_lost_counts_as_cost(client: TestClient) -> None:
    car = {"trim_key": "wangshu-510", "down_payment_pct": 40, "monthly_payment": 4000}
    without = advise(client, **car)
    assert badges(without)["总成本最省"][0] == "LX24"
    with_discount = advise(client, **car, cash_discount=8000)
    assert badges(with_discount)["总成本最省"][0] != "LX24"


def test_an_over_wish_plan_says_so(client: TestClient) -> None:
    advice = advise(client, **XINGZHI, monthly_payment=3000)
    cheapest = next(item for item in advice["items"] if "总成本最省" in item["badges"])
    assert cheapest["cautions"][0].startswith("月供 5,029.73 元，比您说的 3,000.00 元多")


def test_self_employed_income_counts_in_part(client: TestClient) -> None:
    advice = advise(
        client, **XINGZHI, monthly_payment=4000, income=15000, employment="self_employed"
    )
    assert advice["items"][0]["affordability"]["counted_income"] == "10500.00"


@pytest.mark.parametrize(
    ("needs", "status", "code"),
    [
        ({}, 422, "NEEDS_TOO_FEW"),
        ({"vehicle_key": "nope"}, 404, "VEHICLE_UNKNOWN"),
        ({"price": 200000, "product": "nope"}, 404, "PRODUCT_UNKNOWN"),
        ({"trim_key": "qinghe-std", "down_payment": 79800}, 422, "NOTHING_TO_FINANCE"),
        ({"price": {"min": None, "max": None}}, 422, "INVALID_REQUEST"),
        ({"price": {"min": 2, "max": 1}}, 422, "INVALID_REQUEST"),
    ],
)
def test_what_cannot_be_answered_is_refused(
    client: TestClient, needs: dict[str, Any], status: int, code: str
) -> None:
    answer = client.post("/recommendations", json=needs)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
