"""Interest of delay: on the whole instalment that is overdue, at a multiple of the contract's rate.

What is unpaid may change from day to day, so the base is counted in yuan-days: what is open at the
end of each day, summed. Rounding happens once, on the sum.
"""

from decimal import Decimal

from backoffice.lending.due_dates import DAY_COUNT_BASIS
from backoffice.lending.money import ENGINE, r2

FOUR_PLACES = Decimal("0.0001")


def penalty_on(yuan_days: Decimal, annual_rate_pct: Decimal, multiplier: Decimal) -> Decimal:
    """The interest of delay, to the fen, for what was open on each day, summed."""
    yearly = ENGINE.multiply(ENGINE.multiply(yuan_days, annual_rate_pct), multiplier)
    return r2(ENGINE.divide(yearly, Decimal(100 * DAY_COUNT_BASIS)))


def penalty(
    overdue: Decimal, annual_rate_pct: Decimal, days: int, multiplier: Decimal = Decimal("1.5")
) -> Decimal:
    """The interest of delay on `overdue` after `days`; the day after the due date is the first."""
    return penalty_on(overdue * days, annual_rate_pct, multiplier)


def penalty_per_day(
    overdue: Decimal, annual_rate_pct: Decimal, multiplier: Decimal = Decimal("1.5")
) -> Decimal:
    """What one more day costs, to four places, for telling."""
    yearly = ENGINE.multiply(ENGINE.multiply(overdue, annual_rate_pct), multiplier)
    return ENGINE.divide(yearly, Decimal(100 * DAY_COUNT_BASIS)).quantize(FOUR_PLACES)
