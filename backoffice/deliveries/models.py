"""The outbox."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base


class Delivery(Base):
    """One message to a customer or a phone; `delivery_id` makes it arrive once."""

    __tablename__ = "deliveries"
    __table_args__ = (
        sa.CheckConstraint("num_nonnulls(customer_id, phone) = 1", name="one_recipient"),
    )

    delivery_id: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    customer_id: Mapped[str | None] = mapped_column(sa.String(40), index=True)
    phone: Mapped[str | None] = mapped_column(sa.String(20))
    channel: Mapped[str] = mapped_column(sa.String(10))  # talk, sms
    kind: Mapped[str] = mapped_column(sa.String(40))
    text: Mapped[str]
    card: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
    delivered_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
