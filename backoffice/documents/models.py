"""Papers and their pages; what is personal is sealed."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.applications.models import Application
from backoffice.changes.models import Change
from backoffice.database import Base
from backoffice.loans.models import Loan
from backoffice.parties.models import Party

At = sa.DateTime(timezone=True)


class Paper(Base):
    """One paper as it was handed in: a side of a card, or all pages of a statement.

    It belongs to a party of an application, to a change of a customer's data, or to a loan.
    """

    __tablename__ = "papers"
    __table_args__ = (
        sa.CheckConstraint("num_nonnulls(party_id, change_no, contract_no) = 1", name="one_owner"),
    )

    paper_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    application_no: Mapped[str | None] = mapped_column(
        sa.ForeignKey(Application.application_no), index=True
    )
    party_id: Mapped[str | None] = mapped_column(sa.ForeignKey(Party.party_id), index=True)
    change_no: Mapped[str | None] = mapped_column(sa.ForeignKey(Change.request_no), index=True)
    contract_no: Mapped[str | None] = mapped_column(sa.ForeignKey(Loan.contract_no), index=True)
    sequence: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True))
    document: Mapped[str] = mapped_column(sa.String(40))
    status: Mapped[str] = mapped_column(sa.String(20))
    pages: Mapped[int]
    sides: Mapped[list[str]] = mapped_column(JSONB, default=list)
    # Which sentence says what is wrong, and its figures; never a personal value.
    code: Mapped[str | None] = mapped_column(sa.String(40))
    figures: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    unsure: Mapped[list[str]] = mapped_column(JSONB, default=list)
    confirmed: Mapped[list[str]] = mapped_column(JSONB, default=list)
    corrected: Mapped[list[str]] = mapped_column(JSONB, default=list)
    review: Mapped[list[str]] = mapped_column(JSONB, default=list)
    reading: Mapped[bytes | None]  # sealed
    handed_in_at: Mapped[datetime] = mapped_column(At)
    judged_at: Mapped[datetime | None] = mapped_column(At)


class PaperPage(Base):
    """One page as a sealed JPEG."""

    __tablename__ = "paper_pages"

    paper_id: Mapped[str] = mapped_column(
        sa.ForeignKey(Paper.paper_id, ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]
    width: Mapped[int]
    height: Mapped[int]
