"""Remembered answers."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base
from backoffice.personal.columns import SealedJson


class RememberedAnswer(Base):
    """The answer that a command gave under a key; `answer` is empty only while it runs."""

    __tablename__ = "remembered_answers"

    action: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(200), primary_key=True)
    request_hash: Mapped[str] = mapped_column(sa.String(64))
    answer: Mapped[dict[str, Any] | None] = mapped_column(
        SealedJson("remembered_answers.answer"), default=None
    )
    created_at: Mapped[datetime] = mapped_column(
        sa.DateTime(timezone=True), server_default=sa.func.now()
    )
