"""What a plan is made of: the inputs of a schedule, checked once.

LendingError
├── InvalidTerms          the inputs contradict each other
├── NegativeAmortisation  an instalment would not cover its interest
└── NoSolution            no value in the searched range fits
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from backoffice.lending.money import ZERO


class LendingError(ValueError):
    """The figures asked for do not exist."""


class InvalidTerms(LendingError):
    """The inputs of a plan contradict each other."""


class NegativeAmortisation(LendingError):
    """An instalment would not cover the interest of its month."""


class NoSolution(LendingError):
    """No value in the searched range fits."""


class Method(StrEnum):
    """How principal and interest come back."""

    EQUAL_INSTALMENT = "equal_instalment"
    EQUAL_PRINCIPAL = "equal_principal"
    BALLOON = "balloon"
    STEPPED = "stepped"
    SEASONAL = "seasonal"
    INTEREST_FIRST = "interest_first"
    BULLET = "bullet"
    FINANCE_LEASE = "finance_lease"
    SALE_LEASEBACK = "sale_leaseback"


class RentTiming(StrEnum):
    """When a lease's rent falls due in its month."""

    ARREARS = "arrears"
    ADVANCE = "advance"


# Methods whose last instalment may leave a sum to pay (balloon, residual, nominal price).
WITH_BALLOON = frozenset({Method.BALLOON, Method.FINANCE_LEASE, Method.SALE_LEASEBACK})


@dataclass(frozen=True, slots=True)
class Step:
    """Instalments up to and including period `to_period` weigh `weight`."""

    to_period: int
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """The inputs of one schedule.

    `principal`, `balloon` and `lump` are yuan, `annual_rate_pct` a percentage a year, `months` the
    number of instalments. `balloon` is what remains due with the last instalment (a lease's
    residual, a leaseback's nominal price). `lump` falls due on top every `lump_every` months.
    """

    method: Method
    principal: Decimal
    annual_rate_pct: Decimal
    months: int
    balloon: Decimal = ZERO
    steps: tuple[Step, ...] = ()
    lump: Decimal = ZERO
    lump_every: int = 12
    interest_only: int = 0
    timing: RentTiming = RentTiming.ARREARS

    def __post_init__(self) -> None:
        if self.principal <= 0 or self.months < 1 or self.annual_rate_pct < 0:
            raise InvalidTerms("principal and months must be positive, the rate not negative")
        if not 0 <= self.balloon < self.principal:
            raise InvalidTerms("the balloon must be smaller than the loan")
        if self.balloon and self.method not in WITH_BALLOON:
            raise InvalidTerms(f"{self.method} leaves no balloon")
        if self.method is Method.STEPPED and not self.steps:
            raise InvalidTerms("stepped instalments need their steps")
        if self.method is Method.SEASONAL and not (self.lump > 0 and self.lump_every > 0):
            raise InvalidTerms("seasonal instalments need their lump")
        if self.method is Method.INTEREST_FIRST and not 0 < self.interest_only < self.months:
            raise InvalidTerms("interest-only months must leave months to repay in")

    def lump_periods(self) -> range:
        """The periods in which the lump falls due."""
        return range(self.lump_every, self.months + 1, self.lump_every)
