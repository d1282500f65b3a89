"""What holds for every contract: no fen is lost, rests end at nothing or at the balloon."""

from decimal import Decimal as D

from hypothesis import assume, given
from hypothesis import strategies as st

from backoffice.lending.hardship import capitalise_within, interest_only
from backoffice.lending.lease_end import Mileage, excess_km_fee
from backoffice.lending.penalty import penalty, penalty_on
from backoffice.lending.posting import Claim, Open, set_off
from backoffice.lending.prepayment import Effect, prepay
from backoffice.lending.remaining import Rest, repay
from backoffice.lending.schedule import Schedule, build
from backoffice.lending.settlement import Payoff
from backoffice.lending.terms import LendingError, Method, Terms
from backoffice.lending.total_loss import settle_by_insurer

fen = st.integers(0, 10_000_000).map(lambda cents: D(cents).scaleb(-2))
rates = st.integers(0, 1200).map(lambda points: D(points).scaleb(-2))
opens = st.builds(Open, costs=fen, penalty=fen, interest=fen, principal=fen)


@st.composite
def running(draw: st.DrawFn) -> tuple[Schedule, int]:
    principal = draw(st.integers(20_000, 500_000).map(D))
    months = draw(st.integers(6, 60))
    method = draw(st.sampled_from([Method.EQUAL_INSTALMENT, Method.BALLOON]))
    balloon = principal * draw(st.integers(1, 40)) / 100 if method is Method.BALLOON else D(0)
    plan = build(Terms(method, principal, draw(rates), months, balloon=balloon))
    return plan, draw(st.integers(0, months - 2))


def rest_of(plan: Schedule, paid: int) -> Rest:
    left = plan.terms.months - paid
    payments = (plan.rows[paid].payment,) * left
    return Rest(plan.balance_after(paid), plan.terms.annual_rate_pct, payments, plan.balloon)


@given(fen, st.lists(opens, max_size=5))
def test_what_is_set_off_and_left_over_is_what_came_in(amount: D, receivables: list[Open]) -> None:
    result = set_off(amount, receivables)
    used = sum((sum(part.values(), D(0)) for part in result.paid), D(0))
    assert used + result.left_over == amount
    owed = sum((receivable.total for receivable in receivables), D(0))
    assert result.left_over == max(D(0), amount - owed)
    for part, receivable in zip(result.paid, receivables, strict=True):
        assert all(0 < paid <= receivable.of(claim) for claim, paid in part.items())


@given(fen, st.lists(opens, min_size=1, max_size=4))
def test_no_class_is_paid_while_one_before_it_is_open(amount: D, receivables: list[Open]) -> None:
    result = set_off(amount, receivables)
    still_open = False
    for claim in Claim:
        for part, receivable in zip(result.paid, receivables, strict=True):
            paid = part.get(claim, D(0))
            assert not (still_open and paid)
            still_open = still_open or paid < receivable.of(claim)


@given(fen, rates, st.integers(0, 400), st.integers(0, 400))
def test_penalty_of_days_counted_in_parts_is_that_of_all(
    amount: D, rate: D, first: int, then: int
) -> None:
    whole = penalty(amount, rate, first + then)
    assert penalty_on(amount * first + amount * then, rate, D("1.5")) == whole
    assert penalty(amount, rate, first) <= whole


@given(running(), st.integers(1, 95))
def test_part_payment_ends_at_the_balloon_and_never_costs_interest(
    at: tuple[Schedule, int], share: int
) -> None:
    rest = rest_of(*at)
    amount = (rest.balance * share / 100).quantize(D("0.01"))
    for effect in Effect:
        paid = prepay(rest, amount, effect)
        assert paid.rows[-1].balance == paid.balloon <= rest.balloon
        assert sum((row.principal for row in paid.rows), D(0)) == (
            rest.balance - amount - paid.balloon
        )
        assert len(paid.rows) <= rest.months
        assert all(row.interest >= 0 and row.principal >= 0 for row in paid.rows)
        # Rounding of instalments may move a fen a month.
        assert paid.saved >= -D("0.01") * rest.months
    sooner, less = (prepay(rest, amount, effect).interest for effect in Effect)
    assert sooner <= less + D("0.01") * rest.months


@given(running(), st.integers(1, 3))
def test_relief_repays_everything_and_is_no_gift(at: tuple[Schedule, int], months: int) -> None:
    rest = rest_of(*at)
    assume(rest.months > months)
    pause = interest_only(rest, months)
    assert pause.rows[-1].balance == rest.balloon
    assert pause.extra_interest >= 0
    try:
        within = capitalise_within(rest, months)
    except LendingError:
        return
    assert within.rows[-1].balance == rest.balloon
    assert within.extra_interest >= -D("0.01") * rest.months
    assert len(within.rows) == len(repay(rest))


@given(st.integers(0, 300_000), st.integers(0, 300_000), st.integers(0, 5_000))
def test_driving_more_never_costs_less(km: int, more: int, tolerance: int) -> None:
    mileage = Mileage(60_000, tolerance, D("0.80"))
    assert 0 <= excess_km_fee(km, 60_000, mileage) <= excess_km_fee(km + more, 60_000, mileage)


@given(fen, fen, fen)
def test_a_payout_goes_to_the_debt_first(principal: D, accrued: D, payout: D) -> None:
    loss = settle_by_insurer(Payoff(principal, accrued=accrued, fee=D("100.00")), payout)
    assert payout + loss.shortfall == loss.payoff.total + loss.surplus
    assert not (loss.shortfall and loss.surplus)
