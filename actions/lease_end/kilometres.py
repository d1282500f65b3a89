"""What the odometer shows, read out of what was said."""

import re
from decimal import Decimal

from actions.shared import cues, needs
from actions.shared.turn import Turn
from actions.shared.wording import entry

# Who cannot tell now: it is read at the inspection.
UNKNOWN = "unknown"


def said(turn: Turn, *, asked: bool) -> int | None:
    """The kilometres driven so far; what is driven in a year is none of it."""
    if turn.first("annual_mileage") is not None and not asked:
        return None
    for item in entry("lease_end.km_patterns"):
        if found := re.search(item["pattern"], turn.text, re.IGNORECASE):
            return int(Decimal(found.group(1)) * item["times"])
    if not asked and not cues.heard("odometer", turn.text):
        return None
    number = needs.plain(turn.first("amount") or turn.first("annual_mileage"))
    return None if number is None else int(number)
