"""Loans, versions of their schedules, and the ledger."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.applications.models import Application
from backoffice.customers.models import Customer
from backoffice.database import Base

At = sa.DateTime(timezone=True)
Yuan = sa.Numeric(14, 2)
LEASES = "('finance_lease', 'sale_leaseback')"
KIND = f"CASE WHEN terms->>'method' IN {LEASES} THEN 'lease' ELSE 'loan' END"


class Loan(Base):
    """A contract with money paid out."""

    __tablename__ = "loans"

    contract_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    # Contracts older than applications have none.
    application_no: Mapped[str | None] = mapped_column(
        sa.ForeignKey(Application.application_no), unique=True
    )
    customer_id: Mapped[str] = mapped_column(sa.ForeignKey(Customer.customer_id), index=True)
    product_key: Mapped[str] = mapped_column(sa.String(40))
    state: Mapped[str] = mapped_column(sa.String(20))
    principal: Mapped[Decimal] = mapped_column(Yuan)
    annual_rate_pct: Mapped[Decimal] = mapped_column(sa.Numeric(6, 2))
    months: Mapped[int]
    terms: Mapped[dict[str, Any]] = mapped_column(JSONB)
    vehicle: Mapped[dict[str, Any]] = mapped_column(JSONB)
    due_day: Mapped[int]
    activated_on: Mapped[date] = mapped_column(index=True)
    activated_at: Mapped[datetime] = mapped_column(At)
    kind: Mapped[str] = mapped_column(sa.String(10), sa.Computed(KIND, persisted=True))
    late_multiplier: Mapped[Decimal] = mapped_column(sa.Numeric(4, 2), server_default="1.5")
    autopay: Mapped[bool] = mapped_column(server_default=sa.true())
    lease: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    lien: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    total_loss: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    settled_on: Mapped[date | None] = mapped_column(index=True)
    # While a request for relief is decided nothing is drawn, and what is late does not grow older.
    collection_paused_on: Mapped[date | None]


class ScheduleVersion(Base):
    """A repayment schedule in force from a day on; a new one replaces it, nothing is changed."""

    __tablename__ = "schedule_versions"

    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Loan.contract_no), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    in_force_from: Mapped[date] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(sa.String(40))
    made_at: Mapped[datetime] = mapped_column(At)


class ScheduleInstalment(Base):
    """One instalment of a version; `balloon` falls due with the last one."""

    __tablename__ = "schedule_instalments"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["contract_no", "version"],
            [ScheduleVersion.contract_no, ScheduleVersion.version],
        ),
        sa.Index("ix_schedule_instalments_due_date_contract_no", "due_date", "contract_no"),
        sa.Index(
            "ix_schedule_instalments_balloon",
            "due_date",
            postgresql_where=sa.text("balloon > 0"),
        ),
    )

    contract_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    period: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due_date: Mapped[date]
    payment: Mapped[Decimal] = mapped_column(Yuan)
    principal: Mapped[Decimal] = mapped_column(Yuan)
    interest: Mapped[Decimal] = mapped_column(Yuan)
    balance: Mapped[Decimal] = mapped_column(Yuan)
    balloon: Mapped[Decimal] = mapped_column(Yuan)


class LedgerEntry(Base):
    """A booking; `reference` says of what, so that the same thing is booked once."""

    __tablename__ = "ledger_entries"

    entry_no: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Loan.contract_no), index=True)
    reference: Mapped[str] = mapped_column(sa.String(100), unique=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    booked_on: Mapped[date]
    booked_at: Mapped[datetime] = mapped_column(At)


class LedgerPosting(Base):
    """A side of a booking: positive is debit, negative credit; an entry's postings sum to zero."""

    __tablename__ = "ledger_postings"
    __table_args__ = (sa.CheckConstraint("amount <> 0", name="not_nothing"),)

    entry_no: Mapped[int] = mapped_column(sa.ForeignKey(LedgerEntry.entry_no), primary_key=True)
    account: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    amount: Mapped[Decimal] = mapped_column(Yuan)
