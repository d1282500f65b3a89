"""Properties of schedules, rates and solving, over every method."""

from dataclasses import replace
from decimal import Decimal as D

import numpy_financial
import pyxirr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backoffice.lending.instalments import steady_payment
from backoffice.lending.irr import annualised_pct, monthly_rate_of
from backoffice.lending.money import FEN, r2
from backoffice.lending.on_the_road import Insurance, TaxLaw, estimate, price_within
from backoffice.lending.schedule import build
from backoffice.lending.solve import largest_sum, shortest_term
from backoffice.lending.terms import Method, NoSolution, RentTiming, Terms
from tests.backoffice.plan_space import any_terms, loans, months_offered, rates, sums

LEVEL = {Method.EQUAL_INSTALMENT, Method.BALLOON, Method.FINANCE_LEASE, Method.SALE_LEASEBACK}


@given(any_terms())
def test_principal_comes_back_to_the_fen(terms: Terms) -> None:
    plan = build(terms)
    assert sum(row.principal for row in plan.rows) + plan.balloon == terms.principal
    balance = terms.principal
    for row in plan.rows:
        assert row.interest >= 0
        assert row.principal >= 0, "no negative amortisation"
        assert row.payment == row.principal + row.interest
        assert row.payment == r2(row.payment)
        balance -= row.principal
        assert row.balance == balance
    assert balance - plan.balloon == 0
    assert plan.total_paid == terms.principal + plan.total_interest


@given(any_terms())
def test_interest_of_a_month_is_the_rate_on_what_is_owed(terms: Terms) -> None:
    owed = terms.principal
    for row in build(terms).rows:
        assert row.interest == r2(owed * terms.annual_rate_pct / 1200)
        owed = row.balance


@given(any_terms())
def test_last_instalment_absorbs_less_than_a_fen_a_period(terms: Terms) -> None:
    plan = build(terms)
    if terms.method in LEVEL:
        assert abs(plan.last_payment - plan.first_payment) < FEN * terms.months


@given(any_terms())
def test_without_interest_nothing_but_the_loan_is_paid(terms: Terms) -> None:
    plan = build(replace(terms, annual_rate_pct=D("0.00")))
    assert plan.total_interest == 0
    assert plan.irr_pct == D("0.00")
    assert plan.total_paid == terms.principal


@given(any_terms())
def test_annualised_rate_agrees_with_two_oracles(terms: Terms) -> None:
    plan = build(terms)
    flows = [-float(terms.principal), *map(float, plan.amounts_by_month()[1:])]
    assume(plan.total_interest > 0)
    oracle = pyxirr.irr(flows) * 1200
    assert abs(float(plan.irr_pct) - oracle) <= 0.005 + 1e-7
    other = numpy_financial.irr(flows)
    assert abs(other * 1200 - oracle) < 1e-6


@given(any_terms())
def test_annualised_rate_is_the_nominal_one(terms: Terms) -> None:
    # Only rounding to the fen separates them: at most a hundredth of a percent.
    assert abs(build(terms).irr_pct - terms.annual_rate_pct) <= D("0.01")


@given(loans, rates, months_offered)
def test_level_instalment_agrees_with_an_oracle(loan: D, rate: D, months: int) -> None:
    plan = build(Terms(Method.EQUAL_INSTALMENT, loan, rate, months))
    oracle = -numpy_financial.pmt(float(rate) / 1200, months, float(loan))
    assert abs(float(plan.first_payment) - oracle) <= 0.005 + 1e-6


@given(loans, rates.filter(lambda rate: rate > 0))
def test_a_longer_term_costs_more_and_weighs_less(loan: D, rate: D) -> None:
    plans = [
        build(Terms(Method.EQUAL_INSTALMENT, loan, rate, months)) for months in (12, 24, 36, 48, 60)
    ]
    for shorter, longer in zip(plans, plans[1:], strict=False):
        assert longer.first_payment < shorter.first_payment
        assert longer.total_interest >= shorter.total_interest


@given(loans, rates, months_offered)
def test_equal_principal_never_costs_more(loan: D, rate: D, months: int) -> None:
    level = build(Terms(Method.EQUAL_INSTALMENT, loan, rate, months))
    falling = build(Terms(Method.EQUAL_PRINCIPAL, loan, rate, months))
    # Each row rounds by at most half a fen.
    assert falling.total_interest <= level.total_interest + FEN * months
    assert falling.first_payment >= level.first_payment - FEN


@given(loans, rates, st.sampled_from([24, 36]), st.integers(20, 60))
def test_rent_in_advance_is_lower_and_as_dear(
    loan: D, rate: D, months: int, residual_pct: int
) -> None:
    residual = r2(loan * residual_pct / 100)
    arrears = Terms(Method.FINANCE_LEASE, loan, rate, months, residual)
    advance = replace(arrears, timing=RentTiming.ADVANCE)
    late, early = build(arrears), build(advance)
    assert early.first_payment <= late.first_payment
    principal = sum(row.principal for row in early.rows)
    assert principal + early.balloon - early.balloon_interest == loan
    assert abs(early.irr_pct - rate) <= D("0.01")


@given(loans, rates, months_offered)
def test_rate_solved_in_decimal_discounts_to_the_loan(loan: D, rate: D, months: int) -> None:
    plan = build(Terms(Method.EQUAL_INSTALMENT, loan, rate, months))
    monthly = monthly_rate_of(loan, plan.amounts_by_month())
    value = sum(row.payment / (1 + monthly) ** row.period for row in plan.rows)
    assert abs(value - loan) < D("1e-9")


@settings(max_examples=50)
@given(st.integers(1, 3599), months_offered)
def test_rounding_boundaries_are_decided_exactly(hundredths: int, months: int) -> None:
    """Flows whose true rate lies within a hair of x.xx5 percent round to the right side."""
    boundary = D(hundredths) / 100 + D("0.005")
    for nudge, expected in (
        (D("1e-9"), boundary + D("0.005")),
        (D("-1e-9"), boundary - D("0.005")),
    ):
        rate = (boundary + nudge) / 1200
        payment = 100000 * rate / (1 - (1 + rate) ** -months)
        assert annualised_pct(D(100000), [D(0), *[payment] * months]) == expected.quantize(FEN)


@given(sums(D(500), D(20000)), rates, months_offered, st.integers(0, 60))
def test_largest_price_inverts_the_instalment_within_a_yuan(
    wish: D, rate: D, months: int, down_pct: int
) -> None:
    def terms_of(price: D) -> Terms:
        loan = r2(price - price * down_pct / 100)
        return Terms(Method.EQUAL_INSTALMENT, loan, rate, months)

    try:
        price = largest_sum(wish, terms_of, D(1000), D(2_000_000))
    except NoSolution:
        assert steady_payment(terms_of(D(1000))) > wish
        return
    assert steady_payment(terms_of(price)) <= wish
    if price < 2_000_000:
        assert steady_payment(terms_of(price + 1)) > wish


@given(sums(D(500), D(20000)), loans, rates)
def test_shortest_term_is_the_first_that_fits(wish: D, loan: D, rate: D) -> None:
    offered = [12, 24, 36, 48, 60]

    def payment(months: int) -> D:
        return steady_payment(Terms(Method.EQUAL_INSTALMENT, loan, rate, months))

    try:
        found = shortest_term(
            wish, lambda months: Terms(Method.EQUAL_INSTALMENT, loan, rate, months), offered
        )
    except NoSolution:
        assert payment(60) > wish
        return
    assert payment(found) <= wish
    assert all(payment(months) > wish for months in offered if months < found)


@given(sums(D(3000), D(900000)), st.booleans())
def test_price_within_a_budget_uses_it_up(budget: D, new_energy: bool) -> None:
    law = TaxLaw(D(13), D(10), D(50), D(15000))
    insurance = Insurance(D(950), D(1200), D("1.2"))

    def total(price: D) -> D:
        return estimate(price, law, insurance, D(500), new_energy).total

    price = price_within(budget, law, insurance, D(500), new_energy)
    assert total(price) <= budget < total(price + FEN)


@given(any_terms())
def test_steady_payment_needs_no_schedule(terms: Terms) -> None:
    plan = build(terms)
    rows = [row.payment for row in plan.rows[:-1]]
    expected = rows[0] if terms.method is Method.SEASONAL else max(rows)
    assert steady_payment(terms) == expected
