"""Orders of durable work."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base


class WorkOrder(Base):
    """Something to be done; `order_id` is also the durable workflow's, so it runs once."""

    __tablename__ = "work_orders"
    __table_args__ = (
        sa.Index(
            "ix_work_orders_waiting", "sequence", postgresql_where=sa.text("handed_over_at IS NULL")
        ),
    )

    order_id: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    subject: Mapped[str] = mapped_column(sa.String(80))
    queue: Mapped[str] = mapped_column(sa.String(40))
    sequence: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True))
    ordered_at: Mapped[datetime] = mapped_column(
        sa.DateTime(timezone=True), server_default=sa.func.now()
    )
    handed_over_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
    done_at: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=True))
