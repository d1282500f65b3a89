"""Which day it is for the business, and until when something of today is valid."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.clock.models import BusinessDate
from backoffice.database import Database
from backoffice.invalidation import announce
from backoffice.refusals import Refusal

# China keeps one zone without summer time.
SHANGHAI = timezone(timedelta(hours=8))
FIRST_SANDBOX_DATE = date(2026, 11, 21)


class ClockNotSeeded(RuntimeError):
    """The database holds no business date yet."""


def end_of_day(day: date) -> datetime:
    """The last second of `day` in Shanghai."""
    return datetime.combine(day, time(23, 59, 59), SHANGHAI)


class Clock:
    """The business date: in the sandbox a row of the database, elsewhere the day in Shanghai."""

    def __init__(
        self,
        database: Database,
        sandbox: bool,
        wall: Callable[[], datetime] = lambda: datetime.now(SHANGHAI),
    ) -> None:
        self._database = database
        self._sandbox = sandbox
        self._wall = wall
        self._remembered: date | None = None
        self._generation = 0

    def forget(self) -> None:
        """Read the date anew at the next question."""
        self._generation += 1
        self._remembered = None

    def business_date(self) -> date:
        """Today's business date; raises `ClockNotSeeded` before the first seed."""
        if not self._sandbox:
            return self._wall().date()
        known = self._remembered
        if known is None:
            generation = self._generation
            with self._database.transaction() as session:
                known = session.scalar(sa.select(BusinessDate.business_date))
            if known is None:
                raise ClockNotSeeded("no business date: seed the database")
            if generation == self._generation:  # not moved while it was read
                self._remembered = known
        return known

    def now(self) -> datetime:
        """This instant on the business date, to the second."""
        return self.instant_on(self.business_date())

    def instant_on(self, day: date) -> datetime:
        """`day` at this moment's time of day."""
        return datetime.combine(day, self._wall().replace(microsecond=0).timetz())

    def check(self, session: Session, to: date) -> None:
        """Raise `Refusal` (CLOCK_BACKWARDS) when `to` is before the sandbox's date."""
        today = session.scalars(sa.select(BusinessDate.business_date)).one()
        if to < today:
            raise Refusal("CLOCK_BACKWARDS", allowed={"from": today.isoformat()})

    def move(self, session: Session, to: date) -> None:
        """Move the sandbox's date forward in `session`'s transaction; `forget` after its commit.

        Raises `Refusal` (CLOCK_BACKWARDS) for an earlier day.
        """
        self.check(session, to)
        row = session.scalars(sa.select(BusinessDate).with_for_update()).one()
        row.business_date = max(row.business_date, to)
        announce(session, "clock")
