"""The outbox."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base
from backoffice.personal.columns import SealedText


class Delivery(Base):
    """One message to a customer or a phone; `delivery_id` makes it arrive once.

    A notice goes by several `ways`: `text` stands in the talk, `short` on a screen that others may
    see; `receipts` tells by which ways it went, and which refused.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        sa.CheckConstraint(
            "num_nonnulls(customer_id, phone) = 1 OR channel = 'notice'", name="one_recipient"
        ),
    )

    delivery_id: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    customer_id: Mapped[str | None] = mapped_column(sa.String(40), index=True)
    phone: Mapped[str | None] = mapped_column(SealedText("deliveries.phone"))
    channel: Mapped[str] = mapped_column(sa.String(10))  # talk, sms, notice
    kind: Mapped[str] = mapped_column(sa.String(40))
    text: Mapped[str]
    card: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    ways: Mapped[list[str] | None] = mapped_column(ARRAY(sa.String(10)))
    title: Mapped[str | None]
    short: Mapped[str | None]
    actions: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    receipts: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    delivered_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
