"""Running loans and their errands as the back office tells them; figures are examples only."""

from typing import Any

Json = dict[str, Any]
LOAN, BALLOON, LEASE, LATE, DONE = (
    "C202509180006", "C202312180009", "C202401180010", "C202503180008", "C202110180011",
)  # fmt: skip
CARD = {"bank_name": "成都银行", "tail": "0123"}
HASH = "a" * 64


def window(errand: str, why_not: str | None = None, opens: str | None = "2026-11-21",
           closes: str | None = None) -> Json:  # fmt: skip
    """What a loan allows, or why not."""
    return {"errand": errand, "allowed": why_not is None, "why_not": why_not, "from": opens,
            "to": closes}  # fmt: skip


WINDOWS = [
    window("pay_now", "现在没有到期未还的金额。", None),
    window("settle", closes="2026-12-21"),
    window("prepay", opens="2026-12-20", closes="2028-09-20"),
    window("hardship"),
    window("total_loss"),
]
EXTEND = window("extend", opens="2026-10-20", closes="2027-01-08")
LEASE_ENDS = [window(name, opens="2026-07-09", closes="2026-12-06")
              for name in ("return", "buyout", "renew")]  # fmt: skip


def loan(no: str = LOAN, **more: Any) -> Json:
    """A loan that runs as it should."""
    return {
        "contract_no": no, "application_no": None, "customer_id": "P06", "kind": "loan",
        "state": "ACTIVE", "state_zh": "还款中", "product_key": "standard",
        "product_name": "安心贷", "principal": "120000.00", "amount": "120000.00",
        "vehicle": {"vehicle_key": "tinglan", "name": "听澜 600 后驱版", "plate": "川A·12345",
                    "vin_masked": None},
        "principal_outstanding": "74733.97", "annual_rate_pct": "4.99", "term_months": 36,
        "paid_periods": 14, "remaining_periods": 22, "next_due_date": "2026-12-20",
        "next_due_amount": "3596.07", "days_past_due": 0,
        "overdue": {"amount": "0.00", "penalty": "0.00", "penalty_per_day": "0.00",
                    "instalments": []},
        "due_total": "0.00", "credit": "0.00", "balloon": "0.00", "balloon_due": None,
        "lease": None, "repay_card": {**CARD, "usable": True}, "card_tail": "0123",
        "first_due": "2025-10-20", "last_due": "2028-09-20", "due_day": 20, "autopay": True,
        "lien": {"status": "REGISTERED"}, "total_loss": None, "settled_on": None,
        "activated_at": "2025-09-18T10:00:00+08:00", "errands": [], "windows": WINDOWS,
        "first_payment_note": None, **more,
    }  # fmt: skip


LOANS = {
    LOAN: loan(),
    BALLOON: loan(
        BALLOON, product_name="轻享贷（尾款）", balloon="90930.00", balloon_due="2027-01-18",
        paid_periods=35, remaining_periods=1, next_due_date="2026-12-18",
        next_due_amount="3126.29", windows=[*WINDOWS[:3], EXTEND, *WINDOWS[3:]],
        principal_outstanding="94030.00", annual_rate_pct="5.19", last_due="2027-01-18",
    ),
    LEASE: loan(
        LEASE, kind="lease", product_name="融资租赁", windows=[*WINDOWS[:2], *LEASE_ENDS],
        balloon="75680.00", balloon_due="2027-01-05", last_due="2027-01-05", paid_periods=34,
        lease={"lease_end": "2027-01-05", "contract_km": 60000, "current_km": 66800,
               "residual": "75680.00"},
    ),
    LATE: loan(
        LATE, state="OVERDUE", state_zh="已逾期", days_past_due=5, due_total="1469.44",
        overdue={"amount": "1467.76", "penalty": "1.68", "penalty_per_day": "0.34",
                 "instalments": []},
        repay_card={**CARD, "usable": False},
        windows=[window("pay_now"), window("settle", closes="2026-12-21"),
                 window("prepay", "请先还清逾期的金额，再办这一项。", "2026-12-20"),
                 window("hardship"), window("total_loss")],
    ),
    DONE: loan(
        DONE, state="SETTLED", state_zh="已结清", principal_outstanding="0.00",
        next_due_date=None, next_due_amount=None, paid_periods=36, settled_on="2026-11-20",
        windows=[window("lien_release")], repay_card=None,
    ),
}  # fmt: skip


def trial(no: str, kind: str, figures: Json, reasons: list[str] | None = None, **more: Any) -> Json:
    """Figures without effect."""
    return {
        "trial_id": f"T-{kind}", "contract_no": no, "errand": kind, "hash": HASH,
        "valid_until": "2026-11-23T23:59:59+08:00", "figures": figures, "reasons": reasons or [],
        "eligible": not reasons, **more,
    }  # fmt: skip


OFFER = {
    "offer_id": "O1", "title": "老客户再购车，贷款利率低 0.30 个百分点",
    "why_you": "您已按时还了 14 期。这份优惠与本次结清无关，不接受也照常结清。",
    "valid_until": "2026-12-21T23:59:59+08:00",
}  # fmt: skip


def settlement(no: str, asked: Json) -> Json:
    """What settling on a day costs."""
    on = asked["settle_on"]
    if on == "2026-12-20":
        why = "这一天前后正在扣当期月供，请选 2026-12-21 或以后的日子。"
        return trial(no, "settlement", _settlement(on), [why])
    return trial(no, "settlement", _settlement(on), offer=OFFER)


def _settlement(on: str) -> Json:
    parts = [
        {"name": "principal", "label": "剩余本金", "amount": "74733.97",
         "why": "结清日还没有还的本金。"},
        {"name": "accrued", "label": "当期利息", "amount": "82.87",
         "why": "74,733.97 元 × 4.99% ÷ 360 × 8 天（从 2026年11月20日 算起，当天不计）。"},
        {"name": "fee", "label": "提前结清手续费", "amount": "1494.68",
         "why": "结清日在合同第 15 个月，按合同收剩余本金 74,733.97 元的 2.00%。"},
    ]  # fmt: skip
    return {
        "contract_no": LOAN, "settle_on": on, "principal_outstanding": "74733.97",
        "accrued_interest": "82.87", "early_fee": "1494.68", "subsidy_clawback": "0.00",
        "overdue": "0.00", "credit": "0.00", "total": "76311.52", "interest_ahead": "3511.60",
        "net_saving": "2016.92", "parts": parts, "contract_month": 15, "early_fee_pct": "2.00",
        "saving_note": "与按计划还完相比，共少付 2,016.92 元（已经减去手续费）。", "days": 8,
        "assumed_periods": [], "assumed_note": None, "card": CARD,
        "lien": "结清后我们去办解除抵押，一般 7 到 15 个工作日；支持电子解押的城市不用您跑。",
    }  # fmt: skip


def prepayment(no: str, asked: Json) -> Json:
    """Both effects of a part paid early."""
    if asked["amount"] == "100.00":
        return trial(no, "prepayment", {}, ["一次至少提前还 10,000.00 元。"])
    options = [
        {"effect": "shorten_term", "label": "月供不变，早点还完", "new_payment": "4494.96",
         "new_last_payment": "4451.61", "new_last_due": "2027-11-20", "remaining_periods": 12,
         "interest_total": "1427.99", "interest_saved": "3982.93", "net_saving": "2982.93",
         "note": "早 12 期还完，减去手续费后少付 2,982.93 元。"},
        {"effect": "reduce_payment", "label": "期数不变，月供变少", "new_payment": "2301.62",
         "new_last_payment": "2301.54", "new_last_due": "2028-09-20", "remaining_periods": 24,
         "interest_total": "2770.62", "interest_saved": "2640.30", "net_saving": "1640.30",
         "note": "每期少还一些，减去手续费后少付 1,640.30 元。"},
    ]  # fmt: skip
    return trial(no, "prepayment", {
        "contract_no": no, "amount": asked["amount"], "effective_on": "2026-12-20",
        "early_fee": "1000.00", "early_fee_pct": "2.00", "total": "51000.00",
        "principal_before": "102468.18", "principal_after": "52468.18",
        "applies_to": "先冲本金", "options": options, "card": CARD,
    })  # fmt: skip


def extension(no: str, asked: Json) -> Json:
    """Each tenor of an extended balloon."""
    tenors = (("12", "7804.72", "2726.65", "too_much"), ("18", "5274.06", "4003.15", "tight"),
              ("24", "4009.21", "5291.04", "ok"))  # fmt: skip
    options = [
        {"term_months": int(months), "annual_rate_pct": "5.49", "monthly_payment": payment,
         "total_interest": interest, "last_payment": payment, "last_due": "2029-01-18",
         "pti_pct": "31.20", "affordability": fits, "note": None}
        for months, payment, interest, fits in tenors
    ]  # fmt: skip
    first = asked.get("pay_first", "0.00")
    return trial(no, "extension", {
        "contract_no": no, "balloon": "90930.00", "balloon_due": "2027-01-18",
        "options": options, "eligible": True, "reasons": [], "pay_first": first,
        "extended_amount": "60930.00" if "pay_first" in asked else "90930.00",
        "rate_note": "展期利率 5.49%，以审批通过那天公布的为准。",
        "signers": [{"role": "borrower", "name_masked": "沈*夏"},
                    {"role": "co_borrower", "name_masked": "许*满"},
                    {"role": "guarantor", "name_masked": "许*安"}],
        "steps_ahead": ["提交申请，2 个工作日内审核", "看新的费用明示表",
                        "所有人在自己的手机上签字",
                        "尾款到期那天换成新的还款计划"],
        "decide_by": "2027-01-15",
    })  # fmt: skip


# Where a car can be inspected, and when.
DEALERS: list[Json] = [
    {"dealer_id": "D1", "name": "听澜成都青羊店", "city": "成都", "address": "青羊区河畔路 8 号",
     "slots": [f"2026-11-{day}T{hour}:00+08:00" for day in (26, 27) for hour in
               ("10:00", "11:00", "14:00")]},
    {"dealer_id": "D2", "name": "听澜成都高新店", "city": "成都", "address": "高新区天府路 66 号",
     "slots": ["2026-11-28T10:00:00+08:00"]},
]  # fmt: skip


def lease_end(no: str, asked: Json) -> Json:
    """The three ways out of a lease."""
    km = asked.get("current_km", 66800)
    return trial(no, "lease_end", {
        "contract_no": no, "residual": "75680.00", "lease_end": "2027-01-05",
        "contract_km": 60000, "current_km": km, "excess_km_fee": "4640.00", "excess_km": 5800,
        "tolerance_km": 1000, "km_price": "0.80",
        "km_note": "按现在的里程算；之后每多开 1 公里加 0.80 元。",
        "choices": [
            {"choice": "return", "amount": "4640.00", "label": "退车", "steps": [],
             "note": "另加验车后确认的损伤费；正常磨损不收费。"},
            {"choice": "buyout", "amount": "75680.00", "label": "留购", "note": "另付过户费用。",
             "steps": ["到期那天扣留购价", "10 个工作日内开票、过户"]},
            {"choice": "renew", "amount": "75680.00", "label": "续租 24 期", "months": 24,
             "monthly_payment": "3336.12", "total_interest": "4386.88", "note": "需要重新签协议。",
             "steps": ["签续租协议", "到期那天开始新计划"]},
        ],
        "damage_guide": [
            {"item": "划痕", "free": "10 厘米以内、没有露底漆", "fee": "超过 10 厘米或露底漆"},
            {"item": "凹陷", "free": "5 厘米以内", "fee": "超过 5 厘米"},
        ],
        "photo_guide": ["车头正面", "车尾正面", "左前 45 度", "仪表盘里程"],
        "plate_note": "车牌在出租方名下的城市，留购后过户要有本人指标。",
    }, dealers=DEALERS)  # fmt: skip


def hardship(no: str, asked: Json) -> Json:
    """Ways to breathe, each with what it costs more."""
    options = [
        {"kind": "interest_only", "label": "先只还利息 3 个月", "choice": "interest_only",
         "why": "这 3 个月只还利息，之后恢复原来的月供，还清日晚 3 个月。",
         "new_payment": "426.10", "extra_interest": "1278.30", "until": "2027-03-20"},
        {"kind": "due_day", "label": "换一个还款日", "choice": "due_day",
         "why": "发薪日和还款日对不上时最合适。", "new_payment": "3596.07",
         "extra_interest": "0.00", "until": None},
        {"kind": "person", "label": "和人工一起商量", "choice": "person",
         "why": "情况特殊时，由工作人员和您一起定方案。", "new_payment": None,
         "extra_interest": None, "until": None},
    ]  # fmt: skip
    return trial(no, "hardship", {"contract_no": no, "options": options, "eligible": True,
                                  "reasons": [], "decide_by": "2026-11-25"})  # fmt: skip


def total_loss(no: str, asked: Json) -> Json:
    """What the loan comes to when the car is gone."""
    payout = asked.get("payout")
    return trial(no, "total_loss", {
        "contract_no": no, "on": asked.get("on", "2026-11-25"), "payoff": "51603.84",
        "principal_outstanding": "51515.12", "accrued_interest": "88.72", "overdue": "0.00",
        "early_fee": "0.00", "payout": payout, "surplus": "40396.16" if payout else None,
        "shortfall": "0.00" if payout else None,
        "note": "结清之前请继续按期还款，免得产生罚息。",
        "parts": [
            {"name": "principal", "label": "剩余本金", "amount": "51515.12",
             "why": "还没有还的本金。"},
            {"name": "accrued", "label": "当期利息", "amount": "88.72",
             "why": "算到这一天的利息。"},
        ],
    })  # fmt: skip


def title_loan(no: str, asked: Json) -> Json:
    """The certificate lent out."""
    return trial(no, "title_loan", {"contract_no": no, "reason": asked["reason"],
                 "ship_by": "2026-11-26", "return_by": "2026-12-26",
                 "note": "寄出前会先和您确认收件地址。"})  # fmt: skip


def pay_now(no: str, asked: Json) -> Json:
    """What paying now draws."""
    return trial(no, "pay_now", {"amount": "1469.44", "costs": "0.00", "penalty": "1.68",
                 "interest": "120.11", "principal": "1347.65", "days_past_due": 5,
                 "penalty_per_day": "0.34", "card": CARD, "instalments": [],
                 "on": "2026-11-21"})  # fmt: skip


TRIALS = {
    "settlement": settlement, "prepayment": prepayment, "extension": extension,
    "lease_end": lease_end, "hardship": hardship, "total_loss": total_loss,
    "title_loan": title_loan, "pay_now": pay_now,
}  # fmt: skip
