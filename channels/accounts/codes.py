"""One-time codes: sent seldom, valid shortly, guessed five times at most.

A code serves one purpose (`login`, `sign`, `link`) and, but for signing in, one session.
"""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from channels.accounts.guards import Guards
from channels.health.metrics import LIMITED, LOGINS
from channels.problems import refusal
from channels.settings import EdgeSettings
from channels.storage.engine import transaction
from channels.vault.cipher import Cipher

_SENT = sa.text("""
SELECT count(*) AS n, max(sent_at) AS last FROM login_codes
 WHERE phone_digest = :phone AND sent_at > :since
""")
_STORE = sa.text("""
INSERT INTO login_codes (phone_digest, code_digest, sent_at, expires_at)
VALUES (:phone, :code, :at, :until)
""")
_REMEMBER = sa.text("""
UPDATE conversations SET code_digest = :code, code_until = :until
 WHERE conversation_id = :conversation_id
""")
_NEWEST = sa.text("""
SELECT code_id, code_digest, expires_at, used_at FROM login_codes
 WHERE phone_digest = :phone ORDER BY sent_at DESC, code_id DESC LIMIT 1
""")
_SPOIL = sa.text("UPDATE login_codes SET used_at = :at WHERE phone_digest = :phone"
                 " AND used_at IS NULL")  # fmt: skip
_USE = sa.text("""
WITH code AS (
  UPDATE login_codes SET used_at = :at WHERE code_id = :code_id AND used_at IS NULL
  RETURNING phone_digest
)
UPDATE login_guards SET wrong = 0, locked_until = NULL
 WHERE phone_digest IN (SELECT phone_digest FROM code) RETURNING phone_digest
""")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a code is for: `session` binds it to the one who asked for it."""

    name: str = "login"
    session: str = ""

    @property
    def signing_in(self) -> bool:
        """Whether the code opens an account."""
        return self.name == "login"


LOGIN = Purpose()


@dataclass(frozen=True, slots=True)
class Checked:
    """A right code, not used up yet."""

    code_id: int


class Codes:
    """The life of one-time codes."""

    def __init__(
        self, engine: AsyncEngine, cipher: Cipher, guards: Guards, switches: EdgeSettings,
        now: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._engine = engine
        self._cipher = cipher
        self._guards = guards
        self._switches = switches
        self._now = now

    def _phone(self, phone: str, purpose: Purpose) -> bytes:
        kind = "phone" if purpose.signing_in else f"{purpose.name}|phone"
        return self._cipher.digest(f"{kind}|{phone}")

    def _code(self, phone: str, code: str, purpose: Purpose) -> bytes:
        bound = f"|{purpose.session}" if purpose.session else ""
        return self._cipher.digest(f"{purpose.name}|{phone}|{code}{bound}")

    async def issue(self, phone: str, conversation_id: str | None, purpose: Purpose = LOGIN) -> str:
        """A fresh code for `phone`; earlier ones end. Raises the problem when it is too soon."""
        at = self._now()
        until = at + timedelta(seconds=self._switches.code_seconds)
        digest = self._phone(phone, purpose)
        code = f"{secrets.randbelow(1_000_000):06d}"
        async with transaction(self._engine) as connection:
            await self._guards.hold(connection, digest, signing_in=purpose.signing_in)
            window = timedelta(seconds=self._switches.code_window_seconds)
            values = {"phone": digest, "since": at - window}
            sent = (await connection.execute(_SENT, values)).one()
            self._refuse_often(sent.n, sent.last, at)
            await connection.execute(_SPOIL, {"phone": digest, "at": at})
            sealed = self._code(phone, code, purpose)
            values = {"phone": digest, "code": sealed, "at": at, "until": until}
            await connection.execute(_STORE, values)
            if conversation_id is not None:
                here = self._cipher.digest(f"{conversation_id}|code|{code}")
                values = {"code": here, "until": until, "conversation_id": conversation_id}
                await connection.execute(_REMEMBER, values)
        return code

    def _refuse_often(self, count: int, last: datetime | None, at: datetime) -> None:
        if last is not None:
            left = self._switches.code_pause_seconds - (at - last).total_seconds()
            if left > 0:
                LIMITED.labels("code").inc()
                seconds = max(1, round(left))
                headers = {"Retry-After": str(seconds)}
                raise refusal(429, "CODE_TOO_SOON", headers=headers, seconds=seconds)
        if count >= self._switches.codes_per_phone:
            LIMITED.labels("code").inc()
            headers = {"Retry-After": str(self._switches.code_window_seconds)}
            raise refusal(429, "CODE_TOO_MANY", headers=headers)

    async def check(self, phone: str, code: str, purpose: Purpose = LOGIN) -> Checked:
        """The code if it is the right one; counts wrong ones and locks after the last."""
        at = self._now()
        digest = self._phone(phone, purpose)
        async with transaction(self._engine) as connection:
            wrong = await self._guards.hold(connection, digest, signing_in=purpose.signing_in)
            row = (await connection.execute(_NEWEST, {"phone": digest})).first()
            if row is None or row.used_at is not None or row.expires_at <= at:
                LOGINS.labels("expired").inc()
                raise refusal(422, "CODE_EXPIRED")
            if hmac.compare_digest(row.code_digest, self._code(phone, code, purpose)):
                return Checked(row.code_id)
            missed = await self._guards.miss(connection, digest, wrong)
            if missed.locked:
                await connection.execute(_SPOIL, {"phone": digest, "at": at})
        if missed.locked:
            raise self._guards.lock(missed.locked, signing_in=purpose.signing_in)
        LOGINS.labels("wrong").inc()
        raise refusal(422, "CODE_WRONG", left=missed.left)

    async def use(self, checked: Checked, connection: AsyncConnection) -> None:
        """Use the code up, inside the caller's transaction; once only."""
        values = {"code_id": checked.code_id, "at": self._now()}
        if (await connection.execute(_USE, values)).first() is None:
            raise refusal(422, "CODE_EXPIRED")
