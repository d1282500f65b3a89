"""What a used car may bring: a share of its price by age, between the points of a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from backoffice.lending.money import ENGINE, floor_to, r2

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Table:
    """Shares in percent by age in months, ascending; a band around them; a unit to round to."""

    points: Sequence[tuple[int, Decimal]]
    band_pct: Decimal
    unit: Decimal


@dataclass(frozen=True, slots=True)
class Estimate:
    """Between which sums."""

    low: Decimal
    high: Decimal


def share_pct(table: Table, months: int) -> Decimal:
    """The share of the price that is left after `months`; past the last point it stays."""
    before = table.points[0]
    for point in table.points:
        if months <= point[0]:
            span = point[0] - before[0]
            if not span:
                return point[1]
            step = ENGINE.divide((point[1] - before[1]) * (months - before[0]), Decimal(span))
            return before[1] + step
        before = point
    return before[1]


def estimate(table: Table, price: Decimal, months: int, kind_pct: Decimal) -> Estimate:
    """The estimate for a car of a price and age; `kind_pct` what its kind keeps of it."""
    middle = r2(price * share_pct(table, months) * kind_pct / HUNDRED / HUNDRED)
    return Estimate(
        floor_to(middle * (HUNDRED - table.band_pct) / HUNDRED, table.unit),
        floor_to(middle * (HUNDRED + table.band_pct) / HUNDRED, table.unit),
    )
