"""The table of a monthly record (tax, social insurance): columns by heads, rows by their month."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from backoffice.documents.lines import Line, Text, tidy
from backoffice.documents.table import amount_of, heads_of
from backoffice.lending.validation.monthly import MonthLine

_MONTH = re.compile(r"(20\d{2})\s*[-./年]?\s*(0[1-9]|1[0-2]|[1-9](?=\s*月))(?!\d)")
MONTH = "month"


@dataclass(frozen=True)
class MonthRow:
    """A line of a monthly record and how sure the machine is of it."""

    line: MonthLine
    confidence: float


@dataclass(frozen=True)
class MonthTable:
    """The lines of one page's table, and the columns they stand in."""

    rows: tuple[MonthRow, ...] = ()
    columns: Mapping[str, float] = field(default_factory=dict)


def _row(row: Sequence[Line], heads: Mapping[str, float]) -> MonthRow | None:
    month: date | None = None
    amounts: dict[str, Decimal] = {}
    what = ""
    for line in row:
        text = tidy(line.text)
        found = _MONTH.match(text)
        if month is None and found:
            month = date(int(found.group(1)), int(found.group(2)), 1)
            continue
        amount = amount_of(text)
        if amount is None:
            what += text.replace(" ", "")
            continue
        middle = (line.left + line.right) / 2
        column = min(heads, key=lambda name: abs(heads[name] - middle))
        amounts[column] = amount
    if month is None or not amounts:
        return None
    return MonthRow(MonthLine(month, amounts, what), min(line.confidence for line in row))


def read_months(
    text: Text, table: Mapping[str, tuple[str, ...]], known: Mapping[str, float] | None = None
) -> MonthTable:
    """One page's table; a page without heads goes on in the columns `known` from the one before."""
    if not table:
        return MonthTable()
    start, heads = heads_of(text.rows, table, {MONTH})
    if start < 0:
        heads = dict(known or {})
    columns = {name: middle for name, middle in heads.items() if name != MONTH}
    if not columns:
        return MonthTable()
    found = [_row(row, columns) for row in text.rows[start + 1 :]]
    return MonthTable(tuple(row for row in found if row is not None), heads)
