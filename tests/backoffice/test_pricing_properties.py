"""Every plan the catalogue allows is priced in order; every other is refused with a way back."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.lending.terms import Method
from backoffice.quotes.answers import answer
from backoffice.quotes.pricing import Ask, price_plan
from backoffice.refusals import Refusal
from tests.backoffice.plan_space import allowed_asks, sums
from tests.backoffice.reference import reference_catalogue

# A car may be too cheap or too dear for a product's limits, or its balloon too large for the loan.
NEAR_MISSES = {"AMOUNT_TOO_LOW", "AMOUNT_TOO_HIGH", "BALLOON_TOO_LARGE", "DOWN_PAYMENT_TOO_HIGH"}


@given(allowed_asks())
def test_allowed_plans_keep_all_promises(ask: Ask) -> None:
    catalogue = reference_catalogue()
    try:
        priced = price_plan(catalogue, ask)
    except Refusal as refusal:
        assert refusal.response_code in NEAR_MISSES
        assert refusal.extra["allowed"]
        return
    product, schedule = ask.product, priced.schedule
    assert product.amount_min <= ask.loan <= product.amount_max
    assert ask.loan + ask.down_payment == ask.price
    assert priced.total_paid == ask.loan + schedule.total_interest + priced.fees
    assert sum(row.principal for row in schedule.rows) + schedule.balloon == ask.loan
    assert all(row.principal >= 0 for row in schedule.rows)
    assert schedule.balloon < ask.loan
    if product.type is Method.BALLOON:
        assert schedule.rows[0].payment >= schedule.rows[0].interest
    if not product.rates[ask.term_months]:
        assert (priced.cost, priced.irr_pct) == (0, D("0.00"))
    if product.contract_rate:
        assert priced.manufacturer_share > 0
    assert abs(priced.irr_pct - product.rates[ask.term_months]) <= D("0.01")


@given(allowed_asks())
def test_every_quote_says_its_catch_and_its_lender(ask: Ask) -> None:
    catalogue = reference_catalogue()
    try:
        given_answer = answer(catalogue, price_plan(catalogue, ask), [])
    except Refusal:
        return
    assert len(given_answer.cautions) >= 2
    assert catalogue.lender in given_answer.disclosures[0]
    quote = given_answer.quote
    if D(quote.balloon) > 1000:
        shown = f"{D(quote.balloon):,.2f}"
        assert any(shown in caution for caution in given_answer.cautions)
    assert D(quote.total_paid) == D(quote.loan_amount) + D(quote.total_interest)


@given(allowed_asks(), sums(D(0), D(428800)))
def test_any_down_payment_is_priced_or_refused_with_the_range(ask: Ask, down: D) -> None:
    price = ask.price
    if down >= price:
        return
    tried = replace(ask, down_payment=down, loan=price - down, lump=None, balloon_pct=None)
    try:
        priced = price_plan(reference_catalogue(), tried)
    except Refusal as refusal:
        allowed = refusal.extra["allowed"]
        if refusal.response_code == "DOWN_PAYMENT_TOO_LOW":
            assert down < D(allowed["min_amount"])
        elif refusal.response_code == "DOWN_PAYMENT_TOO_HIGH":
            assert down > D(allowed["max_amount"])
        else:
            assert refusal.response_code in NEAR_MISSES
        return
    least = ask.product.down_payment_min
    assert priced.ask.down_payment >= (price * least / 100).quantize(D("0.01")) - D("0.01")


@pytest.mark.parametrize("key", sorted(reference_catalogue().products))
def test_no_loan_goes_below_a_fifth_down(key: str) -> None:
    product = reference_catalogue().products[key]
    floor = 10 if product.is_lease else 20
    assert product.down_payment_min >= floor


@given(st.sampled_from(sorted(reference_catalogue().products)), st.integers(1, 120))
def test_terms_not_offered_are_refused(key: str, months: int) -> None:
    catalogue = reference_catalogue()
    product = catalogue.products[key]
    vehicle = catalogue.vehicles[sorted(product.eligible_models)[0]]
    price = vehicle.base_trim.price
    down = price * 30 / 100
    ask = Ask(product, months, price - down, price, down, vehicle, vehicle.base_trim)
    if months in product.rates:
        return
    with pytest.raises(Refusal) as refused:
        price_plan(catalogue, ask)
    assert refused.value.response_code == "TERM_NOT_OFFERED"
    assert refused.value.extra["allowed"]["terms"] == product.terms
