"""The audit trail; a trigger refuses to change or remove a row."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base


class AuditRecord(Base):
    """One command: who, by which proof, from where, what, on what, before and after."""

    __tablename__ = "audit_trail"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    actor: Mapped[str] = mapped_column(sa.String(80))
    level: Mapped[str] = mapped_column(sa.String(2))
    channel: Mapped[str] = mapped_column(sa.String(20))
    command: Mapped[str] = mapped_column(sa.String(60))
    subject: Mapped[str] = mapped_column(sa.String(80), index=True)
    request_hash: Mapped[str] = mapped_column(sa.String(64))
    before_hash: Mapped[str] = mapped_column(sa.String(64))
    after_hash: Mapped[str] = mapped_column(sa.String(64))
    key: Mapped[str | None] = mapped_column(sa.String(64))
