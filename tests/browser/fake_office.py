"""As much of a back office as the calculator needs to move: the seed's catalogue, one formula."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

Json = dict[str, Any]
SEED = Path(__file__).parents[2] / "backoffice" / "catalogue" / "seed" / "catalogue.yml"
CENT = Decimal("0.01")


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


@cache
def _seed() -> Json:
    seed: Json = yaml.safe_load(SEED.read_text(encoding="utf-8"))
    return seed


def _vehicle(row: Json) -> Json:
    trims = [
        {"trim_key": t["key"], "name": t["name"], "price": f"{t['price']}.00"} for t in row["trims"]
    ]
    keys = [p["key"] for p in _seed()["products"] if row["key"] in p["eligible_models"]]
    return {
        "vehicle_key": row["key"],
        "name": row["name"],
        "powertrain_zh": row["powertrain_zh"],
        "trims": trims,
        "product_keys": keys,
    }


def _product(row: Json) -> Json:
    lease = {"annual_km": row["annual_km"]} if "annual_km" in row else None
    return {
        "product_key": row["key"],
        "name": row["name"],
        "type": row["type"],
        "type_zh": row["type_zh"],
        "terms": row["terms"],
        "down_payment_pct": {k: row["down_payment_pct"][k] for k in ("min", "max")},
        "customer_types": row.get("customer_types"),
        "lease": lease,
        "balloon": None,
    }


async def catalogue(request: Request) -> Response:
    """Vehicles and products of the seed."""
    vehicles = [_vehicle(row) for row in _seed()["vehicles"]]
    return JSONResponse(
        {"vehicles": vehicles, "products": [_product(row) for row in _seed()["products"]]}
    )


def _refusal(code: str, title: str, allowed: Json) -> Response:
    body = {"type": "about:blank", "status": 422, "code": code, "title": title, "allowed": allowed}
    return JSONResponse(body, 422, media_type="application/problem+json")


def _price(ask: Json) -> Decimal:
    for row in _seed()["vehicles"]:
        for trim in row["trims"]:
            if trim["key"] == ask.get("trim_key"):
                return Decimal(trim["price"])
    return Decimal(ask["price"])


async def quote(request: Request) -> Response:
    """An equal-instalment price for whatever product is asked, with the product's limits."""
    ask = await request.json()
    product = next(p for p in _seed()["products"] if p["key"] == ask["product_key"])
    term, price = ask["term_months"], _price(ask)
    if term not in product["terms"]:
        terms = "、".join(map(str, product["terms"]))
        title = f"{product['name']}没有 {term} 期，可选 {terms} 期。"
        return _refusal("TERM_NOT_OFFERED", title, {"terms": product["terms"]})
    down = _down(ask, price)
    span = product["down_payment_pct"]
    least = _cents(price * Decimal(span["min"]) / 100)
    if down < least:
        title = f"{product['name']}的首付至少 {span['min']}%，这台车是 {least:,.2f} 元。"
        allowed = {"min_pct": span["min"], "max_pct": span["max"], "min_amount": str(least)}
        return _refusal("DOWN_PAYMENT_TOO_LOW", title, allowed)
    loan, most = price - down, Decimal(product["amount"]["max"])
    if loan > most:
        title = f"{product['name']}的贷款金额最多 {most:,.2f} 元，现在是 {loan:,.2f} 元。"
        limits = {"min": f"{product['amount']['min']}.00", "max": f"{most:.2f}"}
        return _refusal("AMOUNT_TOO_HIGH", title, limits)
    plan = _priced(ask, product, price, down)
    cautions = ["满 12 个月前结清，要付剩余本金 2% 的违约金。"]
    return JSONResponse({"quote": plan, "cautions": cautions})


def _down(ask: Json, price: Decimal) -> Decimal:
    if "down_payment" in ask:
        return Decimal(ask["down_payment"])
    if "loan_amount" in ask:
        return price - Decimal(ask["loan_amount"])
    return _cents(price * Decimal(ask["down_payment_pct"]) / 100)


def _priced(ask: Json, product: Json, price: Decimal, down: Decimal) -> Json:
    term, loan = ask["term_months"], price - down
    rate = product["rate_by_term"][str(term)]
    month = Decimal(rate) / 1200
    growth = (1 + month) ** term
    payment = _cents(loan * month * growth / (growth - 1) if month else loan / term)
    total = payment * term
    return {
        "quote_id": f"q-{product['key']}-{term}-{down}",
        "product_key": product["key"],
        "product_type": product["type"],
        "product_name": product["name"],
        "vehicle_key": ask.get("vehicle_key"),
        "trim_key": ask.get("trim_key"),
        "price": f"{price:.2f}",
        "down_payment": f"{down:.2f}",
        "down_payment_pct": f"{_cents(down / price * 100)}",
        "loan_amount": f"{loan:.2f}",
        "term_months": term,
        "annual_rate_pct": rate,
        "irr_pct": rate,
        "monthly_payment": f"{payment}",
        "highest_payment": f"{payment}",
        "last_payment": f"{payment}",
        "balloon": "0.00",
        "total_interest": f"{total - loan:.2f}",
        "total_fees": "0.00",
        "total_paid": f"{total:.2f}",
        "valid_until": "2026-11-28T23:59:59+08:00",
    }


async def schedule(request: Request) -> Response:
    """Thirty-six even lines, enough to look at."""
    rows = [
        {
            "period": k,
            "due_date": f"{2026 + (11 + k) // 12}-{(11 + k) % 12 + 1:02d}-20",
            "payment": "4406.28",
            "principal": "4273.89",
            "interest": "132.39",
            "balance": f"{Decimal('153860.00') - Decimal('4273.89') * k:.2f}",
        }
        for k in range(1, 37)
    ]
    totals = {"payment": "158625.94", "principal": "153860.00", "interest": "4765.94"}
    return JSONResponse({"rows": rows, "totals": totals})
