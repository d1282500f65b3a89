"""What stands in a contract: figures, people, car, and the hash over all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from backoffice.forms import money
from backoffice.parties.models import Party
from backoffice.quotes.schemas import Quote
from backoffice.signing.contingent_costs import (
    claw_back_items,
    early_items,
    partial_note,
    penalty_item,
)
from backoffice.signing.cost_sheet import WORDS as SHEET_WORDS
from backoffice.signing.cost_sheet import car
from backoffice.signing.deal import KINDS, Deal, canonical_hash
from backoffice.signing.models import CostSheet
from backoffice.wording import wording
from foundation.zh import yuan

WORDS = wording("signing/wording/documents.yml")
LENDER = wording("signing/wording/lender.yml")
Shown = dict[str, Any]


@dataclass(frozen=True)
class Facts:
    """The facts that templates draw; `guarantors` and `rows` are for their documents alone."""

    shown: Shown
    guarantors: list[Shown]
    rows: list[Shown]

    def fingerprint(self, contract_no: str, made_at: datetime) -> str:
        """SHA-256 over everything that is said."""
        content = [contract_no, made_at.isoformat(), self.shown, self.guarantors, self.rows]
        return canonical_hash(content)


@lru_cache(maxsize=8)
def _words(kind: str) -> Mapping[str, str]:
    prefix = f"{kind}_"
    names = [name for name in KINDS.names() if name.startswith(prefix)]
    return {name.removeprefix(prefix): KINDS.say(name) for name in names}


def _figures(deal: Deal, activation: date) -> Shown:
    schedule, dated = deal.schedule, deal.dated(activation)
    extra = dated.first.extra
    sign = "extra_more" if extra > 0 else "extra_less" if extra < 0 else "extra_same"
    return {
        "principal": money(schedule.terms.principal),
        "irr_pct": money(deal.irr_pct),
        "rate_pct": money(schedule.terms.annual_rate_pct),
        "months": schedule.terms.months,
        "method": KINDS.say(f"method_{schedule.terms.method}"),
        "payment": money(schedule.regular_payment),
        "interest": money(schedule.total_interest),
        "cost": money(schedule.total_interest + deal.fees),
        "total": money(schedule.total_paid + deal.fees),
        "balloon": money(schedule.balloon) if schedule.balloon else None,
        "activation": activation.isoformat(),
        "due_day": deal.due_day(activation),
        "first_due": dated.rows[0].due_date.isoformat(),
        "last_due": dated.rows[-1].due_date.isoformat(),
        "first_payment": money(dated.rows[0].payment),
        "stub_days": dated.first.days,
        "stub_interest": money(dated.first.interest),
        "whole_interest": money(schedule.rows[0].interest),
        "extra_text": WORDS.say(sign, amount=yuan(abs(extra))),
        "dated_interest": money(dated.total_interest),
        "dated_total": money(dated.total_paid),
    }


def _person(deal: Deal, party: Party) -> Shown:
    fields = deal.fields.get(party.party_id, {})
    unknown = WORDS.say("unknown")
    return {
        "role": deal.word(party.role),
        "name": party.name or unknown,
        "company": fields.get("company_name"),
        "id_no": party.id_no or unknown,
        "phone": party.phone,
        "address": fields.get("address") or fields.get("city") or unknown,
    }


def _car(deal: Deal, quote: Quote) -> Shown:
    unknown = WORDS.say("unknown")

    def sum_of(amount: str | None) -> str:
        return WORDS.say("yuan", amount=yuan(amount)) if amount else unknown

    return {
        "name": car(deal),
        "vin": deal.vin or SHEET_WORDS.say("vin_open"),
        "price": sum_of(quote.price),
        "down_payment": sum_of(quote.down_payment),
    }


def _subsidy(deal: Deal) -> Shown | None:
    share = deal.manufacturer_share
    if share is None:
        return None
    taken_back = claw_back_items(deal)
    condition = "subsidy_excludes" if deal.product.excludes_discount else "subsidy_plain"
    return {
        "payer": SHEET_WORDS.say("manufacturer"),
        "share": money(share),
        "condition": SHEET_WORDS.say(condition),
        "claw_back": taken_back[0]["basis"] if taken_back else None,
        "example": taken_back[0]["amount"] if taken_back else None,
    }


def _lease(deal: Deal) -> Shown | None:
    product = deal.product
    if deal.kind != "finance_lease":
        return None
    join = SHEET_WORDS.say("or").join
    renew = product.rules["renew"]
    return {
        "annual_km": join(f"{km:,}" for km in product.annual_km[:1]),
        "tolerance": f"{int(product.rules['km_tolerance']):,}",
        "price": money(product.excess_km_price),
        "renew_rate": renew["rate"],
        "renew_terms": join(map(str, renew["terms"])),
    }


def _extends(deal: Deal) -> Shown | None:
    """Which balloon is prolonged, and what of it is paid on its day."""
    told = deal.extends
    if told is None:
        return None
    months = deal.schedule.terms.months
    return {
        "contract_no": told.contract_no,
        "balloon": money(told.balloon),
        "paid_first": money(told.paid_first) if told.paid_first else None,
        "from_day": told.from_day.isoformat(),
        "first_period": told.months_before + 1,
        "months_before": told.months_before,
        "months_all": told.months_before + months,
    }


def _card(party: Party) -> str:
    if not party.card_no:
        return WORDS.say("card_open")
    return WORDS.say("card", bank=party.bank_name or "", tail=party.card_no[-4:])


def _named(parties: list[Party]) -> str:
    return SHEET_WORDS.say("or").join(party.name or "" for party in parties)


def contract_facts(deal: Deal, sheet: CostSheet) -> Facts:
    """The facts of a deal, with the dates that its cost sheet told."""
    activation = date.fromisoformat(sheet.content["activation"])
    owners = [party for party in deal.parties if party.role != "guarantor"]
    shown: Shown = {
        "words": dict(_words(deal.kind)),
        "figures": _figures(deal, activation),
        "lender": {"name": deal.lender, **{n: LENDER.say(n) for n in ("licence", "address")}}
        | {"phone": LENDER.say("phone"), "code": LENDER.say("unsocial")},
        "car": _car(deal, deal.quote),
        "card": _card(deal.borrower),
        "early": early_items(deal),
        "partial": partial_note(deal),
        "penalty": penalty_item(deal),
        "subsidy": _subsidy(deal),
        "lease": _lease(deal),
        "extends": _extends(deal),
        "co_borrowers": _named(deal.of_role("co_borrower")),
        "guarantors": _named(deal.of_role("guarantor")),
        "debtors": _named(owners),
        "borrower_word": deal.word("borrower"),
    }
    people = [_person(deal, party) for party in owners]
    guarantors = [_person(deal, party) for party in deal.of_role("guarantor")]
    rows = [
        {
            "period": row.period,
            "due_date": row.due_date.isoformat(),
            "payment": money(row.payment),
            "principal": money(row.principal),
            "interest": money(row.interest),
            "balance": money(row.balance),
        }
        for row in deal.dated(activation).rows
    ]
    return Facts({**shown, "people": people}, guarantors, rows)
