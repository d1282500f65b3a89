"""Cash or loan, affordability, flat rate, on the road, over HTTP."""

from typing import Any

import pytest
from fastapi.testclient import TestClient


def call(client: TestClient, path: str, **body: Any) -> dict[str, Any]:
    answer = client.post(path, json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_cash_buyer_with_the_zero_rate_loan(client: TestClient) -> None:
    case = call(client, "/cash-or-loan", trim_key="wangshu-510", deposit_rate_pct="1.25")
    assert case["quote"]["product_key"] == "LX24"
    assert case["quote"]["loan_amount"] == "76080.00"
    assert (case["verdict"], case["break_even_rate_pct"]) == ("loan", "0.00")
    assert case["difference"] == "981.74"
    assert case["cash_total"] == case["loan_total"] == "126800.00"
    assert case["assumptions"] and case["points"] and case["cautions"]


@pytest.mark.parametrize(
    ("product", "body", "verdict", "difference", "even"),
    [
        ("LX24", {"deposit_rate_pct": "1.25"}, "loan", "1548.49", "0.00"),
        ("LX24", {"deposit_rate_pct": "1.25", "cash_discount": 2000}, "cash", "-451.51", "1.62"),
        ("DX36", {"deposit_rate_pct": "1.25"}, "cash", "-1364.08", "1.99"),
        ("DX36", {"deposit_rate_pct": "2.5"}, "loan", "927.87", "1.99"),
        ("DX36", {"deposit_rate_pct": "1.25", "fees": 5000}, "cash", "-6364.08", "4.80"),
        ("LX24", {"deposit_rate_pct": 0}, "even", "0.00", "0.00"),
    ],
)
def test_published_cases(
    client: TestClient,
    product: str,
    body: dict[str, Any],
    verdict: str,
    difference: str,
    even: str,
) -> None:
    months = {"LX24": 24, "DX36": 36}[product]
    plan = {"product_key": product, "term_months": months, "loan_amount": 120000}
    case = call(client, "/cash-or-loan", **plan, **body)
    assert (case["verdict"], case["difference"]) == (verdict, difference)
    assert case["break_even_rate_pct"] == even
    if verdict == "cash":
        assert "全款更划算" in case["summary"]


def test_loan_total_holds_what_was_lost_in_discount(client: TestClient) -> None:
    case = call(client, "/cash-or-loan", trim_key="wangshu-510", cash_discount=3000, fees="100.50")
    assert case["loan_total"] == "129900.50"


def test_a_car_without_a_loan_for_this_buyer(client: TestClient) -> None:
    answer = client.post("/cash-or-loan", json={"trim_key": "zaizhou-s"})
    assert (answer.status_code, answer.json()["code"]) == (422, "NO_LOAN_TO_COMPARE")


def test_affordability(client: TestClient) -> None:
    weight = call(
        client, "/affordability", income=15000, other_debt=3000, monthly_payment="4494.96"
    )
    assert (weight["pti_pct"], weight["dti_pct"], weight["level"]) == ("30.0", "50.0", "green")
    assert weight["comfortable_payment"] == "5250.00"
    loans = {item["term_months"]: item["largest_loan"] for item in weight["capacities"]}
    assert (loans[36], loans[60]) == ("175100.00", "274900.00")


def test_affordability_without_an_instalment_says_what_is_comfortable(client: TestClient) -> None:
    weight = call(client, "/affordability", income=10000, customer_type="self_employed")
    assert (weight["level"], weight["comfortable_payment"]) == (None, "2800.00")


def test_flat_rate(client: TestClient) -> None:
    cost = call(client, "/estimates/flat-rate", rate_pct=4, term_months=36, amount=100000)
    assert (cost["irr_pct"], cost["compound_pct"]) == ("7.51", "7.77")
    assert cost["monthly_payment"] == "3111.11"
    monthly = call(
        client, "/estimates/flat-rate", rate_pct="0.4", basis="monthly_flat", term_months=36
    )
    assert monthly["irr_pct"] == "8.95"


@pytest.mark.parametrize(
    ("body", "tax"),
    [
        ({"trim_key": "tinglan-600"}, "9725.67"),
        ({"trim_key": "tongle-flag"}, "22946.90"),
        ({"price": 328800, "powertrain": "ice"}, "29097.35"),
        ({"trim_key": "qinghe-pro"}, "8831.86"),
        ({"price": 99800}, "8831.86"),
    ],
)
def test_purchase_tax(client: TestClient, body: dict[str, Any], tax: str) -> None:
    assert call(client, "/estimates/on-the-road", **body)["purchase_tax"] == tax


def test_what_is_estimated_is_said_to_be(client: TestClient) -> None:
    known = call(client, "/estimates/on-the-road", trim_key="qinghe-pro")
    unknown = call(client, "/estimates/on-the-road", price=99800)
    assert len(known["assumptions"]) == 1
    assert len(unknown["assumptions"]) == 3
