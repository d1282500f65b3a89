"""Signing in: the phone is proved, the customer found, his plans and his talk brought along."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

import anyio.to_thread
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.accounts.codes import Codes
from channels.accounts.sms import Sms
from channels.health.metrics import LOGINS
from channels.problems import refusal
from channels.sessions.callers import session_phone
from channels.sessions.tokens import new_id
from channels.storage.engine import transaction
from channels.storage.talks import Speaker
from channels.vault.cipher import Cipher
from channels.vault.folding import fold
from channels.vault.numbers import masked
from channels.wording import say
from foundation.backoffice import BackOffice, BackOfficeError
from foundation.log import logger

log = logger(__name__)
_PHONE = re.compile(r"(?:\+?(?:00)?86)?(1[3-9]\d{9})")
_NOISE = re.compile(r"[\s\-－—–()（）]")

_UPGRADE = sa.text("""
UPDATE conversations
   SET owner_kind = 'customer', owner_id = :customer_id, assurance = 'L1', noticed_at = NULL,
       phone_masked = :phone_masked, name_masked = :name_masked,
       code_digest = NULL, code_until = NULL, carry = NULL
 WHERE conversation_id = :conversation_id
""")
_ANEW = sa.text("""
INSERT INTO conversations (conversation_id, owner_kind, owner_id, assurance, channel,
                           phone_masked, name_masked)
VALUES (:conversation_id, 'customer', :customer_id, 'L1', :channel, :phone_masked, :name_masked)
ON CONFLICT (conversation_id) DO UPDATE
   SET phone_masked = excluded.phone_masked, name_masked = excluded.name_masked, noticed_at = NULL
""")
_NEWEST = sa.text("""
SELECT conversation_id FROM conversations
 WHERE owner_kind = 'customer' AND owner_id = :customer_id ORDER BY last_at DESC LIMIT 1
""")
# What the session has proved before counts for whoever it spoke for before.
_SESSION = sa.text("""
UPDATE sessions SET conversation_id = :conversation_id, phone_sealed = :phone_sealed,
       l2_until = NULL, l3_until = NULL, l3_ref = NULL
 WHERE token_hash = :token_hash
""")


def phone_of(typed: str) -> str:
    """The 11 digits of a mainland mobile number, however it was typed; else the problem."""
    found = _PHONE.fullmatch(_NOISE.sub("", fold(typed.replace("＋", "+"))))
    if found is None:
        raise refusal(422, "PHONE_INVALID")
    return found.group(1)


def digits_of(typed: str) -> str:
    """The digits of a code, however it was typed."""
    return "".join(c for c in fold(typed) if c.isdigit())


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who the session speaks for now; `moved`: it has another talk (who spoke before keeps his)."""

    conversation_id: str
    customer_id: str
    phone_masked: str
    name_masked: str | None
    moved: bool


class Customers(Protocol):
    """What signing in asks of the back office."""

    def resolve_customer(self, phone: str) -> dict[str, Any]: ...

    def transfer_plans(self, request: dict[str, Any], idempotency_key: str) -> dict[str, Any]: ...


class Accounts:
    """Sends codes and signs customers in."""

    def __init__(
        self,
        engine: AsyncEngine,
        codes: Codes,
        sms: Sms,
        backoffice: BackOffice | Customers,
        notice_again: Callable[[str], None],
        opened: Callable[[str], Awaitable[None]],
        cipher: Cipher,
        *,
        code_seconds: int,
    ) -> None:
        self._engine = engine
        self._codes = codes
        self._opened = opened
        self._cipher = cipher
        self._sms = sms
        self._backoffice = backoffice
        self._notice_again = notice_again
        self._code_minutes = max(1, code_seconds // 60)

    async def send_code(self, phone: str, conversation_id: str) -> None:
        """Send a fresh code to `phone` (11 digits)."""
        code = await self._codes.issue(phone, conversation_id)
        text = say("sms.login_code", code=code, minutes=self._code_minutes)
        await self._sms.send(phone, text)
        LOGINS.labels("code_sent").inc()

    async def sign_in(
        self, speaker: Speaker, token_hash: bytes, phone: str, code: str, *, resume: bool = False
    ) -> SignedIn:
        """Upgrade the session to the customer behind `phone`.

        The code is used up last, so that it still serves when the back office is silent. With
        `resume` a session in which nothing was said goes on in the customer's newest talk.
        """
        checked = await self._codes.check(phone, code)
        found = await self._ask(lambda: self._backoffice.resolve_customer(phone))
        customer_id = str(found["customer_id"])
        await self._bring_plans(speaker, customer_id)
        conversation_id = await self._talk(speaker, customer_id, resume=resume)
        values: dict[str, Any] = {
            "customer_id": customer_id,
            "phone_masked": masked("phone", phone),
            "name_masked": found.get("name_masked"),
            "conversation_id": conversation_id,
            "channel": speaker.channel,
            "token_hash": token_hash,
            "phone_sealed": self._cipher.seal(phone, session_phone(speaker.device_id)),
        }
        moved = conversation_id != speaker.conversation_id
        async with transaction(self._engine) as connection:
            await self._codes.use(checked, connection)
            await connection.execute(_ANEW if moved else _UPGRADE, values)
            await connection.execute(_SESSION, values)
        self._notice_again(conversation_id)
        await self._opened(customer_id)
        LOGINS.labels("signed_in").inc()
        log.info("login.done", conversation_id=conversation_id, customer_id=customer_id)
        return SignedIn(
            conversation_id, customer_id, values["phone_masked"], values["name_masked"], moved
        )

    async def _talk(self, speaker: Speaker, customer_id: str, *, resume: bool) -> str:
        """The talk in which the session goes on."""
        own = speaker.owner_kind == "customer" and speaker.owner_id == customer_id
        another = speaker.owner_kind == "customer" and not own
        if resume and (another or speaker.last_seq == 0):
            async with self._engine.connect() as connection:
                values = {"customer_id": customer_id}
                newest = (await connection.execute(_NEWEST, values)).scalar_one_or_none()
            if newest:
                return str(newest)
        return new_id("c") if another else speaker.conversation_id

    async def _bring_plans(self, speaker: Speaker, customer_id: str) -> None:
        if speaker.owner_kind != "visitor":
            return
        request = {
            "from_owner": {"kind": "visitor", "id": speaker.owner_id},
            "to_owner": {"kind": "customer", "id": customer_id},
        }
        key = f"login-{speaker.owner_id}-{customer_id}"
        await self._ask(lambda: self._backoffice.transfer_plans(request, key))

    @staticmethod
    async def _ask(call: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        try:
            return await anyio.to_thread.run_sync(call)
        except BackOfficeError as error:
            log.warning("login.backoffice", error=type(error).__name__)
            raise refusal(503, "BACKOFFICE_DOWN", headers={"Retry-After": "5"}) from error
