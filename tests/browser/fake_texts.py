"""Texts and sheets as the back office words them, shortened: for looking at the pages."""

from typing import Any

Json = dict[str, Any]
HASH = "3f2a91c0aa55d1e0" * 4

AUTHORISATION = {
    "text": "\n".join([
        "征信查询授权书", "", "授权对象：霁川汽车金融有限公司",
        "授权人身份：本笔申请（A2026112101）的借款人", "",
        *(f"{n}、我同意霁川汽车金融有限公司因审批这笔汽车贷款，向金融信用信息基础数据库查询我的信用报告，"
          "并仅用于这笔贷款的审批。查询会留下一条贷款审批类记录，查询前我可以随时撤回授权，撤回后不再查询。"
          for n in "一二三四五六"),
        "我已看完以上内容，同意授权。",
    ]),
    "text_hash": HASH, "version": "1", "min_seconds": 10,
}  # fmt: skip


def _line(label: str, value: str) -> Json:
    return {"label": label, "value": value}


COST_SHEET = {
    "text_hash": HASH, "version": "1", "min_seconds": 10, "irr_pct": "1.99",
    "sheet": {
        "title": "综合融资成本明示表", "irr_pct": "1.99",
        "statement": "除本表所列外，不再收取与本贷款有关的任何息费。",
        "blocks": [
            {"title": "这笔贷款", "lines": [
                _line("出借人", "霁川汽车金融有限公司"), _line("许可证号", "L0199H231000001"),
                _line("借款人", "沈*夏"), _line("产品", "低息贷"),
                _line("生成日期", "2026-11-21")]},
            {"title": "本金和还款", "lines": [
                _line("贷款金额", "153,860.00 元"), _line("用途", "购买听澜 600 后驱版"),
                _line("收款方", "车辆销售方"), _line("期限", "36 个月"),
                _line("还款方式", "等额本息"), _line("首个还款日", "2026-12-20"),
                _line("最后还款日", "2029-11-20")],
             "notes": ["还款日按 2026-11-24 放款推算，实际以放款日为准。"]},
            {"title": "正常履约要付的息费", "items": [
                {"item": "利息", "collector": "霁川汽车金融有限公司", "basis": "年利率 1.99%",
                 "amount": "4,765.94 元", "annualised": "1.99%", "when": "随每期月供"},
                {"item": "手续费", "collector": "—", "basis": "无", "amount": "0.00 元",
                 "annualised": "0.00%", "when": "无"},
                {"item": "担保费、合作方费用", "collector": "—", "basis": "无", "amount": "0.00 元",
                 "annualised": "0.00%", "when": "无"}]},
            {"title": "合计", "lines": [
                _line("月供", "4,406.28 元 × 36"), _line("息费合计", "4,765.94 元"),
                _line("年化综合融资成本", "1.99%（单利）"), _line("还款总额", "158,625.94 元")]},
            {"title": "没有按时还款或提前结清时", "lines": [
                _line("罚息", "年利率 ×1.5，按逾期天数"),
                _line("满 12 个月前结清", "剩余本金的 2%"),
                _line("满 12 个月后结清", "0.00 元")],
             "notes": ["例：第 8 期后结清，剩余本金 120,000.00 元，违约金 2,400.00 元。"]},
        ],
    },
}  # fmt: skip

SIGNING = {
    "contract_no": "C202611210001", "may_sign": True, "blocked_by": [], "hash": HASH,
    "signing_text": "我已看完全文，同意以电子签名签署以上文件，与手写签名效力相同。",
    "documents": [
        {"kind": "contract", "title": "汽车贷款合同", "sha256": HASH, "pages": 9},
        {"kind": "cost_sheet", "title": "综合融资成本明示表", "sha256": HASH[::-1], "pages": 2},
        {"kind": "schedule", "title": "还款计划表", "sha256": HASH[4:] + "aaaa", "pages": 2},
    ],
    "parties": [
        {"role": "borrower", "name_masked": "沈*夏", "status": "pending", "signed_at": None},
        {"role": "guarantor", "name_masked": "许*安", "status": "signed",
         "signed_at": "2026-11-21T10:30:00+08:00"},
    ],
}  # fmt: skip

_TEXTS = {
    "id_image": ("使用身份证照片", "照片只用于核对身份和办理这笔贷款，保存到法律要求的期限为止。"),
    "face_verify": ("真人核验", "几秒钟的面部影像只用于和身份证比对，24 小时内删除，只留结果。"),
    "bank_card": ("核对银行卡", "把姓名、身份证号、卡号和预留手机号发给银行核对是否一致。"),
    "credit_query": ("查询征信", "为审批这笔贷款向征信机构查询 1 次。"),
    "dealer_share": ("把预约告诉经销商", "把姓名、手机号和预约时间告诉您选的经销商。"),
    "marketing_sms": ("接收优惠短信", "有合适的活动时发短信，每月最多 2 条，随时可退订。"),
}  # fmt: skip


def consents() -> list[Json]:
    """All purposes; none granted."""
    return [
        {"purpose": purpose, "title": title, "text": text, "version": "1", "granted": False,
         "since": None, "needed_for": ""}
        for purpose, (title, text) in _TEXTS.items()
    ]  # fmt: skip


READ: dict[str, list[tuple[str, str, str, bool]]] = {
    "front": [("name", "姓名", "沈*夏", False), ("id_no", "身份证号", "990***********0022", False),
              ("address", "住址", "成都市青羊区河畔路 8 号", True)],
    "back": [("id_valid_to", "有效期至", "2035-08-01", False)],
    "bank_card": [("bank_card_no", "卡号", "6222021234567890123", True)],
    "page": [("period", "覆盖月份", "2026-05 至 2026-10", False)],
}  # fmt: skip
