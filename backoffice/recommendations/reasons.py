"""Why a plan fits: one sentence a part of the score, with its figures."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from backoffice.lending.affordability import Grade
from backoffice.lending.score import Part
from backoffice.recommendations.candidates import NOT_AMORTISING
from backoffice.recommendations.needs import Needs
from backoffice.recommendations.selection import Ranked
from backoffice.wording import wording
from foundation.zh import percent, yuan

WORDS = wording("recommendations/wording/reasons.yml")
SAY = WORDS.say
MOST_REASONS = 3
# Below this value a part speaks against the plan, not for it.
CONVINCING = Decimal("0.55")


def _afford(item: Ranked, needs: Needs, _: Sequence[Ranked]) -> str | None:
    burden = item.plan.burden
    if burden is None:
        return None
    name = "afford_green" if burden.grade is Grade.GREEN else "afford_amber"
    return SAY(name, pti=burden.pti_pct)


def _month(item: Ranked, needs: Needs, all_: Sequence[Ranked]) -> str | None:
    payment, wished = item.plan.priced.steady_payment, needs.wished_payment
    if wished is None:
        payments = [other.plan.priced.steady_payment for other in all_]
        if payment == min(payments):
            return SAY("month_lightest", payment=yuan(payment))
        return SAY("month_lighter", payment=yuan(payment), less=yuan(max(payments) - payment))
    if payment <= wished:
        return SAY("month_within", payment=yuan(payment), wished=yuan(wished))
    over = yuan(payment - wished)
    return SAY("month_near", payment=yuan(payment), wished=yuan(wished), over=over)


def _cost(item: Ranked, needs: Needs, all_: Sequence[Ranked]) -> str | None:
    plan, costs = item.plan, [other.plan.cost for other in all_]
    if not plan.cost:
        return SAY("cost_zero")
    share = plan.priced.manufacturer_share
    figures = {"cost": yuan(plan.cost), "irr": percent(plan.priced.irr_pct)}
    if share is not None and share > 0:
        return SAY("cost_subsidised", share=yuan(share), **figures)
    if plan.cost == min(costs):
        return SAY("cost_least", count=len(all_), **figures)
    return SAY("cost_less", less=yuan(max(costs) - plan.cost), **figures)


def _horizon(item: Ranked, needs: Needs, _: Sequence[Ranked]) -> str | None:
    if needs.request.keep_years is None:
        return None
    amortising = item.plan.priced.product.type not in NOT_AMORTISING
    return SAY("horizon_keep" if amortising else "horizon_change", years=needs.keep_years)


def _cash(item: Ranked, needs: Needs, _: Sequence[Ranked]) -> str | None:
    if needs.request.cash_shape is None and needs.lump is None:
        return None
    name = f"cash_{needs.cash_shape}_{item.plan.priced.product.type}"
    return SAY(name) if WORDS.has(name) else None


def _km(item: Ranked, needs: Needs, _: Sequence[Ranked]) -> str | None:
    lease = item.plan.priced.product.is_lease
    if not lease or needs.request.annual_mileage is None:
        return None
    return SAY("km_within", km=f"{needs.annual_km:,}")


def _flex(item: Ranked, needs: Needs, _: Sequence[Ranked]) -> str | None:
    product = item.plan.priced.product
    if product.free_after_months is None:
        return None
    return SAY("flex_free_after", months=product.free_after_months)


_SENTENCES: dict[Part, Callable[[Ranked, Needs, Sequence[Ranked]], str | None]] = {
    Part.AFFORD: _afford,
    Part.MONTH: _month,
    Part.COST: _cost,
    Part.HORIZON: _horizon,
    Part.CASH: _cash,
    Part.KM: _km,
    Part.FLEX: _flex,
}


def _is_lightest(item: Ranked, all_: Sequence[Ranked]) -> bool:
    payment = item.plan.priced.steady_payment
    return payment == min(other.plan.priced.steady_payment for other in all_)


def reasons(item: Ranked, needs: Needs, all_: Sequence[Ranked]) -> list[str]:
    """Up to three sentences, the parts that weigh most in this plan's score first."""
    scored = item.scored
    parts = [part for part, value in scored.parts.items() if value >= CONVINCING]
    if Part.MONTH not in scored.parts and _is_lightest(item, all_):
        said_first = [_month(item, needs, all_)]
    else:
        said_first = []
    if needs.request.early_repay and Part.FLEX in parts:
        parts.remove(Part.FLEX)
        parts.insert(0, Part.FLEX)
        parts[1:] = sorted(parts[1:], key=lambda p: -scored.parts[p] * scored.weights[p])
    else:
        parts.sort(key=lambda part: -scored.parts[part] * scored.weights[part])
    sentences = [*said_first, *(_SENTENCES[part](item, needs, all_) for part in parts)]
    said = [sentence for sentence in sentences if sentence]
    if not said:
        said = [SAY("cost_plain", cost=yuan(item.plan.cost), irr=percent(item.plan.priced.irr_pct))]
    return said[:MOST_REASONS]
