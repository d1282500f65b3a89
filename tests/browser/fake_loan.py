"""Applications in every state, as the back office would tell them: for looking at the pages."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

Json = dict[str, Any]
HERE = Path(__file__).parent
NO = "A2026112101"
BORROWER, GUARANTOR = "T0001", "T0002"

STEPS = (
    ("identify", "身份核实", "约 3 分钟"),
    ("authorise", "征信授权", "约 1 分钟"),
    ("preapproval", "预审", "一般 2 分钟"),
    ("papers", "上传材料", "约 5 分钟，可以分几次传"),
    ("approval", "审批", "1 个工作日内"),
    ("cost", "费用确认", "约 1 分钟"),
    ("sign", "线上签约", "每人约 3 分钟"),
    ("disburse", "放款前核对", "材料齐后 1 个工作日"),
    ("deliver", "提车", "按您约的时间"),
)
# state: its words, the step it belongs to, who does what next on which page, and for how long.
STATES: dict[str, tuple[str, str, str, str, str, str, str, str]] = {
    "DRAFT": ("填写中", "identify", "you", "id_card", "upload", "拍身份证",
              "正反面各拍一张，姓名、证件号和有效期会自动读出来，不用手填。", "约 1 分钟"),
    "FIELDS": ("身份已确认", "authorise", "you", "fields", "fields", "补几项信息",
               "还差税后月收入、单位名称、单位电话，能带出来的都带好了。", "约 1 分钟"),
    "ID_VERIFIED": ("身份已确认", "authorise", "you", "authorise", "authorise", "阅读并授权查征信",
                    "只为这笔贷款查一次；授权前不查，查询前可以撤回。", "约 1 分钟"),
    "CREDIT_AUTHORISED": ("已授权，审批中", "preapproval", "us", "deciding", "wait", "预审中",
                          "正在查询征信并评估，好了马上告诉您，可以先离开。", "一般 2 分钟"),
    "NEEDS_DOCS": ("待补材料", "papers", "you", "papers", "upload", "上传材料",
                   "还差银行流水、结婚证。拍照就行，传完马上告诉您读得怎么样。", "约 5 分钟"),
    "CARD": ("预审通过", "papers", "you", "card", "card", "绑定还款卡",
             "用本人的储蓄卡，核对姓名、证件号、卡号和预留手机号。", "约 1 分钟"),
    "INVITE": ("附条件通过", "approval", "you", "invite_guarantor", "fields", "添加担保人",
               "填好担保人的称呼和手机号，我们发链接给他本人办理。", "约 1 分钟"),
    "APPROVED_WITH_CONDITIONS": (
        "附条件通过", "approval", "party", "party", "wait", "等许*安办理",
        "链接在许*安手机上，他核实身份并授权后就继续。没收到可以重发。", "对方约 5 分钟"),
    "APPROVED": ("审批通过", "cost", "you", "cost", "cost", "看费用明示表",
                 "签约前把每一笔费用看清楚，除表里所列外不再收取。", "约 1 分钟"),
    "CONTRACT_GENERATED": ("合同待签", "sign", "you", "sign", "sign", "签合同",
                           "看完全文，用短信验证码确认后签署。", "约 3 分钟"),
    "SIGNING": ("签约中", "sign", "party", "sign_party", "wait", "等许*安签约",
                "许*安在自己的手机上就能签，链接 72 小时内有效，过期可以重发。", "对方约 3 分钟"),
    "PRE_DISBURSE_CHECK": ("放款前核对中", "disburse", "us", "disburse", "wait", "放款前核对",
                           "还差购车发票，齐了就放款。", "材料齐后 1 个工作日"),
    "ACTIVATED": ("已放款", "deliver", "you", "delivery", "delivery", "约提车时间",
                  "贷款已放款，选个方便的时间去提车。", "约 1 分钟"),
    "BOOKED": ("已放款", "deliver", "you", "booked", "delivery", "等提车",
               "已约 11月28日 10:00 在听澜交付中心提车，带上身份证。", "按您约的时间"),
    "DECLINED": ("未通过", "preapproval", "you", "declined", "none", "这次没有通过", "", ""),
    "CANCELLED": ("已取消", "papers", "us", "over", "none", "已结束", "", ""),
    "EXPIRED": ("已过期", "cost", "us", "over", "none", "已结束", "", ""),
}  # fmt: skip
REAL_STATE = {"FIELDS": "ID_VERIFIED", "CARD": "PRE_APPROVED", "BOOKED": "ACTIVATED",
              "INVITE": "APPROVED_WITH_CONDITIONS"}  # fmt: skip
FAILED = {"DECLINED": "这次没有通过，您可以查看原因、申请人工复核",
          "CANCELLED": "已按您的要求取消", "EXPIRED": "超过有效期，已自动结束"}  # fmt: skip
INVITING = {"DRAFT", "ID_VERIFIED", "PRE_APPROVED", "NEEDS_DOCS", "APPROVED_WITH_CONDITIONS"}
ENDED = {"DECLINED", "CANCELLED", "EXPIRED", "ACTIVATED", "DELIVERED"}


def quote() -> Json:
    """The plan of the quote card."""
    messages = json.loads((HERE / "fixtures" / "quote.json").read_text(encoding="utf-8"))
    plan: Json = next(m["card"] for m in messages if "card" in m)["data"]["quote"]
    return plan


def field(name: str, label: str, value: str | None, source: str | None, **more: Any) -> Json:
    """One field of the application."""
    plain = {"required": True, "open": True, "kind": "text", "choices": None}
    return {"name": name, "label": label, "value": value, "source": source, **plain, **more}


INCOMES = (
    ("5000.00", "5 千左右"),
    ("8000.00", "8 千左右"),
    ("10000.00", "1 万左右"),
    ("15000.00", "1.5 万左右"),
    ("20000.00", "2 万左右"),
    ("30000.00", "3 万及以上"),
)


def fields() -> list[Json]:
    """What is known already, and the three that only the customer knows."""
    incomes = [{"value": value, "label": label} for value, label in INCOMES]
    return [
        field("phone", "手机号", "154****0002", "account", open=False, kind="phone"),
        field("name", "姓名", "沈*夏", "ocr", open=False),
        field("id_no", "身份证号", "990***********0022", "ocr", open=False),
        field("id_valid_to", "身份证有效期至", "2035-08-01", "ocr", open=False, kind="date"),
        field("address", "住址", "成都市****", "ocr"),
        field("city", "所在城市", "成都", "account"),
        field("income_monthly", "税后月收入", None, None, kind="money", choices=incomes),
        field("employer_name", "单位名称", None, None),
        field("employer_phone", "单位电话", None, None, kind="phone"),
    ]


def party(party_id: str, role: str, name: str, **more: Any) -> Json:
    """A person of the application."""
    return {
        "party_id": party_id, "role": role, "relation": None if role == "borrower" else "父亲",
        "name_masked": name, "phone_masked": "154****0104", "id_masked": None, "identity": "todo",
        "authorised": False, "card": "n/a", "signature": "todo", "signed_at": None,
        "link": {"state": "none", "sent_at": None, "expires_at": None}, **more,
    }  # fmt: skip


def paper(document: str, title: str, status: str, why: str, **more: Any) -> Json:
    """A line of the checklist."""
    return {"document": document, "title": title, "required": True, "status": status,
            "problem": None, "fix": None, "paper_id": None, "party_id": BORROWER, "why": why,
            **more}  # fmt: skip


def papers(scene: str) -> list[Json]:
    """The checklist as it stands in a scene."""
    if scene == "DRAFT":
        return [paper("id_card", "身份证", "missing", "确认您是谁")]
    rejected = {
        "problem": "流水只有 4 个月，要近 6 个月的。",
        "fix": "在银行 App 里导出近 6 个月的流水再传一次。",
    }
    return [
        paper("id_card", "身份证", "accepted", "确认您是谁"),
        paper("driving_licence", "驾驶证", "checking", "确认您能开这台车"),
        paper("bank_statement", "银行流水（近 6 个月）", "rejected", "看收入够不够还", **rejected),
        paper("marriage_certificate", "结婚证", "missing", "配偶一起签约时要用"),
        paper("income_proof", "收入证明", "missing", "流水看得清楚就不用", required=False),
    ]


def timeline(scene: str) -> list[Json]:
    """The steps: done before, current here, to come after; failed where it ended."""
    _, key, who, *_ = STATES[scene]
    position = [step for step, _, _ in STEPS].index(key)
    views = []
    for index, (step, name, takes) in enumerate(STEPS):
        status = "done" if index < position else "todo" if index > position else "current"
        view = {"name": name, "key": step, "status": status, "at": None, "detail": "",
                "who": "you", "takes": takes}  # fmt: skip
        if status == "done":
            view["at"] = f"2026-11-21T{9 + index:02d}:12:00+08:00"
        if status == "current":
            view |= {"who": who, "takes": STATES[scene][7], "detail": STATES[scene][6]}
        if status == "current" and scene in FAILED:
            view |= {"status": "failed", "detail": FAILED[scene]}
        views.append(view)
    return views


def application(scene: str) -> Json:
    """The whole application in a scene."""
    words, _, who, key, page, label, detail, takes = STATES[scene]
    state = REAL_STATE.get(scene, scene)
    known = scene != "DRAFT"
    own = party(BORROWER, "borrower", "沈*夏", identity="done" if known else "todo",
                authorised=scene not in ("DRAFT", "FIELDS", "ID_VERIFIED"))  # fmt: skip
    people = [own]
    if scene in ("APPROVED_WITH_CONDITIONS", "CONTRACT_GENERATED", "SIGNING"):
        sent = {"state": "sent", "sent_at": "2026-11-21T10:00:00+08:00",
                "expires_at": "2026-11-24T10:00:00+08:00"}  # fmt: skip
        signed = scene == "SIGNING"
        own["signature"] = "signed" if signed else "pending"
        people.append(party(GUARANTOR, "guarantor", "许*安", link=sent, identity="done",
                            authorised=signed, signature="pending"))  # fmt: skip
    commands = ["cancel"] if state not in ENDED else []
    commands += ["invite_party", "remove_party"] if state in INVITING else []
    return deepcopy({
        "application_no": NO, "customer_id": "U0002", "state": state, "state_zh": words,
        "opened_at": "2026-11-21T09:00:00+08:00", "offer_valid_to": "2026-12-21T23:59:59+08:00",
        "quote": quote(), "customer_type": "private",
        "purchase": {"vehicle_name": "听澜", "trim_name": "600 后驱版", "price": "219800.00",
                     "down_payment": "65940.00"},
        "fields": fields(), "typed_count": 0, "parties": people, "consents": [],
        "documents": papers(scene), "decision": decision(scene),
        "conditions": conditions(scene),
        "contract_no": "C202611210001" if state in ("ACTIVATED", "SIGNING") else None,
        "steps": timeline(scene), "commands": commands,
        "next": {"who": who, "key": key, "label": label, "detail": detail, "takes": takes,
                 "page": page, "party_id": BORROWER},
    })  # fmt: skip


def decision(scene: str) -> Json | None:
    """A refusal with its public reason."""
    if scene != "DECLINED":
        return None
    return {"outcome": "declined", "reason_public": "综合评估未通过（收入与负债）",
            "rights": ["要求解释", "申请人工复核", "要求删除资料"], "reapply_after": "2027-02-19",
            "review": None}  # fmt: skip


def conditions(scene: str) -> list[Json]:
    """What an approval depends on."""
    if REAL_STATE.get(scene, scene) != "APPROVED_WITH_CONDITIONS":
        return []
    return [
        {"code": "guarantor_signature", "label": "一位担保人签约", "met": False},
        {"code": "down_payment_receipt", "label": "首付款收据", "met": True},
    ]
