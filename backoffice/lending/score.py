"""The published score: how well each candidate plan fits what the customer said.

Every part lies between 0 and 1. A part that cannot be known (no income, no wished instalment) is
left out for all candidates and the other weights are scaled up to 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from backoffice.lending.money import ENGINE, ONE, one_decimal

NOTHING, HALF = Decimal(0), Decimal("0.5")
PTI_WORST, PTI_SPAN = Decimal("0.50"), Decimal("0.25")
# A payment this share above the wish scores nothing.
MONTH_SPAN = Decimal("0.25")
LONG_KEEP_YEARS = 5
LEASE_KM_EASY, LEASE_KM_MOST = 20000, 30000
OTHER_CASH_SHAPE = Decimal("0.6")


class Goal(StrEnum):
    """What the customer cares for most."""

    BALANCED = "balanced"
    LOWEST_COST = "lowest_cost"
    LOWEST_MONTHLY = "lowest_monthly"


class Part(StrEnum):
    """The parts of the score, in published order."""

    AFFORD = "afford"
    MONTH = "month"
    COST = "cost"
    HORIZON = "horizon"
    CASH = "cash"
    KM = "km"
    FLEX = "flex"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One plan as the score sees it.

    `payment` is the highest regular instalment, `cost` interest + fees + discount forgone, `pti`
    the highest instalment (a balloon's extension included) as a share of income or None,
    `free_after_months` the month after which early settlement is free (None: no part payments).
    """

    key: str
    term_months: int
    payment: Decimal
    cost: Decimal
    pti: Decimal | None
    amortising: bool
    lease: bool
    cash_match: bool
    free_after_months: int | None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the score measures against; None where the customer did not say."""

    goal: Goal
    monthly_payment: Decimal | None
    keep_years: int
    annual_km: int


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score of 100 and the parts it comes from."""

    candidate: Candidate
    score: Decimal
    parts: Mapping[Part, Decimal]
    weights: Mapping[Part, Decimal]


def clamp(value: Decimal) -> Decimal:
    """`value` held between 0 and 1."""
    return min(ONE, max(NOTHING, value))


def _month(candidate: Candidate, wishes: Wishes, low: Decimal, high: Decimal) -> Decimal | None:
    if wishes.goal is Goal.LOWEST_MONTHLY:
        return ONE if high == low else ENGINE.divide(high - candidate.payment, high - low)
    wished = wishes.monthly_payment
    if wished is None:
        return None
    if candidate.payment <= wished:
        return ONE
    return clamp(ONE - ENGINE.divide(candidate.payment - wished, MONTH_SPAN * wished))


def _mileage(candidate: Candidate, annual_km: int) -> Decimal:
    if not candidate.lease or annual_km <= LEASE_KM_EASY:
        return ONE
    return HALF if annual_km <= LEASE_KM_MOST else NOTHING


def _flex(free_after_months: int | None) -> Decimal:
    if free_after_months is None:
        return Decimal("0.3")
    return Decimal("0.9") if free_after_months <= 12 else Decimal("0.7")


def _parts(
    candidate: Candidate,
    wishes: Wishes,
    costs: tuple[Decimal, Decimal],
    payments: tuple[Decimal, Decimal],
) -> dict[Part, Decimal]:
    least, most = costs
    long_keep = wishes.keep_years >= LONG_KEEP_YEARS
    known: dict[Part, Decimal | None] = {
        Part.AFFORD: None
        if candidate.pti is None
        else clamp(ENGINE.divide(PTI_WORST - candidate.pti, PTI_SPAN)),
        Part.MONTH: _month(candidate, wishes, *payments),
        Part.COST: ONE
        if most == least
        else ONE - ENGINE.divide(candidate.cost - least, most - least),
        Part.HORIZON: ONE if candidate.amortising == long_keep else HALF,
        Part.CASH: ONE if candidate.cash_match else OTHER_CASH_SHAPE,
        Part.KM: _mileage(candidate, wishes.annual_km),
        Part.FLEX: _flex(candidate.free_after_months),
    }
    return {part: value for part, value in known.items() if value is not None}


def rank(
    candidates: Sequence[Candidate], wishes: Wishes, weights: Mapping[Part, Decimal]
) -> list[Scored]:
    """The candidates, best first; ties go to the cheaper, the shorter, then the key."""
    if not candidates:
        return []
    costs = [candidate.cost for candidate in candidates]
    payments = [candidate.payment for candidate in candidates]
    cost_range = (min(costs), max(costs))
    payment_range = (min(payments), max(payments))
    scored = []
    for candidate in candidates:
        parts = _parts(candidate, wishes, cost_range, payment_range)
        total = sum((weights[part] for part in parts), NOTHING)
        used = {part: ENGINE.divide(weights[part], total) for part in parts}
        value = sum((used[part] * share for part, share in parts.items()), NOTHING)
        scored.append(Scored(candidate, one_decimal(value * 100), parts, used))
    return sorted(
        scored,
        key=lambda item: (
            -item.score,
            item.candidate.cost,
            item.candidate.term_months,
            item.candidate.key,
        ),
    )
