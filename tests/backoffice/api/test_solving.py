"""The four directions in which a plan is solved."""

from decimal import Decimal as D
from typing import Any

import pytest
from fastapi.testclient import TestClient


def solve(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.post("/quotes/solve", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_payment(client: TestClient) -> None:
    solved = solve(client, target="payment", product_key="AXD", term_months=36, loan_amount=150000)
    assert solved["value"] == "4494.96"
    assert solved["assumptions"] == []


def test_highest_price_inverts_the_payment(client: TestClient) -> None:
    wish = {"product_key": "AXD", "term_months": 36, "down_payment_pct": 30}
    solved = solve(client, target="max_price", monthly_payment="3561.81", **wish)
    price = D(solved["value"])
    assert abs(price - 169800) <= 1
    assert D(solved["quote"]["monthly_payment"]) <= D("3561.81")
    more = solve(client, target="payment", price=str(price + 1), **wish)
    assert D(more["value"]) > D("3561.81")


def test_highest_price_with_a_sum_in_hand(client: TestClient) -> None:
    solved = solve(client, target="max_price", monthly_payment=4000, down_payment=60000)
    assert solved["quote"]["down_payment"] == "60000.00"
    assert D(solved["quote"]["monthly_payment"]) <= 4000
    assert len(solved["assumptions"]) == 2  # product and term


def test_highest_price_stops_at_the_products_limit(client: TestClient) -> None:
    solved = solve(
        client, target="max_price", product_key="LX24", term_months=24, monthly_payment=90000,
        down_payment_pct=40,
    )  # fmt: skip
    assert solved["value"] == "200000.00"
    assert solved["explanation_facts"]["limited_by"] == "amount"


def test_shortest_term(client: TestClient) -> None:
    car = {"trim_key": "tinglan-600", "down_payment_pct": 30, "product_key": "AXD"}
    solved = solve(client, target="term", monthly_payment=4000, **car)
    assert solved["value"] == "48"
    by_term = solved["explanation_facts"]["by_term"]
    assert D(by_term["36"]) > 4000 >= D(by_term["48"])


def test_no_term_is_long_enough(client: TestClient) -> None:
    car = {"trim_key": "tinglan-600", "down_payment_pct": 30, "product_key": "AXD"}
    answer = client.post("/quotes/solve", json={"target": "term", "monthly_payment": 1000, **car})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "PAYMENT_TOO_LOW")
    assert problem["allowed"]["min"] == problem["allowed"]["by_term"]["60"]


def test_price_within_an_on_the_road_budget(client: TestClient) -> None:
    solved = solve(client, target="on_the_road", on_the_road="235472.67", trim_key="tinglan-600")
    # The budget is exactly what the 219,800 car costs on the road.
    assert D("219800.00") <= D(solved["value"]) < D("219801")
    assert solved["explanation_facts"]["trim_keys"] == ["tinglan-600"]
    estimate = client.post("/estimates/on-the-road", json={"trim_key": "tinglan-600"}).json()
    assert estimate["total"] == "235472.67"
    assert estimate["purchase_tax"] == "9725.67"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"target": "max_price"}, "PAYMENT_MISSING"),
        ({"target": "term", "price": 100000}, "PAYMENT_MISSING"),
        ({"target": "payment"}, "PRICE_MISSING"),
        ({"target": "on_the_road"}, "BUDGET_MISSING"),
        ({"target": "on_the_road", "on_the_road": 1000}, "BUDGET_TOO_LOW"),
        ({"target": "max_price", "monthly_payment": 10}, "PAYMENT_TOO_LOW"),
        (
            {"target": "max_price", "monthly_payment": 9, "down_payment_pct": 100},
            "NOTHING_TO_FINANCE",
        ),
        ({"target": "max_price", "monthly_payment": 4000, "loan_amount": 1}, "SUM_AMBIGUOUS"),
    ],
)
def test_what_is_missing_is_named(client: TestClient, body: dict[str, Any], code: str) -> None:
    answer = client.post("/quotes/solve", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
