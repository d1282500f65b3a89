"""The fake's keeping and changing of a car, in the back office's shape."""

from typing import Any

from tests.actions.fakes_loans import AT

Json = dict[str, Any]
DECISION: Json = {
    "decision_no": "G1", "moment": "upgrade", "moment_zh": "询问换车", "sort": "marketing",
    "situation": "asked", "contract_no": None, "decided_at": AT, "allowed": True, "said": True,
    "summary": "可以。", "rules_version": "1", "offer_id": None, "rules": [],
}  # fmt: skip
KEEP: Json = {
    "monthly_payment": "3561.81", "instalments_left": 22, "last_due": "2028-09-20",
    "annual_rate_pct": "4.99", "principal_outstanding": "74733.97", "interest_left": "3625.72",
    "balloon": "0.00", "left_to_pay": "78359.69",
}  # fmt: skip
TRADE_IN: Json = {
    "age_months": 14, "estimate_low": "114500.00", "estimate_high": "129100.00",
    "payoff": "74744.33", "fee_waived": "1494.68", "equity": "39755.67", "note": "以门店看车为准。",
}  # fmt: skip
LOYALTY: Json = {
    "pct_off": "0.3", "on_time": 14, "annual_rate_pct": "4.69", "monthly_payment": "4000.00",
}  # fmt: skip


def upgrade(contract: Json, quoted: Json, hurts: str = "") -> Json:
    """Both ways; `hurts`: why nothing is offered now."""
    swap = {"quote": quoted, "cash": "2000.00", "share_pct": "96.4", "within": True,
            "loyalty": dict(LOYALTY)}  # fmt: skip
    return {
        "contract_no": contract["contract_no"], "car": "听澜 600", "keep": dict(KEEP),
        "trade_in": dict(TRADE_IN), "swap": None if hurts else swap, "advised": not hurts,
        "why": hurts or "还剩约 39,755.67 元可以抵新车首付。",
        "decision": {**DECISION, "allowed": not hurts}, "reasons": [],
    }  # fmt: skip
