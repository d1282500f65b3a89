"""Personal numbers never come back: tokens become their masked form, raw numbers are masked."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from foundation.log import mask

Message = dict[str, Any]
TOKEN = re.compile(r"<(?:id_card|bank_card|phone|number):([a-z]{4,40})>")
_SECRET = re.compile(r"<secret>")
_READ_BY_PEOPLE = {"text", "title", "label", "value", "shown"}
# Showroom phones are meant to be read.
_PUBLIC_NUMBERS = {"dealers", "appointment"}

Reveal = Callable[[set[str]], Awaitable[dict[str, str]]]


def tokens_in(value: Any) -> set[str]:
    """Tokens anywhere in a message."""
    if isinstance(value, str):
        return set(TOKEN.findall(value)) if "<" in value else set()
    if isinstance(value, dict):
        return set().union(*(tokens_in(item) for item in value.values()))
    if isinstance(value, list):
        return set().union(*(tokens_in(item) for item in value))
    return set()


def _rewrite(value: Any, masked: dict[str, str], hide: bool, key: str = "") -> Any:
    if isinstance(value, str):
        if "<" in value:
            value = TOKEN.sub(lambda found: masked.get(found.group(1), "****"), value)
            value = _SECRET.sub("****", value)
        return mask(value) if hide and key in _READ_BY_PEOPLE else value
    if isinstance(value, dict):
        return {k: v if k == "payload" else _rewrite(v, masked, hide, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_rewrite(item, masked, hide, key) for item in value]
    return value


async def without_numbers(message: Message, reveal_masked: Reveal) -> Message:
    """`message` with masked numbers only; `reveal_masked(tokens)` gives the masked forms."""
    tokens = tokens_in(message)
    masked = await reveal_masked(tokens) if tokens else {}
    name = (message.get("card") or {}).get("name")
    rewritten: Message = _rewrite(message, masked, name not in _PUBLIC_NUMBERS)
    return rewritten
