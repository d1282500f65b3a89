"""In which order money that came in is set off: costs, penalty, interest, principal; oldest first.

A class is paid off on every open receivable, oldest first, before the next class begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from backoffice.lending.money import ZERO


class Claim(StrEnum):
    """The classes of what is owed, in the order in which they are paid."""

    COSTS = "costs"
    PENALTY = "penalty"
    INTEREST = "interest"
    PRINCIPAL = "principal"


@dataclass(frozen=True, slots=True)
class Open:
    """What is still owed on one receivable, by class."""

    costs: Decimal = ZERO
    penalty: Decimal = ZERO
    interest: Decimal = ZERO
    principal: Decimal = ZERO

    def of(self, claim: Claim) -> Decimal:
        """What is owed of one class."""
        amount: Decimal = getattr(self, claim)
        return amount

    @property
    def total(self) -> Decimal:
        """All that is owed."""
        return self.costs + self.penalty + self.interest + self.principal


@dataclass
class SetOff:
    """How an amount was set off: per receivable and class, and what was left over."""

    paid: list[dict[Claim, Decimal]] = field(default_factory=list)
    left_over: Decimal = ZERO

    def of(self, claim: Claim) -> Decimal:
        """What went to one class."""
        return sum((item.get(claim, ZERO) for item in self.paid), ZERO)


def set_off(amount: Decimal, receivables: Sequence[Open]) -> SetOff:
    """Set `amount` off against `receivables`, which are given oldest first."""
    result = SetOff([{} for _ in receivables], amount)
    for claim in Claim:
        for place, receivable in enumerate(receivables):
            part = min(result.left_over, receivable.of(claim))
            if part > 0:
                result.paid[place][claim] = part
                result.left_over -= part
    return result
