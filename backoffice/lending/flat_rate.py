"""What a flat rate (a percentage of the original principal) costs as an annualised rate."""

from dataclasses import dataclass
from decimal import Decimal

from backoffice.lending.irr import annualised_pct, compound_pct, monthly_rate_of
from backoffice.lending.money import ZERO, r2
from backoffice.lending.terms import InvalidTerms


@dataclass(frozen=True, slots=True)
class FlatCost:
    """A flat-rate loan: instalment and totals for `principal`, rates in percent a year."""

    principal: Decimal
    monthly_payment: Decimal
    upfront_fee: Decimal
    total_cost: Decimal
    irr_pct: Decimal
    compound_pct: Decimal


def annualise(
    principal: Decimal,
    flat_rate_pct: Decimal,
    months: int,
    *,
    per_month: bool = False,
    upfront_fee_pct: Decimal = ZERO,
) -> FlatCost:
    """The true cost of a flat rate a year (or a month) with an optional one-off fee.

    Raises `InvalidTerms` for a loan that is not positive or a fee that eats it up.
    """
    if principal <= 0 or months < 1 or not 0 <= upfront_fee_pct < 100 or flat_rate_pct < 0:
        raise InvalidTerms("a flat-rate loan needs a positive sum, months and a fee below it")
    yearly_months = 1 if per_month else 12
    charge = principal * flat_rate_pct / 100 / yearly_months
    payment = r2(principal / months + charge)
    fee = r2(principal * upfront_fee_pct / 100)
    net = principal - fee
    flows = [ZERO, *[payment] * months]
    if not flat_rate_pct and not fee:  # only rounding separates the instalments from the loan
        monthly, annual = Decimal(0), Decimal("0.00")
    else:
        monthly = monthly_rate_of(net, flows)
        annual = annualised_pct(net, flows)
    total = payment * months + fee - principal
    return FlatCost(principal, payment, fee, total, annual, compound_pct(monthly))


def with_upfront_fee(net_of_fee: Decimal, amounts_by_month: list[Decimal]) -> Decimal:
    """Annualised rate of a schedule when a fee reduces what is received to `net_of_fee`."""
    return annualised_pct(net_of_fee, amounts_by_month)
