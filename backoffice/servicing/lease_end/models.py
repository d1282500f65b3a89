"""What the end of a lease keeps: appointments, what dealers were told, signed renewals."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base
from backoffice.dealers.models import Dealer
from backoffice.loans.models import Loan
from backoffice.personal.columns import SealedBytes
from backoffice.servicing.models import Errand

At = sa.DateTime(timezone=True)


class InspectionBooking(Base):
    """The appointment of a return; `place` of the hour's places, None once it is given back.

    `sequence` counts its versions from 0: the calendar file and the dealer tell them apart by it.
    """

    __tablename__ = "inspection_bookings"
    __table_args__ = (
        sa.UniqueConstraint("dealer_id", "starts_at", "place", name="uq_inspection_bookings_place"),
    )

    request_no: Mapped[str] = mapped_column(sa.ForeignKey(Errand.request_no), primary_key=True)
    dealer_id: Mapped[str] = mapped_column(sa.ForeignKey(Dealer.dealer_id))
    starts_at: Mapped[datetime] = mapped_column(At)
    place: Mapped[int | None]
    sequence: Mapped[int] = mapped_column(server_default=sa.text("0"))
    changed_at: Mapped[datetime] = mapped_column(At)


class SandboxDealerOrder(Base):
    """What the sandbox's dealers were told, each version of an appointment once."""

    __tablename__ = "sandbox_dealer_orders"

    order_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    dealer_id: Mapped[str] = mapped_column(sa.String(40), index=True)
    act: Mapped[str] = mapped_column(sa.String(10))
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[datetime] = mapped_column(At)


class LeaseRenewal(Base):
    """A supplementary agreement as it was signed and sealed; never changed."""

    __tablename__ = "lease_renewals"

    contract_no: Mapped[str] = mapped_column(sa.ForeignKey(Loan.contract_no), primary_key=True)
    request_no: Mapped[str] = mapped_column(sa.ForeignKey(Errand.request_no), unique=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = mapped_column(SealedBytes("lease_renewals.content"))
    certificate_serial: Mapped[str] = mapped_column(sa.String(60))
    signed_by: Mapped[str] = mapped_column(sa.String(100))
    signed_at: Mapped[datetime] = mapped_column(At)
