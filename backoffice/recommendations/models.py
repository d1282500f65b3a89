"""Stored recommendations."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base


class StoredRecommendation(Base):
    """What was recommended on which needs, so that each advice can be explained later."""

    __tablename__ = "recommendations"

    recommendation_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    business_date: Mapped[date]
    request: Mapped[dict[str, Any]] = mapped_column(JSONB)
    answer: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(
        sa.DateTime(timezone=True), server_default=sa.func.now()
    )
