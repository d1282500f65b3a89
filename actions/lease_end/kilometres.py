"""What the odometer shows, read out of what was said."""

import re
from decimal import Decimal

from actions.shared import cues, needs
from actions.shared.turn import Turn
from actions.shared.wording import entry

# Who cannot tell now: it is read at the inspection.
UNKNOWN = "unknown"
PLACES = (10_000, 1_000, 100)


def said(turn: Turn, *, asked: bool) -> int | None:
    """The kilometres driven so far; what is driven in a year is none of it."""
    if turn.first("annual_mileage") is not None:
        return None
    for item in entry("lease_end.km_patterns"):
        if found := re.search(item["pattern"], turn.text, re.IGNORECASE):
            return int(Decimal(found.group(1)) * item["times"])
    if spoken := re.search(entry("lease_end.km_spoken"), turn.text):
        return _number(spoken.groups())
    if not asked and not cues.heard("odometer", turn.text):
        return None
    number = needs.plain(turn.first("amount"))
    return None if number is None else int(number)


def _number(digits: tuple[str | None, ...]) -> int:
    """A number said digit by digit, each in its place: ten thousands, thousands, hundreds."""
    known = entry("lease_end.digits")
    values = [0 if digit is None else int(known.get(digit, digit)) for digit in digits]
    return sum(value * place for value, place in zip(values, PLACES, strict=True))
