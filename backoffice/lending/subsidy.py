"""The manufacturer's share of a subsidised loan."""

from decimal import Decimal

from backoffice.lending.money import ENGINE, ONE, monthly_rate, r2
from backoffice.lending.schedule import Schedule


def present_value(schedule: Schedule, annual_rate_pct: Decimal) -> Decimal:
    """Unrounded present value of all the customer pays, at a nominal annual percentage."""
    factor = ENGINE.divide(ONE, ONE + monthly_rate(annual_rate_pct))
    value = Decimal(0)
    for amount in reversed(schedule.amounts_by_month()):
        value = ENGINE.fma(value, factor, amount)
    return value


def manufacturer_share(schedule: Schedule, contract_rate_pct: Decimal) -> Decimal:
    """What the manufacturer pays upfront, so that the lender earns `contract_rate_pct`."""
    return r2(schedule.terms.principal - present_value(schedule, contract_rate_pct))
