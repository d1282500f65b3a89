"""What the dialogue engine says, made fit to leave: checked, filtered, masked, signed."""

import re
import time
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from channels.buttons.sealing import Button, Sealer
from channels.buttons.signing import sign
from channels.conduct.echo import Reveal, without_numbers
from channels.conduct.filter import review
from channels.conduct.rules import rules
from channels.health.metrics import CARDS_INVALID, CONDUCT
from channels.wording import say
from foundation import cards
from foundation.log import logger

Body = dict[str, Any]
log = logger(__name__)
_DAY = 86_400
_ASKS_PHONE = re.compile(
    r"(?:手机号|电话号码|电话|联系方式|号码)[^。；\n]{0,16}[?？]|"
    r"(?:请|麻烦|方便|留|给|发|告诉|说)[^。；\n]{0,10}(?:手机号|电话|联系方式|号码)"
)


class Outgoing:
    """Turns raw messages of the engine into bodies that are stored and shown."""

    def __init__(self, sealer: Sealer, *, button_days: int) -> None:
        self._sealer = sealer
        self._button_seconds = button_days * _DAY

    async def prepare(
        self, messages: Sequence[Any], conversation_id: str, reveal_masked: Reveal
    ) -> list[Body]:
        """The bodies to store, in order; at least one, so that the assistant is never silent."""
        bodies = []
        for message in messages:
            shaped = _shaped(message)
            if shaped is None:
                log.error("outgoing.shape", conversation_id=conversation_id)
                continue
            judged = _judged(shaped, conversation_id)
            quiet = await without_numbers(judged, reveal_masked)
            bodies.append(self.signed(quiet, conversation_id))
        if not bodies:
            log.error("outgoing.silent", conversation_id=conversation_id)
            bodies = [{"text": say("silent")}]
        return bodies

    def signed(self, value: Any, conversation_id: str) -> Any:
        """A copy of `value` in which every button is sealed for that conversation."""
        expires = int(time.time()) + self._button_seconds

        def seal(payload: str, label: str) -> str:
            return self._sealer.seal(Button(payload, label), conversation_id, expires)

        return sign(value, seal)


def _shaped(message: Any) -> Body | None:
    """`{text, actions?}` or `{card}`; an invalid card becomes its text; None when it is neither."""
    if not isinstance(message, dict):
        return None
    card = message.get("card")
    if isinstance(card, dict):
        return _valid_card(card)
    text = message.get("text")
    if not isinstance(text, str) or not text.strip():
        return None
    actions = [a for a in message.get("actions") or [] if isinstance(a, dict) and a.get("label")]
    return {"text": text, "actions": actions} if actions else {"text": text}


def _valid_card(card: Body) -> Body:
    try:
        cards.validate(card)
    except (ValidationError, KeyError) as error:
        CARDS_INVALID.inc()
        places = (
            [".".join(map(str, item["loc"])) for item in error.errors()]
            if isinstance(error, ValidationError)
            else ["name"]
        )
        log.error("outgoing.card.invalid", card=str(card.get("name"))[:40], places=places[:8])
        text = card.get("text")
        return {"text": text if isinstance(text, str) and text.strip() else say("card_failed")}
    return {"card": card}


def _judged(message: Body, conversation_id: str) -> Body:
    verdict = review(message, rules())
    for rule in verdict.broken:
        CONDUCT.labels(rule).inc()
    if verdict.broken:
        log.error(
            "conduct.violation",
            rules=list(verdict.broken),
            conversation_id=conversation_id,
            card=(message.get("card") or {}).get("name"),
            replaced=verdict.message is None,
        )
    return verdict.message if verdict.message is not None else {"text": say("withheld")}


def asks_phone(bodies: Sequence[Body]) -> bool:
    """Whether the last thing said asks the customer for a phone number."""
    if not bodies:
        return False
    last = bodies[-1]
    text = last.get("text") or (last.get("card") or {}).get("text") or ""
    return bool(_ASKS_PHONE.search(text))
