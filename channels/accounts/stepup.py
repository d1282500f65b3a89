"""Being known more surely: the end of the ID number, a real-person check, a signing code."""

import hmac
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.accounts.codes import Codes, Purpose
from channels.accounts.guards import Guards
from channels.accounts.levels import Level
from channels.accounts.sms import Sms
from channels.forwarding.office import As, Office
from channels.health.metrics import LOGINS
from channels.problems import refusal
from channels.sessions.callers import Caller
from channels.settings import EdgeSettings
from channels.storage.engine import transaction
from channels.vault.cipher import Cipher
from channels.wording import say
from foundation.log import logger
from foundation.problems import Problem
from foundation.zh import moment

log = logger(__name__)
_END = re.compile(r"\d{3}[\dXx]")
_TABLES = {"customer": "sessions", "party": "link_sessions"}
_BEGUN = sa.text("""
INSERT INTO real_person_tries (check_id, token_hash, party_id, begun_at)
VALUES (:check_id, :token_hash, :party_id, :at) ON CONFLICT (check_id) DO NOTHING
""")
# Once, by the session that began it, while it is fresh.
_PASSED = sa.text("""
UPDATE real_person_tries SET used_at = :at
 WHERE check_id = :check_id AND used_at IS NULL AND begun_at > :since
RETURNING token_hash
""")
_MINE = sa.text("""
SELECT party_id FROM real_person_tries WHERE check_id = :check_id AND token_hash = :token_hash
""")


# A page that was opened out of WeChat proves its customer there too: he comes back and goes on.
_HIS_FAN = """ OR token_hash = (
    SELECT f.token_hash FROM wechat_exchanges e JOIN wechat_fans f USING (fan_id)
      JOIN sessions page ON page.token_hash = e.token_hash
      JOIN conversations c ON c.conversation_id = page.conversation_id
     WHERE e.token_hash = :token_hash AND c.owner_kind = 'customer' AND c.owner_id = f.customer_id)
"""
_WHOSE = {"customer": _HIS_FAN, "party": ""}


def _lift(kind: str, what: str) -> sa.TextClause:
    where = f"token_hash = :token_hash{_WHOSE[kind]}"
    return sa.text(f"UPDATE {_TABLES[kind]} SET {what} WHERE {where}")


# A signing code proves anew what stood before: the identity does not end before the signature.
_TO_L2 = {kind: _lift(kind, "l2_until = greatest(l2_until, :until)") for kind in _TABLES}
_TO_L3 = {
    kind: _lift(kind, "l3_until = :until, l3_ref = :ref, l2_until = greatest(l2_until, :until)")
    for kind in _TABLES
}


class StepUp:
    """Lifts sessions to L2 and L3, for a time."""

    def __init__(
        self, engine: AsyncEngine, office: Office, codes: Codes, guards: Guards, sms: Sms,
        cipher: Cipher, switches: EdgeSettings, now: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._engine = engine
        self._office = office
        self._codes = codes
        self._guards = guards
        self._sms = sms
        self._cipher = cipher
        self._switches = switches
        self._now = now

    async def by_id(self, caller: Caller, id_last4: str) -> None:
        """L2 by the last four of the ID, as the back office knows it from the ID's own reading.

        Whoever is known less surely is never shown them (`forwarding.hiding`).
        """
        subject = self._cipher.digest(f"id|{caller.actor}")
        missed = await self._guards.reserve(subject)
        try:
            known = await self._known_ends(caller)
        except Problem:
            await self._guards.give_back(subject, missed)
            raise
        if not known:
            await self._guards.give_back(subject, missed)
            raise refusal(409, "ID_UNKNOWN")
        if not any(hmac.compare_digest(end, id_last4) for end in known):
            LOGINS.labels("id_wrong").inc()
            if missed.locked:
                raise self._guards.lock(missed.locked, signing_in=False)
            raise refusal(422, "ID_MISMATCH", left=missed.left)
        await self._guards.clear(subject)
        await self._to_l2(caller.kind, caller.token_hash)

    async def _known_ends(self, caller: Caller) -> list[str]:
        """The ends of the customer's own ID number: in his applications, else on file."""
        params = {"customer_id": caller.id}
        listed = await self._office.json("GET", "/applications", As.caller(caller), params=params)
        parties = [p for item in listed.get("items") or [] for p in item.get("parties") or []]
        own = [p.get("id_masked") or "" for p in parties if p.get("role") == "borrower"]
        if not any(own):  # a contract older than applications: the card on file
            identity = (await self._on_file(caller)).get("identity") or {}
            own = [str(identity.get("id_masked") or "")]
        return [masked[-4:].upper() for masked in own if _END.fullmatch(masked[-4:])]

    async def _on_file(self, caller: Caller) -> dict[str, Any]:
        """What the back office has on file about the customer himself."""
        params = {"customer_id": caller.id}
        return await self._office.json("GET", "/changes", As.caller(caller), params=params)

    async def _refuse_on_hold(self, caller: Caller) -> None:
        """Raise 409 PHONE_HELD while the customer's phone is too new to sign with."""
        if caller.kind != "customer":
            return
        held = (await self._on_file(caller)).get("held_until")
        if held:
            problem = refusal(409, "PHONE_HELD", until=moment(held))
            problem.extra["allowed"] = {"until": held}
            raise problem

    async def by_check(self, caller: Caller, check_id: str) -> None:
        """L2 by a real-person check of this session, once the back office knows the identity.

        For providers that tell the back office themselves. A check cannot be begun for a party
        whose identity is known, so it is this check that made it known.
        """
        values = {"check_id": check_id, "token_hash": caller.token_hash}
        async with self._engine.connect() as connection:
            party_id = (await connection.execute(_MINE, values)).scalar_one_or_none()
        if party_id is None:
            raise refusal(404, "CHECK_UNKNOWN")
        page = await self._office.json("GET", f"/parties/{party_id}", As.caller(caller))
        known = (page.get("party") or {}).get("identity") == "done"
        if not (known and await self.check_passed(check_id)):
            raise refusal(409, "CHECK_NOT_PASSED")

    async def check_begun(self, caller: Caller, check_id: str, party_id: str) -> None:
        """Remember whose check it is."""
        values = {
            "check_id": check_id, "token_hash": caller.token_hash, "party_id": party_id,
            "at": self._now(),
        }  # fmt: skip
        async with self._engine.connect() as connection:
            await connection.execute(_BEGUN, values)

    async def check_passed(self, check_id: str) -> bool:
        """Lift the session that began the check; once, and only while that is fresh."""
        at = self._now()
        fresh = timedelta(seconds=self._switches.check_seconds)
        values = {"check_id": check_id, "at": at, "since": at - fresh}
        async with self._engine.connect() as connection:
            row = (await connection.execute(_PASSED, values)).first()
        if row is None:
            return False
        for kind in _TABLES:
            await self._to_l2(kind, row.token_hash)
        return True

    async def to_l2(self, caller: Caller) -> None:
        """L2 for who proved his identity elsewhere in the edge."""
        await self._to_l2(caller.kind, caller.token_hash)

    async def _to_l2(self, kind: str, token_hash: bytes) -> None:
        until = self._now() + timedelta(seconds=self._switches.l2_seconds)
        async with self._engine.connect() as connection:
            values = {"until": until, "token_hash": token_hash}
            await connection.execute(_TO_L2[kind], values)
        LOGINS.labels("level_2").inc()

    async def send_sign_code(self, caller: Caller) -> None:
        """A code to the caller's phone, good for one signature's ten minutes in this session."""
        phone = self._phone(caller)
        await self._refuse_on_hold(caller)
        code = await self._codes.issue(phone, caller.conversation_id, self._signing(caller))
        minutes = max(1, self._switches.code_seconds // 60)
        await self._sms.send(phone, say("sms.sign_code", code=code, minutes=minutes))
        LOGINS.labels("sign_code_sent").inc()

    async def sign(self, caller: Caller, code: str) -> None:
        """L3 on top of L2, by the code."""
        phone = self._phone(caller)
        checked = await self._codes.check(phone, code, self._signing(caller))
        until = self._now() + timedelta(seconds=self._switches.l3_seconds)
        ref = f"sms-{checked.code_id}"
        values = {"until": until, "token_hash": caller.token_hash, "ref": ref}
        async with transaction(self._engine) as connection:
            await self._codes.use(checked, connection)
            await connection.execute(_TO_L3[caller.kind], values)
        LOGINS.labels("level_3").inc()
        log.info("level.lifted", kind=caller.kind, level=str(Level.L3))

    @staticmethod
    def _signing(caller: Caller) -> Purpose:
        return Purpose("sign", caller.token_hash.hex())

    @staticmethod
    def _phone(caller: Caller) -> str:
        caller.require(Level.L2)
        if caller.phone is None:  # signed in before phones were kept with the session
            raise refusal(401, "LOGIN_REQUIRED")
        return caller.phone
