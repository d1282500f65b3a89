"""Coming in through a signing link: opened, phone proved, identity proved; one party, no talk."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.accounts.codes import Codes, Purpose
from channels.accounts.sms import Sms
from channels.accounts.stepup import StepUp
from channels.forwarding.office import SYSTEM, As, Office
from channels.health.metrics import LOGINS
from channels.links.phones import LinkPhones
from channels.problems import refusal
from channels.sessions.callers import Caller, link_secret
from channels.sessions.tokens import hash_of, new_token
from channels.settings import EdgeSettings
from channels.storage.engine import transaction
from channels.vault.cipher import Cipher
from channels.wording import say
from foundation.log import logger
from foundation.problems import Problem

log = logger(__name__)
_ID_UNKNOWN = "ID_UNKNOWN"
_GONE = "LINK_GONE"
_ASK_EVERY = 60.0
_MOST_KNOWN = 10_000
_OPEN = sa.text("""
INSERT INTO link_sessions (token_hash, party_id, application_no, role, name_masked, phone_masked,
                           sealed, created_at, expires_at)
VALUES (:token_hash, :party_id, :application_no, :role, :name_masked, :phone_masked,
        :sealed, :created_at, :expires_at)
""")
_L1 = sa.text("UPDATE link_sessions SET l1_until = expires_at WHERE token_hash = :token_hash")
_END = sa.text("""
UPDATE link_sessions SET revoked_at = :at WHERE party_id = :party_id AND revoked_at IS NULL
""")


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """A link session; the token is told once. `told` is what the back office said of the link."""

    token: str
    ends_at: datetime
    told: dict[str, Any]


class Links:
    """Opens link sessions and proves who holds them."""

    def __init__(
        self, engine: AsyncEngine, office: Office, phones: LinkPhones, codes: Codes,
        step_up: StepUp, sms: Sms, cipher: Cipher, switches: EdgeSettings,
        now: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._engine = engine
        self._office = office
        self._phones = phones
        self._codes = codes
        self._step_up = step_up
        self._sms = sms
        self._cipher = cipher
        self._switches = switches
        self._now = now
        self._asked: dict[bytes, float] = {}

    async def open(self, link_token: str) -> OpenedLink:
        """A session for the party behind the link; the back office refuses a link that is gone."""
        told = await self._office.json("POST", "/links/open", SYSTEM, json={"token": link_token})
        phone = await self._phones.of(link_token)
        if phone is None:  # opened before its message went out
            raise refusal(503, "LINK_ON_ITS_WAY", headers={"Retry-After": "10"})
        at, party_id = self._now(), str(told["party_id"])
        # Whether the link's own time is over the back office tells, by its own clock.
        ends = at + timedelta(seconds=self._switches.link_seconds)
        token = new_token()
        secret = json.dumps({"token": link_token, "phone": phone})
        values: dict[str, Any] = {
            "token_hash": hash_of(token),
            "party_id": party_id,
            "application_no": told["application_no"],
            "role": told["role"],
            "name_masked": told.get("name_masked"),
            "phone_masked": told.get("phone_masked"),
            "sealed": self._cipher.seal(secret, link_secret(party_id)),
            "created_at": at,
            "expires_at": ends,
        }
        async with self._engine.connect() as connection:
            await connection.execute(_OPEN, values)
        self._asked[values["token_hash"]] = time.monotonic()
        LOGINS.labels("link_opened").inc()
        log.info("links.opened", party_id=party_id)
        return OpenedLink(token, ends, told)

    async def send_code(self, caller: Caller) -> None:
        """A code to the party's phone."""
        phone, _ = _held(caller)
        code = await self._codes.issue(phone, None, self._purpose(caller))
        minutes = max(1, self._switches.code_seconds // 60)
        await self._sms.send(phone, say("sms.link_code", code=code, minutes=minutes))
        LOGINS.labels("link_code_sent").inc()

    async def prove(self, caller: Caller, code: str, id_last6: str | None) -> None:
        """L1 by the code; L2 when the end of the ID is right as well.

        A wrong ID does not use the code up. Where no ID is known yet the code alone gives L1.
        """
        phone, link_token = _held(caller)
        checked = await self._codes.check(phone, code, self._purpose(caller))
        proved = bool(id_last6) and await self._prove_id(caller, link_token, str(id_last6))
        async with transaction(self._engine) as connection:
            await self._codes.use(checked, connection)
            await connection.execute(_L1, {"token_hash": caller.token_hash})
        if proved:
            await self._step_up.to_l2(caller)
        LOGINS.labels("link_proved").inc()

    async def _prove_id(self, caller: Caller, link_token: str, id_last6: str) -> bool:
        body = {"token": link_token, "phone_code_ok": True, "id_last6": id_last6}
        try:
            await self._office.ask(
                "POST", f"/links/{caller.id}/prove", As.caller(caller), json=body
            )
        except Problem as problem:
            if problem.response_code == _ID_UNKNOWN:
                return False
            left = (problem.extra.get("allowed") or {}).get("tries_left")
            if problem.response_code == _GONE or left == 0:
                await self.end(caller.id)
            raise
        return True

    async def still_open(self, caller: Caller) -> None:
        """A link may be ended elsewhere (sent anew in the talk): asked now and then.

        Who has signed may go on reading what he signed. Raises 410 when the link is gone.
        """
        now = time.monotonic()
        if self._asked.get(caller.token_hash, 0.0) > now - _ASK_EVERY:
            return
        try:
            body = {"token": caller.link_token}
            await self._office.ask("POST", "/links/open", SYSTEM, json=body)
        except Problem as problem:
            if problem.response_code == _GONE and not await self._signed(caller):
                await self.end(caller.id)
                raise
        if len(self._asked) >= _MOST_KNOWN:
            self._asked.clear()
        self._asked[caller.token_hash] = now

    async def _signed(self, caller: Caller) -> bool:
        page = await self._office.json("GET", f"/parties/{caller.id}", As.caller(caller))
        return bool((page.get("party") or {}).get("signature") == "signed")

    async def end(self, party_id: str) -> None:
        """The party's link is no more: neither are the sessions that came through it."""
        async with self._engine.connect() as connection:
            await connection.execute(_END, {"party_id": party_id, "at": self._now()})

    @staticmethod
    def _purpose(caller: Caller) -> Purpose:
        return Purpose("link", caller.token_hash.hex())


def _held(caller: Caller) -> tuple[str, str]:
    """Phone and link of a link session; nobody else has a way here."""
    if caller.kind != "party" or caller.phone is None or caller.link_token is None:
        raise refusal(401, "LINK_REQUIRED")
    return caller.phone, caller.link_token
