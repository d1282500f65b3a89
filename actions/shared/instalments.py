"""The one wording of a priced plan: no instalment is ever said without what belongs to it.

Term, annual rate, 年化, total interest and balloon (or that there is none) stand in the same
sentence; every figure is taken from the quote as the back office gave it.
"""

from decimal import Decimal
from typing import Any

from actions.shared import amounts
from actions.shared.wording import entry, phrase
from foundation import zh

Json = dict[str, Any]
LEASES = frozenset({"finance_lease"})


def line(quote: Json) -> str:
    """One sentence with everything that must stand beside an instalment."""
    parts = [
        payments(quote),
        phrase("instalments.term", term=quote["term_months"]),
        rates(quote),
        phrase("instalments.interest", amount=zh.yuan(quote["total_interest"])),
        balloon(quote),
    ]
    if _is_money(quote["total_fees"]):
        parts.append(phrase("instalments.fees", amount=zh.yuan(quote["total_fees"])))
    return phrase("shared.comma").join(parts)


def rates(quote: Json) -> str:
    """Annual rate and 年化, one figure when both are the same."""
    nominal, irr = quote["annual_rate_pct"], quote["irr_pct"]
    if Decimal(nominal) == Decimal(irr):
        return phrase("instalments.same_rates", rate=irr)
    return phrase("instalments.rates", rate=nominal, irr=irr)


def name(quote: Json) -> str:
    """Product name and term: 低息贷 36 期."""
    return phrase("instalments.name", name=quote["product_name"], term=quote["term_months"])


def car(quote: Json) -> str:
    """The car that the quote is for, with its version: 行止 110 止版; empty without one."""
    if not quote.get("vehicle_name"):
        return ""
    trim = quote.get("trim_name") or ""
    return phrase("instalments.car", vehicle=quote["vehicle_name"], trim=trim).strip()


def full_name(quote: Json) -> str:
    """The car, where there is one, with product and term: 行止 110 止版，低息贷 36 期."""
    named = car(quote)
    return phrase("instalments.full_name", car=named, name=name(quote)) if named else name(quote)


def down_payment(quote: Json) -> str:
    """The down payment in yuan and per cent, or the loan when there is no price."""
    if not quote.get("down_payment") or not quote.get("price"):
        return phrase("instalments.loan", amount=amounts.yuan(quote["loan_amount"]))
    percentage = quote.get("down_payment_pct")
    return phrase(
        "instalments.down_payment",
        amount=amounts.yuan(quote["down_payment"]),
        percentage=zh.percent(percentage) if percentage else "",
        loan=amounts.yuan(quote["loan_amount"]),
    )


def payments(quote: Json) -> str:
    """What is paid each month, by the kind of product."""
    phases = quote.get("phases")
    if phases:
        return phrase(
            "instalments.phases",
            periods=phases[0]["to_period"],
            first=zh.yuan(phases[0]["payment"]),
            then=zh.yuan(phases[1]["payment"]),
        )
    wording = entry("instalments.payments")
    kind = quote["product_type"] if quote["product_type"] in wording else "level"
    if kind == "level" and Decimal(quote["highest_payment"]) - Decimal(
        quote["monthly_payment"]
    ) > Decimal(1):
        kind = "rising"
    return str(wording[kind]).format(
        monthly=zh.yuan(quote["monthly_payment"]),
        highest=zh.yuan(quote["highest_payment"]),
        last=zh.yuan(quote["last_payment"]),
    )


def balloon(quote: Json) -> str:
    """The balloon or residual, or that there is none."""
    if not _is_money(quote["balloon"]):
        return phrase("instalments.no_balloon")
    kind = quote["product_type"] if quote["product_type"] in LEASES else "loan"
    return phrase(f"instalments.balloon.{kind}", amount=zh.yuan(quote["balloon"]))


def _is_money(amount: Any) -> bool:
    return Decimal(str(amount or 0)) != 0
