"""Quotes over HTTP: figures to the fen, rules with their ranges, unchangeable, citable."""

from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.database import Database

V1 = {"product_key": "AXD", "term_months": 36, "loan_amount": "150000.00"}
TINGLAN = {"trim_key": "tinglan-600", "down_payment_pct": 30}


def ask(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.post("/quotes", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refusal(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.post("/quotes", json=body)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.status_code in (404, 422)
    return answer.json()


def test_a_loan_without_a_car(client: TestClient) -> None:
    quote = ask(client, **V1)["quote"]
    assert quote["monthly_payment"] == "4494.96"
    assert quote["last_payment"] == "4495.02"
    assert quote["total_interest"] == "11818.62"
    assert (quote["annual_rate_pct"], quote["irr_pct"]) == ("4.99", "4.99")
    assert quote["total_paid"] == "161818.62"
    assert quote["vehicle_key"] is None and quote["price"] is None
    assert quote["valid_until"] == "2026-11-24T23:59:59+08:00"


def test_a_car_with_its_down_payment_share(client: TestClient) -> None:
    quote = ask(client, product_key="DX36", term_months=36, **TINGLAN)["quote"]
    assert quote["price"] == "219800.00"
    assert (quote["down_payment"], quote["down_payment_pct"]) == ("65940.00", "30")
    assert (quote["monthly_payment"], quote["total_interest"]) == ("4406.28", "4765.94")


def test_balloon_says_its_wall_and_its_price_against_the_plain_loan(client: TestClient) -> None:
    answer = ask(
        client,
        product_key="QXD",
        term_months=36,
        trim_key="xingzhi-110p",
        down_payment="50940.00",
        income=15000,
    )
    assert answer["quote"]["balloon"] == "59430.00"
    assert answer["quote"]["monthly_payment"] == "2043.28"
    assert "59,430.00" in answer["cautions"][0]
    assert "4,763.00" in answer["cautions"][0]  # 14,128.03 against 9,365.03
    assert answer["affordability"]["level"] == "green"
    assert answer["affordability"]["extension_payment"] == "2620.34"


def test_subsidy_names_the_manufacturers_share(client: TestClient) -> None:
    answer = ask(client, product_key="LX24", term_months=24, loan_amount=120000)
    assert answer["breakdown"]["manufacturer_share"] == "7047.92"
    assert answer["quote"]["irr_pct"] == "0.00"


@pytest.mark.parametrize(
    ("product", "body", "balloon", "payment"),
    [
        ("SXZ", {"trim_key": "yuanting-ultra", "down_payment_pct": 20}, "147960.00", "4170.62"),
        ("HZ", {"price": 240000, "down_payment_pct": 25}, "100.00", "5489.74"),
        ("NZD", {"loan_amount": 100000, "lump_sum": 12000, "term_months": 24}, "0.00", "3409.85"),
        ("XXD", {"loan_amount": 150000}, "0.00", "686.25"),
        ("JTD", {"loan_amount": 160000, "term_months": 48}, "0.00", "2503.46"),
        ("SXD", {"loan_amount": 150000}, "0.00", "4790.42"),
    ],
)
def test_each_kind_of_product(
    client: TestClient, product: str, body: dict[str, Any], balloon: str, payment: str
) -> None:
    quote = ask(client, product_key=product, **{"term_months": 36, **body})["quote"]
    assert (quote["balloon"], quote["monthly_payment"]) == (balloon, payment)


def test_without_a_down_payment_the_usual_one_is_assumed_aloud(client: TestClient) -> None:
    answer = ask(client, product_key="AXD", term_months=36, vehicle_key="qinghe")
    assert answer["quote"]["down_payment_pct"] == "30"
    assert answer["quote"]["trim_key"] == "qinghe-std"
    assert len(answer["assumptions"]) == 2


def share(least: str, most: str, least_sum: str, most_sum: str) -> dict[str, str]:
    return {"min_pct": least, "max_pct": most, "min_amount": least_sum, "max_amount": most_sum}


REFUSALS = [
    ("DX36", 36, {"trim_key": "tinglan-600", "down_payment_pct": 20},
     "DOWN_PAYMENT_TOO_LOW", share("30", "80", "65940.00", "175840.00")),
    ("QXD", 36, {"trim_key": "tinglan-600", "down_payment_pct": 70},
     "DOWN_PAYMENT_TOO_HIGH", share("20", "60", "43960.00", "131880.00")),
    ("AXD", 30, {"loan_amount": 100000}, "TERM_NOT_OFFERED", {"terms": [12, 24, 36, 48, 60]}),
    ("LX24", 24, {"loan_amount": 120001},
     "AMOUNT_TOO_HIGH", {"min": "20000.00", "max": "120000.00"}),
    ("AXD", 24, {"loan_amount": "19999.99"},
     "AMOUNT_TOO_LOW", {"min": "20000.00", "max": "500000.00"}),
    ("LX24", 24, {"vehicle_key": "tinglan"},
     "PRODUCT_NOT_FOR_VEHICLE", {"vehicle_keys": ["qinghe", "wangshu", "shanyue"]}),
    ("HZ", 24, {"vehicle_key": "zaizhou", "customer_type": "private"},
     "PRODUCT_NOT_FOR_CUSTOMER", {"customer_types": ["company", "self_employed"]}),
    ("QXD", 36, {"balloon_pct": 40, **TINGLAN},
     "BALLOON_NOT_ALLOWED", {"shares_pct": ["20", "25", "30", "35"]}),
    ("QXD", 24, {"trim_key": "tinglan-600", "down_payment_pct": 60, "balloon_pct": 40},
     "BALLOON_TOO_LARGE", {"shares_pct": ["20", "25", "30", "35"]}),
    ("NZD", 24, {"loan_amount": 100000, "lump_sum": 20001},
     "LUMP_TOO_LARGE", {"min": "0.01", "max": "20000.00"}),
    ("SXZ", 36, {"annual_km": 12000, **TINGLAN},
     "ANNUAL_KM_NOT_OFFERED", {"annual_km": [15000, 20000, 30000]}),
]  # fmt: skip


@pytest.mark.parametrize(("product", "months", "body", "code", "allowed"), REFUSALS)
def test_rules_refuse_with_the_allowed_range(
    client: TestClient,
    product: str,
    months: int,
    body: dict[str, Any],
    code: str,
    allowed: dict[str, Any],
) -> None:
    problem = refusal(client, product_key=product, term_months=months, **body)
    assert problem["code"] == code
    assert problem["allowed"] == allowed
    assert any("\u4e00" <= sign <= "\u9fff" for sign in problem["title"])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"product_key": "AXD", "term_months": 36}, "PRICE_MISSING"),
        ({"product_key": "QXD", "term_months": 36, "loan_amount": 100000}, "PRICE_MISSING"),
        ({"product_key": "NOPE", "term_months": 36, "price": 1000}, "PRODUCT_UNKNOWN"),
        ({"product_key": "AXD", "term_months": 36, "vehicle_key": "nope"}, "VEHICLE_UNKNOWN"),
        ({"product_key": "AXD", "term_months": 36, "trim_key": "nope"}, "TRIM_UNKNOWN"),
        ({**V1, "balloon_pct": 20}, "BALLOON_NOT_USED"),
        ({**V1, "lump_sum": 20}, "LUMP_NOT_USED"),
        ({**V1, "price": 100000}, "LOAN_ABOVE_PRICE"),
        ({**V1, "down_payment": 1}, "INVALID_REQUEST"),
        ({**V1, "loan_amount": "1e5"}, "INVALID_REQUEST"),
        ({**V1, "loan_amount": 150000.5}, "INVALID_REQUEST"),
        ({**V1, "loan_amount": "-5"}, "INVALID_REQUEST"),
    ],
)
def test_what_is_missing_or_unknown_is_named(
    client: TestClient, body: dict[str, Any], code: str
) -> None:
    assert refusal(client, **body)["code"] == code


def test_a_trim_of_another_vehicle_is_unknown_for_this_one(client: TestClient) -> None:
    problem = refusal(
        client, product_key="AXD", term_months=36, vehicle_key="qinghe", trim_key="tinglan-600"
    )
    assert problem["code"] == "TRIM_UNKNOWN"
    assert problem["allowed"]["trim_keys"] == ["qinghe-std", "qinghe-plus", "qinghe-pro"]


def test_loan_to_value_counts_the_lower_of_price_and_list_price(client: TestClient) -> None:
    dear = {"product_key": "AXD", "term_months": 36, "trim_key": "qinghe-pro", "price": 110000}
    problem = refusal(client, **dear, down_payment_pct=20)
    # 80 % of the list price 99,800 is 79,840; the rest of 110,000 must be paid down.
    assert problem["allowed"]["min_amount"] == "30160.00"
    assert ask(client, **dear, down_payment="30160.00")["quote"]["loan_amount"] == "79840.00"


def test_a_stored_quote_reads_back_as_given(client: TestClient) -> None:
    given = ask(client, product_key="DX36", term_months=36, **TINGLAN)
    again = client.get(f"/quotes/{given['quote']['quote_id']}").json()
    assert again == given


def test_an_unknown_quote_is_not_found(client: TestClient) -> None:
    answer = client.get("/quotes/Q20261121-00000000")
    assert (answer.status_code, answer.json()["code"]) == (404, "QUOTE_UNKNOWN")


def test_a_stored_quote_cannot_be_changed(client: TestClient, shared_database: str) -> None:
    quote_id = ask(client, **V1)["quote"]["quote_id"]
    database = Database(shared_database)
    statement = sa.text("UPDATE quotes SET product_key = 'X' WHERE quote_id = :id")
    with pytest.raises(sa.exc.DBAPIError) as refused, database.transaction() as session:
        session.execute(statement, {"id": quote_id})
    database.close()
    assert isinstance(refused.value.orig, psycopg.errors.RaiseException)


def test_the_schedule_sums_up_to_the_quote(client: TestClient) -> None:
    quote = ask(client, product_key="QXD", term_months=36, **TINGLAN)["quote"]
    plan = client.get(f"/quotes/{quote['quote_id']}/schedule").json()
    assert len(plan["rows"]) == 36
    assert plan["rows"][0]["due_date"] == "2026-12-21"
    assert plan["rows"][-1]["balance"] == quote["balloon"] == plan["totals"]["balloon"]
    assert plan["totals"]["balloon_due"] == plan["rows"][-1]["due_date"] == "2029-11-21"
    assert plan["totals"]["interest"] == quote["total_interest"]
    assert plan["totals"]["total_paid"] == quote["total_paid"]


def test_comparison_says_what_the_choice_comes_down_to(client: TestClient) -> None:
    car = {"trim_key": "xingzhi-110p", "down_payment_pct": 30, "term_months": 36}
    stored = ask(client, product_key="QXD", **car)["quote"]["quote_id"]
    answer = client.post(
        "/comparisons", json={"quote_ids": [stored], "items": [{"product_key": "AXD", **car}]}
    ).json()
    assert [quote["product_key"] for quote in answer["quotes"]] == ["QXD", "AXD"]
    said = "".join(answer["differences"])
    for figure in ("1,518.53", "4,763.00", "59,430.00"):
        assert figure in said


def test_one_plan_is_no_comparison(client: TestClient) -> None:
    answer = client.post("/comparisons", json={"items": [V1]})
    assert (answer.status_code, answer.json()["code"]) == (422, "QUOTES_TOO_FEW")
