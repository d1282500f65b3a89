"""The worked vectors of the domain pack, to the fen."""

from datetime import date
from decimal import Decimal as D

import pytest

from backoffice.lending.affordability import extension_payment
from backoffice.lending.due_dates import first_period, interest_for_days
from backoffice.lending.flat_rate import annualise, with_upfront_fee
from backoffice.lending.instalments import level_payment
from backoffice.lending.irr import compound_pct, monthly_rate_of
from backoffice.lending.money import ZERO, r2
from backoffice.lending.schedule import Schedule, build
from backoffice.lending.subsidy import manufacturer_share, present_value
from backoffice.lending.terms import Method, RentTiming, Step, Terms


def equal(principal: str, rate: str, months: int) -> Schedule:
    return build(Terms(Method.EQUAL_INSTALMENT, D(principal), D(rate), months))


def row(schedule: Schedule, period: int) -> tuple[str, str, str]:
    found = schedule.rows[period - 1]
    return str(found.principal), str(found.interest), str(found.balance)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.125", "0.13"), ("2.675", "2.68"), ("-0.005", "-0.01"), ("1.004999", "1.00")],
)
def test_rounding_is_half_up_away_from_zero(value: str, rounded: str) -> None:
    assert r2(D(value)) == D(rounded)


def test_v1_equal_instalment() -> None:
    plan = equal("150000", "4.99", 36)
    assert plan.first_payment == D("4494.96")
    assert plan.last_payment == D("4495.02")
    assert row(plan, 1) == ("3871.21", "623.75", "146128.79")
    assert row(plan, 12) == ("4052.01", "442.95", "102468.18")
    assert plan.balance_after(14) == D("94313.54")
    assert plan.balance_after(26) == D("43938.50")
    assert plan.total_paid == D("161818.62")
    assert plan.total_interest == D("11818.62")
    assert plan.irr_pct == D("4.99")


def test_v1b_and_v1c() -> None:
    longer = equal("160000", "5.49", 48)
    assert (longer.first_payment, longer.total_interest) == (D("3720.31"), D("18574.73"))
    nothing_down = equal("100000", "4.99", 36)
    third_down = equal("70000", "4.99", 36)
    assert (nothing_down.first_payment, nothing_down.total_interest) == (D("2996.64"), D("7879.03"))
    assert (third_down.first_payment, third_down.total_interest) == (D("2097.65"), D("5515.35"))


def test_v2_equal_principal() -> None:
    plan = build(Terms(Method.EQUAL_PRINCIPAL, D("150000"), D("4.99"), 36))
    assert plan.first_payment == plan.highest_payment == D("4790.42")
    assert plan.rows[1].payment == D("4773.09")
    assert plan.last_payment == D("4183.88")
    assert plan.rows[-1].principal == D("4166.55")
    assert plan.total_interest == D("11539.37")
    assert equal("150000", "4.99", 36).total_interest - plan.total_interest == D("279.25")


def test_v3_balloon_beside_the_standard_loan() -> None:
    plan = build(Terms(Method.BALLOON, D("181860"), D("4.49"), 36, balloon=D("90930")))
    assert plan.first_payment == D("3044.71")
    assert plan.last_payment == D("3044.75")
    assert plan.rows[0].interest == D("680.46")
    assert plan.total_interest == D("18679.60")
    assert plan.irr_pct == D("4.49")
    assert plan.rows[-1].balance == plan.balloon == D("90930")
    standard = equal("181860", "4.49", 36)
    assert (standard.first_payment, standard.total_interest) == (D("5408.96"), D("12862.68"))
    assert standard.first_payment - plan.first_payment == D("2364.25")
    assert plan.total_interest - standard.total_interest == D("5816.92")


def test_v3b_balloon_of_a_running_contract() -> None:
    plan = build(Terms(Method.BALLOON, D("181860"), D("5.19"), 36, balloon=D("90930")))
    assert (plan.first_payment, plan.last_payment) == (D("3126.29"), D("3126.24"))
    assert plan.balance_after(34) == D("96360.73")


def test_v4_zero_rate_and_the_manufacturers_share() -> None:
    plan = equal("120000", "0.00", 24)
    assert {row.payment for row in plan.rows} == {D("5000.00")}
    assert (plan.total_interest, plan.irr_pct) == (ZERO, D("0.00"))
    assert manufacturer_share(plan, D("5.88")) == D("7047.92")
    assert r2(present_value(plan, D("5.88"))) == D("112952.08")
    full = equal("120000", "5.88", 24)
    assert (full.first_payment, full.last_payment) == (D("5311.99"), D("5311.91"))
    assert full.total_interest == D("7487.68")


def test_v4b_low_rate() -> None:
    plan = equal("120000", "1.99", 36)
    assert (plan.first_payment, plan.last_payment) == (D("3436.59"), D("3436.42"))
    assert plan.total_interest == D("3717.07")


def test_v5_stepped() -> None:
    steps = (Step(12, D("0.6")), Step(999, D("1.0")))
    plan = build(Terms(Method.STEPPED, D("160000"), D("5.49"), 48, steps=steps))
    assert plan.first_payment == D("2503.46")
    assert plan.rows[12].payment == D("4172.43")
    assert plan.last_payment == plan.highest_payment == D("4172.47")
    assert plan.balance_after(12) == D("138199.35")
    assert plan.total_interest == D("20249.04")


def test_v6_seasonal() -> None:
    plan = build(Terms(Method.SEASONAL, D("100000"), D("5.00"), 24, lump=D("12000")))
    assert plan.regular_payment == D("3409.85")
    assert plan.rows[11].payment == D("15409.85")
    assert plan.last_payment == D("15409.84")
    assert plan.total_interest == D("5836.39")


def test_v7_interest_first() -> None:
    plan = build(Terms(Method.INTEREST_FIRST, D("150000"), D("5.49"), 36, interest_only=12))
    assert {row.payment for row in plan.rows[:12]} == {D("686.25")}
    assert {row.payment for row in plan.rows[12:-1]} == {D("6613.67")}
    assert plan.last_payment == D("6613.76")
    assert plan.total_interest == D("16963.17")


def test_half_down_half_after_a_year() -> None:
    plan = build(Terms(Method.BULLET, D("150000"), D("3.6"), 12))
    assert {row.interest for row in plan.rows} == {D("450.00")}
    assert plan.total_interest == D("5400.00")
    assert plan.last_payment == D("150450.00")


def test_v8_lease_in_arrears_and_its_ends() -> None:
    lease = Terms(Method.FINANCE_LEASE, D("263040"), D("5.60"), 36, balloon=D("147960"))
    plan = build(lease)
    assert (plan.first_payment, plan.last_payment) == (D("4170.62"), D("4170.49"))
    assert plan.total_interest == D("35062.19")
    rents = plan.total_paid - plan.balloon
    assert rents + D("65760") == D("215902.19")
    assert plan.total_paid + D("65760") == D("363862.19")


def test_v8_lease_in_advance() -> None:
    plan = build(
        Terms(
            Method.FINANCE_LEASE,
            D("263040"),
            D("5.60"),
            36,
            balloon=D("147960"),
            timing=RentTiming.ADVANCE,
        )
    )
    assert plan.first_payment == D("4151.24")
    assert plan.irr_pct == D("5.60")


def test_v8_renewal_of_the_residual() -> None:
    renewal = equal("147960", "5.60", 24)
    assert (renewal.first_payment, renewal.last_payment) == (D("6531.04"), D("6531.07"))
    assert renewal.total_interest == D("8784.99")


def test_v9_sale_leaseback() -> None:
    terms = Terms(Method.SALE_LEASEBACK, D("180000"), D("6.20"), 36, balloon=D("100.00"))
    plan = build(terms)
    assert (plan.first_payment, plan.last_payment) == (D("5489.74"), D("5489.76"))
    assert plan.irr_pct == D("6.20")


@pytest.mark.parametrize(
    ("activated", "days", "interest", "payment"),
    [
        (date(2026, 3, 18), 33, "686.13", "4557.34"),
        (date(2026, 3, 5), 46, "956.42", "4827.63"),
        (date(2026, 3, 31), 20, "415.83", "4287.04"),
    ],
)
def test_v10_stub(activated: date, days: int, interest: str, payment: str) -> None:
    plan = equal("150000", "4.99", 36)
    first = first_period(plan, activated, 20)
    assert first.first_due == date(2026, 4, 20)
    assert (first.days, first.interest) == (days, D(interest))
    assert first.payment == D(payment)
    assert first.payment - plan.first_payment == first.extra


def test_v10_on_365_days() -> None:
    assert interest_for_days(D("150000"), D("4.99"), 33, basis=365) == D("676.73")


def test_actual_360_over_a_year_costs_more_than_the_rate() -> None:
    assert interest_for_days(D("1000000"), D("4.99"), 365) == D("50593.06")


FLAT_YEARLY = [
    ("2", 12, "3.67"),
    ("2", 24, "3.79"),
    ("2", 36, "3.82"),
    ("3", 12, "5.49"),
    ("3", 24, "5.66"),
    ("3", 36, "5.68"),
    ("3", 60, "5.64"),
    ("4", 12, "7.30"),
    ("4", 24, "7.50"),
    ("4", 36, "7.51"),
    ("4", 48, "7.47"),
    ("4", 60, "7.42"),
    ("2.5", 36, "4.76"),
    ("3.5", 36, "6.60"),
    ("5", 36, "9.31"),
]


@pytest.mark.parametrize(("flat", "months", "annual"), FLAT_YEARLY)
def test_flat_fee_table(flat: str, months: int, annual: str) -> None:
    assert annualise(D("100000"), D(flat), months).irr_pct == D(annual)


@pytest.mark.parametrize(("flat", "annual"), [("0.33", "7.44"), ("0.40", "8.95")])
def test_flat_fee_table_by_the_month(flat: str, annual: str) -> None:
    assert annualise(D("100000"), D(flat), 36, per_month=True).irr_pct == D(annual)


def test_flat_fee_instalment_and_compound() -> None:
    cost = annualise(D("100000"), D("4"), 36)
    assert (cost.monthly_payment, cost.compound_pct) == (D("3111.11"), D("7.77"))


def test_zero_interest_with_a_fee_is_not_zero() -> None:
    cost = annualise(D("100000"), D("0"), 36, upfront_fee_pct=D("12"))
    assert cost.irr_pct == D("8.50")


def test_upfront_fee_on_v1() -> None:
    plan = equal("150000", "4.99", 36)
    assert with_upfront_fee(D("148500"), plan.amounts_by_month()) == D("5.66")
    assert compound_pct(monthly_rate_of(D("150000"), plan.amounts_by_month())) == D("5.11")


@pytest.mark.parametrize(
    ("balloon", "months", "payment", "last", "interest"),
    [
        ("90930", 6, "15398.59", "15398.61", "1461.56"),
        ("90930", 12, "7804.72", "7804.73", "2726.65"),
        ("90930", 18, "5274.06", "5274.13", "4003.15"),
        ("90930", 24, "4009.21", "4009.21", "5291.04"),
        ("60930", 24, "2686.47", "2686.59", "3545.40"),
    ],
)
def test_v14_balloon_extended(
    balloon: str, months: int, payment: str, last: str, interest: str
) -> None:
    plan = equal(balloon, "5.49", months)
    assert (plan.first_payment, plan.last_payment) == (D(payment), D(last))
    assert plan.total_interest == D(interest)
    assert extension_payment(D(balloon), D("5.49"), months) == D(payment)


CONTRACTS = [
    ("118860", "4.99", 36, "0", 14, "3561.81", "3561.68", "74733.97"),
    ("59880", "0.00", 24, "0", 9, "2495.00", "2495.00", "37425.00"),
    ("76860", "5.49", 60, "0", 11, "1467.76", "1467.80", "64297.89"),
    ("199840", "5.60", 36, "112410", 34, "3168.55", "3168.66", "117661.26"),
    ("111860", "4.99", 36, "0", 36, "3352.04", "3352.10", "0.00"),
    ("110100", "6.20", 36, "100", 20, "3356.91", "3356.81", "51515.12"),
]


@pytest.mark.parametrize(
    ("principal", "rate", "months", "balloon", "paid", "payment", "last", "balance"), CONTRACTS
)
def test_contracts_of_the_personas(
    principal: str,
    rate: str,
    months: int,
    balloon: str,
    paid: int,
    payment: str,
    last: str,
    balance: str,
) -> None:
    method = Method.BALLOON if D(balloon) else Method.EQUAL_INSTALMENT
    plan = build(Terms(method, D(principal), D(rate), months, balloon=D(balloon)))
    assert (plan.first_payment, plan.last_payment) == (D(payment), D(last))
    assert plan.balance_after(paid) == D(balance)


def test_level_payment_without_interest() -> None:
    assert level_payment(D("1000"), D("0"), 4) == D("250")
