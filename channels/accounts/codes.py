"""One-time codes: sent seldom, valid shortly, guessed five times at most."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from channels.health.metrics import LIMITED, LOGINS
from channels.problems import refusal
from channels.settings import EdgeSettings
from channels.storage.engine import transaction
from channels.vault.cipher import Cipher

_GUARD = sa.text("""
INSERT INTO login_guards (phone_digest) VALUES (:phone)
ON CONFLICT (phone_digest) DO UPDATE SET wrong = login_guards.wrong
RETURNING wrong, locked_until
""")
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
_WRONG = sa.text("UPDATE login_guards SET wrong = :wrong, locked_until = :locked"
                 " WHERE phone_digest = :phone")  # fmt: skip
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
class Checked:
    """A right code, not used up yet."""

    code_id: int


class Codes:
    """The life of one-time codes."""

    def __init__(
        self,
        engine: AsyncEngine,
        cipher: Cipher,
        switches: EdgeSettings,
        now: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._cipher = cipher
        self._switches = switches
        self._now = now

    def _phone(self, phone: str) -> bytes:
        return self._cipher.digest(f"phone|{phone}")

    def _code(self, phone: str, code: str) -> bytes:
        return self._cipher.digest(f"login|{phone}|{code}")

    async def issue(self, phone: str, conversation_id: str) -> str:
        """A fresh code for `phone`; earlier ones end. Raises the problem when it is too soon."""
        at = self._now()
        until = at + timedelta(seconds=self._switches.code_seconds)
        digest = self._phone(phone)
        code = f"{secrets.randbelow(1_000_000):06d}"
        async with transaction(self._engine) as connection:
            guard = (await connection.execute(_GUARD, {"phone": digest})).one()
            self._refuse_locked(guard.locked_until, at)
            window = timedelta(seconds=self._switches.code_window_seconds)
            values = {"phone": digest, "since": at - window}
            sent = (await connection.execute(_SENT, values)).one()
            self._refuse_often(sent.n, sent.last, at)
            await connection.execute(_SPOIL, {"phone": digest, "at": at})
            values = {"phone": digest, "code": self._code(phone, code), "at": at, "until": until}
            await connection.execute(_STORE, values)
            here = self._cipher.digest(f"{conversation_id}|code|{code}")
            await connection.execute(
                _REMEMBER, {"code": here, "until": until, "conversation_id": conversation_id}
            )
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

    def _refuse_locked(self, locked_until: datetime | None, at: datetime) -> None:
        if locked_until and locked_until > at:
            seconds = max(1, round((locked_until - at).total_seconds()))
            LOGINS.labels("locked").inc()
            raise refusal(
                423, "LOGIN_LOCKED", headers={"Retry-After": str(seconds)},
                minutes=max(1, -(-seconds // 60)),
            )  # fmt: skip

    async def check(self, phone: str, code: str) -> Checked:
        """The code if it is the right one; counts wrong ones and locks after the last."""
        at = self._now()
        digest = self._phone(phone)
        async with transaction(self._engine) as connection:
            guard = (await connection.execute(_GUARD, {"phone": digest})).one()
            self._refuse_locked(guard.locked_until, at)
            row = (await connection.execute(_NEWEST, {"phone": digest})).first()
            if row is None or row.used_at is not None or row.expires_at <= at:
                LOGINS.labels("expired").inc()
                raise refusal(422, "CODE_EXPIRED")
            if hmac.compare_digest(row.code_digest, self._code(phone, code)):
                return Checked(row.code_id)
            left = self._switches.wrong_codes - guard.wrong - 1
            locked = None if left > 0 else at + timedelta(seconds=self._switches.lock_seconds)
            values: dict[str, Any] = {
                "phone": digest, "wrong": guard.wrong + 1 if left > 0 else 0, "locked": locked,
            }  # fmt: skip
            await connection.execute(_WRONG, values)
            if locked:
                await connection.execute(_SPOIL, {"phone": digest, "at": at})
        self._refuse_locked(locked, at)
        LOGINS.labels("wrong").inc()
        raise refusal(422, "CODE_WRONG", left=left)

    async def use(self, checked: Checked, connection: AsyncConnection) -> None:
        """Use the code up, inside the caller's transaction; once only."""
        values = {"code_id": checked.code_id, "at": self._now()}
        if (await connection.execute(_USE, values)).first() is None:
            raise refusal(422, "CODE_EXPIRED")
