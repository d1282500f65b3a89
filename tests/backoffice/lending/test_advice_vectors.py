"""Vectors of advice: score, affordability, purchase tax, cash or loan."""

from decimal import Decimal as D

import pytest

from backoffice.lending.affordability import (
    Caps,
    Grade,
    burden,
    comfortable_payment,
    largest_loan,
    rounded_loan,
)
from backoffice.lending.cash import Verdict, compare
from backoffice.lending.on_the_road import TaxLaw, purchase_tax
from backoffice.lending.schedule import Schedule, build
from backoffice.lending.score import Candidate, Goal, Part, Wishes, rank
from backoffice.lending.terms import Method, Step, Terms

CAPS = Caps(D(40), D(55), D(50), D(65), D(70), D(100))
LAW = TaxLaw(D(13), D(10), D(50), D(15000))
WEIGHTS = {
    Goal.BALANCED: (".25", ".15", ".25", ".10", ".10", ".05", ".10"),
    Goal.LOWEST_COST: (".20", ".05", ".45", ".10", ".05", ".05", ".10"),
    Goal.LOWEST_MONTHLY: (".20", ".40", ".10", ".10", ".05", ".05", ".10"),
}
LOAN, INCOME = D("118860"), D("15000")
STEPS = (Step(12, D("0.6")), Step(999, D("1.0")))

# name: terms, payment, cost of the published table
PLANS: dict[str, tuple[Terms, str, str]] = {
    "AXD24": (Terms(Method.EQUAL_INSTALMENT, LOAN, D("4.79"), 24), "5203.38", "6021.16"),
    "AXD36": (Terms(Method.EQUAL_INSTALMENT, LOAN, D("4.99"), 36), "3561.81", "9365.03"),
    "AXD48": (Terms(Method.EQUAL_INSTALMENT, LOAN, D("5.29"), 48), "2752.90", "13279.36"),
    "AXD60": (Terms(Method.EQUAL_INSTALMENT, LOAN, D("5.49"), 60), "2269.82", "17328.90"),
    "SXD36": (Terms(Method.EQUAL_PRINCIPAL, LOAN, D("4.99"), 36), "3795.93", "9143.80"),
    "DX24": (Terms(Method.EQUAL_INSTALMENT, LOAN, D("1.49"), 24), "5029.73", "1853.57"),
    "DX36": (Terms(Method.EQUAL_INSTALMENT, LOAN, D("1.99"), 36), "3403.94", "3681.75"),
    "QXD36": (Terms(Method.BALLOON, LOAN, D("5.19"), 36, D("59430")), "2043.28", "14128.03"),
    "JTD48": (Terms(Method.STEPPED, LOAN, D("5.49"), 48, steps=STEPS), "1859.76", "15042.47"),
}
EXTENSION = D("2620.35")

RANKINGS = {
    Goal.BALANCED: [
        ("DX36", "96.0"),
        ("SXD36", "84.9"),
        ("AXD36", "84.9"),
        ("AXD48", "78.5"),
        ("JTD48", "75.7"),
        ("DX24", "75.5"),
        ("AXD60", "72.0"),
        ("QXD36", "68.2"),
        ("AXD24", "65.6"),
    ],
    Goal.LOWEST_COST: [
        ("DX36", "93.7"),
        ("DX24", "87.2"),
        ("SXD36", "75.6"),
        ("AXD36", "75.2"),
    ],
    Goal.LOWEST_MONTHLY: [
        ("AXD60", "84.1"),
        ("QXD36", "82.1"),
        ("DX36", "80.6"),
        ("AXD48", "80.6"),
    ],
}


def candidate(name: str, plan: Schedule) -> Candidate:
    balloon = plan.terms.method is Method.BALLOON
    heaviest = max(plan.highest_payment, EXTENSION if balloon else D(0))
    regular = plan.rows[-2].payment if name == "JTD48" else plan.first_payment
    return Candidate(
        key=name,
        term_months=plan.terms.months,
        payment=regular,
        cost=plan.total_interest,
        pti=heaviest / INCOME,
        amortising=not balloon,
        lease=False,
        cash_match=not balloon,
        free_after_months=12 if name.startswith("DX") else 24,
    )


@pytest.mark.parametrize("name", PLANS)
def test_score_candidates_cost_what_is_published(name: str) -> None:
    terms, payment, cost = PLANS[name]
    plan = build(terms)
    assert (plan.first_payment, plan.total_interest) == (D(payment), D(cost))
    if name == "JTD48":
        assert (plan.rows[12].payment, plan.last_payment) == (D("3099.59"), D("3099.70"))


@pytest.mark.parametrize("goal", list(Goal))
def test_score_table(goal: Goal) -> None:
    wishes = Wishes(goal, D("4000"), keep_years=5, annual_km=15000)
    weights = {part: D(w) for part, w in zip(Part, WEIGHTS[goal], strict=True)}
    candidates = [candidate(name, build(terms)) for name, (terms, _, _) in PLANS.items()]
    ranked = [(item.candidate.key, str(item.score)) for item in rank(candidates, wishes, weights)]
    published = RANKINGS[goal]
    assert ranked[: len(published)] == published


def test_unknown_income_leaves_the_part_out_and_scales_the_others() -> None:
    terms = PLANS["DX36"][0]
    known = candidate("DX36", build(terms))
    unknown = Candidate(known.key, 36, known.payment, known.cost, None, True, False, True, 12)
    weights = {part: D(w) for part, w in zip(Part, WEIGHTS[Goal.BALANCED], strict=True)}
    wishes = Wishes(Goal.BALANCED, None, 5, 15000)
    (scored,) = rank([unknown], wishes, weights)
    assert set(scored.parts) == {Part.COST, Part.HORIZON, Part.CASH, Part.KM, Part.FLEX}
    assert abs(sum(scored.weights.values()) - 1) < D("1e-20")
    assert scored.score == D("98.3")


def test_affordability_vector() -> None:
    payment = comfortable_payment(D("15000"), D("3000"), CAPS)
    assert payment == D("5250.00")
    three_years = largest_loan(payment, D("4.99"), 36)
    five_years = largest_loan(payment, D("5.49"), 60)
    assert (three_years, rounded_loan(three_years, CAPS)) == (D("175196.18"), D("175100"))
    assert (five_years, rounded_loan(five_years, CAPS)) == (D("274918.81"), D("274900"))
    weight = burden(D("4494.96"), D("15000"), D("3000"), CAPS)
    assert (weight.pti_pct, weight.dti_pct) == (D("30.0"), D("50.0"))
    assert weight.grade is Grade.GREEN


@pytest.mark.parametrize(
    ("payment", "debt", "grade"),
    [
        ("4000.00", "0", Grade.GREEN),
        ("4000.01", "0", Grade.AMBER),
        ("4000.00", "1500.01", Grade.AMBER),
        ("5000.00", "1500.00", Grade.AMBER),
        ("5000.01", "0", Grade.RED),
        ("3000.00", "3500.01", Grade.RED),
    ],
)
def test_grades_turn_exactly_at_their_caps(payment: str, debt: str, grade: Grade) -> None:
    assert burden(D(payment), D("10000"), D(debt), CAPS).grade is grade


@pytest.mark.parametrize(
    ("price", "new_energy", "due"),
    [
        ("219800", True, "9725.67"),
        ("428800", True, "22946.90"),
        ("328800", False, "29097.35"),
        ("99800", False, "8831.86"),
    ],
)
def test_purchase_tax(price: str, new_energy: bool, due: str) -> None:
    tax = purchase_tax(D(price), LAW, new_energy)
    assert tax.due == D(due)
    assert tax.full == tax.due + tax.cut


def test_purchase_tax_by_the_book() -> None:
    assert purchase_tax(D("219800"), LAW, True).full == D("19451.33")
    assert purchase_tax(D("428800"), LAW, True).full == D("37946.90")


ZERO_RATE = Terms(Method.EQUAL_INSTALMENT, D("120000"), D("0.00"), 24)
LOW_RATE = Terms(Method.EQUAL_INSTALMENT, D("120000"), D("1.99"), 36)


@pytest.mark.parametrize(
    ("terms", "deposit", "difference", "verdict"),
    [
        (ZERO_RATE, "1.05", "1302.61", Verdict.LOAN),
        (ZERO_RATE, "1.25", "1548.49", Verdict.LOAN),
        (ZERO_RATE, "2", "2464.29", Verdict.LOAN),
        (ZERO_RATE, "3", "3670.10", Verdict.LOAN),
        (LOW_RATE, "1.25", "-1364.08", Verdict.CASH),
        (LOW_RATE, "2.5", "927.87", Verdict.LOAN),
    ],
)
def test_cash_or_loan(terms: Terms, deposit: str, difference: str, verdict: Verdict) -> None:
    result = compare(build(terms), D(deposit), D(0), D(0))
    assert (result.difference, result.verdict) == (D(difference), verdict)


@pytest.mark.parametrize(
    ("terms", "forgone", "rate"),
    [
        (ZERO_RATE, "0", "0.00"),
        (ZERO_RATE, "2000", "1.62"),
        (ZERO_RATE, "3000", "2.44"),
        (LOW_RATE, "5000", "4.80"),
    ],
)
def test_break_even_yield(terms: Terms, forgone: str, rate: str) -> None:
    result = compare(build(terms), D("1.25"), D(forgone), D(0))
    assert result.break_even_rate_pct == D(rate)


def test_within_the_margin_neither_is_better() -> None:
    assert compare(build(ZERO_RATE), D("0"), D("0"), D(50)).verdict is Verdict.EVEN
