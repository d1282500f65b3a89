"""What goes into a turn and what comes out: the edge's message in, cards and texts out.

A press carries its intent and entities (`/intent{"entity:role": value}`) and is understood here,
without the language components; a text is only ever a text, whatever it begins with.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rasa.core.channels.channel import OutputChannel
from rasa.shared.core.events import BotUttered, Event, UserUttered

PRESS = re.compile(r"/([A-Za-z_]\w*)(\{.*\})?", re.ASCII | re.DOTALL)
INVISIBLE = "\u0000\u200b\u200c\u200d\u2060\ufeff"
COMMAND_MARKS = "/／"
LONGEST_TEXT = 2_000


class MalformedTurn(ValueError):
    """The edge sent something that is not in the contract."""


@dataclass(frozen=True)
class IncomingTurn:
    """One message of one conversation: either a text, or a press with its parse result."""

    sender: str
    turn_id: str
    text: str
    parse_data: dict[str, Any] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_body(cls, body: Any) -> "IncomingTurn":
        """Read the JSON body of the edge's request.

        Raises:
            MalformedTurn: a field is missing or of the wrong kind.
        """
        if not isinstance(body, dict):
            raise MalformedTurn("the body must be an object")
        sender, turn_id = _required(body, "sender"), _required(body, "turn_id")
        metadata = body.get("metadata") or {}
        if not isinstance(metadata, dict):
            raise MalformedTurn("metadata must be an object")
        if ("text" in body) == ("press" in body):
            raise MalformedTurn("give either text or press")
        if "text" in body:
            return cls(sender, turn_id, plain(_required(body, "text")), None, metadata)
        press = _required(body, "press")
        label = plain(str(body.get("label") or ""))
        return cls(sender, turn_id, label, pressed(press, label), metadata)


def plain(text: str) -> str:
    """Return a customer's text, unable to pass for a command or to upset a database.

    Rasa's own parser reads `/intent{…}` out of any text that begins with `/`; a full-width slash
    in its place keeps the text readable and the position of every character.
    """
    text = text.encode("utf-8", "replace").decode("utf-8")[:LONGEST_TEXT]
    text = "".join(character for character in text if character not in INVISIBLE).strip()
    marks = len(text) - len(text.lstrip(COMMAND_MARKS + " \t\u3000"))
    return text[:marks].replace("/", "／") + text[marks:]


def pressed(payload: str, label: str) -> dict[str, Any]:
    """Build the parse result of a pressed button.

    Raises:
        MalformedTurn: not of the form `/intent` or `/intent{json object}`.
    """
    match = PRESS.fullmatch(payload)
    if not match:
        raise MalformedTurn("press must be /intent or /intent{…}")
    try:
        values = json.loads(match.group(2) or "{}")
    except ValueError as error:
        raise MalformedTurn("the press carries no valid JSON") from error
    intent = {"name": match.group(1), "confidence": 1.0}
    return {
        "text": label,
        "intent": intent,
        "intent_ranking": [intent],
        "entities": [
            _entity(name, value, label)
            for name, given in values.items()
            for value in (given if isinstance(given, list) else [given])
        ],
    }


class TurnOutput(OutputChannel):
    """Collects what the bot says in a turn, in the form the edge expects."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The channel name that conditional responses may ask for."""
        return "edge"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Collect one utterance."""
        self.messages.extend(outgoing(message))


def outgoing(message: dict[str, Any]) -> list[dict[str, Any]]:
    """Translate one of Rasa's utterances: a text with its quick replies, a card, or both."""
    found: list[dict[str, Any]] = []
    if message.get("text"):
        buttons = [*(message.get("buttons") or []), *(message.get("quick_replies") or [])]
        actions = [_action(button) for button in buttons]
        found.append({"text": message["text"], **({"actions": actions} if actions else {})})
    if message.get("custom"):
        found.append(message["custom"])
    return found


def said_since(events: Iterable[Event], turn_id: str) -> list[dict[str, Any]] | None:
    """Return what the bot said in the turn `turn_id` if that was the last one, else None."""
    said: list[dict[str, Any]] = []
    for event in reversed(list(events)):
        if isinstance(event, BotUttered):
            said = [*outgoing(event.message()), *said]
        elif isinstance(event, UserUttered):
            return said if event.message_id == turn_id else None
    return None


def _required(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise MalformedTurn(f"{name} must be a text")
    return value


def _entity(name: str, value: Any, label: str) -> dict[str, Any]:
    entity, _, role = name.partition(":")
    found = {
        "entity": entity,
        "value": value,
        "text": label,
        "start": 0,
        "end": len(label),
        "confidence_entity": 1.0,
        "extractor": "press",
    }
    return {**found, "role": role} if role else found


def _action(button: dict[str, Any]) -> dict[str, Any]:
    action = {"label": button.get("title") or button.get("label")}
    for target in ("payload", "url"):
        if button.get(target):
            action[target] = button[target]
    return action
