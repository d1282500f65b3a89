"""Keeps the history a live tracker carries short without losing what it knows.

Everything Rasa does in a turn walks over `tracker.events` (copies, predictions, calls of actions),
and a tracker's slots and active loop *are* its events replayed: cutting the list off loses them.
So the part that is cut is replaced by a few events that lead to the same state, the checkpoint:

    session start, [how the loop began, its last turn], slots, [rejection], [pause], listen

It ends where the bot began to listen, so that rules and forms see the same last turns as before.
"""

from collections.abc import Iterable
from copy import copy
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    ConversationPaused,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker, TrackerActiveLoop

MARK = {"checkpoint": True}


def is_checkpoint(event: Event) -> bool:
    """Tell whether an event was made up by a checkpoint and never happened."""
    return bool(event.metadata.get("checkpoint"))


def turn_starts(events: list[Event]) -> list[int]:
    """Positions of the customer's messages that directly follow the bot's listening."""
    return [
        position
        for position in range(1, len(events))
        if isinstance(events[position], UserUttered)
        and isinstance(events[position - 1], ActionExecuted)
        and events[position - 1].action_name == ACTION_LISTEN_NAME
    ]


def cut_position(events: list[Event], keep: int) -> int | None:
    """Where to cut: before the latest turn that still leaves `keep` events; None if nowhere."""
    happened = [start for start in turn_starts(events) if start <= len(events) - keep]
    if not happened or is_checkpoint(events[happened[-1] - 1]):
        return None
    return happened[-1]


def checkpoint(sender_id: str, events: list[Event], slots: Iterable[Slot]) -> list[Event]:
    """Return the few events that lead to the state which `events` lead to.

    Args:
        sender_id: the conversation.
        events: the conversation so far (or an earlier checkpoint and what followed), ending with
            `action_listen`.
        slots: the domain's slots, for their initial values.
    """
    slots = list(slots)
    state = DialogueStateTracker.from_events(sender_id, events, slots)
    initial = {slot.name: slot.initial_value for slot in slots}
    made: list[Event] = [
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]
    loop = state.active_loop if state.active_loop_name else None
    if loop:
        made += _way_into(loop, state.applied_events())
    made += [
        SlotSet(name, slot.value)
        for name, slot in state.slots.items()
        if slot.value != initial.get(name)
    ]
    if loop and loop.rejected:
        made.append(ActionExecutionRejected(loop.name))
    if state.is_paused():
        made.append(ConversationPaused())
    made.append(ActionExecuted(ACTION_LISTEN_NAME))
    for event in made:
        event.timestamp = events[-1].timestamp
        event.metadata = {**event.metadata, **MARK}
    return made


def fitting(events: list[dict[str, Any]], slots: Iterable[Slot]) -> list[dict[str, Any]]:
    """Leave out a stored checkpoint's slots that a newer domain no longer knows."""
    known = {slot.name for slot in slots}
    return [
        event
        for event in events
        if event.get("event") != SlotSet.type_name or event["name"] in known
    ]


def _way_into(loop: TrackerActiveLoop, applied: list[Event]) -> list[Event]:
    """Return how the loop began and the turn in which it ran last; Rasa merges later runs into it.

    Args:
        loop: the active loop.
        applied: the events Rasa considers, in which a loop's undisturbed turns are merged already.
    """
    runs = [n for n, e in enumerate(applied) if _executed(e, loop.name)]
    left = _loop_left(loop, applied)
    began = [_message(loop.trigger_message)] if loop.trigger_message else []
    if not runs:  # an action switched it on, and it has not run yet
        return [*left, *began, ActiveLoop(loop.name)]
    heard = [n for n, e in enumerate(applied[: runs[-1]]) if _executed(e, ACTION_LISTEN_NAME)]
    kinds = (UserUttered, ActionExecuted, ActionExecutionRejected)
    last = [copy(e) for e in applied[max(heard, default=0) : runs[-1] + 1] if isinstance(e, kinds)]
    message = next((e.parse_data for e in last if isinstance(e, UserUttered)), None)
    if message == loop.trigger_message:
        return [*left, *last, ActiveLoop(loop.name)]
    return [*left, *began, ActionExecuted(loop.name), ActiveLoop(loop.name), *last]


def _loop_left(loop: TrackerActiveLoop, applied: list[Event]) -> list[Event]:
    """Return the other loop that was active when this one began, if any: rules may ask for it."""
    active: str | None = None
    before: str | None = None
    for event in applied:
        if isinstance(event, ActiveLoop) and event.name != active:
            before, active = active, event.name
    return [ActiveLoop(before)] if before and active == loop.name else []


def _executed(event: Event, action: str) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == action


def _message(parse_data: dict[str, Any]) -> UserUttered:
    return UserUttered(
        text=parse_data.get("text"),
        intent=parse_data.get("intent"),
        entities=parse_data.get("entities"),
        parse_data=parse_data,
    )
