"""Conversations as the tracker store sees them: turns of events, one save a turn."""

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)

from bot.runtime.tracker_store import LiveTracker, PostgresTrackerStore

DOMAIN = Domain.from_dict(
    {
        "intents": ["inform", "greet"],
        "entities": ["amount"],
        "slots": {
            "loan_amount": {"type": "text", "mappings": [{"type": "custom"}]},
            "parked": {"type": "list", "mappings": [{"type": "custom"}]},
            "asked": {"type": "float", "initial_value": 0.0, "mappings": [{"type": "custom"}]},
        },
        "forms": {"loan_form": {"required_slots": ["loan_amount"]}},
        "actions": ["action_rate"],
    }
)
START = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


def turn(number: int, *extra: Event) -> list[Event]:
    """One turn: a message, what happened on it, an answer."""
    said = {"name": "inform", "confidence": 0.9}
    return [
        UserUttered(
            f"第{number}句", said, [], message_id=f"t{number}", metadata={"channel": "web"}
        ),
        *extra,
        ActionExecuted("action_rate"),
        BotUttered(f"答{number}"),
        ActionExecuted("action_listen"),
    ]


async def take(store: PostgresTrackerStore, sender: str, events: list[Event]) -> LiveTracker:
    """Do with the store what Rasa does in a turn."""
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    if not tracker.events:
        tracker.update_with_events([*START], DOMAIN)
    tracker.update_with_events(events, DOMAIN)
    await store.save(tracker)
    return tracker


async def talk(store: PostgresTrackerStore, sender: str, turns: int) -> None:
    """Have a long conversation that counts its turns in a slot."""
    for number in range(turns):
        await take(store, sender, turn(number, SlotSet("asked", float(number))))
