"""Makes sums due that no schedule names: what settles a contract, and what is repaid early.

Charged when the money is there, so that it is set off at once and an order that the bank refuses
leaves the contract as it was. Called in the transaction that notes the money, before it is set off.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.lending.money import ZERO
from backoffice.lending.settlement import Payoff
from backoffice.loans.dues import hold
from backoffice.loans.ledger import Account, Booking, book
from backoffice.loans.models import Loan
from backoffice.loans.running_models import Due, LoanStanding


def _last_period(session: Session, contract_no: str) -> int:
    query = sa.select(sa.func.max(Due.period)).where(Due.contract_no == contract_no)
    return session.scalar(query) or 0


def _sides(
    loan: Loan, principal: Decimal, interest: Decimal, costs: Mapping[Account, Decimal]
) -> dict[Account, Decimal]:
    """The postings that make these sums due, without sides of nothing."""
    receivable = Account.LEASE_RECEIVABLE if loan.kind == "lease" else Account.LOAN_RECEIVABLE
    sides = {
        Account.PRINCIPAL_DUE: principal,
        receivable: -principal,
        Account.INTEREST_RECEIVABLE: interest,
        Account.INTEREST_INCOME: -interest,
        Account.COSTS_RECEIVABLE: sum(costs.values(), ZERO),
        **{account: -amount for account, amount in costs.items()},
    }
    return {account: amount for account, amount in sides.items() if amount}


def charge(
    session: Session,
    loan: Loan,
    part: str,
    on: date,
    principal: Decimal,
    interest: Decimal,
    costs: Mapping[Account, Decimal],
) -> bool:
    """Make these sums due on a day, once for each part and period; whether it was done now."""
    number = loan.contract_no
    hold(session, [number])
    period = _last_period(session, number)
    fees = sum(costs.values(), ZERO)
    postings = _sides(loan, principal, interest, costs)
    if not postings:
        return False
    booked = book(session, Booking(number, f"{part}:{number}:{period}:{on}", part, on, postings))
    if booked:
        session.add(
            Due(
                contract_no=number,
                period=period,
                part=part,
                due_date=on,
                costs=fees,
                interest=interest,
                principal=principal,
                aged_to=on,
            )
        )
        session.flush()
    return booked


def charge_settlement(session: Session, loan: Loan, payoff: Payoff, on: date) -> bool:
    """Make everything due that settles the contract, beside what is due already."""
    standing = session.get_one(LoanStanding, loan.contract_no, populate_existing=True)
    costs = {Account.FEE_INCOME: payoff.fee, Account.CLAW_BACK_INCOME: payoff.claw_back}
    return charge(session, loan, "settlement", on, standing.principal, payoff.accrued, costs)


def charge_prepayment(
    session: Session, loan: Loan, amount: Decimal, fee: Decimal, on: date
) -> bool:
    """Make a part of the principal due that is repaid early, and its fee."""
    return charge(session, loan, "prepayment", on, amount, ZERO, {Account.FEE_INCOME: fee})
