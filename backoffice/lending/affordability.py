"""Whether a monthly duty fits an income: payment to income, debts to income, largest loan."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from backoffice.lending.instalments import level_payment
from backoffice.lending.money import ENGINE, ONE, ZERO, floor_to, monthly_rate, one_decimal, r2
from backoffice.lending.terms import InvalidTerms


class Grade(StrEnum):
    """Green is comfortable, amber tight, red is not recommended."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Caps:
    """Shares of income in percent, and the share of a business's inflow that counts as income."""

    green_pti: Decimal
    green_dti: Decimal
    amber_pti: Decimal
    amber_dti: Decimal
    business_income_pct: Decimal
    loan_rounding: Decimal


@dataclass(frozen=True, slots=True)
class Burden:
    """Shares of income in percent: exact for grading, to one decimal for showing."""

    pti: Decimal
    dti: Decimal
    grade: Grade

    @property
    def pti_pct(self) -> Decimal:
        """Payment to income, one decimal."""
        return one_decimal(self.pti)

    @property
    def dti_pct(self) -> Decimal:
        """Debts to income, one decimal."""
        return one_decimal(self.dti)


def burden(payment: Decimal, income: Decimal, other_debt: Decimal, caps: Caps) -> Burden:
    """How heavy the highest instalment weighs; raises `InvalidTerms` without an income."""
    if income <= 0:
        raise InvalidTerms("income must be positive")
    pti = ENGINE.divide(payment * 100, income)
    dti = ENGINE.divide((payment + other_debt) * 100, income)
    if pti <= caps.green_pti and dti <= caps.green_dti:
        grade = Grade.GREEN
    elif pti <= caps.amber_pti and dti <= caps.amber_dti:
        grade = Grade.AMBER
    else:
        grade = Grade.RED
    return Burden(pti, dti, grade)


def comfortable_payment(income: Decimal, other_debt: Decimal, caps: Caps) -> Decimal:
    """The highest instalment that is still green; never negative."""
    by_payment = income * caps.green_pti / 100
    by_debts = income * caps.green_dti / 100 - other_debt
    return max(ZERO, r2(min(by_payment, by_debts)))


def bearable_payment(income: Decimal, other_debt: Decimal, caps: Caps) -> Decimal:
    """The highest instalment that is not red; never negative."""
    by_payment = income * caps.amber_pti / 100
    by_debts = income * caps.amber_dti / 100 - other_debt
    return max(ZERO, r2(min(by_payment, by_debts)))


def largest_loan(payment: Decimal, annual_rate_pct: Decimal, months: int) -> Decimal:
    """The loan, to the fen, that `payment` a month repays in equal instalments."""
    if not annual_rate_pct:
        return r2(payment * months)
    rate = monthly_rate(annual_rate_pct)
    discount = ENGINE.power(ONE + rate, -months)
    return r2(ENGINE.divide(payment * (ONE - discount), rate))


def rounded_loan(loan: Decimal, caps: Caps) -> Decimal:
    """A loan as it is said to a customer: rounded down to the house's unit."""
    return floor_to(loan, caps.loan_rounding)


def counted_income(income: Decimal, business: bool, caps: Caps) -> Decimal:
    """The income that counts: of a business only a share of its inflow."""
    return r2(income * caps.business_income_pct / 100) if business else income


def extension_payment(balloon: Decimal, annual_rate_pct: Decimal, months: int) -> Decimal:
    """The instalment if the balloon is repaid over the allowed extension."""
    return r2(level_payment(balloon, annual_rate_pct, months)) if balloon else ZERO
