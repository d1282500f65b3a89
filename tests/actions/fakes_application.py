"""The fake's applications: one builder in the real shape, commands that happen once a key.

`lost` lets the next command happen and loses its answer, as when the back office is killed between
a confirmation and its receipt.
"""

import copy
from collections.abc import Callable
from typing import Any

from foundation.backoffice import Actor, BackOfficeRefused, BackOfficeUnavailable

Json = dict[str, Any]
AT = "2026-11-21T10:00:00+08:00"
NUMBER = "A2026110021"
STATES = {
    "DRAFT": ("填写中", "identify", "you", "verify"),
    "NEEDS_DOCS": ("待补材料", "papers", "you", "upload"),
    "MANUAL_REVIEW": ("人工审批中", "preapproval", "us", "wait"),
    "APPROVED_WITH_CONDITIONS": ("附条件通过", "approval", "you", "fields"),
    "APPROVED": ("审批通过", "cost", "you", "cost"),
    "CONTRACT_GENERATED": ("合同待签", "sign", "you", "sign"),
    "SIGNING": ("签约中", "sign", "party", "wait"),
    "PRE_DISBURSE_CHECK": ("放款前核对中", "disburse", "us", "wait"),
    "ACTIVATED": ("已放款", "deliver", "you", "delivery"),
    "DELIVERED": ("已提车", "deliver", "us", "none"),
    "DECLINED": ("未通过", "preapproval", "you", "none"),
    "CANCELLED": ("已取消", "identify", "us", "none"),
}
KEYS = ("identify", "authorise", "preapproval", "papers", "approval", "cost", "sign", "disburse",
        "deliver")  # fmt: skip


def party(role: str, name: str, **more: Any) -> Json:
    return {
        "party_id": f"T-{role}", "role": role, "relation": None, "name_masked": name,
        "phone_masked": "154****0102", "id_masked": None, "identity": "done", "authorised": True,
        "card": "done", "signature": "pending", "signed_at": None,
        "link": {"state": "none", "sent_at": None, "expires_at": None}, **more,
    }  # fmt: skip


SPOUSE = party("co_borrower", "梁*", relation="配偶",
               link={"state": "sent", "sent_at": AT, "expires_at": AT})  # fmt: skip
GUARANTOR = party("guarantor", "许**", relation="父亲", signature="todo")


def paper(document: str, title: str, status: str, **more: Any) -> Json:
    return {
        "document": document, "title": title, "status": status, "required": True, "problem": None,
        "fix": None, "paper_id": None, "party_id": "T-borrower", "why": "核对收入",
        "stage": "decision", **more,
    }  # fmt: skip


PAPERS = [
    paper("id_card", "身份证", "accepted"),
    paper("bank_statement", "银行流水", "missing"),
    paper("marriage_certificate", "结婚证", "rejected", problem="拍得不清楚", fix="放平再拍一次"),
]  # fmt: skip


def application(state: str, quote: Json, **more: Any) -> Json:
    """An application in a state, with what belongs to it; `more` replaces members."""
    state_zh, current, who, page = STATES[state]
    place = KEYS.index(current)
    steps = [
        {"name": f"步骤{n}", "key": key, "at": AT if n < place else None, "detail": "说明。",
         "who": "you", "takes": "约 1 分钟",
         "status": "done" if n < place else "current" if n == place else "todo"}
        for n, key in enumerate(KEYS)
    ]  # fmt: skip
    found = {
        "application_no": NUMBER, "customer_id": "U1", "state": state, "state_zh": state_zh,
        "opened_at": AT, "offer_valid_to": AT, "quote": quote, "customer_type": "salaried",
        "purchase": {"vehicle_key": "tinglan", "vehicle_name": "听澜", "trim_name": "600",
                     "price": "219800.00", "down_payment": "65940.00",
                     "loan_amount": "153860.00", "term_months": 36},
        "fields": [
            {"name": "income_monthly", "label": "税后月收入", "value": "9800.00",
             "source": "typed", "required": True, "open": True, "kind": "money", "choices": None},
            {"name": "other_debt_monthly", "label": "其他还款", "value": "2600.00",
             "source": "bureau", "required": False, "open": True, "kind": "money",
             "choices": None},
        ],
        "typed_count": 2, "parties": [party("borrower", "沈*")], "consents": [],
        "documents": PAPERS, "decision": None, "conditions": [], "contract_no": None,
        "steps": steps, "commands": ["cancel"],
        "next": {"who": who, "key": current, "label": f"办{current}", "detail": "说明。",
                 "takes": "约 1 分钟", "page": page, "party_id": None},
    }  # fmt: skip
    return copy.deepcopy(found | more)


DECISION = {
    "outcome": "decline", "reason_public": "综合评估未通过（收入与负债）",
    "rights": ["可以申请人工复核"], "reapply_after": "2027-02-06", "review": None,
}  # fmt: skip
CONSENTS = {"marketing_sms": "营销短信", "marketing_call": "营销电话", "face_verify": "人脸核验",
            "credit_query": "征信查询", "dealer_share": "给门店的信息"}  # fmt: skip


class FakeApplications:
    """Part of `FakeBackOffice`."""

    # Given by `FakeBackOffice`.
    quotes: dict[str, Json]
    _take: Callable[..., None]
    _quoted: Callable[[Json], Json]

    def __init__(self) -> None:
        self.held: list[Json] = []
        self.granted: set[str] = set()
        self.lost = False
        self.effects: list[tuple[str, str]] = []
        self._answers: dict[str, Json] = {}

    def holds(self, state: str, **more: Any) -> Json:
        """Let the customer have an application in this state."""
        made = application(state, more.pop("quote", None) or self._quoted({}), **more)
        self.held.insert(0, made)
        return made

    def _once(self, method: str, key: str, answer: Json) -> Json:
        if key not in self._answers:
            self._answers[key] = answer
            self.effects.append((method, key))
        if self.lost:
            self.lost = False
            raise BackOfficeUnavailable(method)
        return self._answers[key]

    def applications(self, actor: Actor, customer_id: str) -> Json:
        self._take("applications", actor, customer_id)
        assert actor.who == f"customer:{customer_id}"
        return {"items": copy.deepcopy(self.held)}

    def open_application(self, actor: Actor, request: Json, idempotency_key: str) -> Json:
        self._take("open_application", actor, request, idempotency_key)
        running = [a for a in self.held if a["state"] not in {"DECLINED", "CANCELLED"}]
        if running and idempotency_key not in self._answers:
            raise BackOfficeRefused(409, {"code": "APPLICATION_OPEN", "title": "已有一笔申请。"})
        if idempotency_key not in self._answers:
            self.holds("DRAFT", quote=self.quotes[request["quote_id"]])
        return self._once("open_application", idempotency_key, self.held[0])

    def cancel_application(self, actor: Actor, number: str, reason: str, key: str) -> Json:
        self._take("cancel_application", actor, number, reason, key)
        self.held[0] = application("CANCELLED", self.held[0]["quote"])
        return self._once("cancel_application", key, self.held[0])

    def ask_review(self, actor: Actor, number: str, reason: str, key: str) -> Json:
        self._take("ask_review", actor, number, reason, key)
        review = {"asked_at": AT, "due_by": "2026-11-27T18:00:00+08:00"}
        self.held[0]["decision"] = DECISION | {"review": review}
        return self._once("ask_review", key, self.held[0])

    def send_link(self, actor: Actor, party_id: str, key: str) -> Json:
        self._take("send_link", actor, party_id, key)
        until = "2026-11-24T10:00:00+08:00"
        answer = {"url": "https://x/s#secret", "expires_at": until, "sms_sent": True}
        return self._once("send_link", key, answer)

    def revoke_link(self, actor: Actor, party_id: str, key: str) -> Json:
        self._take("revoke_link", actor, party_id, key)
        return self._once("revoke_link", key, {})

    def remove_party(self, actor: Actor, number: str, party_id: str, key: str) -> Json:
        self._take("remove_party", actor, number, party_id, key)
        return self._once("remove_party", key, self.held[0])

    def signing(self, actor: Actor, party_id: str) -> Json:
        self._take("signing", actor, party_id)
        return {
            "contract_no": "C1", "may_sign": True, "blocked_by": [], "parties": [],
            "signing_text": "", "hash": "h",
            "documents": [{"kind": "contract", "title": "贷款合同"},
                          {"kind": "cost_sheet", "title": "费用明示表"}],
        }  # fmt: skip

    def delivery_slots(self, actor: Actor, number: str) -> Json:
        self._take("delivery_slots", actor, number)
        slots = ["2026-11-23T10:00:00+08:00", "2026-11-23T14:00:00+08:00",
                 "2026-11-24T10:00:00+08:00"]  # fmt: skip
        return {"dealer": {"dealer_id": "D1", "name": "杭州一店", "address": "路 8 号"},
                "slots": slots}  # fmt: skip

    def book_delivery(self, actor: Actor, number: str, starts_at: str, key: str) -> Json:
        self._take("book_delivery", actor, number, starts_at, key)
        return self._once("book_delivery", key, self.held[0])

    def record(self, actor: Actor, customer_id: str) -> Json:
        self._take("record", actor, customer_id)
        return {"sections": [{"title": "账户", "items": []}, {"title": "合同", "items": []}]}

    def consents(self, actor: Actor, customer_id: str) -> Json:
        self._take("consents", actor, customer_id)
        return {"items": [
            {"purpose": purpose, "title": title, "text": "说明", "version": "1",
             "granted": purpose in self.granted, "needed_for": "",
             "since": AT if purpose in self.granted else None}
            for purpose, title in CONSENTS.items()
        ]}  # fmt: skip

    def change_consent(self, actor: Actor, request: Json, key: str) -> Json:
        self._take("change_consent", actor, request, key)
        (self.granted.add if request["granted"] else self.granted.discard)(request["purpose"])
        return self._once("change_consent", key, {"purpose": request["purpose"]})
