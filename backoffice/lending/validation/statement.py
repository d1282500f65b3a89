"""The arithmetic of bank statements: running balances, months, who pays regularly."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ROUND_TO = Decimal(1000)
REGULAR_SHARE = Decimal("0.6")
FEWEST_REGULAR = 3


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of a statement; money in is positive, money out negative."""

    on: date
    amount: Decimal
    balance: Decimal
    other_side: str


def first_break(movements: Sequence[Movement]) -> int | None:
    """The index of the first line whose balance does not follow from the line before."""
    for index in range(1, len(movements)):
        before, line = movements[index - 1], movements[index]
        if before.balance + line.amount != line.balance:
            return index
    return None


def months_covered(first: date, last: date) -> int:
    """How many calendar months a statement touches; a month counts from its first day told."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def inflow(movements: Sequence[Movement]) -> Decimal:
    """All money in."""
    return sum((line.amount for line in movements if line.amount > 0), Decimal(0))


def regular_payer(movements: Sequence[Movement], months: int) -> tuple[str, Decimal] | None:
    """Who paid money in in most months, and the average of what he paid a month."""
    paid = [line for line in movements if line.amount > 0 and line.other_side]
    in_months = {(line.other_side, line.on.year, line.on.month) for line in paid}
    counts = Counter(name for name, _, _ in in_months)
    if not counts:
        return None
    name, count = counts.most_common(1)[0]
    if count < max(FEWEST_REGULAR, int(months * REGULAR_SHARE)):
        return None
    total = sum((line.amount for line in paid if line.other_side == name), Decimal(0))
    return name, (total / count).quantize(Decimal("0.01"))


def same_day_round_trips(movements: Sequence[Movement]) -> list[date]:
    """Days on which the same round sum came in and went out again: a person looks at it."""
    round_sums = [m for m in movements if m.amount and m.amount % ROUND_TO == 0]
    came = {(m.on, m.amount) for m in round_sums if m.amount > 0}
    return sorted({m.on for m in round_sums if m.amount < 0 and (m.on, -m.amount) in came})
