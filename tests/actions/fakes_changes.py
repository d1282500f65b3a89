"""The fake's relief and changes: hardship (P08), total loss (P12), title book, insurance, papers.

The figures of the total loss are the specimens' own, the others only need to be recognisable.
"""

import copy
from typing import Any

from foundation.backoffice import Actor, BackOfficeRefused
from tests.actions.fakes_application import FakeApplications
from tests.actions.fakes_loans import loan

Json = dict[str, Any]
LOST: Json = {"total_loss": {"date": "2026-11-12", "insurer_payout": "92000.00"}}


def lost(**more: Any) -> Json:
    """A company's car that is lost, the insurer's money on its way."""
    product = {"product_key": "HZ", "product_name": "回租通"}
    return loan("H202503110012", "载舟", "zaizhou", **{**product, **LOST, **more})


def hardship(contract: Json, body: Json) -> Json:
    """Another due day, interest within the term, or a person; the cap bars the rest."""
    day = body.get("due_day", 26)
    if day > 26:
        raise BackOfficeRefused(422, {"code": "HARDSHIP_DUE_DAY", "title": "最多前后挪 10 天。"})

    def option(kind: str, label: str, why: str, **figures: Any) -> Json:
        return {"kind": kind, "choice": kind, "label": label, "why": why, "new_payment": None,
                "extra_interest": None, "until": None, "signs": False, **figures}  # fmt: skip

    moved = option("due_day", f"还款日改到每月 {day} 日", "多付利息 98.05 元；以后不变。",
                   new_payment="1467.76", extra_interest="98.05", until="2026-12-26",
                   due_day=day)  # fmt: skip
    paused = option("capitalise", "暂停还款 3 个月", "利息计入本金，之后每月 1,570.12 元。",
                    new_payment="1570.12", extra_interest="880.40", until="2027-01-16",
                    signs=True, months=3)  # fmt: skip
    person = option("person", "请专人一起商量", "专人在两个工作日内联系您。")
    return {
        "reasons": ["合同最长 60 个月，不能再往后延。"], "eligible": True,
        "figures": {"contract_no": contract["contract_no"], "options": [moved, paused, person],
                    "decide_by": "2026-11-24", "days_past_due": contract["days_past_due"],
                    "note": "调整不是减免，利息照算。审核期间不催收。"},
    }  # fmt: skip


def total_loss(contract: Json, body: Json) -> Json:
    known = bool(contract["total_loss"])
    if body.get("on", "2026-11-25") < "2026-11-21":
        raise BackOfficeRefused(422, {"code": "SETTLE_DAY", "title": "要在今天以后。"})
    left = {"payout": "92000.00", "surplus": "40396.16", "shortfall": "0.00"}
    return {
        "reasons": [],
        "figures": {
            "contract_no": contract["contract_no"], "on": body.get("on", "2026-11-25"),
            "principal_outstanding": "51515.12", "accrued_interest": "88.72", "overdue": "0.00",
            "early_fee": "0.00", "payoff": "51603.84", "note": "结清前照常还。", "parts": [],
            **(left if known else dict.fromkeys(left)),
        },
    }  # fmt: skip


def title_loan(contract: Json, body: Json) -> Json:
    late = bool(contract["days_past_due"])
    return {
        "reasons": ["请先还清逾期的金额，再办这一项。"] if late else [],
        "figures": {"contract_no": contract["contract_no"], "reason": body["reason"],
                    "ship_by": "2026-11-25", "return_by": "2026-12-25", "note": ""},
    }  # fmt: skip


TRIALS = {"hardship": hardship, "total_loss": total_loss, "title_loan": title_loan}
ON_FILE: Json = {
    "items": [], "phone_masked": "154****0007", "held_until": None, "city": "西安", "address": None,
    "identity": {"name_masked": "唐**", "id_masked": "9901***", "valid_to": "2026-12-08",
                 "standing": "soon", "blocks_from": "2027-03-09", "note": "快到期了。"},
    "cards": [{"contract_no": "C202509180006", "bank_name": "示例银行", "tail": "0067",
               "next_due": "2026-12-20", "cutoff": "2026-12-18T17:00:00+08:00",
               "overdue": False}],
    "documents": [],
}  # fmt: skip


def change(kind: str, kind_zh: str, **more: Any) -> Json:
    """A change that was begun."""
    return {
        "request_no": "G1", "kind": kind, "kind_zh": kind_zh, "state": "OPEN",
        "state_zh": "等您上传照片", "contract_no": None, "now": "papers", "steps": [],
        "next": {"who": "customer", "label": "拍身份证正反面。", "page": "/service/changes/G1"},
        "receipt": {"what": kind_zh, "effective": "2026-11-21", "next": "拍身份证正反面。"},
        "figures": {}, "papers": [], "documents": [], "failure_code": None, "can_cancel": True,
        **more,
    }  # fmt: skip


class FakeChanges(FakeApplications):
    """Part of `FakeBackOffice`."""

    def __init__(self) -> None:
        super().__init__()
        self.on_file = copy.deepcopy(ON_FILE)
        self.policy: Json | None = {
            "policy_no_masked": "PDZA****0001", "insurer": "示例财险", "valid_from": "2025-12-10",
            "valid_to": "2026-12-09", "covers": {"damage": "109800.00"},
        }  # fmt: skip
        self.insured = "soon"

    def changes(self, actor: Actor, customer_id: str) -> Json:
        self._take("changes", actor, customer_id)
        return copy.deepcopy(self.on_file)

    def cancel_change(self, actor: Actor, request_no: str, key: str) -> Json:
        self._take("cancel_change", actor, request_no, key)
        begun = next(one for one in self.on_file["items"] if one["request_no"] == request_no)
        left = {"state": "CANCELLED", "state_zh": "已撤回", "can_cancel": False}
        return self._once("cancel_change", key, begun | left)

    def insurance(self, actor: Actor, contract_no: str) -> Json:
        self._take("insurance", actor, contract_no)
        return {
            "contract_no": contract_no, "policy": copy.deepcopy(self.policy),
            "standing": self.insured, "standing_zh": "保单",
            "days_left": 18, "duties": ["车损险每年续保。"],
            "free_choice_note": "保险公司由您自己选。",
            "upload_page": f"/service/loans/{contract_no}/insurance",
        }  # fmt: skip

    def loan_documents(self, actor: Actor, contract_no: str) -> Json:
        self._take("loan_documents", actor, contract_no)

        def item(kind: str, label: str, *, ready: bool = True) -> Json:
            url = f"/loans/{contract_no}/documents/{kind}.pdf"
            return {"kind": kind, "label": label, "ready": ready, "url": url, "level": "L2"}

        return {
            "contract_no": contract_no,
            "items": [item("schedule", "还款计划表"), item("statement", "对账单"),
                      item("settlement_proof", "结清证明", ready=False)],
        }  # fmt: skip
