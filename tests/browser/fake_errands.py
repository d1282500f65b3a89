"""Errands and changes on their way, and reminders, as the back office tells them."""

from typing import Any

from tests.browser.fake_servicing import DEALERS, LOAN

Json = dict[str, Any]


Span = tuple[str, str]


def step(key: str, label: str, state: str, on: str | None = None, span: Span | None = None) -> Json:
    """A step of a way."""
    first, last = span or (None, None)
    return {"key": key, "label": label, "state": state, "on": on, "expected_from": first,
            "expected_to": last}  # fmt: skip


def errand(no: str, state: str = "CONFIRMED", **more: Any) -> Json:
    """A settlement that was confirmed, or where it went from there."""
    paid = state in ("RELEASING", "DONE")
    steps = [
        step("confirmed", "确认结清", "done", "2026-11-21"),
        step("drawn", "从还款卡扣款", "done" if paid else "waiting",
             "2026-11-28" if paid else None, None if paid else ("2026-11-28", "2026-11-28")),
        step("settled", "入账并结清", "done" if paid else "waiting"),
        step("mandate_ended", "停止自动扣款", "done" if paid else "waiting"),
        step("proof", "出具结清证明", "done" if paid else "waiting"),
        step("lien_filed", "提交解除抵押", "doing" if paid else "waiting", None,
             ("2026-12-01", "2026-12-01")),
        step("lien_released", "抵押解除", "waiting", None, ("2026-12-09", "2026-12-21")),
    ]  # fmt: skip
    return {
        "request_no": no, "contract_no": LOAN, "errand": "settlement", "errand_zh": "提前结清",
        "state": state, "state_zh": "已结清，解押办理中" if paid else "已确认，等待扣款",
        "amount": "76311.52", "figures": {}, "steps": steps,
        "next": {"who": "lender", "page": None, "label": (
            "结清证明可以下载；解押预计在 12月9日 到 12月21日 之间办好，进度随时可看。" if paid else
            "11月28日 10:00 从尾号 0123 的卡扣 76,311.52 元，请提前存足；扣款前可以取消。")},
        "receipt": {"what": "提前结清，最多扣款 76,311.52 元", "effective": "2026-11-28",
                    "next": ""},
        "failure_code": None, "can_cancel": not paid,
        "documents": ["settlement_proof"] if paid else [], **more,
    }  # fmt: skip


def signing(no: str) -> Json:
    """An extension that waits for its signatures."""
    steps = [
        step("asked", "提交申请", "done", "2026-11-21"),
        step("reviewed", "审核", "done", "2026-11-23"),
        step("signed", "所有人签字", "doing", None, ("2026-11-23", "2027-01-15")),
        step("swapped", "换成新的还款计划", "waiting", None, ("2027-01-18", "2027-01-18")),
    ]  # fmt: skip
    return errand(
        no, errand="extension", errand_zh="尾款展期", state="SIGNING", state_zh="等待签署",
        steps=steps, can_cancel=True,
        next={"who": "customer", "label": "审核通过了，请您签字；另外两位也会收到自己的链接。",
              "page": "/apply"},
        receipt={"what": "尾款 90,930.00 元分 24 期，每期 4,009.21 元", "effective": "2027-01-18",
                 "next": ""},
    )  # fmt: skip


def booked(no: str, at: str = "2026-11-26T10:00:00+08:00") -> Json:
    """A return with its inspection booked."""
    steps = [
        step("asked", "选择退车", "done", "2026-11-21"),
        step("inspected", "门店验车", "waiting", None, ("2026-11-26", "2026-11-26")),
        step("report", "出报告并结算", "waiting", None, ("2026-11-27", "2026-12-01")),
    ]  # fmt: skip
    return errand(
        no, errand="lease_end", errand_zh="到期退车", state="BOOKED", state_zh="已预约",
        steps=steps,
        next={"who": "customer", "page": None,
              "label": "11月26日 10:00 到听澜成都青羊店验车，带上两把钥匙和行驶证。"},
        receipt={"what": "到期退车，已约验车", "effective": "2027-01-05", "next": ""},
        figures={"choice": "return", "appointment": {
            "dealer": DEALERS[0], "starts_at": at, "minutes": 60, "bring": ["两把钥匙"]}},
    )  # fmt: skip


def change(kind: str, no: str = "H1", **more: Any) -> Json:
    """A change that was ordered."""
    names = {"id_card": "更新身份证", "bank_card": "更换还款卡", "phone": "更换手机号",
             "address": "更新地址"}  # fmt: skip
    return {
        "request_no": no, "kind": kind, "kind_zh": names[kind], "state": "DONE",
        "state_zh": "已办完", "contract_no": LOAN, "now": "nothing",
        "steps": [step("asked", "提交", "done", "2026-11-21"),
                  step("systems", "各系统同步", "done", "2026-11-21")],
        "next": {"who": "nobody", "label": "办好了，原来的联系方式也收到了通知。", "page": None},
        "receipt": {"what": names[kind], "effective": "2026-11-21", "next": ""},
        "figures": {}, "papers": [], "documents": [], "failure_code": None, "can_cancel": False,
        **more,
    }  # fmt: skip


def renewal(read: bool) -> Json:
    """An identity card being renewed: its papers, or the face after them."""
    steps = [
        step("papers", "拍新身份证两面", "done" if read else "doing"),
        step("face", "真人核验", "doing" if read else "waiting"),
        step("register", "向公安系统核对", "waiting"),
        step("systems", "各系统同步", "waiting"),
    ]  # fmt: skip
    return change(
        "id_card", "H9", state="OPEN", state_zh="等您来做", now="face" if read else "papers",
        steps=steps, can_cancel=True,
        next={"who": "customer", "page": None,
              "label": "对着镜头几秒钟，就办好了。" if read else "请拍新身份证的两面。"},
        receipt={"what": "更新身份证", "effective": "核验通过后马上生效", "next": ""},
    )  # fmt: skip


ON_FILE = {
    "items": [],
    "identity": {"name_masked": "沈*夏", "id_masked": "510***********0022", "standing": "soon",
                 "valid_to": "2026-12-08", "blocks_from": "2027-03-08",
                 "note": "12月8日到期。到期后查看和还款不受影响；满 90 天没更新会暂停合同变更。"},
    "phone_masked": "154****0002", "held_until": None, "city": "成都",
    "address": "青羊区河畔路 **", "cards": [
        {"contract_no": LOAN, "bank_name": "成都银行", "tail": "0123", "next_due": "2026-12-20",
         "cutoff": "2026-12-18T17:00:00+08:00", "overdue": False}],
}  # fmt: skip
CARD_FIGURES = {
    "contract_no": LOAN, "bank_name": "锦江银行", "tail": "9876", "old_bank_name": "成都银行",
    "old_tail": "0123", "effective_on": "2026-11-21", "first_due_with_new": "2026-12-20",
    "cutoff": "2026-12-18T17:00:00+08:00", "overdue": False,
    "note": "从 12月20日 这期起从新卡扣款。",
}  # fmt: skip
REMINDERS = {
    "lead_days": [7, 3, 1], "channel": None, "channels": ["wechat", "sms", "app"],
    "quiet_hours": {"from": "21:00", "to": "08:00"}, "default": True,
    "mandatory": ["扣款没有成功的通知", "逾期通知"], "ics_url": "/api/reminders/calendar.ics",
    "upcoming": [
        {"kind": "due", "on": "2026-12-13", "contract_no": LOAN, "text": "提前 7 天：12月20日应还"},
        {"kind": "id_expiry", "on": "2026-12-01", "contract_no": LOAN, "text": "身份证快到期"},
    ],
    "receipt": None,
}  # fmt: skip
