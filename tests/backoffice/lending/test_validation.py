"""Numbers and dates that can be true: the domain's vectors, and two libraries as oracles."""

import warnings
from datetime import date, timedelta
from decimal import Decimal

import pytest
import stdnum.cn.ric
import stdnum.cn.uscc
import stdnum.luhn
from hypothesis import given
from hypothesis import strategies as st
from id_validator import validator

from backoffice.lending.validation.bank_card import (
    CardFault,
    CardRange,
    card_fault,
    luhn_digit,
    luhn_sum,
)
from backoffice.lending.validation.company import uscc_check_sign, uscc_valid
from backoffice.lending.validation.identity import (
    AgeFault,
    IdentityFault,
    IdentityNumberWrong,
    age,
    age_fault,
    check_sign,
    parse_identity,
)
from backoffice.lending.validation.period import (
    Period,
    PeriodFault,
    card_period_plausible,
    period_fault,
    too_old,
)
from backoffice.lending.validation.statement import (
    Movement,
    first_break,
    inflow,
    months_covered,
    regular_payer,
    same_day_round_trips,
)
from backoffice.lending.validation.vehicle import vin_check_sign, vin_valid

TODAY = date(2026, 11, 21)
WRONG = [
    ("990101198503120011", IdentityFault.CHECKSUM),
    ("99010119900231003X", IdentityFault.DATE),
    ("110101190001010006", IdentityFault.DATE),
    ("990101202612010010", IdentityFault.DATE),
    ("99010119850312001", IdentityFault.FORM),
    ("990101850312001", IdentityFault.FORM),
    ("090101198503120010", IdentityFault.FORM),
    ("990101198513120010", IdentityFault.FORM),
    ("160101198503120010", IdentityFault.REGION),
    ("９９0101198503120010", IdentityFault.FORM),
]


def test_an_identity_number_says_birth_and_sex() -> None:
    found = parse_identity("990101198503120010", TODAY, fictional=True)
    assert (found.born, found.male) == (date(1985, 3, 12), True)
    assert parse_identity(" 99010519800129004x ", TODAY, fictional=True).number[-1] == "X"


@pytest.mark.parametrize(("number", "fault"), WRONG)
def test_wrong_identity_numbers(number: str, fault: IdentityFault) -> None:
    with pytest.raises(IdentityNumberWrong) as wrong:
        parse_identity(number, TODAY, fictional=True)
    assert wrong.value.fault is fault


def test_fictional_people_exist_in_the_sandbox_only() -> None:
    with pytest.raises(IdentityNumberWrong) as wrong:
        parse_identity("990101198503120010", TODAY)
    assert wrong.value.fault is IdentityFault.REGION


births = st.dates(date(1930, 1, 1), date(2008, 1, 1))


@given(born=births, serial=st.integers(0, 999))
def test_identity_numbers_agree_with_two_libraries(born: date, serial: int) -> None:
    first = f"110101{born:%Y%m%d}{serial:03d}"
    number = first + check_sign(first)
    assert parse_identity(number, TODAY).born == born
    assert stdnum.cn.ric.is_valid(number)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert validator.is_valid(number)
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    assert not stdnum.cn.ric.is_valid(wrong)
    with pytest.raises(IdentityNumberWrong):
        parse_identity(wrong, TODAY)


@pytest.mark.parametrize(
    ("born", "months", "role", "fault"),
    [
        (date(2010, 1, 1), 36, "borrower", AgeFault.UNDER_AGE),
        (date(2008, 11, 21), 36, "borrower", None),
        (date(2008, 11, 22), 36, "borrower", AgeFault.UNDER_AGE),
        (date(1964, 11, 21), 36, "borrower", None),
        (date(1964, 10, 21), 36, "borrower", AgeFault.TOO_OLD),
        (date(1964, 10, 21), 36, "co_borrower", AgeFault.TOO_OLD),
        (date(1964, 10, 21), 36, "guarantor", None),
        (date(1959, 10, 21), 36, "guarantor", AgeFault.TOO_OLD),
    ],
)
def test_ages(born: date, months: int, role: str, fault: AgeFault | None) -> None:
    assert age_fault(born, TODAY, months, role) == fault


def test_a_birthday_on_the_29th_of_february() -> None:
    assert age(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age(date(2008, 2, 29), date(2026, 3, 1)) == 18


@given(st.text("0123456789", min_size=15, max_size=18))
def test_luhn_agrees_with_a_library(body: str) -> None:
    number = body + luhn_digit(body)
    assert luhn_sum(number) % 10 == 0
    assert stdnum.luhn.is_valid(number)


def test_bank_cards() -> None:
    ranges = [CardRange("62", "a", "debit"), CardRange("620009", "b", "credit")]
    assert card_fault("6200 0000 0000 0000 067", ranges) is None
    assert card_fault("6200000000000000001", ranges) is CardFault.LUHN
    assert card_fault("62000", ranges) is CardFault.FORM
    assert card_fault("620009000000000" + luhn_digit("620009000000000"), ranges) is CardFault.CREDIT


SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@given(st.text(SIGNS, min_size=15, max_size=15))
def test_company_codes_agree_with_a_library(rest: str) -> None:
    first = "91" + rest
    code = first + uscc_check_sign(first)
    assert uscc_valid(code)
    assert stdnum.cn.uscc.calc_check_digit(first) == code[-1]


def test_company_codes() -> None:
    assert uscc_valid("92999999MA0000051Q")
    assert uscc_valid("91999999MA0000012T")
    assert not uscc_valid("92999999MA0000052Q")
    assert not uscc_valid("92999999MA000005IQ")
    assert not uscc_valid("")


def test_vehicle_numbers() -> None:
    for vin in ("L0TEST00XTJ000006", "L0TEST005TJ000012", "1M8GDM9AXKP042788"):
        assert vin_valid(vin), vin
        assert vin_check_sign(vin) == vin[8]
    for vin in ("L0TEST005TJ000001", "L0TEST00XTJ00000I", "L0TEST00XTJ00000", ""):
        assert not vin_valid(vin), vin


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [
        (date(2015, 8, 1), date(2035, 8, 1), None),
        (date(2015, 8, 1), None, None),
        (date(2013, 9, 9), date(2026, 11, 20), PeriodFault.EXPIRED),
        (date(2013, 9, 9), TODAY, PeriodFault.ENDS_SOON),
        (date(2013, 9, 9), TODAY + timedelta(days=29), PeriodFault.ENDS_SOON),
        (date(2013, 9, 9), TODAY + timedelta(days=30), None),
        (date(2027, 9, 9), date(2037, 9, 9), PeriodFault.NOT_YET),
        (date(2035, 8, 1), date(2015, 8, 1), PeriodFault.BACKWARDS),
    ],
)
def test_periods(start: date, end: date | None, fault: PeriodFault | None) -> None:
    assert period_fault(Period(start, end), TODAY) == fault


def test_spans_of_identity_cards() -> None:
    assert card_period_plausible(Period(date(2020, 2, 29), date(2025, 2, 28)))
    assert card_period_plausible(Period(date(2020, 3, 3), None))
    assert not card_period_plausible(Period(date(2015, 8, 1), date(2037, 8, 1)))
    assert too_old(date(2026, 10, 21), TODAY, 30)
    assert not too_old(date(2026, 10, 22), TODAY, 30)


def _lines(*entries: tuple[int, int, str]) -> list[Movement]:
    balance, lines = Decimal(1000), []
    for month, amount, other in entries:
        balance += amount
        lines.append(Movement(date(2026, month, 5), Decimal(amount), balance, other))
    return lines


def test_a_statement_that_adds_up() -> None:
    lines = _lines(*((month, 9800, "单位") for month in range(6, 12)))
    assert first_break(lines) is None
    assert months_covered(lines[0].on, lines[-1].on) == 6
    assert inflow(lines) == Decimal(58800)
    assert regular_payer(lines, 6) == ("单位", Decimal("9800.00"))


def test_a_statement_that_does_not() -> None:
    lines = _lines((6, 9800, "单位"), (7, -100, "甲"), (8, 5000, "乙"))
    forged = [*lines[:2], Movement(lines[2].on, Decimal(5000), Decimal(99999), "乙")]
    assert first_break(forged) == 2
    assert regular_payer(lines, 6) is None


def test_round_sums_that_come_and_go_on_one_day() -> None:
    lines = _lines((6, 50000, "甲"), (6, -50000, "乙"), (7, 800, "丙"), (7, -800, "丙"))
    assert same_day_round_trips(lines) == [date(2026, 6, 5)]
