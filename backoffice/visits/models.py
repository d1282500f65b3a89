"""Visits."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.customers.models import Customer
from backoffice.database import Base
from backoffice.dealers.models import Dealer

At = sa.DateTime(timezone=True)


class Visit(Base):
    """An appointment at a dealer; `place` is one of the hour's, None once it was given back.

    `sequence` counts its versions from 0, by which calendars and dealers tell them apart.
    """

    __tablename__ = "visits"
    __table_args__ = (
        sa.UniqueConstraint("dealer_id", "starts_at", "place", name="uq_visits_place"),
        sa.Index(
            "uq_visits_standing",
            "customer_id",
            "kind",
            unique=True,
            postgresql_where=sa.text("place IS NOT NULL AND NOT past"),
        ),
    )

    visit_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    customer_id: Mapped[str] = mapped_column(sa.ForeignKey(Customer.customer_id), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))  # test_drive, showroom
    dealer_id: Mapped[str] = mapped_column(sa.ForeignKey(Dealer.dealer_id))
    vehicle_key: Mapped[str | None] = mapped_column(sa.String(40))
    starts_at: Mapped[datetime] = mapped_column(At, index=True)
    place: Mapped[int | None]
    past: Mapped[bool] = mapped_column(server_default=sa.false())
    sequence: Mapped[int] = mapped_column(server_default=sa.text("0"))
    lead_no: Mapped[str | None] = mapped_column(sa.String(40))
    booked_at: Mapped[datetime] = mapped_column(At)
