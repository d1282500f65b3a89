"""The arithmetic of monthly records: sums, gaps between months, what a month brings on average."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One line of a record: the first day of its month, its amounts by name, what it is for."""

    month: date
    amounts: Mapping[str, Decimal]
    what: str = ""


def months_between(first: date, last: date) -> int:
    """How many months one month is behind another."""
    return (last.year - first.year) * 12 + last.month - first.month


def total(lines: Sequence[MonthLine], name: str) -> Decimal | None:
    """What an amount adds up to; None when a line lacks it."""
    amounts = [line.amounts.get(name) for line in lines]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def first_wrong_sum(
    lines: Sequence[MonthLine], parts: Sequence[str], whole: str
) -> MonthLine | None:
    """The first line whose parts do not add up to its whole; lines that lack one are left out."""
    for line in lines:
        if not {*parts, whole} <= set(line.amounts):
            continue
        if sum((line.amounts[part] for part in parts), Decimal(0)) != line.amounts[whole]:
            return line
    return None


def months_of(lines: Sequence[MonthLine]) -> list[date]:
    """The months that lines stand for, oldest first, each once."""
    return sorted({line.month for line in lines})


def first_gap(months: Sequence[date]) -> date | None:
    """The month after which one is missing, of months oldest first."""
    for before, month in zip(months, months[1:], strict=False):
        if months_between(before, month) > 1:
            return before
    return None


def average(lines: Sequence[MonthLine], name: str) -> Decimal | None:
    """What an amount comes to a month, to the fen; None when a line lacks it."""
    months, whole = months_of(lines), total(lines, name)
    if not months or whole is None:
        return None
    return (whole / len(months)).quantize(FEN, ROUND_HALF_UP)
