"""Which action answers an intent, read from the rules: they stay the only routing table.

A running form gets every message first. When it leaves a message to another capability it names
that capability's entry action in a `FollowupAction`; this module finds the name.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

RULES = Path(__file__).parents[2] / "data"
UNANSWERED = "action_unanswered"


def _steps(rule: dict[str, Any]) -> tuple[str | None, str | None]:
    intents = [step["intent"] for step in rule["steps"] if "intent" in step]
    actions = [step["action"] for step in rule["steps"] if "action" in step]
    return (intents or [None])[0], (actions or [None])[0]


@lru_cache(maxsize=1)
def table() -> dict[str, str]:
    """Intent → action of every rule in `data/*/rules.yml`."""
    routes: dict[str, str] = {}
    for path in sorted(RULES.glob("*/rules.yml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            intent, action = _steps(rule)
            if intent and action:
                routes[intent] = action
    return routes


def action_for(intent: str) -> str:
    """The action that answers `intent`; the one for unanswered messages if no rule names one."""
    return table().get(intent, UNANSWERED)
