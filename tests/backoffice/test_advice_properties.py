"""Whatever a customer says: fitting plans, or ways out that lead out."""

from decimal import Decimal as D
from typing import Any

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from backoffice.lending.affordability import Grade
from backoffice.recommendations.schemas import RecommendationRequest
from backoffice.recommendations.service import advise, say_advice
from backoffice.refusals import Refusal
from tests.backoffice.reference import reference_catalogue

CATALOGUE = reference_catalogue()
NOT_AN_ANSWER = {"NEEDS_TOO_FEW", "NOTHING_TO_FINANCE"}


def sums(lowest: int, highest: int) -> st.SearchStrategy[int]:
    return st.integers(lowest // 100, highest // 100).map(lambda hundreds: hundreds * 100)


def spans(lowest: int, highest: int) -> st.SearchStrategy[Any]:
    one = sums(lowest, highest)
    pair = st.tuples(one, one).map(lambda ends: {"min": min(ends), "max": max(ends)})
    opened = one.map(lambda low: {"min": low, "max": None})
    capped = one.map(lambda high: {"min": None, "max": high})
    return st.one_of(one, pair, opened, capped)


def said(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


@st.composite
def needs(draw: st.DrawFn) -> dict[str, Any]:
    """What a customer may have said, each value with an even chance of being left out."""
    spoken = {
        "price": draw(said(spans(50_000, 500_000))),
        "on_the_road": draw(said(spans(50_000, 500_000))),
        "monthly_payment": draw(said(spans(500, 20_000))),
        "term_months": draw(said(st.sampled_from([6, 12, 18, 24, 30, 36, 48, 60, 72]))),
        "income": draw(said(spans(2_000, 60_000))),
        "other_debt": draw(said(sums(0, 8_000))),
        "keep_years": draw(said(st.integers(1, 10))),
        "annual_mileage": draw(said(sums(5_000, 50_000))),
        "cash_discount": draw(said(sums(0, 10_000))),
        "lump_sum": draw(said(sums(1_000, 60_000))),
        "early_repay": draw(said(st.booleans())),
        "min_seats": draw(said(st.integers(2, 8))),
        "powertrain": draw(said(st.sampled_from(["bev", "phev", "erev", "hev", "ice"]))),
        "customer_type": draw(said(st.sampled_from(["private", "self_employed", "company"]))),
        "cash_shape": draw(
            said(st.sampled_from(["steady", "bonus", "rising", "tight_at_first", "irregular"]))
        ),
        "goal": draw(said(st.sampled_from(["balanced", "lowest_cost", "lowest_monthly"]))),
        "usage": draw(said(st.sampled_from(["private", "commercial", "family", "commute"]))),
        "end_choice": draw(said(st.sampled_from(["keep", "return", "renew"]))),
        "product": draw(
            said(
                st.sampled_from(["zero_rate", "low_rate", "balloon", "finance_lease", "AXD", "HZ"])
            )
        ),
    }
    car = draw(st.sampled_from(["", "trim_key", "vehicle_key"]))
    if car == "trim_key":
        spoken[car] = draw(st.sampled_from(sorted(CATALOGUE.trims)))
    elif car:
        spoken[car] = draw(st.sampled_from(sorted(CATALOGUE.vehicles)))
    if draw(st.booleans()):
        spoken["down_payment_pct"] = draw(st.integers(0, 90))
    else:
        spoken["down_payment"] = draw(said(spans(1_000, 200_000)))
    return {name: value for name, value in spoken.items() if value is not None}


def listen(spoken: dict[str, Any]) -> Any:
    return advise(CATALOGUE, RecommendationRequest.model_validate(spoken))


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(needs())
def test_advice_keeps_its_promises(spoken: dict[str, Any]) -> None:
    try:
        advice = listen(spoken)
    except Refusal as refusal:
        assert refusal.response_code in NOT_AN_ANSWER
        return
    answer, quotes = say_advice(CATALOGUE, advice)
    plans = advice.field.plans
    assert min(len(plans), 2) <= len(answer.items) <= 3
    assert all(plan.burden is None or plan.burden.grade is not Grade.RED for plan in plans)
    assert [item.rank for item in answer.items] == list(range(1, len(answer.items) + 1))
    for item in answer.items:
        assert item.reasons and item.cautions
        assert D(item.quote.total_paid) >= D(item.quote.loan_amount)
    if not answer.items:
        assert answer.way_out
        return
    badges = [badge for item in answer.items for badge in item.badges]
    if "product" in spoken:  # the one asked for by name may take the place of the last
        assert badges.count("最适合您") == 1 and len(badges) == len(set(badges))
        return
    assert sorted(badges) == sorted(["最适合您", "总成本最省", "月供最少"])
    shown = {badge: pick.ranked.plan for pick in advice.shown for badge in pick.badges}
    assert shown["总成本最省"].cost == min(plan.cost for plan in plans)
    lightest = min(plan.priced.steady_payment for plan in plans)
    assert shown["月供最少"].priced.steady_payment == lightest
    assert len({quote.quote.quote_id for _, quote in quotes}) == len(quotes)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(needs())
def test_a_way_out_leads_out(spoken: dict[str, Any]) -> None:
    try:
        advice = listen(spoken)
    except Refusal:
        return
    answer, _ = say_advice(CATALOGUE, advice)
    trim = answer.vehicle.trim_key
    for way in [*answer.way_out, *answer.opportunities]:
        if way.quote is None:
            continue
        changed = {**spoken, "trim_key": trim}
        changed.pop("vehicle_key", None)
        if "trim_key" not in spoken:  # the car's own price counts, not the budget that led to it
            changed.pop("price", None)
        if {"down_payment", "down_payment_pct"} & set(way.change):
            changed.pop("down_payment", None)
            changed.pop("down_payment_pct", None)
        changed |= way.change
        note(f"{spoken} -> {way.code} {way.change}")
        again = listen(changed)
        offered = {plan.priced.product.key for plan in again.field.plans}
        assert way.quote.product_key in offered, way.code
