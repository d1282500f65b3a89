"""The table of a statement: columns by their heads, rows by their dates."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from backoffice.documents.lines import Line, Text, tidy
from backoffice.documents.values import canonical, day_of
from backoffice.lending.validation.statement import Movement

_AMOUNT = re.compile(r"[+-]?[\d,]+\.\d{2}")
_DAY = re.compile(r"\d{4}[-./]\d{2}[-./]\d{2}")


@dataclass(frozen=True)
class Row:
    """A line of a statement and how sure the machine is of it."""

    movement: Movement
    confidence: float


def heads_of(
    rows: Sequence[Sequence[Line]], table: Mapping[str, tuple[str, ...]], needed: set[str]
) -> tuple[int, dict[str, float]]:
    """The row of the heads, which holds the `needed` ones, and the middle of each column."""
    for index, row in enumerate(rows):
        found: dict[str, float] = {}
        for line in row:
            text = re.sub(r"\s", "", tidy(line.text))
            for column, heads in table.items():
                if text in heads:
                    found[column] = (line.left + line.right) / 2
        if needed <= set(found) and len(found) > 1:
            return index, found
    return -1, {}


def _column(line: Line, heads: Mapping[str, float], other_left: float) -> str:
    if line.left >= other_left:
        return "other_side"
    middle = (line.left + line.right) / 2
    return min(heads, key=lambda column: abs(heads[column] - middle))


def amount_of(text: str) -> Decimal | None:
    """The sum of money that a piece of text writes."""
    found = _AMOUNT.search(text.replace(" ", ""))
    written = canonical("money", found.group().lstrip("+-")) if found else None
    return Decimal(written) if written else None


def _row(row: Sequence[Line], heads: Mapping[str, float], other_left: float) -> Row | None:
    day: date | None = None
    amounts: dict[str, Decimal] = {}
    other = ""
    for line in row:
        text = tidy(line.text)
        if day is None and _DAY.search(text):
            day = day_of(text)
            continue
        column = _column(line, heads, other_left)
        amount = amount_of(text)
        if column == "other_side":
            other += text.replace(" ", "")
        elif amount is not None and column in ("into", "out", "balance"):
            amounts[column] = amount
    if day is None or "balance" not in amounts:
        return None
    change = amounts.get("into", Decimal(0)) - amounts.get("out", Decimal(0))
    sure = min(line.confidence for line in row)
    return Row(Movement(day, change, amounts["balance"], other), sure)


@dataclass(frozen=True)
class Table:
    """The lines of one page's table, in order, and the columns they stand in."""

    rows: tuple[Row, ...] = ()
    columns: Mapping[str, float] = field(default_factory=dict)


def read_table(
    text: Text, table: Mapping[str, tuple[str, ...]], known: Mapping[str, float] | None = None
) -> Table:
    """One page's table; a page without heads goes on in the columns `known` from the one before."""
    if not table:
        return Table()
    start, heads = heads_of(text.rows, table, {"on", "balance"})
    if start < 0:
        heads = dict(known or {})
    if not heads:
        return Table()
    right_of = [middle for column, middle in heads.items() if column != "other_side"]
    # The last column is left-aligned: it begins somewhere between the balance and its own head.
    other = heads.get("other_side", float("inf"))
    other_left = (max(right_of) + other) / 2 if "other_side" in heads else other
    found = [_row(row, heads, other_left) for row in text.rows[start + 1 :]]
    return Table(tuple(row for row in found if row is not None), heads)
