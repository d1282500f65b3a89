"""The values of a training text, by the same reader that reads the customer's messages."""

from __future__ import annotations

from typing import Any


def read_values(text: str) -> list[dict[str, Any]]:
    """Entities of a text; see `bot.values`."""
    return []
