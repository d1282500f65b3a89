"""What the sandbox remembers of the outside it plays."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base
from backoffice.personal.columns import Fingerprint, SealedText

At = sa.DateTime(timezone=True)
# The kind of fingerprint by which a subject is found.
SUBJECT = "sandbox_subject"


class SandboxAnswer(Base):
    """How a port answers about a subject (a phone, an identity number, an application, or `*`)."""

    __tablename__ = "sandbox_answers"

    port: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    subject: Mapped[str] = mapped_column(Fingerprint(SUBJECT), primary_key=True)
    answer: Mapped[str] = mapped_column(sa.String(20))
    seconds: Mapped[float | None]
    reason: Mapped[str | None] = mapped_column(sa.String(60))


class SandboxCheck(Base):
    """A real-person check that the sandbox's provider began."""

    __tablename__ = "sandbox_checks"

    check_id: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    name: Mapped[str] = mapped_column(SealedText("sandbox_checks.name"))
    id_no: Mapped[str] = mapped_column(SealedText("sandbox_checks.id_no"))
    phone: Mapped[str | None] = mapped_column(SealedText("sandbox_checks.phone"))
    expires_at: Mapped[datetime] = mapped_column(At)


class SandboxSellerEvent(Base):
    """Something that the sandbox's seller, insurer or vehicle office did; each kind once."""

    __tablename__ = "sandbox_seller_events"

    application_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    sequence: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True))
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[datetime] = mapped_column(At)
