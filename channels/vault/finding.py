"""Personal numbers in a text: where they stand and what they are."""

import re
from dataclasses import dataclass

from channels.vault.folding import Run, runs
from channels.vault.numbers import Kind, is_named, kind_of, value_of

# Reference numbers of the house: letters, then year and month (C202509180006, A2026110021).
_REFERENCE = re.compile(r"20[2-4]\d(?:1[0-2]|0[1-9])\d{2,10}")
_STRONG: tuple[tuple[Kind, ...], ...] = (("phone", "id_card"), ("bank_card",))
_LONGEST = 24
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A personal number: its kind, value and place in the text."""

    kind: Kind
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What was found in a text, and the runs of digits that are left."""

    found: tuple[Found, ...]
    left: tuple[Run, ...]


def _letter(text: str, place: int) -> bool:
    return 0 <= place < len(text) and text[place].isascii() and text[place].isalpha()


def _is_reference(text: str, run: Run, first: int) -> bool:
    group = run.groups[first]
    return _letter(text, group.start - 1) and bool(_REFERENCE.fullmatch(group.digits))


def _window(text: str, run: Run, first: int, last: int) -> Found | None:
    """The number that groups first..last make, with a check letter where the run has one."""
    groups = [group.digits for group in run.groups[first : last + 1]]
    start, end = run.groups[first].start, run.groups[last].end
    named = is_named(text[max(0, run.groups[0].start - _NEAR) : start])
    if run.tail and last == len(run.groups) - 1 and sum(map(len, groups)) == 17:
        with_letter = [*groups[:-1], groups[-1] + "X"]
        if kind_of(with_letter, named=named) == "id_card":
            return Found("id_card", "".join(with_letter), start, run.tail)
    kind = kind_of(groups, named=named)
    if kind is None:
        return None
    if kind == "number" and (_letter(text, start - 1) or _letter(text, end)):
        return None
    return Found(kind, value_of(kind, "".join(groups)), start, end)


def _longest(text: str, run: Run, first: int) -> tuple[Found, int] | None:
    """The best number that begins with group `first`, and the group it ends with."""
    alone = _window(text, run, first, first)
    if alone:
        return alone, first
    stop = min(len(run.groups), first + _LONGEST)
    for kinds in _STRONG:
        for last in range(stop - 1, first, -1):
            found = _window(text, run, first, last)
            if found and found.kind in kinds:
                return found, last
    return None


def _search(text: str, run: Run) -> tuple[list[Found], list[Run]]:
    found: list[Found] = []
    left: list[Run] = []
    first = pending = 0
    while first < len(run.groups):
        best = None if _is_reference(text, run, first) else _longest(text, run, first)
        if best is None:
            first += 1
            continue
        if first > pending:
            left.append(Run(run.groups[pending:first], 0))
        found.append(best[0])
        first = pending = best[1] + 1
    if pending < len(run.groups):
        left.append(Run(run.groups[pending:], run.tail))
    return found, left


def find(text: str) -> Figures:
    """All personal numbers of `text`, in order, without overlap."""
    found: list[Found] = []
    left: list[Run] = []
    for run in runs(text):
        if len(run.digits) < 10:
            left.append(run)
            continue
        numbers, rest = _search(text, run)
        found += numbers
        left += rest
    return Figures(tuple(found), tuple(left))
