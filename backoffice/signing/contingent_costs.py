"""The block of costs that arise only if something happens, each with one worked number."""

from decimal import Decimal
from typing import Any

from backoffice.catalogue.products import FeeBand
from backoffice.forms import money, percent
from backoffice.lending.contingent import (
    accrued_unsubsidised,
    claw_back,
    early_fee,
    extension_cost,
    penalty,
    penalty_rate_pct,
    share_of_remaining,
)
from backoffice.lending.money import r2
from backoffice.signing.deal import Deal
from backoffice.wording import wording
from foundation.zh import yuan

WORDS = wording("signing/wording/cost_sheet.yml")
SAY = WORDS.say
Item = dict[str, str]
EXAMPLE_DAYS = 10
EXAMPLE_MONTHS = 8
EXAMPLE_KM = 2000


def _item(item: str, collector: str, basis: str, amount: str, when: str) -> Item:
    return {"item": item, "collector": collector, "basis": basis, "amount": amount, "when": when}


def penalty_item(deal: Deal) -> Item:
    """What being late costs."""
    rate = deal.schedule.terms.annual_rate_pct
    if not rate:
        none = SAY("penalty_none", rate=deal.word("rate"))
        return _item(SAY("penalty"), deal.lender, none, money(Decimal(0)), SAY("none"))
    multiplier = Decimal(deal.product.rules["late_rate_multiplier"])
    basis = SAY(
        "penalty_basis",
        payment=deal.word("payment"),
        rate=deal.word("rate"),
        annual=money(rate),
        multiplier=percent(multiplier),
    )
    yearly = penalty_rate_pct(rate, multiplier)
    amount = penalty(deal.schedule.first_payment, yearly, EXAMPLE_DAYS)
    example = SAY("penalty_example", amount=yuan(amount))
    return _item(SAY("penalty"), deal.lender, basis, example, SAY("penalty_when"))


def _early(deal: Deal, band: FeeBand) -> Item:
    last = band.to_month >= deal.schedule.terms.months
    name = SAY(
        "early_band_open" if last else "early_band", start=band.from_month, end=band.to_month
    )
    if not band.pct:
        return _item(name, deal.lender, SAY("early_free"), money(Decimal(0)), SAY("none"))
    basis = SAY("early_basis", principal=deal.word("principal"), pct=percent(band.pct))
    # In contract month m, m - 1 instalments are paid.
    month = band.from_month if last else band.to_month
    balance = deal.schedule.balance_after(month - 1)
    fee = early_fee(balance, band.pct)
    example = SAY("early_example", month=month, balance=yuan(balance), amount=yuan(fee))
    return _item(name, deal.lender, basis, example, SAY("early_when"))


def _early_later(deal: Deal, months_before: int) -> Item:
    """What settling early costs in the months after those that were agreed first."""
    band = next(
        each for each in deal.product.early_fees if each.from_month <= months_before < each.to_month
    )
    name = SAY("early_extended")
    if not band.pct:
        return _item(name, deal.lender, SAY("early_free"), money(Decimal(0)), SAY("none"))
    basis = SAY("early_basis", principal=deal.word("principal"), pct=percent(band.pct))
    fee = early_fee(deal.schedule.terms.principal, band.pct)
    whole = yuan(deal.schedule.terms.principal)
    example = SAY("early_example", month=1, balance=whole, amount=yuan(fee))
    return _item(name, deal.lender, basis, example, SAY("early_when"))


def early_items(deal: Deal) -> list[Item]:
    """What settling early costs, by contract month."""
    months = deal.schedule.terms.months
    if deal.extends is not None:
        return [_early_later(deal, deal.extends.months_before)]
    bands = [band for band in deal.product.early_fees if band.from_month <= months]
    return [_early(deal, band) for band in bands]


def claw_back_items(deal: Deal) -> list[Item]:
    """What the manufacturer may take back; empty where it may not."""
    product, share = deal.product, deal.manufacturer_share
    until = product.free_claw_back_after
    if share is None or until is None or product.contract_rate is None:
        return []
    months = min(EXAMPLE_MONTHS, until - 1)
    term = deal.schedule.terms.months
    pro_rata = share_of_remaining(share, term, months)
    amount = claw_back(share, deal.schedule, product.contract_rate, months)
    cap = accrued_unsubsidised(deal.schedule, product.contract_rate, months)
    basis = SAY("claw_back_basis", until=until, rate=money(product.contract_rate))
    example = SAY(
        "claw_back_example",
        months=months,
        pro_rata=yuan(pro_rata),
        cap=yuan(cap),
        amount=yuan(amount),
    )
    when = SAY("claw_back_when", until=until)
    return [_item(SAY("claw_back"), SAY("manufacturer_collects"), basis, example, when)]


def _extension(deal: Deal) -> list[Item]:
    rule, schedule = deal.product.extension, deal.schedule
    months = rule.longest(schedule.terms.months) if rule else 0
    if rule is None or not months or not schedule.balloon:
        return []
    payment, interest = extension_cost(schedule.balloon, rule.rate_pct, months)
    offered = [term for term in rule.terms if term <= months]
    basis = SAY(
        "extension_basis",
        terms=SAY("or").join(map(str, offered)),
        rate=money(rule.rate_pct),
        most=rule.most_total_months,
    )
    example = SAY(
        "extension_example", months=months, payment=yuan(payment), interest=yuan(interest)
    )
    return [_item(SAY("extension"), deal.lender, basis, example, SAY("extension_when"))]


def _return(deal: Deal) -> list[Item]:
    product = deal.product
    if deal.kind != "finance_lease":
        return []
    tolerance = int(product.rules["km_tolerance"])
    amount = r2(product.excess_km_price * (EXAMPLE_KM - tolerance))
    basis = SAY("excess_km_basis", tolerance=f"{tolerance:,}", price=money(product.excess_km_price))
    example = SAY("excess_km_example", over=f"{EXAMPLE_KM:,}", amount=yuan(amount))
    return [
        _item(SAY("excess_km"), deal.lender, basis, example, SAY("excess_km_when")),
        _item(SAY("wear"), deal.lender, SAY("wear_basis"), SAY("as_found"), SAY("wear_when")),
    ]


def partial_note(deal: Deal) -> str:
    """Whether and how a part can be repaid early."""
    rule = deal.product.rules.get("partial_prepay") or {}
    if not rule.get("allowed"):
        return SAY("partial_barred", repay=deal.word("repay"))
    least = yuan(Decimal(rule["min_amount"]))
    return SAY("partial_allowed", repay=deal.word("repay"), after=rule["after_paid"], least=least)


def contingent(deal: Deal) -> dict[str, Any]:
    """The block; nothing that is not in it can ever be charged."""
    return {
        "title": SAY("block_contingent"),
        "items": [
            penalty_item(deal),
            *early_items(deal),
            *claw_back_items(deal),
            *_extension(deal),
            *_return(deal),
        ],
        "notes": [SAY("early_waived"), partial_note(deal), SAY("no_more")],
    }
