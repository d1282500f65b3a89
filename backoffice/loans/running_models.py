"""Tables of a running loan: how it stands, what fell due, what was paid, debits and trials."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base
from backoffice.loans.models import Loan

At = sa.DateTime(timezone=True)
Yuan = sa.Numeric(14, 2)
NOTHING = sa.text("0")


class LoanStanding(Base):
    """How a loan stands: the balances of its accounts, kept by a trigger on the postings.

    `version` is the schedule in force, `last_entry_no` the newest booking.
    """

    __tablename__ = "loan_standings"
    __table_args__ = (
        sa.Index(
            "ix_loan_standings_credit", "contract_no", postgresql_where=sa.text("credit <> 0")
        ),
    )

    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Loan.contract_no), primary_key=True)
    version: Mapped[int] = mapped_column(server_default=NOTHING)
    principal: Mapped[Decimal] = mapped_column(Yuan, server_default=NOTHING)
    principal_due: Mapped[Decimal] = mapped_column(Yuan, server_default=NOTHING)
    interest_due: Mapped[Decimal] = mapped_column(Yuan, server_default=NOTHING)
    penalty_due: Mapped[Decimal] = mapped_column(Yuan, server_default=NOTHING)
    costs_due: Mapped[Decimal] = mapped_column(Yuan, server_default=NOTHING)
    credit: Mapped[Decimal] = mapped_column(Yuan, server_default=NOTHING)
    last_entry_no: Mapped[int] = mapped_column(sa.BigInteger, server_default=NOTHING)

    @property
    def outstanding(self) -> Decimal:
        """The principal owed, what is overdue of it included."""
        return self.principal + self.principal_due

    @property
    def due(self) -> Decimal:
        """All that fell due and is not paid."""
        return self.principal_due + self.interest_due + self.penalty_due + self.costs_due


class Due(Base):
    """What fell due on a day, and what of it was paid. `part`: instalment, balloon, costs.

    `late_yuan_days` is what was open at the end of each day past due, summed, up to `aged_to`.
    """

    __tablename__ = "loan_dues"
    __table_args__ = (
        sa.Index(
            "ix_loan_dues_open",
            "contract_no",
            "due_date",
            postgresql_where=sa.text("paid_on IS NULL"),
        ),
    )

    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Loan.contract_no), primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    part: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    due_date: Mapped[date]
    costs: Mapped[Decimal] = mapped_column(Yuan, server_default=NOTHING)
    penalty: Mapped[Decimal] = mapped_column(Yuan, server_default=NOTHING)
    interest: Mapped[Decimal] = mapped_column(Yuan)
    principal: Mapped[Decimal] = mapped_column(Yuan)
    costs_paid: Mapped[Decimal] = mapped_column(Yuan, server_default=NOTHING)
    penalty_paid: Mapped[Decimal] = mapped_column(Yuan, server_default=NOTHING)
    interest_paid: Mapped[Decimal] = mapped_column(Yuan, server_default=NOTHING)
    principal_paid: Mapped[Decimal] = mapped_column(Yuan, server_default=NOTHING)
    late_yuan_days: Mapped[Decimal] = mapped_column(sa.Numeric(18, 2), server_default=NOTHING)
    aged_to: Mapped[date]
    paid_on: Mapped[date | None]

    @property
    def amount(self) -> Decimal:
        """What fell due, without penalty."""
        return self.costs + self.interest + self.principal

    @property
    def open_amount(self) -> Decimal:
        """What of it is unpaid, without penalty."""
        return self.amount - self.costs_paid - self.interest_paid - self.principal_paid


class Payment(Base):
    """Money that came in; `entry_no` is its booking, None until it is set off."""

    __tablename__ = "loan_payments"
    __table_args__ = (
        sa.Index(
            "ix_loan_payments_waiting", "payment_no", postgresql_where=sa.text("entry_no IS NULL")
        ),
    )

    payment_no: Mapped[int] = mapped_column(
        sa.BigInteger, sa.Identity(always=True), primary_key=True
    )
    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Loan.contract_no), index=True)
    amount: Mapped[Decimal] = mapped_column(Yuan)
    source: Mapped[str] = mapped_column(sa.String(20))
    reference: Mapped[str] = mapped_column(sa.String(100), unique=True)
    received_on: Mapped[date]
    received_at: Mapped[datetime] = mapped_column(At)
    entry_no: Mapped[int | None] = mapped_column(sa.BigInteger)


class Mandate(Base):
    """The card from which instalments are drawn: only what may be shown, and the bank's number."""

    __tablename__ = "loan_mandates"

    mandate_no: Mapped[int] = mapped_column(
        sa.BigInteger, sa.Identity(always=True), primary_key=True
    )
    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Loan.contract_no), index=True)
    from_day: Mapped[date]
    bank_name: Mapped[str] = mapped_column(sa.String(40))
    tail: Mapped[str] = mapped_column(sa.String(4))
    state: Mapped[str] = mapped_column(sa.String(10), server_default="active")
    ended_on: Mapped[date | None]


class Debit(Base):
    """One try to draw money from the card. `purpose`: due, or what a customer ordered.

    `nth` 1 to 3 are the tries of the due day, 4 to 6 those of the three days after.
    """

    __tablename__ = "loan_debits"
    __table_args__ = (
        sa.Index("ix_loan_debits_asked", "debit_no", postgresql_where=sa.text("state = 'asked'")),
        sa.Index("ix_loan_debits_contract_no_debit_no", "contract_no", "debit_no"),
    )

    debit_no: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Loan.contract_no))
    reference: Mapped[str] = mapped_column(sa.String(100), unique=True)
    purpose: Mapped[str] = mapped_column(sa.String(20))
    mandate_no: Mapped[int | None] = mapped_column(sa.ForeignKey(Mandate.mandate_no))
    due_on: Mapped[date]
    nth: Mapped[int]
    asked_on: Mapped[date]
    asked_at: Mapped[datetime] = mapped_column(At)
    amount: Mapped[Decimal] = mapped_column(Yuan)
    state: Mapped[str] = mapped_column(sa.String(10), server_default="asked")
    code: Mapped[str | None] = mapped_column(sa.String(30))
    drawn: Mapped[Decimal] = mapped_column(Yuan, server_default=NOTHING)
    answered_at: Mapped[datetime | None] = mapped_column(At)


class RolledDay(Base):
    """A business day and how far its work is: see `rolling`."""

    __tablename__ = "rolled_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    stage: Mapped[int] = mapped_column(server_default=NOTHING)
    finished_at: Mapped[datetime | None] = mapped_column(At)


class Trial(Base):
    """Figures computed without effect, to be cited by a command until any booking or their end."""

    __tablename__ = "loan_trials"

    trial_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Loan.contract_no), index=True)
    errand: Mapped[str] = mapped_column(sa.String(20))
    figures: Mapped[dict[str, Any]] = mapped_column(JSONB)
    hash: Mapped[str] = mapped_column(sa.String(64))
    made_at: Mapped[datetime] = mapped_column(At)
    valid_until: Mapped[datetime] = mapped_column(At, index=True)
    last_entry_no: Mapped[int] = mapped_column(sa.BigInteger)
    ended: Mapped[str | None] = mapped_column(sa.String(10))
    cited_at: Mapped[datetime | None] = mapped_column(At)


class SandboxBankOrder(Base):
    """How the sandbox's bank answers about a contract until told otherwise."""

    __tablename__ = "sandbox_bank_orders"

    contract_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    event: Mapped[str] = mapped_column(sa.String(20))
    code: Mapped[str | None] = mapped_column(sa.String(30))
    share_pct: Mapped[int | None]


class SandboxBankDebit(Base):
    """What the sandbox's bank answered: the same question gets the same answer."""

    __tablename__ = "sandbox_bank_debits"

    reference: Mapped[str] = mapped_column(sa.String(100), primary_key=True)
    outcome: Mapped[str] = mapped_column(sa.String(10))
    code: Mapped[str | None] = mapped_column(sa.String(30))
    drawn: Mapped[Decimal] = mapped_column(Yuan)
