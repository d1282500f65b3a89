"""The table of motor policies on file."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base
from backoffice.loans.models import Loan


class Policy(Base):
    """A policy for the car of a loan; `paper_id` is the paper from which it was read."""

    __tablename__ = "insurance_policies"
    __table_args__ = (sa.Index("ix_insurance_policies_valid_to", "valid_to"),)

    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Loan.contract_no), primary_key=True)
    policy_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    insurer: Mapped[str | None] = mapped_column(sa.String(60))
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    covers: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    paper_id: Mapped[str | None] = mapped_column(sa.String(40))
    noted_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
