"""Sealing every payload of an outgoing message, wherever in it an action stands."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

Seal = Callable[[str, str], str]
_SAFE_SCHEMES = {"https", "http"}


def safe_url(url: str) -> bool:
    """Whether an action's address is a web address or a path of this site."""
    if url.startswith("/") and not url.startswith(("//", "/\\")):
        return True
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in _SAFE_SCHEMES and bool(parts.netloc)


def _is_action(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("label"), str)


def _action(action: dict[str, Any], seal: Seal) -> dict[str, Any] | None:
    """The action as it may leave; None when its address is no web address."""
    kept = {key: value for key, value in action.items() if value is not None}
    payload, url = kept.get("payload"), kept.get("url")
    if isinstance(url, str) and not safe_url(url):
        return None
    if isinstance(payload, str):
        kept["payload"] = seal(payload, str(action["label"]))
    return kept


def sign(value: Any, seal: Seal) -> Any:
    """A copy of `value` in which each action's payload is sealed and unsafe addresses are gone.

    `seal(payload, label)` gives the token. An action is an object with `label` and `payload` or
    `url`; a payload without a label is sealed with an empty one.
    """
    if isinstance(value, list):
        signed = [_signed_item(item, seal) for item in value]
        return [item for item in signed if item is not None]
    if isinstance(value, dict):
        return {key: _signed_member(key, item, seal) for key, item in value.items()}
    return value


def _signed_item(item: Any, seal: Seal) -> Any:
    if _is_action(item) and ("payload" in item or "url" in item):
        rest = {k: sign(v, seal) for k, v in item.items() if k not in ("payload", "url", "label")}
        return _action({**item, **rest}, seal)
    return sign(item, seal)


def _signed_member(key: str, item: Any, seal: Seal) -> Any:
    if key == "payload" and isinstance(item, str):
        return seal(item, "")
    if _is_action(item) and ("payload" in item or "url" in item):
        return _action(item, seal)
    return sign(item, seal)
