"""Other rooms that speak through reminders: an occasion of their own, judged and worded by them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from backoffice.reminders.ladder import Kind

if TYPE_CHECKING:
    from backoffice.reminders.models import Reminder

# Rooms with an `OCCASION`, and `judged(session, reminders)`: for each of its reminders by `key_of`
# the fact to be said, with its `Own` words, or in a word why it is not said.
ROOMS = ("backoffice.care.saying",)
Key = tuple[str, Any, str, int, str]


@dataclass(frozen=True, slots=True)
class Own:
    """What a guest says: its words, its ways, and which ways it may be said by at all."""

    title: str
    short: str
    talk: str
    actions: Sequence[dict[str, str]]
    kind: Kind
    may: frozenset[str]


def key_of(reminder: "Reminder") -> Key:
    """Which reminder it is."""
    return (
        reminder.customer_id, reminder.day, reminder.kind, reminder.step, reminder.contract_no
    )  # fmt: skip


@cache
def _rooms() -> Mapping[str, Any]:
    rooms = [import_module(room) for room in ROOMS]
    return {room.OCCASION: room for room in rooms}


def of_guest(reminder: "Reminder") -> bool:
    """Whether another room says it."""
    return reminder.occasion in _rooms()


def judged(session: Session, reminders: Sequence["Reminder"]) -> dict[Key, Any]:
    """What the guests make of theirs."""
    found: dict[Key, Any] = {}
    for occasion, room in _rooms().items():
        theirs = [reminder for reminder in reminders if reminder.occasion == occasion]
        if theirs:
            found |= room.judged(session, theirs)
    return found
