"""Requests to be called back."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base
from backoffice.personal.columns import SealedText


class CallbackRequest(Base):
    """Someone wants a person to call, and was told until when."""

    __tablename__ = "callback_requests"

    request_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    owner_kind: Mapped[str] = mapped_column(sa.String(20))
    owner_id: Mapped[str] = mapped_column(sa.String(100))
    # A number or its vault token.
    phone: Mapped[str | None] = mapped_column(SealedText("callback_requests.phone"))
    reason: Mapped[str] = mapped_column(sa.String(60))
    summary: Mapped[str] = mapped_column(SealedText("callback_requests.summary"))
    requested_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    call_by: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True), index=True)
