"""Internal payloads of buttons: `/intent{"entity:role": value}`."""

import json
from typing import Any

from actions.shared.turn import Said, Turn

Json = dict[str, Any]


def payload(intent: str, said: list[Said] | None = None) -> str:
    """The press that says `intent` with these values."""
    values: Json = {}
    for item in said or []:
        key = f"{item.entity}:{item.role}" if item.role else item.entity
        values.setdefault(key, []).append(item.value)
    flat = {key: items[0] if len(items) == 1 else items for key, items in values.items()}
    return f"/{intent}{json.dumps(flat, ensure_ascii=False)}" if flat else f"/{intent}"


def again(turn: Turn) -> str:
    """The press that puts this wish once more."""
    known = [said for said in turn.said if not said.confirm]
    return payload(turn.intent or "inform", known)
