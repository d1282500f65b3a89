"""The fake's loans: one builder in the real shape, what was paid, and paying now once a key."""

import copy
from typing import Any

from foundation.backoffice import Actor, BackOfficeRefused
from tests.actions.fakes_application import FakeApplications

Json = dict[str, Any]
AT = "2026-10-20T09:00:00+08:00"
NONE_LATE = {
    "amount": "0.00", "penalty": "0.00", "penalty_per_day": "0.00", "instalments": [],
}  # fmt: skip
LATE: Json = {
    "state": "OVERDUE", "state_zh": "已逾期", "days_past_due": 5, "due_total": "1469.44",
    "next_due_date": "2026-11-16", "next_due_amount": "1467.76",
    "overdue": {"amount": "1467.76", "penalty": "1.68", "penalty_per_day": "0.34",
                "instalments": [{"period": 12, "part": "instalment", "due_date": "2026-11-16",
                                 "amount": "1467.76", "penalty": "1.68", "days": 5}]},
}  # fmt: skip
SETTLED: Json = {
    "state": "SETTLED", "state_zh": "已结清", "settled_on": "2026-11-10", "next_due_date": None,
    "next_due_amount": None, "principal_outstanding": "0.00", "remaining_periods": 0,
}  # fmt: skip
LEASE: Json = {
    "kind": "lease", "product_key": "SXZ", "product_name": "随心租", "balloon": "90000.00",
    "balloon_due": "2027-01-10",
    "lease": {"lease_end": "2027-01-10", "contract_km": None, "current_km": None,
              "residual": "90000.00"},
}  # fmt: skip


def loan(
    number: str = "C202509180006", car: str = "行止", key: str = "xingzhi", **more: Any
) -> Json:
    """A loan that runs as it should; `more` replaces members."""
    found = {
        "contract_no": number, "application_no": "A2026110021", "customer_id": "U1",
        "kind": "loan", "state": "ACTIVE", "state_zh": "还款中", "product_key": "AXD",
        "product_name": "安心贷",
        "vehicle": {"vehicle_key": key, "name": car, "plate": "沪A·T0006", "vin_masked": None},
        "amount": "118860.00", "principal": "118860.00", "principal_outstanding": "74733.97",
        "annual_rate_pct": "4.99", "term_months": 36, "paid_periods": 14, "remaining_periods": 22,
        "next_due_date": "2026-12-20", "next_due_amount": "3561.81", "days_past_due": 0,
        "overdue": NONE_LATE, "due_total": "0.00", "credit": "0.00", "balloon": "0.00",
        "balloon_due": None, "lease": None, "card_tail": "0067",
        "repay_card": {"bank_name": "示例银行", "tail": "0067", "usable": True},
        "first_due": "2025-10-20", "last_due": "2028-09-20", "due_day": 20, "autopay": True,
        "lien": None, "total_loss": None, "settled_on": None, "activated_at": AT, "errands": [],
        "windows": [], "first_payment_note": None,
        "collection_paused": False, "total_interest": "9366.01", "irr_pct": "4.99",
        "paid_total": "49865.34",
    }  # fmt: skip
    return copy.deepcopy(found | more)


def payments(number: str, *, late: bool) -> Json:
    def row(due: str, status: str, **more: Any) -> Json:
        return {"period": 12, "part": "instalment", "due_date": due, "amount": "1467.76",
                "status": status, "paid_at": None, "failure_reason": None, "failure_code": None,
                "penalty": "0.00", "open": "0.00", **more}  # fmt: skip

    failed = row("2026-11-16", "overdue", failure_reason="卡内余额不足",
                 failure_code="INSUFFICIENT_FUNDS", penalty="1.68")  # fmt: skip
    paid = row("2026-10-16", "paid", paid_at="2026-10-16")
    receipt = {"payment_no": "P00000001", "received_at": AT, "amount": "1467.76",
               "source": "debit", "source_zh": "银行卡扣款", "costs": "0.00", "penalty": "0.00",
               "interest": "300.00", "principal": "1167.76", "left_over": "0.00"}  # fmt: skip
    tried = {"due_date": "2026-11-16", "at": "2026-11-19T09:00:00+08:00", "amount": "1467.76",
             "drawn": "0.00", "state": "failed", "code": "INSUFFICIENT_FUNDS",
             "reason": "卡内余额不足"}  # fmt: skip
    return {
        "contract_no": number, "receipts": [receipt], "debits": [tried] if late else [],
        "rows": [row("2026-12-16", "due"), *([failed] if late else []), paid],
    }  # fmt: skip


class FakeLoans(FakeApplications):
    """Part of `FakeBackOffice`."""

    def __init__(self) -> None:
        super().__init__()
        self.lent: list[Json] = [loan("C1", "听澜 600", "tinglan", paid_periods=0)]
        self.trials = 0
        self.void_trials = 0
        self.bank = "paid"

    def lends(self, *made: Json) -> None:
        """Let the customer have these loans, and no other."""
        self.lent = list(made)

    def _lent(self, number: str) -> Json:
        return next(one for one in self.lent if one["contract_no"] == number)

    def _next_trial(self) -> str:
        self.trials += 1
        return f"S{self.trials}"

    def loans(self, actor: Actor, customer_id: str) -> Json:
        self._take("loans", actor, customer_id)
        return {"items": copy.deepcopy(self.lent)}

    def loan_schedule(self, actor: Actor, contract_no: str) -> Json:
        self._take("loan_schedule", actor, contract_no)
        rows = [{"period": 1, "due_date": "2025-10-20", "payment": "3594.76",
                 "principal": "3067.55", "interest": "527.21", "balance": "115792.45"}]  # fmt: skip
        totals = {"payment": "3594.76", "principal": "118860.00", "interest": "527.21",
                  "fees": "0.00", "balloon": "0.00", "balloon_due": None,
                  "total_paid": "3594.76"}  # fmt: skip
        return {"contract_no": contract_no, "version": 1, "rows": rows, "totals": totals,
                "first_days": 32, "first_extra": "32.95", "note": "按 32 天计息。"}  # fmt: skip

    def payments(self, actor: Actor, contract_no: str) -> Json:
        self._take("payments", actor, contract_no)
        return payments(contract_no, late=bool(self._lent(contract_no)["days_past_due"]))

    def try_pay_now(self, actor: Actor, contract_no: str) -> Json:
        self._take("try_pay_now", actor, contract_no)
        found = self._lent(contract_no)
        due, late = found["due_total"], found["overdue"]
        card = found["repay_card"]
        reasons = ["现在没有到期要还的款项"] if due == "0.00" else []
        if card and not card["usable"]:
            reasons = ["卡片已失效"]
        return {
            "trial_id": self._next_trial(), "contract_no": contract_no,
            "errand": "pay_now", "valid_until": AT, "hash": "0" * 64, "eligible": not reasons,
            "reasons": reasons,
            "figures": {"amount": due, "costs": "0.00", "penalty": late["penalty"],
                        "interest": "300.00", "principal": "1167.76", "on": "2026-11-21",
                        "days_past_due": found["days_past_due"], "instalments": [],
                        "penalty_per_day": late["penalty_per_day"],
                        "card": card and {"bank_name": card["bank_name"], "tail": card["tail"]}},
        }  # fmt: skip

    def repay_now(self, actor: Actor, contract_no: str, request: Json, key: str) -> Json:
        self._take("repay_now", actor, contract_no, request, key)
        if self.void_trials:
            self.void_trials -= 1
            raise BackOfficeRefused(409, {"code": "TRIAL_VOID", "title": "这份试算已经失效。"})
        answer = {"request_no": "D00000012", "state": self.bank, "amount": "1469.44",
                  "what": "已从尾号 0067 的卡还款 1,469.44 元，已入账。",
                  "effective": "2026-11-21", "next": "到期的款项已全部还清。",
                  "failure_code": None}  # fmt: skip
        return self._once("repay_now", key, answer)
