"""The end of a lease: kilometres beyond the contract's, buying out, going on."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from backoffice.lending.money import ENGINE, ZERO, r2
from backoffice.lending.schedule import Schedule, build
from backoffice.lending.terms import Method, Terms


@dataclass(frozen=True, slots=True)
class Mileage:
    """The whole contract's kilometres, how many beyond are free, and the price of each further."""

    contract_km: int
    tolerance_km: int
    price_per_km: Decimal


def allowance_km(mileage: Mileage, used_months: int, term_months: int) -> int:
    """The kilometres allowed when the car comes back after `used_months`."""
    if used_months >= term_months:
        return mileage.contract_km
    share = ENGINE.divide(Decimal(mileage.contract_km * used_months), Decimal(term_months))
    return int(share.to_integral_value(ROUND_HALF_UP))


def excess_km(actual_km: int, allowed_km: int, mileage: Mileage) -> int:
    """The kilometres that are charged."""
    return max(0, actual_km - allowed_km - mileage.tolerance_km)


def excess_km_fee(actual_km: int, allowed_km: int, mileage: Mileage) -> Decimal:
    """What the kilometres beyond cost."""
    return r2(excess_km(actual_km, allowed_km, mileage) * mileage.price_per_km)


def damage_fee(counted: Iterable[tuple[Decimal, int]]) -> Decimal:
    """What damage beyond normal wear costs: each kind's price by how many there are."""
    return sum((price * count for price, count in counted), ZERO)


def renewal(residual: Decimal, annual_rate_pct: Decimal, months: int) -> Schedule:
    """The residual leased on over `months`, with nothing left at the end."""
    return build(Terms(Method.EQUAL_INSTALMENT, residual, annual_rate_pct, months))
