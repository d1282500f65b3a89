"""The roll of the business date: day after day, each in the same order, each loan and day once.

A day has stages: opened (versions put in force, arrears aged, dues booked, refunds, trials ended),
then its three rounds of debits. Every statement finds by itself what is left to do, a page of loans
at a time in its own transaction: after a crash the same call goes on where it stopped. One roller
works at a time; days on which nothing can happen are passed over.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.clock.service import SHANGHAI
from backoffice.loans import daily
from backoffice.loans.bank import bank_of
from backoffice.loans.debits import DAYS_AFTER, HOURS, ask_for_dues, collect, settle, trying
from backoffice.loans.dues import age, book_due, falling_due, late
from backoffice.loans.running_models import RolledDay

if TYPE_CHECKING:
    from backoffice.office import Office

PAGE = 20_000
LAST_STAGE = 1 + len(HOURS)
_LOCK = 7_301_106
ONE_DAY = timedelta(days=1)
_mine = threading.local()

# The next day on which anything can happen to a loan.
_NEXT = sa.text(
    """
    SELECT min(day) FROM (
        (SELECT i.due_date AS day FROM schedule_instalments i
            JOIN loan_standings s ON s.contract_no = i.contract_no AND s.version = i.version
            JOIN loans l ON l.contract_no = i.contract_no AND l.state IN ('ACTIVE', 'OVERDUE')
            WHERE i.due_date > :after ORDER BY i.due_date LIMIT 1)
        UNION ALL
        (SELECT in_force_from FROM schedule_versions WHERE in_force_from > :after
            ORDER BY in_force_from LIMIT 1)
        UNION ALL
        SELECT CAST(:after AS date) + 1 WHERE EXISTS (
                SELECT 1 FROM loan_dues d JOIN loans l USING (contract_no)
                WHERE d.paid_on IS NULL AND l.state IN ('ACTIVE', 'OVERDUE'))
            OR EXISTS (SELECT 1 FROM loan_standings WHERE credit <> 0)
            OR EXISTS (SELECT 1 FROM loan_debits WHERE state = 'asked')
            OR EXISTS (SELECT 1 FROM loan_payments WHERE entry_no IS NULL)
            OR EXISTS (SELECT 1 FROM loan_trials WHERE ended IS NULL)
    ) AS coming
    """
)

_QUIET = sa.text(
    """
    SELECT NOT (EXISTS (SELECT 1 FROM loan_dues WHERE paid_on IS NULL
            AND due_date BETWEEN CAST(:day AS date) - :back AND :day)
        OR EXISTS (SELECT 1 FROM loan_debits WHERE state = 'asked')
        OR EXISTS (SELECT 1 FROM loan_payments WHERE entry_no IS NULL))
    """
)


@contextmanager
def _alone(office: "Office") -> Iterator[None]:
    """Nobody else rolls until this ends, also in other processes; a crash frees it."""
    lasting = office.database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with lasting.connect() as connection:
        connection.execute(sa.text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        _mine.rolling = True
        try:
            yield
        finally:
            _mine.rolling = False
            connection.execute(sa.text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})


def _each_page(
    office: "Office",
    page: Callable[[Session, str], list[str]],
    work: Callable[[Session, list[str]], object],
) -> None:
    """Do `work` on page after page of loans, each in a transaction of its own."""
    after = ""
    while True:
        with office.database.transaction() as session:
            contracts = page(session, after)
            if not contracts:
                return
            work(session, contracts)
        after = contracts[-1]


def _open(office: "Office", day: date) -> None:
    at = datetime.combine(day, time(0), SHANGHAI)
    with office.database.transaction() as session:
        daily.versions_in_force(session, day)
    _each_page(
        office,
        lambda session, after: late(session, day, after, PAGE),
        lambda session, contracts: age(session, day, at, contracts),
    )
    _each_page(
        office,
        lambda session, after: falling_due(session, day, after, PAGE),
        lambda session, contracts: book_due(session, day, at, contracts),
    )
    with office.database.transaction() as session:
        daily.refund(session, day, at)
        for errand in daily.errands():
            errand(session, day)


def _draw(office: "Office", day: date, slot: int) -> None:
    bank = bank_of(office)
    at = datetime.combine(day, HOURS[slot - 1], SHANGHAI)
    collect(office, bank, at)  # what was in flight comes first
    _each_page(
        office,
        lambda session, after: trying(session, day, slot, after, PAGE),
        lambda session, contracts: ask_for_dues(session, day, slot, contracts),
    )
    collect(office, bank, at)


def _stage(session: Session, day: date) -> int:
    session.execute(insert(RolledDay).values(day=day, stage=0).on_conflict_do_nothing())
    return session.get_one(RolledDay, day).stage


def roll_day(office: "Office", day: date, *, until: int = LAST_STAGE) -> None:
    """Do a day's work up to a stage; what of it was done before is not done again."""
    with office.database.transaction() as session:
        done = _stage(session, day)
    while done < until:
        if done == 0:
            _open(office, day)
        else:
            _draw(office, day, done)
            if done == 1 and office.settings.sandbox:  # elsewhere ordered when it is ten
                daily.draw_at_ten(office, day)
        with office.database.transaction() as session:
            done = until if _quiet(session, day, done) else done + 1
            _note_stage(session, day, done)


def _note_stage(session: Session, day: date, stage: int) -> None:
    finished = sa.func.now() if stage == LAST_STAGE else None
    session.execute(
        sa.update(RolledDay).where(RolledDay.day == day).values(stage=stage, finished_at=finished)
    )


def _quiet(session: Session, day: date, done: int) -> bool:
    """Whether nothing can be drawn on `day` any more after its stage `done`."""
    if not session.scalar(_QUIET, {"day": day, "back": DAYS_AFTER}):
        return False
    # What errands draw at ten belongs to the first round.
    return done > 0 or daily.next_errand(session, day - ONE_DAY) != day


def last_day(session: Session) -> tuple[date, int] | None:
    """The newest day that was begun, and its stage."""
    row = session.scalars(sa.select(RolledDay).order_by(RolledDay.day.desc()).limit(1)).first()
    return None if row is None else (row.day, row.stage)


def next_day(session: Session, after: date, to: date) -> date:
    """The next day with work, at most `to`."""
    found: date | None = session.scalar(_NEXT, {"after": after})
    days = (found, daily.next_errand(session, after), to)
    return min(day for day in days if day is not None)


def roll_to(
    office: "Office",
    to: date,
    *,
    until: int = LAST_STAGE,
    enter: Callable[[Session, date], None] = lambda _session, _day: None,
) -> None:
    """Roll every day up to `to`; of that day itself the stages up to `until`.

    `enter` is called when a day begins, in the transaction that notes it: the sandbox moves its
    date there.
    """
    if getattr(_mine, "rolling", False):
        return  # work ordered by the roll itself
    with _alone(office):
        settle(office, datetime.combine(to, time(0), SHANGHAI))
        while True:
            with office.database.transaction() as session:
                at = last_day(session)
                if at is None or at[1] >= LAST_STAGE:
                    since = at[0] if at else to - ONE_DAY
                    if since >= to:
                        return
                    day = next_day(session, since, to)
                else:
                    day = at[0]
                if day > to:
                    return
                _stage(session, day)
                enter(session, day)
            roll_day(office, day, until=until if day == to else LAST_STAGE)
            if day == to:
                return
