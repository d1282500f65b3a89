"""What a customer chose, what a day brings him, and in which message it was said."""

from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.customers.models import Customer
from backoffice.database import Base

At = sa.DateTime(timezone=True)


class ReminderChoice(Base):
    """A customer's own days before the due date, his channel, and when he wants quiet.

    No row, and no channel, is the ladder's. Nothing is said from `quiet_from` to `quiet_to`.
    """

    __tablename__ = "reminder_choices"

    customer_id: Mapped[str] = mapped_column(sa.ForeignKey(Customer.customer_id), primary_key=True)
    lead_days: Mapped[list[int]] = mapped_column(ARRAY(sa.Integer))
    channel: Mapped[str | None] = mapped_column(sa.String(10))
    quiet_from: Mapped[time]
    quiet_to: Mapped[time]
    changed_at: Mapped[datetime] = mapped_column(At)


class Reminder(Base):
    """One event of one contract on one day, once. `contract_no` is empty for the person's own.

    `about`: the date it is about; `step`: days before it. `state`: planned, told, dropped.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        # A moment of care comes once, whatever the day.
        sa.Index(
            "uq_reminders_care",
            "customer_id",
            "kind",
            "contract_no",
            "about",
            unique=True,
            postgresql_where=sa.text("occasion = 'care'"),
        ),
    )

    customer_id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    contract_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    occasion: Mapped[str] = mapped_column(sa.String(10))
    about: Mapped[date]
    state: Mapped[str] = mapped_column(sa.String(10), server_default="planned")
    why: Mapped[str | None] = mapped_column(sa.String(20))


class ReminderMessage(Base):
    """What a customer is told on a day on one occasion; its id is also the delivery's."""

    __tablename__ = "reminder_messages"
    __table_args__ = (
        sa.UniqueConstraint("customer_id", "day", "occasion"),
        sa.Index(
            "ix_reminder_messages_waiting", "at", postgresql_where=sa.text("state = 'planned'")
        ),
    )

    message_id: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    customer_id: Mapped[str] = mapped_column(sa.String(40))
    day: Mapped[date]
    occasion: Mapped[str] = mapped_column(sa.String(10))
    at: Mapped[datetime] = mapped_column(At)
    state: Mapped[str] = mapped_column(sa.String(10), server_default="planned")
    said_at: Mapped[datetime | None] = mapped_column(At)


class KnownDate(Base):
    """A date that ends something of a customer's: his ID card (no contract), a car's insurance.

    `kind` is the reminder's. Rooms that learn of a new date write over the old one.
    """

    __tablename__ = "reminder_dates"

    customer_id: Mapped[str] = mapped_column(sa.ForeignKey(Customer.customer_id), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    contract_no: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    ends_on: Mapped[date] = mapped_column(index=True)
