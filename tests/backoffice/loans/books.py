"""The ledger played again from its first booking, in Python: what balances and dues must be."""

from collections import defaultdict
from datetime import date
from decimal import Decimal as D
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.lending.posting import Claim, Open, set_off
from backoffice.loans.models import LedgerEntry, LedgerPosting
from backoffice.loans.running_models import Debit, Due, LoanStanding, Payment
from backoffice.office import Office

ACCOUNTS = {
    "loan_receivable": "principal",
    "lease_receivable": "principal",
    "principal_due": "principal_due",
    "interest_receivable": "interest_due",
    "penalty_receivable": "penalty_due",
    "costs_receivable": "costs_due",
    "customer_credit": "credit",
}
NAMES = ("principal", "principal_due", "interest_due", "penalty_due", "costs_due", "credit")
Standings = dict[str, dict[str, D]]


def unbalanced(session: Session) -> list[int]:
    """Entries whose sides do not sum to zero, or that have fewer than two."""
    query = (
        sa.select(LedgerEntry.entry_no)
        .outerjoin(LedgerPosting, LedgerPosting.entry_no == LedgerEntry.entry_no)
        .group_by(LedgerEntry.entry_no)
        .having(
            sa.or_(
                sa.func.coalesce(sa.func.sum(LedgerPosting.amount), 1) != 0,
                sa.func.count(LedgerPosting.account) < 2,
            )
        )
    )
    return list(session.scalars(query))


def replayed(session: Session) -> Standings:
    """The balances of every loan, summed from its postings in their order."""
    query = (
        sa.select(LedgerEntry.contract_no, LedgerPosting.account, LedgerPosting.amount)
        .join(LedgerPosting, LedgerPosting.entry_no == LedgerEntry.entry_no)
        .order_by(LedgerEntry.entry_no)
    )
    found: Standings = defaultdict(lambda: dict.fromkeys(NAMES, D(0)))
    for contract_no, account, amount in session.execute(query):
        if account in ACCOUNTS:
            sign = -1 if account == "customer_credit" else 1
            found[contract_no][ACCOUNTS[account]] += sign * amount
    return dict(found)


def kept(session: Session) -> Standings:
    """The balances as the database keeps them."""
    return {
        row.contract_no: {name: getattr(row, name) for name in NAMES}
        for row in session.scalars(sa.select(LoanStanding))
    }


def _bookings(session: Session, contract_no: str) -> list[tuple[str, str, date, int]]:
    query = (
        sa.select(
            LedgerEntry.kind, LedgerEntry.reference, LedgerEntry.booked_on, LedgerEntry.entry_no
        )
        .where(LedgerEntry.contract_no == contract_no)
        .order_by(LedgerEntry.entry_no)
    )
    return [tuple(row) for row in session.execute(query)]


def dues_replayed(session: Session, contract_no: str) -> dict[tuple[int, str], dict[Claim, D]]:
    """What is open of each due, by playing its bookings with the pure order of setting off."""
    dues = list(session.scalars(sa.select(Due).where(Due.contract_no == contract_no)))
    payments = {
        p.entry_no: p.amount
        for p in session.scalars(sa.select(Payment).where(Payment.contract_no == contract_no))
    }
    penalties = _penalties(session, contract_no)
    open_: dict[tuple[int, str], dict[Claim, D]] = {}
    days: dict[tuple[int, str], date] = {}
    for kind, reference, booked_on, entry_no in _bookings(session, contract_no):
        if kind == "due":
            for due in dues:
                if due.period == int(reference.rsplit(":", 1)[1]):
                    key = due.period, due.part
                    days[key] = due.due_date
                    open_[key] = {
                        Claim.COSTS: due.costs,
                        Claim.PENALTY: D(0),
                        Claim.INTEREST: due.interest,
                        Claim.PRINCIPAL: due.principal,
                    }
        elif kind == "penalty":
            period_part, amount = penalties[entry_no]
            open_[period_part][Claim.PENALTY] += amount
        elif kind == "payment":
            _pay(open_, days, payments[entry_no])
        assert booked_on is not None
    return open_


def _penalties(session: Session, contract_no: str) -> dict[int, tuple[tuple[int, str], D]]:
    query = (
        sa.select(LedgerEntry.entry_no, LedgerEntry.reference, LedgerPosting.amount)
        .join(LedgerPosting, LedgerPosting.entry_no == LedgerEntry.entry_no)
        .where(
            LedgerEntry.contract_no == contract_no,
            LedgerEntry.kind == "penalty",
            LedgerPosting.account == "penalty_receivable",
        )
    )
    found = {}
    for entry_no, reference, amount in session.execute(query):
        name = reference.split(":")[2]
        digits = "".join(sign for sign in name if sign.isdigit())
        found[entry_no] = ((int(digits), name[len(digits) :]), amount)
    return found


def _pay(open_: dict[Any, dict[Claim, D]], days: dict[Any, date], amount: D) -> None:
    keys = sorted((k for k in open_ if any(open_[k].values())), key=lambda k: (days[k], k))
    result = set_off(amount, [Open(**{str(c): v for c, v in open_[k].items()}) for k in keys])
    for key, part in zip(keys, result.paid, strict=True):
        for claim, paid in part.items():
            open_[key][claim] -= paid


def dues_kept(session: Session, contract_no: str) -> dict[tuple[int, str], dict[Claim, D]]:
    """What is open of each due as the database keeps it."""
    return {
        (due.period, due.part): {
            claim: getattr(due, claim) - getattr(due, f"{claim}_paid") for claim in Claim
        }
        for due in session.scalars(sa.select(Due).where(Due.contract_no == contract_no))
    }


def counts(office: Office) -> dict[str, int]:
    """How many rows each table of movements has."""
    with office.database.transaction() as session:
        return {
            table.__tablename__: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in (LedgerEntry, Due, Debit, Payment)
        }
