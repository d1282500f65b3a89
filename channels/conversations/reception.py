"""Taking a message: once, made safe, kept, and handed to its conversation's queue."""

import asyncio
import hmac
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakValueDictionary

from channels.accounts.levels import standing
from channels.buttons.sealing import Button, ButtonExpired, ButtonForeign, ButtonInvalid, Sealer
from channels.conversations.dispatcher import Dispatcher
from channels.health.metrics import PERSONAL
from channels.intake.neutralise import neutralise
from channels.problems import refusal
from channels.rasa.calendar import Calendar
from channels.rasa.client import Body
from channels.storage.talks import Line, Owner, Speaker, Taken, Talks
from channels.vault.cipher import Cipher
from channels.vault.exchange import Vault, with_turn
from channels.vault.screening import Screened, screen

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Said:
    """What a customer sends: typed text, or the token of a button."""

    text: str | None
    payload: str | None
    client_message_id: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer so far; `pending` when the turn is still open."""

    turn_id: str
    lines: list[Line]
    pending: bool


@dataclass(frozen=True, slots=True)
class _Message:
    """A message as it is kept: what goes on (`content`), what is shown (`body`)."""

    content: Body
    body: Body
    screened: Screened | None = None


class Reception:
    """The way in for every message of a customer."""

    def __init__(
        self, talks: Talks, vault: Vault, cipher: Cipher, sealer: Sealer,
        dispatcher: Dispatcher, calendar: Calendar, now: Now, *,
        text_limit: int, split_seconds: float,
    ) -> None:  # fmt: skip
        self._talks = talks
        self._vault = vault
        self._cipher = cipher
        self._sealer = sealer
        self._dispatcher = dispatcher
        self._calendar = calendar
        self._now = now
        self._text_limit = text_limit
        self._split_seconds = split_seconds
        self._doors: WeakValueDictionary[bytes, asyncio.Lock] = WeakValueDictionary()

    async def take(self, token_hash: bytes, said: Said) -> Reply:
        """Take one message and wait for its first answer.

        Raises `Problem`: no session, no text, too long, a button that cannot be pressed.
        """
        door = self._doors.get(token_hash) or self._doors.setdefault(token_hash, asyncio.Lock())
        async with door:  # one message of a session after the other is read and kept
            speaker = await self._talks.speaker(token_hash, said.client_message_id)
            if speaker is None:
                raise refusal(401, "SESSION_REQUIRED")
            if speaker.turn_id:
                turn_id, waiting = speaker.turn_id, self._dispatcher.pending(speaker.turn_id)
            else:
                turn_id, waiting = await self._keep(speaker, self._message(speaker, said), said)
        if waiting is None:
            lines = await self._talks.lines_of_turn(turn_id)
            return Reply(turn_id, lines, speaker.turn_status in (None, "pending"))
        lines = await asyncio.shield(waiting)
        if speaker.turn_id or not lines:
            lines = await self._talks.lines_of_turn(turn_id)
        return Reply(turn_id, lines, self._dispatcher.unsettled(turn_id))

    def _message(self, speaker: Speaker, said: Said) -> _Message:
        if said.payload is not None:
            button = self._button(speaker, said.payload)
            if button.payload.startswith("/"):
                label = neutralise(button.label)
                content: Body = {"press": button.payload, "label": label}
                return _Message(content, {"text": label, "kind": "press"})
            return self._typed(speaker, button.payload)
        return self._typed(speaker, said.text or "")

    def _button(self, speaker: Speaker, token: str) -> Button:
        try:
            return self._sealer.open(token, speaker.conversation_id, time.time())
        except ButtonExpired:
            raise refusal(410, "BUTTON_EXPIRED") from None
        except ButtonForeign:
            raise refusal(403, "BUTTON_FOREIGN") from None
        except ButtonInvalid:
            raise refusal(422, "BUTTON_INVALID") from None

    def _typed(self, speaker: Speaker, typed: str) -> _Message:
        if len(typed) > 8 * self._text_limit:
            raise refusal(422, "TEXT_TOO_LONG", limit=self._text_limit)
        text = neutralise(typed)
        if not text:
            raise refusal(422, "TEXT_EMPTY")
        if len(text) > self._text_limit:
            raise refusal(422, "TEXT_TOO_LONG", limit=self._text_limit)
        at = time.time()
        talk = speaker.conversation_id
        screened = screen(
            text,
            token=lambda kind, value: self._vault.token(talk, kind, value),
            carried=self._vault.open_carry(talk, speaker.carry, since=at - self._split_seconds),
            at=at,
            phone_wanted=speaker.expects == "phone",
            known_code=self._code_check(speaker),
        )
        for kind in screened.kinds:
            PERSONAL.labels(kind).inc()
        # Exchanging may have brought a slash to the front (`密码1/x`): look again.
        clean = neutralise(screened.clean)
        content: Body = {} if screened.refused or not clean else {"text": clean}
        return _Message(content, {"text": screened.shown}, screened)

    def _code_check(self, speaker: Speaker) -> Callable[[str], bool] | None:
        digest, until = speaker.code_digest, speaker.code_until
        if digest is None or until is None or until < self._now():
            return None
        talk = speaker.conversation_id
        return lambda code: hmac.compare_digest(digest, self._cipher.digest(f"{talk}|code|{code}"))

    def _level(self, speaker: Speaker) -> str:
        until = {"l2_until": speaker.l2_until, "l3_until": speaker.l3_until}
        return standing(speaker.assurance, self._now(), **until).level

    async def _keep(
        self, speaker: Speaker, message: _Message, said: Said
    ) -> "tuple[str, asyncio.Future[list[Line]] | None]":
        turn_id = uuid.uuid4().hex
        screened = message.screened
        talk = speaker.conversation_id
        body = dict(message.body)
        if said.client_message_id:
            body["client_message_id"] = said.client_message_id
        taken = Taken(
            turn_id=turn_id,
            conversation_id=talk,
            client_message_id=said.client_message_id,
            content=message.content,
            warnings=screened.warnings if screened else (),
            body=body,
            carry=self._vault.seal_carry(talk, with_turn(screened.carried, turn_id))
            if screened
            else None,
            kept=self._vault.rows(talk, screened.kept) if screened else (),
            at=self._now(),
        )
        date = self._calendar.soon()
        _, elsewhere = await self._talks.accept(taken, idle=not self._dispatcher.holds(talk))
        for part in screened.struck if screened else ():
            if part.literal and part.turn_id:
                await self._talks.strike(part.turn_id, part.literal)
        if elsewhere:
            return turn_id, None  # an earlier message waits in the inbox: this one follows it there
        owner = Owner(
            talk, speaker.owner_kind, speaker.owner_id, self._level(speaker), speaker.channel,
            speaker.noticed_at,
        )  # fmt: skip
        return turn_id, self._dispatcher.submit(
            turn_id, taken.content, list(taken.warnings), owner, date
        )
