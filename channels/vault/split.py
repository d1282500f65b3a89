"""Numbers typed in parts over consecutive messages.

The digits that end one message are carried, sealed, to the next ones; when parts join to a
personal number, the last message gets its token and the earlier parts are struck out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from channels.vault.finding import Figures, Found
from channels.vault.folding import Group, Run
from channels.vault.numbers import is_named, kind_of, value_of

_MOST_PARTS = 4
_PROVINCES = set("12345678")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Digits of one message that may be part of a number.

    `groups` as typed and folded, `literal` what stands in that message ("" when it was exchanged
    already), `turn_id` that message's, `bare`: the message was nothing but these digits, `named`:
    it speaks of a phone, identity or card number, `at` seconds.
    """

    groups: tuple[str, ...]
    literal: str
    bare: bool
    named: bool
    at: float
    turn_id: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """A number found across messages: `found` in the newest, `parts` the earlier fragments."""

    found: Found
    parts: tuple[Fragment, ...]


def _groups(run: Run) -> tuple[str, ...]:
    return tuple(group.digits for group in run.groups)


def _span(run: Run) -> tuple[int, int]:
    return run.groups[0].start, run.groups[-1].end


def fragment_of(text: str, figures: Figures, at: float) -> Fragment | None:
    """The digits that end `text`, when they may go on in the next message."""
    groups: tuple[str, ...]
    last = figures.found[-1] if figures.found else None
    run = figures.left[-1] if figures.left else None
    if last and (run is None or run.groups[0].start < last.start):
        # A first part may pass for a number by itself; it can still go on.
        if last.kind in ("phone", "id_card") or len(last.value) > 17:
            return None
        groups, literal, start, end = (last.value,), "", last.start, last.end
    elif run and 2 <= len(run.digits) <= 17:
        start, end = _span(run)
        groups, literal = _groups(run), text[start:end]
    else:
        return None
    if len(text[end:].strip("，,。.、-—… ~～")) > 6:
        return None
    bare = not text[:start].strip() and not text[end:].strip()
    return Fragment(groups, literal, bare, is_named(text), at)


def _sure(groups: Sequence[str], kind: str) -> bool:
    """Joined identity numbers must begin as one does; amounts typed in turn rarely do."""
    digits = "".join(groups)
    return kind != "id_card" or digits[0] in _PROVINCES or digits.startswith("99")


def _leading(figures: Figures) -> Run | None:
    """The first digits of a message: a run left over, or a number that fits no sure form."""
    run = figures.left[0] if figures.left else None
    first = figures.found[0] if figures.found else None
    if first and (run is None or first.start < run.groups[0].start):
        if first.kind in ("phone", "id_card") or not first.value.isdigit():
            return None
        return Run((Group(first.value, first.start, first.end),), 0)
    return run


def _candidates(run: Run) -> list[tuple[tuple[str, ...], int]]:
    """The digits that may go on an earlier part, the whole run or its first groups, with ends."""
    found = []
    whole = _groups(run)
    if run.tail:
        found.append(((*whole[:-1], whole[-1] + "X"), run.tail))
    for count in range(len(whole), 0, -1):
        found.append((whole[:count], run.groups[count - 1].end))
    return found


def join(text: str, figures: Figures, carried: Sequence[Fragment]) -> Joined | None:
    """The number that the newest message completes, if there is one.

    `carried` is oldest first. Only a single part may stand in a sentence; with more parts each
    message must be nothing but digits.
    """
    run = _leading(figures)
    if run is None or not carried:
        return None
    start = run.groups[0].start
    newest_bare = not text[:start].strip() and not text[_span(run)[1] :].strip(" xX×Ｘｘ")
    for count in range(1, min(_MOST_PARTS, len(carried)) + 1):
        parts = tuple(carried[-count:])
        if count > 1 and not (newest_bare and all(part.bare for part in parts[1:])):
            return None
        earlier = [group for part in parts for group in part.groups]
        named = is_named(text) or any(part.named for part in parts)
        for groups, end in _candidates(run):
            joined = [*earlier, *groups]
            kind = kind_of(joined, named=named)
            if kind and kind != "number" and _sure(joined, kind):
                value = value_of(kind, "".join(joined))
                return Joined(Found(kind, value, start, end), parts)
    return None
