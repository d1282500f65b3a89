"""A customer's new phone: proved by a code, then the phone of every session of his."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.accounts.codes import Codes, Purpose
from channels.accounts.levels import Level
from channels.accounts.sms import Sms
from channels.forwarding.office import As, Office
from channels.problems import refusal
from channels.sessions.callers import Caller, session_phone
from channels.storage.engine import transaction
from channels.vault.cipher import Cipher
from channels.vault.numbers import masked
from channels.wording import say
from foundation.log import logger

log = logger(__name__)
Json = dict[str, Any]
_SESSIONS = sa.text("""
SELECT s.token_hash, s.device_id, s.phone_sealed
  FROM sessions s JOIN conversations c USING (conversation_id)
 WHERE c.owner_kind = 'customer' AND c.owner_id = :customer_id AND s.revoked_at IS NULL
 ORDER BY s.token_hash FOR UPDATE OF s
""")
# What was proved before was proved by another phone; only who changes it himself keeps his L2.
_MOVE = sa.text("""
UPDATE sessions SET phone_sealed = :sealed, l3_until = NULL, l3_ref = NULL,
       l2_until = CASE WHEN :proved THEN l2_until END
 WHERE token_hash = :token_hash
""")
_END = sa.text("UPDATE sessions SET revoked_at = :at WHERE token_hash = :token_hash")
_SHOWN = sa.text("""
UPDATE conversations SET phone_masked = :phone_masked
 WHERE owner_kind = 'customer' AND owner_id = :customer_id
""")


# The phone of these sessions was proved once, by whoever had it then: they sign in again.
_END_ABSORBED = sa.text("""
UPDATE sessions SET revoked_at = :at
 WHERE revoked_at IS NULL AND conversation_id IN (SELECT conversation_id FROM conversations
        WHERE owner_kind = 'customer' AND owner_id = :absorbed)
RETURNING token_hash
""")
_ABSORB = sa.text("""
UPDATE conversations SET owner_id = :customer_id, carry = NULL,
       name_masked = (SELECT c.name_masked FROM conversations c WHERE c.owner_kind = 'customer'
                       AND c.owner_id = :customer_id ORDER BY c.last_at DESC LIMIT 1)
 WHERE owner_kind = 'customer' AND owner_id = :absorbed
""")


class Moving:
    """Moves accounts to new phones."""

    def __init__(
        self, engine: AsyncEngine, office: Office, codes: Codes, sms: Sms, cipher: Cipher,
        ended: Callable[[bytes], None], now: Callable[[], datetime], *, code_seconds: int,
    ) -> None:  # fmt: skip
        self._engine = engine
        self._office = office
        self._codes = codes
        self._sms = sms
        self._cipher = cipher
        self._ended = ended
        self._now = now
        self._minutes = max(1, code_seconds // 60)

    @staticmethod
    def _purpose(caller: Caller) -> Purpose:
        return Purpose("phone", caller.token_hash.hex())

    async def send_code(self, caller: Caller, phone: str) -> None:
        """A code to the new phone, good in this session only."""
        if phone == caller.phone:
            raise refusal(422, "PHONE_SAME")
        code = await self._codes.issue(phone, caller.conversation_id, self._purpose(caller))
        await self._sms.send(phone, say("sms.phone_code", code=code, minutes=self._minutes))

    async def change(self, caller: Caller, phone: str, code: str, key: str | None) -> Json:
        """The phone by its code: the back office's change; done already it is told again.

        The code is used up last, so that it still serves when the back office is silent.
        """
        if phone == caller.phone:
            return await self._done_before(caller)
        checked = await self._codes.check(phone, code, self._purpose(caller))
        body = {
            "customer_id": caller.id, "phone": phone, "confirm": True,
            "code_ref": f"sms-{checked.code_id}",
        }  # fmt: skip
        answer = await self._office.json(
            "POST", "/changes/phone", As.caller(caller), key=key, json=body
        )
        async with transaction(self._engine) as connection:
            await self._codes.use(checked, connection)
        await self.move(caller.id, phone, proved=caller.token_hash)
        return answer

    async def _done_before(self, caller: Caller) -> Json:
        params = {"customer_id": caller.id}
        found = await self._office.json("GET", "/changes", As.caller(caller), params=params)
        items: list[Json] = found.get("items") or []
        for item in items:
            if item.get("kind") == "phone" and item.get("state") == "DONE":
                return item
        raise refusal(422, "PHONE_SAME")

    async def absorb(self, absorbed: str, customer_id: str) -> int:
        """The talks of an account of nobody become the customer's; how many sessions ended."""
        async with transaction(self._engine) as connection:
            values = {"absorbed": absorbed, "customer_id": customer_id}
            ended = await connection.execute(_END_ABSORBED, values | {"at": self._now()})
            gone = [bytes(row.token_hash) for row in ended]
            await connection.execute(_ABSORB, values)
        for token_hash in gone:
            self._ended(token_hash)
        log.info("accounts.absorbed", customer_id=customer_id, sessions=len(gone))
        return len(gone)

    async def move(
        self, customer_id: str, phone: str, *, end: bool = False, proved: bytes | None = None
    ) -> int:
        """Give the customer's sessions this phone, or `end` those that have another one; how many.

        Sessions that have it already stay as they are, so that doing it again changes nothing.
        """
        moved: list[bytes] = []
        async with transaction(self._engine) as connection:
            rows = (await connection.execute(_SESSIONS, {"customer_id": customer_id})).all()
            for row in rows:
                place = session_phone(row.device_id)
                if row.phone_sealed and self._cipher.open(row.phone_sealed, place) == phone:
                    continue
                values = {
                    "token_hash": row.token_hash, "sealed": self._cipher.seal(phone, place),
                    "proved": row.token_hash == proved, "at": self._now(),
                }  # fmt: skip
                await connection.execute(_END if end else _MOVE, values)
                moved.append(row.token_hash)
            shown = {"customer_id": customer_id, "phone_masked": masked("phone", phone)}
            await connection.execute(_SHOWN, shown)
        for token_hash in moved if end else ():
            self._ended(token_hash)
        log.info("accounts.moved", customer_id=customer_id, sessions=len(moved), ended=end)
        return len(moved)


def require_customer(caller: Caller) -> None:
    """403 for who came through a link; 403 below L2."""
    if caller.kind == "party":
        raise refusal(403, "LINK_ONLY")
    caller.require(Level.L2)
