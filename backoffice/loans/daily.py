"""What a new day does besides dues and debits: versions come into force, credit goes back, trials
end. Rooms that have work of their own each day name it in `daily.DAILY`, a list of functions.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from importlib import import_module

import sqlalchemy as sa
from sqlalchemy.orm import Session

Daily = Callable[[Session, date], None]
ROOMS = ("backoffice.loans.trials",)

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
