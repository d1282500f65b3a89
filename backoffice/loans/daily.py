"""What a new day does besides dues and debits: versions come into force, credit goes back, trials
end. Rooms that have work of their own each day name it in `DAILY`, a list of functions; errands
that draw money at ten on a day of their own in `AT_TEN`, and in `NEXT` when the next such day is.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from backoffice.office import Office

Daily = Callable[[Session, date], None]
ROOMS = (
    "backoffice.loans.trials",
    "backoffice.servicing.daily",
    "backoffice.reminders.daily",
    "backoffice.care.planning",
    "backoffice.records.keeping",
    "backoffice.visits.telling",
    "backoffice.leads.service",
)

_VERSIONS = sa.text(
    """
    UPDATE loan_standings s SET version = v.version
    FROM (SELECT contract_no, max(version) AS version FROM schedule_versions
        WHERE in_force_from = :day GROUP BY contract_no) v
    WHERE v.contract_no = s.contract_no AND v.version > s.version
    """
)

_REFUND = sa.text(
    """
    WITH owed AS (
        SELECT contract_no, credit FROM loan_standings WHERE credit > 0 FOR UPDATE
    ), entries AS (
        INSERT INTO ledger_entries (contract_no, reference, kind, booked_on, booked_at)
        SELECT contract_no, 'refund:' || contract_no || ':' || CAST(:day AS date), 'refund',
            :day, :at
        FROM owed ON CONFLICT (reference) DO NOTHING RETURNING entry_no, contract_no
    )
    INSERT INTO ledger_postings (entry_no, account, amount)
    SELECT e.entry_no, side.account, side.amount
    FROM entries e JOIN owed o USING (contract_no)
    CROSS JOIN LATERAL (VALUES ('customer_credit', o.credit), ('bank', -o.credit))
        AS side (account, amount)
    """
)


def versions_in_force(session: Session, day: date) -> None:
    """Put the schedule versions that begin on `day` in force."""
    session.execute(_VERSIONS, {"day": day})


def refund(session: Session, day: date, at: datetime) -> None:
    """What was paid too much goes back to the customer's card."""
    session.execute(_REFUND, {"day": day, "at": at})


@cache
def errands() -> Sequence[Daily]:
    """What the rooms do each day."""
    return [job for room in ROOMS for job in import_module(room).DAILY]


def _named(name: str) -> Iterable[Any]:
    return (job for room in ROOMS for job in getattr(import_module(room), name, ()))


def next_errand(session: Session, after: date) -> date | None:
    """The next day on which an errand draws money."""
    days = (find(session, after) for find in _named("NEXT"))
    return min((day for day in days if day is not None), default=None)


def draw_at_ten(office: "Office", day: date) -> None:
    """Let the rooms draw what their errands of the day need."""
    for draw in _named("AT_TEN"):
        draw(office, day)
