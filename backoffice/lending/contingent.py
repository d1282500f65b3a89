"""What a contract costs only if something happens: paid late, settled early, subsidy taken back."""

from decimal import Decimal

from backoffice.lending.due_dates import DAY_COUNT_BASIS
from backoffice.lending.instalments import level_payment
from backoffice.lending.money import ENGINE, ZERO, r2
from backoffice.lending.schedule import Schedule, build
from backoffice.lending.terms import Method, Terms


def penalty_rate_pct(annual_rate_pct: Decimal, multiplier: Decimal) -> Decimal:
    """The penalty's annual rate in percent."""
    return ENGINE.multiply(annual_rate_pct, multiplier)


def penalty(overdue: Decimal, rate_pct: Decimal, days: int) -> Decimal:
    """The penalty on an overdue sum for days past due."""
    return r2(overdue * rate_pct * days / (100 * DAY_COUNT_BASIS))


def early_fee(principal: Decimal, pct: Decimal) -> Decimal:
    """The fee for settling `principal` early."""
    return r2(principal * pct / 100)


def accrued_unsubsidised(
    quoted: Schedule, contract_rate_pct: Decimal, elapsed_months: int
) -> Decimal:
    """The interest that a loan would have borne after whole months at the contract rate."""
    terms = quoted.terms
    plain = Terms(Method.EQUAL_INSTALMENT, terms.principal, contract_rate_pct, terms.months)
    return sum((row.interest for row in build(plain).rows[:elapsed_months]), ZERO)


def share_of_remaining(share: Decimal, months: int, elapsed_months: int) -> Decimal:
    """The manufacturer's share of the months that remain."""
    return r2(share * (months - elapsed_months) / months)


def claw_back(
    share: Decimal, quoted: Schedule, contract_rate_pct: Decimal, elapsed_months: int
) -> Decimal:
    """What the manufacturer may take back of its share when a loan ends after whole months.

    Its share of the months that remain, but never more than the interest that the loan would have
    borne up to then at the contract rate.
    """
    pro_rata = share_of_remaining(share, quoted.terms.months, elapsed_months)
    return min(pro_rata, accrued_unsubsidised(quoted, contract_rate_pct, elapsed_months))


def extension_cost(balloon: Decimal, rate_pct: Decimal, months: int) -> tuple[Decimal, Decimal]:
    """Instalment and total interest when a balloon is repaid over `months` more."""
    extended = build(Terms(Method.EQUAL_INSTALMENT, balloon, rate_pct, months))
    return r2(level_payment(balloon, rate_pct, months)), extended.total_interest
