"""Wrong tries of anything that could be guessed: counted, and locked after the last."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from channels.health.metrics import LOGINS
from channels.problems import refusal
from channels.settings import EdgeSettings
from channels.storage.engine import transaction
from foundation.problems import Problem

_HOLD = sa.text("""
INSERT INTO login_guards (phone_digest) VALUES (:subject)
ON CONFLICT (phone_digest) DO UPDATE SET wrong = login_guards.wrong
RETURNING wrong, locked_until
""")
_WRITE = sa.text("UPDATE login_guards SET wrong = :wrong, locked_until = :locked"
                 " WHERE phone_digest = :subject")  # fmt: skip
_BACK = sa.text("UPDATE login_guards SET locked_until = NULL,"
                " wrong = CASE WHEN :last THEN :before ELSE greatest(wrong - 1, 0) END"
                " WHERE phone_digest = :subject")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Missed:
    """A wrong try: how many are left, and the lock when there are none."""

    left: int
    locked: datetime | None


class Guards:
    """Holds a subject (a keyed digest) while it is tried; `signing_in` words the lock."""

    def __init__(
        self, engine: AsyncEngine, switches: EdgeSettings, now: Callable[[], datetime]
    ) -> None:
        self._engine = engine
        self._switches = switches
        self._now = now

    async def hold(
        self, connection: AsyncConnection, subject: bytes, *, signing_in: bool = True
    ) -> int:
        """Wrong tries so far; others wait until the transaction ends. Raises when locked."""
        row = (await connection.execute(_HOLD, {"subject": subject})).one()
        if row.locked_until and row.locked_until > self._now():
            raise self.lock(row.locked_until, signing_in=signing_in)
        return int(row.wrong)

    async def miss(self, connection: AsyncConnection, subject: bytes, wrong: int) -> Missed:
        """Count one more wrong try after `wrong` ones."""
        left = self._switches.wrong_codes - wrong - 1
        pause = timedelta(seconds=self._switches.lock_seconds)
        locked = None if left > 0 else self._now() + pause
        values = {"subject": subject, "wrong": wrong + 1 if left > 0 else 0, "locked": locked}
        await connection.execute(_WRITE, values)
        return Missed(left, locked)

    def lock(self, until: datetime, *, signing_in: bool) -> Problem:
        """The problem of a locked subject."""
        seconds = max(1, round((until - self._now()).total_seconds()))
        headers, minutes = {"Retry-After": str(seconds)}, max(1, -(-seconds // 60))
        LOGINS.labels("locked").inc()
        if signing_in:
            return refusal(423, "LOGIN_LOCKED", headers=headers, minutes=minutes)
        return refusal(423, "STEP_UP_LOCKED", headers=headers, minutes=minutes)

    async def reserve(self, subject: bytes) -> Missed:
        """Take a try before the answer is known elsewhere, so that tries at once count too."""
        async with transaction(self._engine) as connection:
            wrong = await self.hold(connection, subject, signing_in=False)
            return await self.miss(connection, subject, wrong)

    async def give_back(self, subject: bytes, missed: Missed) -> None:
        """The try that was reserved could not be made."""
        last, before = missed.locked is not None, self._switches.wrong_codes - 1
        async with self._engine.connect() as connection:
            values = {"subject": subject, "last": last, "before": before}
            await connection.execute(_BACK, values)

    async def clear(self, subject: bytes) -> None:
        """It was right: wrong ones before are forgotten."""
        async with self._engine.connect() as connection:
            values = {"subject": subject, "wrong": 0, "locked": None}
            await connection.execute(_WRITE, values)
