"""The card of a repayment schedule, of a plan or of a loan."""

from typing import Any

from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.cards import Card, Schedule, ScheduleRow, card

Json = dict[str, Any]
SUMS = ("payment", "principal", "interest", "balance")


def shown(found: Json, heading: str) -> Card:
    """The instalments one by one; its text begins with what they belong to."""
    rows = [ScheduleRow(**row) for row in found["rows"]]
    lines = [phrase("schedules.row", **_spoken(row)) for row in found["rows"]]
    data = Schedule(rows=rows, totals=found["totals"])
    return card(entry("schedules.title"), "\n".join([heading, *lines]), data)


def _spoken(row: Json) -> Json:
    return row | {name: zh.yuan(row[name]) for name in SUMS}
