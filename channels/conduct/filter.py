"""Every outgoing message is read before it leaves; what breaks a rule is replaced or trimmed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from channels.conduct.forbidden import forbidden_in
from channels.conduct.pairing import missing_with_payment
from channels.conduct.rules import Rules

Message = dict[str, Any]
_LEAD_IN = re.compile(r"(?:比如|例如|举个例子|举例来说|举例|打个比方)?[：:，,\s]*$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NOT_READ = {"payload", "url", "ics_url", "quote_id", "product_key", "vehicle_key", "trim_key"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken`: rule names; `message` as it may go, None when it must be replaced."""

    message: Message | None
    broken: tuple[str, ...] = ()


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _NOT_READ:
                yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _spoken(message: Message) -> str:
    """What a person reads first: the text, or the card's title and text."""
    card = message.get("card")
    if card is None:
        return str(message.get("text", ""))
    return f"{card.get('title', '')}\n{card.get('text', '')}"


def _without_example(card: Message) -> Message | None:
    """The card without its worked example, or None when nothing would be left."""
    example = str(card.get("data", {}).get("example", "")).strip()
    text = str(card.get("text", ""))
    if not example or example not in text:
        return None
    before, _, after = text.partition(example)
    kept = (_LEAD_IN.sub("", before.rstrip()) + after).strip()
    return card | {"text": kept, "data": card["data"] | {"example": ""}} if kept else None


def _paired(message: Message, rules: Rules) -> Verdict:
    card = message.get("card")
    name = card.get("name") if card else None
    if name in rules.pairing.cards_exempt:
        return Verdict(message)
    missing = missing_with_payment(_spoken(message), rules)
    if not missing:
        return Verdict(message)
    broken = tuple(f"pairing.{need}" for need in missing)
    if card and name in rules.pairing.example_cards:
        trimmed = _without_example(card)
        if trimmed and not missing_with_payment(trimmed["text"], rules):
            return Verdict(message | {"card": trimmed}, broken)
    return Verdict(None, broken)


def review(message: Message, rules: Rules) -> Verdict:
    """Judge one message `{"text", "actions"?}` or `{"card"}` as it leaves the assistant."""
    broken = dict.fromkeys(rule for text in _strings(message) for rule in forbidden_in(text, rules))
    if broken:
        return Verdict(None, tuple(broken))
    return _paired(message, rules)
