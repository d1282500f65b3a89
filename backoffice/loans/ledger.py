"""A double-entry ledger: every booking balances, and the same thing is booked once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.lending.money import ZERO
from backoffice.loans.models import LedgerEntry, LedgerPosting
from backoffice.office import office_of


class Account(StrEnum):
    """Accounts of a contract; a positive balance is a debit."""

    LOAN_RECEIVABLE = "loan_receivable"
    LEASE_RECEIVABLE = "lease_receivable"
    DEALER_PAYABLE = "dealer_payable"
    BANK = "bank"
    SUBSIDY_RECEIVABLE = "subsidy_receivable"
    DEFERRED_SUBSIDY = "deferred_subsidy"
    INTEREST_RECEIVABLE = "interest_receivable"
    INTEREST_INCOME = "interest_income"
    FEE_INCOME = "fee_income"
    PRINCIPAL_DUE = "principal_due"
    PENALTY_RECEIVABLE = "penalty_receivable"
    PENALTY_INCOME = "penalty_income"
    COSTS_RECEIVABLE = "costs_receivable"
    COSTS_INCOME = "costs_income"
    CLAW_BACK_INCOME = "claw_back_income"
    CUSTOMER_CREDIT = "customer_credit"
    INSURER = "insurer"
    RETURNED_VEHICLES = "returned_vehicles"


class Unbalanced(ValueError):
    """A booking whose sides do not sum to zero, or with a side of nothing."""


@dataclass(frozen=True, slots=True)
class Booking:
    """What is booked: `postings` by account, debit positive, credit negative."""

    contract_no: str
    reference: str
    kind: str
    booked_on: date
    postings: Mapping[Account, Decimal]

    def __post_init__(self) -> None:
        if len(self.postings) < 2 or sum(self.postings.values(), ZERO) != 0:
            raise Unbalanced(f"{self.reference}: the sides do not sum to zero")
        if any(not amount for amount in self.postings.values()):
            raise Unbalanced(f"{self.reference}: a side of nothing")
        if any(amount != amount.quantize(Decimal("0.01")) for amount in self.postings.values()):
            raise Unbalanced(f"{self.reference}: a part of a fen")


def book(session: Session, booking: Booking) -> bool:
    """Book; whether it was not booked before under its reference."""
    entry_no = session.scalar(
        insert(LedgerEntry)
        .values(
            contract_no=booking.contract_no,
            reference=booking.reference,
            kind=booking.kind,
            booked_on=booking.booked_on,
            booked_at=office_of(session).clock.now(),
        )
        .on_conflict_do_nothing(index_elements=[LedgerEntry.reference])
        .returning(LedgerEntry.entry_no)
    )
    if entry_no is None:
        return False
    session.execute(
        sa.insert(LedgerPosting),
        [
            {"entry_no": entry_no, "account": account, "amount": amount}
            for account, amount in booking.postings.items()
        ],
    )
    return True
