"""Tables of errands, of the documents they lead to, and of offers that were shown."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.customers.models import Customer
from backoffice.database import Base
from backoffice.loans.models import Loan
from backoffice.loans.running_models import Trial
from backoffice.personal.columns import SealedBytes

At = sa.DateTime(timezone=True)
Yuan = sa.Numeric(14, 2)
# States in which an errand will still change the loan; of exclusive ones a loan has one at most.
PENDING = ("CONFIRMED", "REVIEWING", "SIGNING", "ACCEPTED", "BOOKED", "INSPECTED", "DRAWING")
OPEN = (*PENDING, "PAID", "RELEASING")
ONE_AT_MOST = f"exclusive AND state IN {PENDING}"
# What waits for its day.
WAITING = "state IN ('CONFIRMED', 'ACCEPTED')"


class Errand(Base):
    """Something that a customer ordered by citing a trial; `amount` is the most that is drawn.

    `figures` are the trial's, never changed; `details` is what its kind keeps of the way.
    """

    __tablename__ = "servicing_errands"
    __table_args__ = (
        sa.Index(
            "uq_servicing_errands_open",
            "contract_no",
            unique=True,
            postgresql_where=sa.text(ONE_AT_MOST),
        ),
        sa.Index(
            "ix_servicing_errands_waiting",
            "effective_on",
            postgresql_where=sa.text(WAITING),
        ),
    )

    request_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Loan.contract_no), index=True)
    errand: Mapped[str] = mapped_column(sa.String(20))
    state: Mapped[str] = mapped_column(sa.String(12))
    exclusive: Mapped[bool] = mapped_column(server_default=sa.true())
    trial_id: Mapped[str] = mapped_column(sa.ForeignKey(Trial.trial_id), unique=True)
    effective_on: Mapped[date]
    amount: Mapped[Decimal] = mapped_column(Yuan)
    figures: Mapped[dict[str, Any]] = mapped_column(JSONB)
    details: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    opened_at: Mapped[datetime] = mapped_column(At)
    paid_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    failure: Mapped[str | None] = mapped_column(sa.String(30))

    @property
    def reference(self) -> str:
        """Under which its debit is asked: once."""
        return f"{self.errand}:{self.request_no}"


class Proof(Base):
    """A document that the lender sealed about a loan; never changed.

    `fingerprint` stands for what it says: the same facts are sealed once.
    """

    __tablename__ = "servicing_proofs"

    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Loan.contract_no), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(30), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    content: Mapped[bytes] = mapped_column(SealedBytes("servicing_proofs.content"))
    made_at: Mapped[datetime] = mapped_column(At)


class ShownOffer(Base):
    """An offer that was shown beside figures, and whether it was declined."""

    __tablename__ = "servicing_offers"

    offer_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    customer_id: Mapped[str] = mapped_column(sa.ForeignKey(Customer.customer_id), index=True)
    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Loan.contract_no))
    kind: Mapped[str] = mapped_column(sa.String(30))
    title: Mapped[str]
    why_you: Mapped[str]
    shown_on: Mapped[date]
    valid_until: Mapped[datetime] = mapped_column(At)
    declined_on: Mapped[date | None]
