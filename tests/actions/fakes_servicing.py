"""The fake's errands: one trial a kind in the real shape, ordered once a key, cancelled, declined.

The figures of settlement (P06), extension (P09) and lease end (P10) are the specimens' own.
"""

import copy
from collections.abc import Callable
from typing import Any

from foundation.backoffice import Actor, BackOfficeRefused
from tests.actions import fakes_changes
from tests.actions.fakes_loans import AT, LEASE, FakeLoans, loan

Json = dict[str, Any]
CARD = {"bank_name": "示例银行", "tail": "0067"}
OFFER = {
    "offer_id": "O1", "title": "老客户再购车，贷款利率低 0.30 个百分点",
    "why_you": "您已按时还了 12 期。", "valid_until": "2026-12-21T23:59:59+08:00",
}  # fmt: skip
BALLOON: Json = {
    "product_key": "QXD", "product_name": "轻享贷", "balloon": "90930.00",
    "balloon_due": "2027-01-07", "last_due": "2027-01-07",
}  # fmt: skip


def window(errand: str, why_not: str | None = None, **more: Any) -> Json:
    """What can be done with a loan now, or why not."""
    days = {"from": "2026-11-21", "to": "2026-12-21"}
    return {"errand": errand, "allowed": why_not is None, "why_not": why_not, **days, **more}


def running(**more: Any) -> Json:
    """A loan with everything allowed, the fleet's one of P06."""
    windows = [window(name) for name in ("pay_now", "settle", "prepay", "hardship")]
    return loan(**{"windows": windows, **more})


def with_balloon(**more: Any) -> Json:
    """A loan whose balloon falls due in the window."""
    windows = [window(name) for name in ("settle", "prepay", "extend")]
    return loan("C202312070009", "远汀", "yuanting", **{**BALLOON, "windows": windows, **more})


def leased(**more: Any) -> Json:
    """A lease that ends in 45 days."""
    windows = [window(name) for name in ("settle", "return", "buyout", "renew")]
    return loan("L202401050010", "听澜 680", "tinglan", **{**LEASE, "windows": windows, **more})


def settlement(contract: Json, body: Json) -> Json:
    if body["settle_on"] > "2026-12-21":
        title = "结清日要在 2026-11-21 到 2026-12-21 之间。"
        raise BackOfficeRefused(422, {"code": "SETTLE_DAY", "title": title})
    part = {"name": "principal", "label": "剩余本金", "amount": "74733.97", "why": "还没还的。"}
    flight = ["这一天前后正在扣当期月供，请选 2026-12-21 或以后的日子。"]
    return {
        "reasons": flight if body["settle_on"] == "2026-12-20" else [],
        "figures": {
            "contract_no": contract["contract_no"], "settle_on": body["settle_on"],
            "principal_outstanding": "74733.97", "accrued_interest": "82.87",
            "early_fee": "1494.68", "subsidy_clawback": "0.00", "overdue": "0.00",
            "credit": "0.00", "total": "76311.52", "interest_ahead": "3609.07",
            "net_saving": "2031.52", "saving_note": "与按计划还完相比，共少付 2,031.52 元。",
            "parts": [part], "contract_month": 15, "early_fee_pct": "2.0", "days": 8,
            "assumed_periods": [], "assumed_note": None, "card": CARD,
            "lien": "结清后我们去办解除抵押，一般 7 到 15 个工作日。",
        },
    }  # fmt: skip


def prepayment(contract: Json, body: Json) -> Json:
    amount = float(body["amount"])
    reasons = []
    if amount < 10000:
        reasons = ["每次最少还 10,000.00 元。"]
    elif amount > 64733:
        reasons = ["还后至少要留 10,000.00 元本金；想全部还掉可以提前结清。"]

    def option(effect: str, label: str, payment: str, saved: str, net: str) -> Json:
        return {"effect": effect, "label": label, "new_payment": payment,
                "new_last_payment": "4451.61", "new_last_due": "2027-05-20",
                "remaining_periods": 12, "interest_total": "1427.99", "interest_saved": saved,
                "net_saving": net, "note": None}  # fmt: skip

    return {
        "reasons": reasons,
        "figures": {
            "contract_no": contract["contract_no"], "amount": body["amount"],
            "effective_on": "2026-12-20", "early_fee": "1000.00", "early_fee_pct": "2.0",
            "total": "51000.00", "principal_before": "102468.18", "principal_after": "52468.18",
            "applies_to": "instalments", "card": CARD,
            "options": [option("shorten_term", "缩短期限", "3561.81", "3982.93", "2982.93"),
                        option("reduce_payment", "减少月供", "2301.62", "2640.30", "1640.30")],
        },
    }  # fmt: skip


def extension(contract: Json, body: Json) -> Json:
    first = body.get("pay_first")

    def option(months: int, payment: str, last: str, interest: str, mark: str) -> Json:
        return {"term_months": months, "annual_rate_pct": "5.49", "monthly_payment": payment,
                "last_payment": last, "last_due": "2029-01-07", "total_interest": interest,
                "pti_pct": "22.0", "affordability": mark, "note": None}  # fmt: skip

    whole = [option(12, "7804.72", "7804.73", "2726.65", "tight"),
             option(18, "5274.06", "5274.13", "4003.15", "ok"),
             option(24, "4009.21", "4009.21", "5291.04", "ok")]  # fmt: skip
    return {
        "reasons": [],
        "figures": {
            "contract_no": contract["contract_no"], "balloon": "90930.00",
            "balloon_due": "2027-01-07", "pay_first": first or "0.00",
            "extended_amount": "60930.00" if first else "90930.00",
            "options": [option(24, "2686.47", "2686.59", "3545.40", "ok")] if first else whole,
            "rate_note": "展期年利率 5.49%。", "steps_ahead": ["签字"], "decide_by": "2026-11-25",
            "signers": [{"role": "borrower", "name_masked": "孟*"},
                        {"role": "co_borrower", "name_masked": "柳*"},
                        {"role": "guarantor", "name_masked": "孟*"}],
        },
    }  # fmt: skip


def lease_end(contract: Json, body: Json) -> Json:
    km = body.get("current_km", 66800)

    def way(choice: str, amount: str, label: str, **more: Any) -> Json:
        return {"choice": choice, "amount": amount, "label": label, "note": "", "steps": ["验车"],
                "monthly_payment": None, "last_payment": None, "total_interest": None,
                "months": None, **more}  # fmt: skip

    renewal = {
        "last_payment": "9000.00", "total_interest": "3400.00", "annual_rate_pct": "5.60",
    }  # fmt: skip
    return {
        "reasons": [],
        "dealers": [{"dealer_id": "D8", "name": "深圳一店", "city": "深圳", "address": "霁海路",
                     "slots": ["2026-11-24T10:00:00+08:00", "2026-11-24T15:00:00+08:00",
                               "2026-11-25T10:00:00+08:00"]}],
        "figures": {
            "contract_no": contract["contract_no"], "residual": "112410.00",
            "lease_end": "2027-01-05", "contract_km": 60000, "current_km": km, "excess_km": 5800,
            "tolerance_km": 1000, "km_price": "0.80", "excess_km_fee": "4640.00",
            "km_note": "按现在的 66,800 公里算，之后每多跑 1 公里加 0.80 元。",
            "plate_note": "车牌在租赁公司名下。", "damage_guide": [], "photo_guide": [],
            "choices": [way("return", "4640.00", "退车"), way("buyout", "112410.00", "留购"),
                        way("renew", "9640.00", "续租 12 个月", months=12,
                            monthly_payment="9640.00", **renewal),
                        way("renew", "4960.00", "续租 24 个月", months=24,
                            monthly_payment="4960.00", **renewal)],
        },
    }  # fmt: skip


Trial = Callable[[Json, Json], Json]
TRIALS: dict[str, Trial] = {
    "settlement": settlement, "prepayment": prepayment, "extension": extension,
    "lease_end": lease_end, **fakes_changes.TRIALS,
}  # fmt: skip


def errand(kind: str, contract_no: str, **more: Any) -> Json:
    """An errand as the back office tells it, by default just ordered."""

    def step(key: str, label: str, state: str, **days: Any) -> Json:
        return {"key": key, "label": label, "state": state, "on": None, "expected_from": None,
                "expected_to": None, **days}  # fmt: skip

    return {
        "request_no": "E1", "contract_no": contract_no, "errand": kind, "errand_zh": "提前结清",
        "state": "CONFIRMED", "state_zh": "已确认，等待扣款", "amount": "76311.52", "figures": {},
        "steps": [step("confirmed", "确认", "done", on="2026-11-21"),
                  step("drawn", "扣款", "doing", expected_from="2026-11-28",
                       expected_to="2026-11-28"),
                  step("released", "抵押解除", "waiting", expected_from="2026-12-09",
                       expected_to="2026-12-21")],
        "next": {"who": "lender", "label": "11月28日（周六） 10:00 扣款。",
                 "page": "/service/errands/E1"},
        "receipt": {"what": "提前结清，最多扣款 76,311.52 元", "effective": "2026-11-28",
                    "next": "11月28日（周六） 10:00 扣款。"},
        "failure_code": None, "can_cancel": True, "documents": [], **more,
    }  # fmt: skip


class FakeServicing(FakeLoans):
    """Part of `FakeBackOffice`; `offer` stands beside a settlement, `low` is a level too low."""

    def __init__(self) -> None:
        super().__init__()
        self.trial_of = dict(TRIALS)
        self.offer: Json | None = None
        self.seen: list[Json] = []
        self.low: str | None = None
        self.open: Json | None = None
        self.slot_taken = False

    def try_errand(self, actor: Actor, contract_no: str, kind: str, body: Json) -> Json:
        self._take("try_errand", actor, contract_no, kind, body)
        made = self.trial_of[kind](self._lent(contract_no), body)
        more = {"offer": copy.deepcopy(self.offer)} if kind == "settlement" else {}
        return {
            "trial_id": self._next_trial(), "contract_no": contract_no, "errand": kind,
            "valid_until": AT, "hash": "0" * 64, "eligible": not made["reasons"], **made, **more,
        }  # fmt: skip

    def order_errand(self, actor: Actor, contract_no: str, request: Json, key: str) -> Json:
        self._take("order_errand", actor, contract_no, request, key)
        if self.low:
            raise BackOfficeRefused(403, {"code": "LEVEL_TOO_LOW", "title": "再核实一下身份。",
                                          "allowed": {"level": self.low}})  # fmt: skip
        if self.open:
            raise BackOfficeRefused(409, {"code": "ERRAND_OPEN", "title": "还有一项业务正在办。"})
        if self.slot_taken:
            self.slot_taken = False
            raise BackOfficeRefused(409, {"code": "SLOT_TAKEN", "title": "这个时间刚被约走了。"})
        if self.void_trials:
            self.void_trials -= 1
            raise BackOfficeRefused(409, {"code": "TRIAL_VOID", "title": "这份试算已经失效。"})
        return self._once("order_errand", key, errand(request["errand"], contract_no))

    def errand(self, actor: Actor, request_no: str) -> Json:
        self._take("errand", actor, request_no)
        return errand("settlement", "C202509180006")

    def cancel_errand(self, actor: Actor, request_no: str, key: str) -> Json:
        self._take("cancel_errand", actor, request_no, key)
        left = {"state": "CANCELLED", "state_zh": "已取消", "can_cancel": False}
        return self._once("cancel_errand", key, errand("settlement", "C202509180006", **left))

    def offers(self, actor: Actor, customer_id: str) -> Json:
        self._take("offers", actor, customer_id)
        return {"items": copy.deepcopy(self.seen)}

    def decline_offer(self, actor: Actor, offer_id: str, key: str) -> Json:
        self._take("decline_offer", actor, offer_id, key)
        return {"offer_id": offer_id, "remembered_until": "2027-05-20"}

    def lien(self, actor: Actor, contract_no: str) -> Json:
        self._take("lien", actor, contract_no)
        return {
            "contract_no": contract_no, "state": "RELEASING", "state_zh": "解押办理中",
            "steps": [{"key": "lien_filed", "label": "提交解除抵押", "state": "done",
                       "on": "2026-11-11", "expected_from": None, "expected_to": None}],
            "next": {"who": "lender", "label": "预计 12月1日（周二）前办好。", "page": None},
        }  # fmt: skip
