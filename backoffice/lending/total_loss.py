"""A car that is lost: the insurer's money settles the contract; no fee, no claw-back."""

from dataclasses import dataclass
from decimal import Decimal

from backoffice.lending.money import ZERO
from backoffice.lending.settlement import Payoff


@dataclass(frozen=True, slots=True)
class TotalLoss:
    """What the insurer's payout leaves: to the owner, or to be paid still."""

    payoff: Payoff
    payout: Decimal

    @property
    def surplus(self) -> Decimal:
        """What the owner receives."""
        return max(ZERO, self.payout - self.payoff.total)

    @property
    def shortfall(self) -> Decimal:
        """What is still owed."""
        return max(ZERO, self.payoff.total - self.payout)


def settle_by_insurer(payoff: Payoff, payout: Decimal) -> TotalLoss:
    """The payout against what is owed, without any fee for settling early."""
    free = Payoff(
        payoff.principal,
        payoff.interest_due,
        payoff.accrued,
        payoff.costs,
        payoff.penalty,
        credit=payoff.credit,
    )
    return TotalLoss(free, payout)
