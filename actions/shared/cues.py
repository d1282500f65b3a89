"""Wording cues: patterns over the customer's text for what the contract has no name for."""

import re
from functools import cache
from typing import Any

from actions.shared.wording import entry


@cache
def _compiled(path: str) -> re.Pattern[str]:
    return re.compile("|".join(entry(f"cues.{path}")), re.IGNORECASE)


def heard(path: str, text: str) -> bool:
    """Whether a pattern at `cues.<path>` is found in `text`."""
    return bool(_compiled(path).search(text))


@cache
def _readers(path: str) -> tuple[tuple[Any, re.Pattern[str]], ...]:
    found = entry(f"cues.{path}")
    return tuple((item["value"], re.compile("|".join(item["when"]))) for item in found)


def value(path: str, text: str) -> Any:
    """The value of the first entry at `cues.<path>` whose patterns are found in `text`."""
    return next((value for value, pattern in _readers(path) if pattern.search(text)), None)


def needs_heard() -> tuple[str, ...]:
    """The needs that only wording tells (goal, cash shape …)."""
    return tuple(entry("cues.needs"))
