"""The worked vectors of servicing a contract, to the fen."""

from datetime import date
from decimal import Decimal as D

import pytest

from backoffice.catalogue.products import FeeBand
from backoffice.lending import settlement, total_loss
from backoffice.lending.due_dates import add_months, due_dates
from backoffice.lending.extension import extend, within_cap
from backoffice.lending.hardship import (
    capitalise_within,
    capitalised,
    interest_only,
    longer_term,
    may_lengthen,
    moved_due_day,
)
from backoffice.lending.lease_end import Mileage, allowance_km, excess_km_fee, renewal
from backoffice.lending.penalty import penalty, penalty_on, penalty_per_day
from backoffice.lending.prepayment import Effect, prepay
from backoffice.lending.remaining import Rest, repay, total_interest
from backoffice.lending.schedule import Schedule, build
from backoffice.lending.settlement import Payoff, Subsidy
from backoffice.lending.subsidy import manufacturer_share
from backoffice.lending.terms import InvalidTerms, Method, Terms

V1 = build(Terms(Method.EQUAL_INSTALMENT, D("150000"), D("4.99"), 36))
FEES = (FeeBand(1, 12, D("3.0")), FeeBand(13, 24, D("2.0")), FeeBand(25, 999, D("0.0")))


def rest_of(schedule: Schedule, paid: int) -> Rest:
    left = schedule.terms.months - paid
    return Rest(
        schedule.balance_after(paid),
        schedule.terms.annual_rate_pct,
        (schedule.rows[paid].payment,) * left,
        schedule.balloon,
    )


def test_v11_penalty_on_the_whole_instalment() -> None:
    assert penalty(D("4494.96"), D("4.99"), 12) == D("11.21")
    assert penalty_per_day(D("4494.96"), D("4.99")) == D("0.9346")
    assert penalty(D("1467.76"), D("5.49"), 5) == D("1.68")
    assert penalty(D("1467.76"), D("5.49"), 0) == 0
    assert penalty_on(D("1467.76") * 2 + D("700") * 3, D("5.49"), D("1.5")) == D("1.15")


def test_v12_early_settlement_after_fourteen_instalments() -> None:
    month = settlement.contract_month(date(2026, 3, 18), date(2027, 6, 5))
    principal = V1.balance_after(14)
    accrued = settlement.accrued_interest(principal, D("4.99"), date(2027, 5, 20), date(2027, 6, 5))
    fee = settlement.fee_on(principal, settlement.fee_pct(FEES, month))
    payoff = Payoff(principal, accrued=accrued, fee=fee)
    assert (month, accrued, fee) == (15, D("209.17"), D("1886.27"))
    assert payoff.total == D("96408.98")
    ahead = total_interest(V1.rows[14:])
    assert ahead == D("4575.64")
    assert settlement.saved(ahead, payoff) == D("2480.20")


def test_v12_after_two_years_there_is_no_fee() -> None:
    principal = V1.balance_after(26)
    accrued = settlement.accrued_interest(
        principal, D("4.99"), date(2028, 5, 20), date(2028, 5, 30)
    )
    assert settlement.fee_pct(FEES, 27) == 0
    assert Payoff(principal, accrued=accrued).total == D("43999.40")


def test_the_contract_month_is_whole_months_and_one() -> None:
    assert settlement.contract_month(date(2025, 9, 18), date(2025, 10, 17)) == 1
    assert settlement.contract_month(date(2025, 9, 18), date(2025, 10, 18)) == 2
    assert settlement.contract_month(date(2025, 1, 31), date(2025, 2, 28)) == 2
    assert settlement.contract_month(date(2025, 9, 18), date(2026, 11, 28)) == 15


def test_payoff_of_a_day_beyond_the_next_due_date_assumes_it_paid() -> None:
    plan = build(Terms(Method.EQUAL_INSTALMENT, D("118860"), D("4.99"), 36))
    dues = due_dates(date(2025, 10, 20), 36)
    coming = list(zip(dues[14:], plan.rows[14:], strict=True))
    now, last = plan.balance_after(14), dues[13]
    near = settlement.standing_on(now, last, coming, date(2026, 11, 28))
    assert (near.principal, near.accrues_from, near.assumed) == (D("74733.97"), last, ())
    accrued = settlement.accrued_interest(near.principal, D("4.99"), last, date(2026, 11, 28))
    payoff = Payoff(near.principal, accrued=accrued, fee=settlement.fee_on(now, D("2.0")))
    assert (accrued, payoff.fee, payoff.total) == (D("82.87"), D("1494.68"), D("76311.52"))
    far = settlement.standing_on(now, last, coming, date(2026, 12, 25))
    assert far.principal == plan.balance_after(15)
    assert (far.accrues_from, far.assumed) == (date(2026, 12, 20), (15,))


def test_claw_back_is_the_remaining_share_capped_by_the_interest_until_then() -> None:
    free = build(Terms(Method.EQUAL_INSTALMENT, D("120000"), D("0"), 24))
    share = manufacturer_share(free, D("5.88"))
    assert share == D("7047.92")
    subsidy = Subsidy(share, D("5.88"), 12)
    assert settlement.claw_back(subsidy, D("120000"), 24, 8) == D("4049.48")
    assert settlement.claw_back(subsidy, D("120000"), 24, 11) > 0
    assert settlement.claw_back(subsidy, D("120000"), 24, 12) == 0
    lasting = Subsidy(share, D("5.88"), None)
    assert settlement.claw_back(lasting, D("120000"), 24, 20) == D("1174.65")
    assert settlement.claw_back(lasting, D("120000"), 24, 24) == 0


def test_v13_part_payment_shortens_or_reduces() -> None:
    rest = rest_of(V1, 12)
    assert total_interest(repay(rest)) == D("5410.92")
    sooner = prepay(rest, D("50000"), Effect.SHORTEN)
    assert (len(sooner.rows), sooner.payment) == (12, D("4494.96"))
    assert (sooner.last_payment, sooner.interest) == (D("4451.61"), D("1427.99"))
    assert sooner.saved == D("3982.93")
    less = prepay(rest, D("50000"), Effect.REDUCE)
    assert (len(less.rows), less.payment, less.last_payment) == (24, D("2301.62"), D("2301.54"))
    assert (less.interest, less.saved) == (D("2770.62"), D("2640.30"))
    assert settlement.fee_on(D("50000"), settlement.fee_pct(FEES, 13)) == D("1000.00")


def test_part_payment_of_a_balloon_loan_leaves_the_balloon_for_last() -> None:
    plan = build(Terms(Method.BALLOON, D("181860"), D("5.19"), 36, balloon=D("90930")))
    rest = rest_of(plan, 12)
    less = prepay(rest, D("20000"), Effect.REDUCE)
    assert (less.balloon, less.rows[-1].balance) == (D("90930"), D("90930"))
    assert less.payment < plan.first_payment
    sooner = prepay(rest, D("20000"), Effect.SHORTEN)
    assert (len(sooner.rows), sooner.rows[-1].balance) == (24, D("90930"))
    assert sooner.rows[-1].principal == 0
    most = prepay(rest, rest.balance - D("50000"), Effect.REDUCE)
    assert most.balloon == most.rows[-1].balance == D("50000")
    with pytest.raises(InvalidTerms):
        prepay(rest, rest.balance, Effect.REDUCE)


@pytest.mark.parametrize(
    ("months", "payment", "last", "interest"),
    [
        (6, "15398.59", "15398.61", "1461.56"),
        (12, "7804.72", "7804.73", "2726.65"),
        (18, "5274.06", "5274.13", "4003.15"),
        (24, "4009.21", "4009.21", "5291.04"),
    ],
)
def test_v14_balloon_over_more_months(months: int, payment: str, last: str, interest: str) -> None:
    way = extend(D("90930"), D("5.49"), months, D("0"))
    assert (way.payment, way.last_payment, way.total_interest) == (D(payment), D(last), D(interest))


def test_v14_part_of_the_balloon_paid_first() -> None:
    way = extend(D("90930"), D("5.49"), 24, D("30000"))
    assert (way.payment, way.last_payment) == (D("2686.47"), D("2686.59"))
    assert way.total_interest == D("3545.40")
    assert within_cap(36, (24, 12, 18), 60) == [12, 18, 24]
    assert within_cap(48, (12, 18, 24), 60) == [12]
    with pytest.raises(InvalidTerms):
        extend(D("90930"), D("5.49"), 24, D("90930"))


def test_lease_end_kilometres_and_renewal() -> None:
    mileage = Mileage(60000, 1000, D("0.80"))
    assert excess_km_fee(71350, allowance_km(mileage, 36, 36), mileage) == D("8280.00")
    assert excess_km_fee(66800, 60000, mileage) == D("4640.00")
    assert excess_km_fee(61000, 60000, mileage) == 0
    assert allowance_km(mileage, 34, 36) == 56667
    again = renewal(D("147960"), D("5.60"), 24)
    assert (again.first_payment, again.last_payment) == (D("6531.04"), D("6531.07"))
    assert again.total_interest == D("8784.99")


def test_v15_hardship() -> None:
    rest = rest_of(V1, 12)
    pause = interest_only(rest, 3)
    assert [str(row.payment) for row in pause.rows[:3]] == ["426.10"] * 3
    assert (pause.payment_after, pause.extra_interest) == (D("4494.96"), D("1278.30"))
    assert (pause.later_months, len(pause.rows)) == (3, 27)
    kept = capitalised(rest.balance, D("4.99"), 90, 24)
    assert (kept.interest, kept.per_month) == (D("1278.29"), D("53.26"))
    assert moved_due_day(rest.balance, D("4.99"), 10) == D("142.03")
    assert moved_due_day(rest.balance, D("4.99"), -10) == D("-142.03")


def test_p08_never_ends_later_than_sixty_months() -> None:
    plan = build(Terms(Method.EQUAL_INSTALMENT, D("76860"), D("5.49"), 60))
    rest = rest_of(plan, 11)
    assert rest.balance == D("64297.89")
    assert not may_lengthen(60, 1, 60)
    with pytest.raises(InvalidTerms):
        longer_term(rest, 1, 60, 60)
    within = capitalise_within(rest, 3)
    assert (len(within.rows), within.later_months) == (49, 0)
    assert within.rows[-1].balance == 0
    assert within.payment_after > D("1467.76")
    longer = longer_term(rest_of(V1, 12), 12, 36, 60)
    assert len(longer.rows) == 36 and longer.extra_interest > 0


def test_v16_total_loss_pays_what_is_owed_and_the_rest_to_the_owner() -> None:
    loss = total_loss.settle_by_insurer(
        Payoff(D("102468.18"), accrued=D("156.24"), fee=D("2049.36")), D("138000")
    )
    assert (loss.payoff.total, loss.surplus) == (D("102624.42"), D("35375.58"))
    assert loss.shortfall == 0
    accrued = settlement.accrued_interest(
        D("51515.12"), D("6.20"), date(2026, 11, 15), date(2026, 11, 25)
    )
    company = total_loss.settle_by_insurer(Payoff(D("51515.12"), accrued=accrued), D("92000"))
    assert (accrued, company.surplus) == (D("88.72"), D("40396.16"))
    short = total_loss.settle_by_insurer(Payoff(D("51515.12")), D("50000"))
    assert (short.surplus, short.shortfall) == (0, D("1515.12"))


def test_whole_months_count_by_the_calendar() -> None:
    start = date(2025, 1, 31)
    for months in range(30):
        assert settlement.whole_months(start, add_months(start, months)) == months
