"""Cash or loan: what the money left in the bank earns against what the loan costs."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from backoffice.lending.irr import annualised_pct
from backoffice.lending.money import r2
from backoffice.lending.schedule import Schedule
from backoffice.lending.subsidy import present_value
from backoffice.lending.terms import InvalidTerms


class Verdict(StrEnum):
    """What is better for the customer's purse."""

    CASH = "cash"
    LOAN = "loan"
    EVEN = "even"


@dataclass(frozen=True, slots=True)
class CashOrLoan:
    """`difference` > 0: the loan is better by so much today; the break-even yield in percent."""

    difference: Decimal
    break_even_rate_pct: Decimal
    verdict: Verdict


def compare(
    schedule: Schedule, deposit_rate_pct: Decimal, forgone: Decimal, even_within: Decimal
) -> CashOrLoan:
    """Compare paying cash with the loan, for a customer whose money yields `deposit_rate_pct`.

    `forgone` is the cash discount lost plus fees. The money is drawn down to pay the instalments.
    Raises `InvalidTerms` when what is forgone eats up the loan.
    """
    loan = schedule.terms.principal
    if not 0 <= forgone < loan:
        raise InvalidTerms("discount and fees must be smaller than the loan")
    difference = r2(loan - present_value(schedule, deposit_rate_pct) - forgone)
    rate = annualised_pct(loan - forgone, schedule.amounts_by_month())
    if abs(difference) <= even_within:
        verdict = Verdict.EVEN
    else:
        verdict = Verdict.LOAN if difference > 0 else Verdict.CASH
    return CashOrLoan(difference, rate, verdict)
