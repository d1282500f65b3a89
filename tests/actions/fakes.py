"""The one fake of the back office: fixed answers in the real shapes, calls kept, faults on wish.

Figures are made up and only need to be recognisable; that the shapes are the real ones is checked
in `test_fakes.py` against the back office's own schemas.
"""

import copy
from typing import Any

from foundation.backoffice import BackOfficeRefused, BackOfficeUnavailable
from tests.actions import fakes_care
from tests.actions.fakes_changes import FakeChanges
from tests.actions.fakes_reminders import FakeReminders
from tests.actions.fakes_servicing import FakeServicing
from tests.actions.fakes_visits import FakeVisits

Json = dict[str, Any]


def trim(key: str, name: str, price: str) -> Json:
    return {"trim_key": key, "name": name, "price": price}


def vehicle(key: str, name: str, seats: int, trims: list[Json], **more: Any) -> Json:
    return {
        "vehicle_key": key, "name": name, "full_name": f"霁川·{name}", "body": "轿车",
        "powertrain": "bev", "powertrain_zh": "纯电", "seats": seats, "usage": "private",
        "energy": None, "range_cltc_km": 500, "range_ev_km": None, "colours": ["月白"],
        "tags": ["家用"], "trims": trims, "price_from": trims[0]["price"],
        "price_to": trims[-1]["price"], "product_keys": ["AXD"], **more,
    }  # fmt: skip


VEHICLES = [
    vehicle("wangshu", "望舒", 5, [trim("wangshu-430", "430 标准版", "109800.00"),
                                  trim("wangshu-510", "510 长续航版", "126800.00")]),
    vehicle("xingzhi", "行止", 5, [trim("xingzhi-110p", "110 止版", "169800.00")],
            powertrain="phev", powertrain_zh="插电混动", range_cltc_km=None, range_ev_km=110),
    vehicle("tinglan", "听澜", 5, [trim("tinglan-600", "600 后驱版", "219800.00")]),
    vehicle("yuanting", "远汀", 6, [trim("yuanting-pro", "Pro 六座", "259800.00")]),
]  # fmt: skip


def product(key: str, name: str, kind: str, terms: list[int], **more: Any) -> Json:
    return {
        "product_key": key, "name": name, "type": kind, "offer": None, "type_zh": name,
        "eligible_models": ["wangshu", "tinglan"], "customer_types": None,
        "down_payment_pct": {"min": "20", "max": "80"}, "amount": {"min": "20000", "max": "500000"},
        "terms": terms,
        "rates": [{"term_months": term, "annual_rate_pct": "4.99"} for term in terms],
        "early_fee": [{"from_month": 1, "to_month": 12, "pct": "3.0"},
                      {"from_month": 13, "to_month": 999, "pct": "0.0"}],
        "part_payment_allowed": True, "settles_free_after_month": 12, "upfront_fee": "0.00",
        "monthly_fee": "0.00", "subsidy": None, "balloon": None, "lease": None,
        "interest_only_periods": 0, "lump_max_pct": None, "rules": {}, **more,
    }  # fmt: skip


SUBSIDY = {
    "payer": "manufacturer", "contract_rate_pct": "5.88", "claw_back_until_month": 12,
    "excludes_cash_discount": True,
}  # fmt: skip
PRODUCTS = [
    product("AXD", "安心贷", "equal_instalment", [12, 24, 36, 48, 60]),
    product("SXD", "省息贷", "equal_principal", [12, 24, 36, 48, 60]),
    product("LX24", "零息贷", "equal_instalment", [12, 24], offer="zero_rate", subsidy=SUBSIDY),
    product("DX36", "低息贷", "equal_instalment", [24, 36], offer="low_rate", subsidy=SUBSIDY),
    product("QXD", "轻享贷", "balloon", [24, 36],
            balloon={"base": "车价", "shares_by_term": {"36": ["35"]}}),
    product("JTD", "阶梯贷", "stepped", [36, 48]),
    product("NZD", "年终贷", "seasonal", [24, 36], lump_max_pct="20"),
    product("XXD", "先息贷", "interest_first", [24, 36], interest_only_periods=12),
    product("SXZ", "随心租", "finance_lease", [24, 36]),
    product("HZ", "回租通", "sale_leaseback", [12, 24, 36], customer_types=["self_employed"]),
]  # fmt: skip
DEALERS = [
    {"dealer_id": "D1", "name": "杭州一店", "city": "杭州", "address": "霁江路 88 号",
     "phone": "15460000009", "opening_hours": "09:30-20:30", "latitude": "30.1",
     "longitude": "120.1"},
]  # fmt: skip


def quote(number: int, request: Json) -> Json:
    """A quote whose figures follow nothing but `number`."""
    key = request.get("product_key", "AXD")
    found = next(item for item in PRODUCTS if item["product_key"] == key)
    balloon = found["type"] in {"balloon", "finance_lease"}
    varying = found["type"] in {"stepped", "seasonal", "interest_first", "equal_principal"}
    return {
        "quote_id": f"Q{number}", "product_key": key, "product_type": found["type"],
        "product_name": found["name"], "vehicle_key": "tinglan", "trim_key": "tinglan-600",
        "vehicle_name": "听澜", "trim_name": "600 后驱版", "price": "219800.00",
        "down_payment": "65940.00", "down_payment_pct": "30.00", "loan_amount": "153860.00",
        "term_months": request.get("term_months", 36), "annual_rate_pct": "4.99",
        "irr_pct": "4.99", "monthly_payment": f"4{number:03d}.00",
        "highest_payment": f"{5 if varying else 4}{number:03d}.00",
        "last_payment": f"3{number:03d}.00", "balloon": "59430.00" if balloon else "0.00",
        "balloon_pct": "35" if balloon else None, "total_interest": f"1{number:04d}.00",
        "total_fees": "0.00", "total_paid": f"16{number:04d}.00",
        "valid_until": "2026-11-24T23:59:59+08:00",
    }  # fmt: skip


class FakeBackOffice(FakeServicing, FakeReminders, FakeChanges, FakeVisits):
    """Answers like the back office; `calls` are (method, arguments) in order."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.quotes: dict[str, Json] = {}
        self.kept: list[Json] = []
        self.refusals: dict[str, Json] = {}
        self.down = False
        self.nothing_fits = False
        self.trial_of["upgrade"] = lambda lent, _body: fakes_care.upgrade(
            lent, self._answer(self._quoted({"product_key": "AXD"}))
        )

    def called(self, method: str) -> list[tuple[Any, ...]]:
        """Arguments of every call of a method."""
        return [arguments for name, arguments in self.calls if name == method]

    def _take(self, method: str, *arguments: Any) -> None:
        self.calls.append((method, copy.deepcopy(arguments)))
        if self.down:
            raise BackOfficeUnavailable(method)
        for key, problem in self.refusals.items():
            if method == "quote" and arguments[0].get("product_key") == key or method == key:
                raise BackOfficeRefused(422, problem)

    def _quoted(self, request: Json) -> Json:
        made = quote(len(self.quotes) + 1, request)
        self.quotes[made["quote_id"]] = made
        return made

    def vehicles(self, **filters: Any) -> Json:
        self._take("vehicles", filters)
        least = filters.get("min_seats") or 0
        return {"items": [item for item in VEHICLES if item["seats"] >= least]}

    def products(self, vehicle_key: str | None = None) -> Json:
        self._take("products", vehicle_key)
        return {"items": PRODUCTS}

    def dealers(self, city: str | None = None) -> Json:
        self._take("dealers", city)
        return {"items": [item for item in DEALERS if city in {None, item["city"]}]}

    def cities(self) -> Json:
        self._take("cities")
        return {"items": [{"city": "杭州", "dealers": 1}]}

    def stored_quote(self, quote_id: str) -> Json:
        self._take("stored_quote", quote_id)
        if quote_id not in self.quotes:
            raise BackOfficeRefused(404, {"code": "QUOTE_UNKNOWN", "title": "没有这份报价。"})
        return self._answer(self.quotes[quote_id])

    def quote(self, request: Json) -> Json:
        self._take("quote", request)
        return self._answer(self._quoted(request))

    def _answer(self, quoted: Json) -> Json:
        return {
            "quote": quoted,
            "schedule_summary": [],
            "breakdown": {
                "principal": "1.00", "interest": "1.00", "fees": "0.00", "balloon": "0.00",
                "first_payment": "1.00", "lump": None, "manufacturer_share": None,
                "settles_free_after_month": 12,
            },
            "cautions": ["提前结清有费用。"], "disclosures": [], "assumptions": [],
            "affordability": None,
        }  # fmt: skip

    def schedule(self, quote_id: str) -> Json:
        self._take("schedule", quote_id)
        row = {
            "period": 1,
            "due_date": "2026-12-21",
            "payment": "4001.00",
            "principal": "3300.00",
            "interest": "701.00",
            "balance": "150560.00",
        }
        return {
            "quote_id": quote_id, "rows": [row], "note": "实际首期按放款日算。",
            "totals": {"payment": "1.00", "principal": "1.00", "interest": "1.00", "fees": "0.00",
                       "balloon": "0.00", "balloon_due": None, "total_paid": "1.00"},
        }  # fmt: skip

    def solve(self, request: Json) -> Json:
        self._take("solve", request)
        priced = None if request["target"] == "on_the_road" else self._quoted(request)
        return {
            "target": request["target"], "quote": priced, "answer": None,
            "value": "48" if request["target"] == "term" else "190689.00",
            "assumptions": [], "explanation_facts": {},
        }  # fmt: skip

    def recommend(self, needs: Json) -> Json:
        self._take("recommend", needs)
        keys = [] if self.nothing_fits else ["DX36", "AXD", "QXD"]
        items = [
            {"rank": rank, "badges": ["最适合您"] if rank == 1 else [], "score": "90.0",
             "score_parts": {}, "quote": self._quoted({"product_key": key}),
             "schedule_summary": [], "breakdown": {}, "affordability": None,
             "reasons": ["利息少。"], "cautions": ["首付至少三成。"]}
            for rank, key in enumerate(keys, start=1)
        ]  # fmt: skip
        return {
            "recommendation_id": "R1", "needs": [], "items": items, "assumptions": [],
            "opportunities": [],
            "disclosures": [], "considered": 9, "goal": "balanced", "down_payment_pct": "30",
            "vehicle": {"vehicle_key": "tinglan", "trim_key": "tinglan-600", "name": "听澜",
                        "trim_name": "600 后驱版", "price": "219800.00", "powertrain": "bev",
                        "source": "said", "why": "", "alternatives": []},
            "rejected": [{"product_key": "AXD", "product_name": "安心贷", "code": "X",
                          "reason": "这样办不了。"}],
            "way_out": [{"code": "MORE_DOWN", "text": "首付加到四成。",
                         "change": {"down_payment_pct": "40"}, "quote": None}],
        }  # fmt: skip

    def compare(self, request: Json) -> Json:
        self._take("compare", request)
        found = [self.quotes.get(key) or quote(900, {}) for key in request["quote_ids"]]
        return {"quotes": found, "answers": [], "differences": ["总成本差 100.00 元。"]}

    def cash_or_loan(self, request: Json) -> Json:
        self._take("cash_or_loan", request)
        return {
            "cash_total": "126800.00", "loan_total": "126800.00", "deposit_rate_pct": "1.25",
            "break_even_rate_pct": "0.00", "difference": "981.74", "verdict": "loan",
            "summary": "贷款划算 981.74 元。", "assumptions": ["钱按月取出来还款。"],
            "points": ["手里多留应急钱。"], "cautions": [],
            "quote": self._quoted({"product_key": "LX24", "term_months": 24}),
        }  # fmt: skip

    def affordability(self, request: Json) -> Json:
        self._take("affordability", request)
        return {
            "counted_income": "15000.00", "comfortable_payment": "6000.00",
            "bearable_payment": "7500.00", "payment": None, "pti_pct": None, "dti_pct": None,
            "level": None, "caps": {}, "text": "每月还 6,000.00 元以内比较轻松。",
            "capacities": [{"term_months": 36, "annual_rate_pct": "4.99",
                            "largest_loan": "200200.00", "largest_price": "286000.00"}],
        }  # fmt: skip

    def on_the_road(self, request: Json) -> Json:
        self._take("on_the_road", request)
        return {
            "vehicle_key": None, "trim_key": None, "price": "219800.00",
            "purchase_tax": "9725.67", "purchase_tax_cut": "9725.67", "insurance": "5000.00",
            "plate": "500.00", "total": "235025.67", "assumptions": ["保险按经验估算。"],
        }  # fmt: skip

    def flat_rate(self, request: Json) -> Json:
        self._take("flat_rate", request)
        return {
            "rate_pct": "0.33", "basis": request["basis"], "term_months": 36, "irr_pct": "7.44",
            "compound_pct": "7.70", "monthly_payment_per_10000": "310.78",
            "total_cost_per_10000": "1188.00", "amount": None, "monthly_payment": None,
            "total_cost": None, "text": "年化约 7.44%。",
        }  # fmt: skip

    def keep_plan(self, request: Json, idempotency_key: str) -> Json:
        self._take("keep_plan", request, idempotency_key)
        kept = {
            "plan_no": f"P{len(self.kept) + 1}", "owner": request["owner"], "label": None,
            "kept_at": "2026-11-21T10:00:00+08:00", "expired": False,
            "quote": self.quotes.get(request["quote_id"]) or quote(901, {}),
        }  # fmt: skip
        self.kept.insert(0, kept)
        return kept

    def plans(self, owner_kind: str, owner_id: str) -> Json:
        self._take("plans", owner_kind, owner_id)
        return {"items": self.kept}

    def request_callback(self, request: Json, idempotency_key: str) -> Json:
        self._take("request_callback", request, idempotency_key)
        return {
            "request_no": "B1", "call_by": "2026-11-21T11:00:00+08:00",
            "call_by_zh": "今天 11:00 前",
            "facts": {"day": "today", "date": "11月21日", "time": "11:00"},
        }  # fmt: skip
