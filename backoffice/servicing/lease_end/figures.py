"""Returning, buying and going on beside each other, each with what it costs."""

from typing import Any

from backoffice.forms import money, percent
from backoffice.lending.lease_end import allowance_km, excess_km, excess_km_fee, renewal
from backoffice.lending.money import ZERO
from backoffice.loans.looking import Look
from backoffice.servicing.lease_end.guides import damages, inspection, photos, quota_city
from backoffice.servicing.lease_end.rules import BUYOUT, RENEW, RETURN, WORDS, Lease, is_lease
from foundation.zh import day, yuan


def kilometres(lease: Lease, given: int | None) -> dict[str, Any]:
    """The kilometres of today against the whole contract's, and that the fee grows."""
    mileage, km = lease.mileage, given if given is not None else lease.known_km
    if mileage is None or km is None:
        note = WORDS.say("km_unlimited" if mileage is None else "km_unknown")
        fee, beyond = (ZERO if mileage is None else None), None
    else:
        allowed = allowance_km(mileage, lease.at.loan.months, lease.at.loan.months)
        beyond = excess_km(km, allowed, mileage)
        fee = excess_km_fee(km, allowed, mileage)
        left = allowed + mileage.tolerance_km - km
        note = WORDS.say(
            "km_beyond" if beyond else "km_within",
            km=f"{km:,}",
            allowed=f"{allowed:,}",
            tolerance=f"{mileage.tolerance_km:,}",
            beyond=f"{beyond:,}",
            left=f"{left:,}",
            fee=yuan(fee),
            price=money(mileage.price_per_km),
        )
    return {
        "contract_km": mileage.contract_km if mileage else None,
        "current_km": km,
        "tolerance_km": mileage.tolerance_km if mileage else None,
        "km_price": money(mileage.price_per_km) if mileage else None,
        "excess_km": beyond,
        "excess_km_fee": None if fee is None else money(fee),
        "km_note": note,
    }


def _steps(choice: str) -> list[str]:
    rule = inspection()
    said = WORDS.say(
        f"steps_{choice}",
        report=rule.report_workdays,
        dispute=rule.third_party_days,
        title=rule.title_workdays,
    )
    return said.split("|")


def _return(lease: Lease, km: dict[str, Any]) -> dict[str, Any]:
    fee = km["excess_km_fee"] or money(ZERO)
    return {
        "choice": RETURN,
        "label": WORDS.say("return"),
        "amount": fee,
        "note": WORDS.say("return_note", fee=yuan(fee), end=day(lease.end)),
        "steps": _steps(RETURN),
    }


def _buyout(lease: Lease) -> dict[str, Any]:
    amount = lease.residual + lease.buyout_fee
    return {
        "choice": BUYOUT,
        "label": WORDS.say("buyout"),
        "amount": money(amount),
        "note": WORDS.say("buyout_note", amount=yuan(amount), end=day(lease.end)),
        "steps": _steps(BUYOUT),
    }


def _renew(lease: Lease, months: int) -> dict[str, Any]:
    plan = renewal(lease.residual, lease.renewal_rate, months)
    payment, last = plan.rows[0].payment, plan.rows[-1].payment
    said = {
        "months": months,
        "payment": yuan(payment),
        "last": yuan(last),
        "interest": yuan(plan.total_interest),
        "total": yuan(plan.total_paid),
        "rate": lease.rules["renew"]["rate"],
    }
    return {
        "choice": RENEW,
        "label": WORDS.say("renew", months=months),
        "amount": money(plan.total_paid),
        "note": WORDS.say("renew_note", **said),
        "months": months,
        "annual_rate_pct": percent(lease.renewal_rate),
        "monthly_payment": money(payment),
        "last_payment": money(last),
        "total_interest": money(plan.total_interest),
        "steps": _steps(RENEW),
    }


def _choices(lease: Lease, km: dict[str, Any]) -> list[dict[str, Any]]:
    """The ways that are open; buying and going on need a residual."""
    going_on = [_renew(lease, months) for months in lease.renewal_months]
    return [_return(lease, km), _buyout(lease), *going_on]


def figures(at: Look, current_km: int | None) -> dict[str, Any]:
    """The figures of the card `lease_end`: every way with its cost as of today."""
    lease = Lease(at)
    km = kilometres(lease, current_km)
    city = quota_city(at.loan.vehicle.get("plate"))
    return {
        "contract_no": at.loan.contract_no,
        "residual": money(lease.residual),
        "lease_end": lease.end.isoformat(),
        "decide_by": lease.closes.isoformat(),
        **km,
        "choices": _choices(lease, km) if is_lease(at) else [],
        "damage_guide": [
            {"item": each.item, "free": each.free, "fee": money(each.fee)}
            for each in damages().values()
        ],
        "photo_guide": list(photos()),
        "plate_note": WORDS.say("plate_quota", city=city) if city else None,
        "card": (
            {"bank_name": at.mandate.bank_name, "tail": at.mandate.tail} if at.mandate else None
        ),
    }
