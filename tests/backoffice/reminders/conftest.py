"""An office over the reference portfolio, its days rolled, and what customers were told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.clock.service import SHANGHAI
from backoffice.consents.models import Consent
from backoffice.database import Database
from backoffice.deliveries.models import Delivery
from backoffice.office import Office
from backoffice.reminders.models import Reminder, ReminderMessage
from tests.backoffice.conftest import make_settings
from tests.backoffice.loans.conftest import bank_told as bank_told
from tests.backoffice.loans.conftest import roll

P06, P07, P08 = "C202509180006", "C202602100007", "C202511130008"
P09, P10, P12 = "C202312070009", "L202401050010", "H202503110012"


@dataclass(frozen=True, slots=True)
class Mail:
    """One message as it was handed to the outbox."""

    to: str
    at: datetime
    ways: tuple[str, ...]
    short: str
    text: str
    occasion: str = "ahead"

    @property
    def day(self) -> str:
        """Its day in Shanghai."""
        return self.at.astimezone(SHANGHAI).date().isoformat()


@pytest.fixture
def office(copied_database: str) -> Iterator[Office]:
    """An office of one test alone; it does no work by itself."""
    database = Database(copied_database)
    yield Office.over(database, make_settings(copied_database))
    database.close()


@pytest.fixture
def rolled(office: Office) -> Callable[[str], None]:
    """Rolls the office to a day."""
    return lambda to: roll(office, to)


def mails(office: Office, to: str | None = None) -> list[Mail]:
    """The reminders in the outbox, oldest first."""
    query = (
        sa.select(Delivery)
        .where(Delivery.kind == "reminder")
        .order_by(Delivery.at, Delivery.delivery_id)
    )
    with office.database.transaction() as session:
        return [
            Mail(
                d.customer_id or "",
                d.at,
                tuple(d.ways or ()),
                d.short or "",
                d.text,
                d.delivery_id.rsplit(":", 1)[-1],
            )  # fmt: skip
            for d in session.scalars(query)
            if to in (None, d.customer_id)
        ]


def planned(office: Office, **where: Any) -> list[tuple[str, str, int, str, str | None]]:
    """Reminders as (day, kind, step, state, why), oldest first."""
    query = sa.select(Reminder).filter_by(**where).order_by(Reminder.day, Reminder.kind)
    with office.database.transaction() as session:
        return [(r.day.isoformat(), r.kind, r.step, r.state, r.why) for r in session.scalars(query)]


def everything(office: Office) -> dict[str, Any]:
    """All that reminders leave behind."""
    with office.database.transaction() as session:
        rows = session.execute(
            sa.select(
                Reminder.customer_id, Reminder.day, Reminder.kind, Reminder.step,
                Reminder.contract_no, Reminder.state, Reminder.why,
            ).order_by(Reminder.customer_id, Reminder.day, Reminder.kind, Reminder.step)
        )  # fmt: skip
        messages = session.execute(
            sa.select(ReminderMessage.message_id, ReminderMessage.state, ReminderMessage.said_at)
            .order_by(ReminderMessage.message_id)
        )  # fmt: skip
        told = {"reminders": rows.all(), "messages": messages.all()}
    return told | {"mails": mails(office)}


def agree(office: Office, customer_id: str, purpose: str = "marketing_sms") -> None:
    """A customer agrees to be told of offers."""
    with office.database.transaction() as session:
        session.add(
            Consent(
                subject_kind="customer",
                subject_id=customer_id,
                purpose=purpose,
                data_items=["phone"],
                basis="consent",
                text_version="1",
                text_hash="0" * 64,
                method="button",
                channel="web",
                granted_at=datetime(2026, 11, 1, 10, tzinfo=SHANGHAI),
            )
        )


def on(day: str) -> date:
    """A day."""
    return date.fromisoformat(day)
