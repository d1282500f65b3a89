"""Tables of changes, of what is known of a customer, of card tries and of sealed documents."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.customers.models import Customer
from backoffice.database import Base
from backoffice.loans.models import Loan
from backoffice.loans.running_models import Trial
from backoffice.personal.columns import SealedBytes, SealedJson, SealedText

At = sa.DateTime(timezone=True)
OPEN = "state IN ('OPEN', 'CHECKING', 'WAITING')"


class CustomerIdentity(Base):
    """The identity card that is in force for a customer; `valid_to` None and `long_term`: for good.

    Of the reference people some days are not known: neither is set.
    """

    __tablename__ = "customer_identities"

    customer_id: Mapped[str] = mapped_column(sa.ForeignKey(Customer.customer_id), primary_key=True)
    name: Mapped[str] = mapped_column(SealedText("customer_identities.name"))
    id_no: Mapped[str] = mapped_column(SealedText("customer_identities.id_no"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    long_term: Mapped[bool] = mapped_column(server_default=sa.false())
    request_no: Mapped[str | None] = mapped_column(sa.String(40))
    noted_at: Mapped[datetime] = mapped_column(At, server_default=sa.func.now())


class CustomerAddress(Base):
    """Where a customer says that he lives, from a day on."""

    __tablename__ = "customer_addresses"

    request_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    customer_id: Mapped[str] = mapped_column(sa.ForeignKey(Customer.customer_id), index=True)
    address: Mapped[str] = mapped_column(SealedText("customer_addresses.address"))
    city: Mapped[str] = mapped_column(sa.String(20))
    from_day: Mapped[date]


class Change(Base):
    """Something a customer changes about himself.

    `details` hold what is personal and is never shown in full; `figures` are shown as they stand.
    `review`: why a person has to look.
    """

    __tablename__ = "changes"
    __table_args__ = (
        sa.Index(
            "uq_changes_open", "customer_id", "kind", unique=True, postgresql_where=sa.text(OPEN)
        ),
        sa.Index("ix_changes_due", "effective_on", postgresql_where=sa.text("state = 'WAITING'")),
    )

    request_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    customer_id: Mapped[str] = mapped_column(sa.ForeignKey(Customer.customer_id), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))  # id_card, bank_card, phone, address
    state: Mapped[str] = mapped_column(sa.String(10))
    contract_no: Mapped[str | None] = mapped_column(sa.ForeignKey(Loan.contract_no))
    trial_id: Mapped[str | None] = mapped_column(sa.ForeignKey(Trial.trial_id), unique=True)
    details: Mapped[dict[str, Any]] = mapped_column(SealedJson("changes.details"), default=dict)
    figures: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    review: Mapped[list[str]] = mapped_column(JSONB, server_default="[]")
    failure: Mapped[str | None] = mapped_column(sa.String(30))
    face_method: Mapped[str | None] = mapped_column(sa.String(10))  # face, video
    face_at: Mapped[datetime | None] = mapped_column(At)
    effective_on: Mapped[date | None]
    opened_at: Mapped[datetime] = mapped_column(At)
    ended_at: Mapped[datetime | None] = mapped_column(At)


class CustomerCardTry(Base):
    """One four-factor check of a card that a customer wants to repay from."""

    __tablename__ = "customer_card_tries"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    customer_id: Mapped[str] = mapped_column(sa.ForeignKey(Customer.customer_id), index=True)
    tail: Mapped[str] = mapped_column(sa.String(4))
    passed: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(sa.String(40))
    tried_at: Mapped[datetime] = mapped_column(At)


class ChangeDocument(Base):
    """A signed or sealed document of a change, with the evidence of who signed; never changed."""

    __tablename__ = "change_documents"

    request_no: Mapped[str] = mapped_column(sa.ForeignKey(Change.request_no), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(30), primary_key=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = mapped_column(SealedBytes("change_documents.content"))
    evidence: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    made_at: Mapped[datetime] = mapped_column(At)
