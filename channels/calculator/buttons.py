"""The two buttons under a price of the calculator: talk about that plan, keep it."""

import json
from typing import Any

from channels.wording import say

# What the dialogue understands, in the order in which the page shows them.
_INTENTS = (("discuss", "ask_recommendation"), ("keep", "save_quote"))


def for_quote(quote_id: str) -> list[dict[str, Any]]:
    """The buttons of a quote, with internal payloads: to be signed before they leave."""
    values = json.dumps({"quote": quote_id})
    return [
        {"label": say(f"calculator.{name}"), "payload": f"/{intent}{values}"}
        for name, intent in _INTENTS
    ]
