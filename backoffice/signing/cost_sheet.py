"""The cost sheet of a deal: every charge, who takes it, on what basis, and what it comes to.

All figures are the back office's; the annualised cost is that of the schedule that is signed.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from backoffice.customers.endpoints import mask_name
from backoffice.forms import money
from backoffice.signing.contingent_costs import contingent
from backoffice.signing.deal import KINDS, Deal, Extended
from backoffice.wording import wording
from foundation.zh import yuan

WORDS = wording("signing/wording/cost_sheet.yml")
LENDER = wording("signing/wording/lender.yml")
Block = dict[str, Any]
# The annualised cost on the sheet and that of the signed schedule may differ by so much.
TOLERANCE = Decimal("0.01")


class CostSheetContradicts(RuntimeError):
    """The sheet's annualised cost is not the signed schedule's: nothing may be signed."""


def say(deal: Deal, name: str, **figures: Any) -> str:
    """A sentence in the words of an extension, a loan or a lease."""
    own = f"{name}_{deal.kind}"
    if WORDS.has(own):
        return WORDS.say(own, **figures)
    if WORDS.has(name):
        return WORDS.say(name, **figures)
    return WORDS.say(f"{name}_{'lease' if deal.leased else 'loan'}", **figures)


def _line(label: str, value: str) -> dict[str, str]:
    return {"label": label, "value": value}


def on_day(day: date) -> str:
    """A date as documents write it: 2026-12-20."""
    return day.isoformat()


def car(deal: Deal) -> str:
    """The car's name."""
    quote = deal.quote
    return WORDS.say("car", vehicle=quote.vehicle_name or "", trim=quote.trim_name or "").strip()


def _header(deal: Deal, made_on: date) -> Block:
    return {
        "title": WORDS.say("block_header"),
        "lines": [
            _line(say(deal, "lender"), deal.lender),
            _line(WORDS.say("licence"), LENDER.say("licence")),
            _line(WORDS.say("customer"), mask_name(deal.borrower.name) or WORDS.say("dash")),
            _line(WORDS.say("product"), deal.product.name),
            _line(WORDS.say("made_on"), on_day(made_on)),
        ],
    }


def _prolonged(extends: Extended) -> str:
    """What an extension is for."""
    name = "purpose_extension_part" if extends.paid_first else "purpose_extension"
    return WORDS.say(
        name,
        contract=extends.contract_no,
        balloon=yuan(extends.balloon),
        paid_first=yuan(extends.paid_first),
        day=on_day(extends.from_day),
    )


def _principal(deal: Deal, activation: date) -> Block:
    terms, dated = deal.schedule.terms, deal.dated(activation)
    vin = WORDS.say("vin", vin=deal.vin) if deal.vin else WORDS.say("vin_open")
    payee = "payee_lessee" if deal.kind == "sale_leaseback" else "payee_seller"
    method = WORDS.say("method_lease" if deal.leased else "method")
    purpose = WORDS.say("purpose_lease" if deal.leased else "purpose_loan", car=car(deal))
    if deal.extends is not None:
        payee = "payee_nobody"
        purpose = _prolonged(deal.extends)
    return {
        "title": say(deal, "block_principal"),
        "lines": [
            _line(WORDS.say("amount"), yuan(terms.principal)),
            _line(WORDS.say("purpose"), purpose),
            _line(WORDS.say("car_number"), vin),
            _line(WORDS.say("payee"), WORDS.say(payee)),
            _line(WORDS.say("term"), WORDS.say("months", months=terms.months)),
            _line(method, KINDS.say(f"method_{terms.method}")),
            _line(WORDS.say("first_due"), on_day(dated.rows[0].due_date)),
            _line(WORDS.say("last_due"), on_day(dated.rows[-1].due_date)),
        ],
        "notes": [
            say(deal, "due_note", activation=on_day(activation), word=deal.word("activation"))
        ],
    }


def _item(item: str, collector: str, basis: str, amount: str, share: str, when: str) -> Block:
    return {
        "item": item,
        "collector": collector,
        "basis": basis,
        "amount": amount,
        "annualised": share,
        "when": when,
    }


def _fee(deal: Deal, name: str, amount: Decimal, when: str) -> Block:
    nothing = WORDS.say("none")
    return _item(
        WORDS.say(name),
        deal.lender if amount else WORDS.say("dash"),
        WORDS.say("once") if amount else nothing,
        money(amount),
        "" if amount else "0.00%",
        when if amount else nothing,
    )


def _normal(deal: Deal, activation: date) -> Block:
    schedule, dated = deal.schedule, deal.dated(activation)
    rate = money(schedule.terms.annual_rate_pct)
    interest = _item(
        deal.word("interest"),
        deal.lender,
        WORDS.say("interest_basis", rate=deal.word("rate"), pct=rate),
        yuan(schedule.total_interest),
        f"{schedule.irr_pct:.2f}%",
        WORDS.say("interest_when", payment=deal.word("payment")),
    )
    nothing = Decimal("0.00")
    fees = [
        _fee(deal, "service_fee", deal.fees, WORDS.say("upfront_when")),
        _fee(deal, "partner_fee", nothing, ""),
        _fee(deal, "addon_fee", nothing, ""),
    ]
    stub = WORDS.say(
        "stub_note",
        interest=deal.word("interest"),
        word=deal.word("activation"),
        activation=on_day(activation),
        days=dated.first.days,
        first=yuan(dated.first.interest),
        whole=yuan(schedule.rows[0].interest),
        total=yuan(dated.total_interest),
    )
    notes = [stub] if dated.total_interest and deal.extends is None else []
    return {"title": WORDS.say("block_normal"), "items": [interest, *fees], "notes": notes}


def _phases(deal: Deal) -> str:
    """What is paid each month, in runs of equal sums; many different ones: first and last."""
    from backoffice.quotes.answers import phases

    runs = phases(deal.schedule)
    shown = runs if len(runs) <= 6 else [runs[0], runs[-1]]
    parts = []
    for run in shown:
        figures = {"start": run.from_period, "end": run.to_period, "payment": yuan(run.payment)}
        single = run.from_period == run.to_period
        parts.append(WORDS.say("monthly_single" if single else "monthly_range", **figures))
    return WORDS.say("between").join(parts)


def _total(deal: Deal) -> Block:
    schedule = deal.schedule
    balloon = schedule.balloon
    lines = [
        _line(WORDS.say("monthly", payment=deal.word("payment")), _phases(deal)),
        _line(WORDS.say("total_cost"), yuan(schedule.total_interest + deal.fees)),
        _line(WORDS.say("irr"), WORDS.say("irr_value", pct=money(deal.irr_pct))),
        _line(say(deal, "total_paid"), yuan(schedule.total_paid + deal.fees)),
    ]
    notes = []
    if balloon:
        word = deal.word("balloon")
        lines.append(_line(WORDS.say("balloon_line", balloon=word), yuan(balloon)))
        note = "residual_note" if deal.kind == "finance_lease" else "balloon_note"
        notes.append(WORDS.say(note, balloon=word, amount=yuan(balloon)))
    return {"title": WORDS.say("block_total"), "lines": lines, "notes": notes}


def _subsidy(deal: Deal) -> list[Block]:
    share = deal.manufacturer_share
    if share is None:
        return []
    condition = "subsidy_excludes" if deal.product.excludes_discount else "subsidy_plain"
    return [
        {
            "title": WORDS.say("block_subsidy"),
            "lines": [
                _line(WORDS.say("subsidy_payer"), WORDS.say("manufacturer")),
                _line(WORDS.say("subsidy_amount"), yuan(share)),
                _line(WORDS.say("subsidy_condition"), WORDS.say(condition)),
            ],
        }
    ]


def build_sheet(deal: Deal, made_on: date, activation: date) -> dict[str, Any]:
    """The whole sheet; raises `CostSheetContradicts` when the schedule says another cost."""
    signed = deal.dated(activation).irr_pct
    if not deal.fees and abs(signed - deal.irr_pct) > TOLERANCE:
        raise CostSheetContradicts(f"sheet {deal.irr_pct}, schedule {signed}")
    return {
        "title": WORDS.say("title"),
        "made_on": made_on.isoformat(),
        "activation": activation.isoformat(),
        "irr_pct": money(deal.irr_pct),
        "statement": say(deal, "statement"),
        "blocks": [
            _header(deal, made_on),
            _principal(deal, activation),
            _normal(deal, activation),
            _total(deal),
            *_subsidy(deal),
            contingent(deal),
        ],
    }
