"""Plays Rasa's part in a talk with the real actions: rules, running form, follow-ups, slots.

What RulePolicy does with our rules is small: the running form gets every message first, else the
rule of the intent; from there each action names what follows. `tests/conversations` proves the
same with everything running.
"""

import asyncio
import itertools
import json
import re
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions.shared import routes

ROOT = Path(__file__).resolve().parents[2]
MOST_ACTIONS = 10
Json = dict[str, Any]


@lru_cache(maxsize=1)
def registered() -> dict[str, Action]:
    """Every action of the action server by name."""
    executor = ActionExecutor()
    executor.register_package("actions")
    return {name: call.__self__ for name, call in executor.actions.items()}


@lru_cache(maxsize=1)
def responses() -> dict[str, list[Json]]:
    """Every response of the domain by name."""
    found: dict[str, list[Json]] = {}
    for path in sorted((ROOT / "data").glob("*/responses.yml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))["responses"]
    return found


def entities(said: Json) -> list[Json]:
    """`{"amount:price": 200000}` → entities as the language components give them."""
    found = []
    for name, values in said.items():
        entity, _, role = name.partition(":")
        for value in values if isinstance(values, list) else [values]:
            extra = value if isinstance(value, dict) and "confirm" in value else {"value": value}
            found.append({"entity": entity, **({"role": role} if role else {}), **extra})
    return found


class Talk:
    """A conversation with the actions; after each turn `said`, `cards`, `buttons`, `actions`."""

    def __init__(self, **slots: Any) -> None:
        self.slots: Json = dict(slots)
        self.loop: str | None = None
        self.events: list[Json] = []
        self.actions: list[str] = []
        self.responses: list[str] = []
        self.said: str = ""
        self.cards: list[Json] = []
        self.buttons: list[Json] = []
        self.metadata: Json = {"owner": {"kind": "visitor", "id": "v1"}, "channel": "web"}
        self._numbers = itertools.count(1)

    @property
    def shown(self) -> list[str]:
        """Names of the turn's cards."""
        return [card["name"] for card in self.cards]

    def say(self, intent: str, text: str = "", **more: Any) -> str:
        """One message, already understood; `more` may hold `said`, `wishes`, `ranking`,
        `confidence`."""
        message = {
            "intent": {"name": intent, "confidence": more.get("confidence", 1.0)},
            "intent_ranking": more.get("ranking") or [{"name": intent}],
            "entities": entities(more.get("said") or {}),
            "text": text,
            "message_id": f"m{next(self._numbers)}",
            "metadata": self.metadata,
            "wishes": more.get("wishes") or [],
        }
        return self._turn(message)

    def press(self, label: str) -> str:
        """Press the button whose label contains `label`."""
        button = next(b for b in self.buttons if label in b["label"])
        return self.press_payload(button["payload"], button["label"])

    def press_payload(self, payload: str, label: str) -> str:
        """A press as the channel understands it: the label is its text."""
        name, values = re.fullmatch(r"/(\w+)(\{.*\})?", payload).groups()  # type: ignore[union-attr]
        return self.say(name, label, said=json.loads(values or "{}"))

    def _turn(self, message: Json) -> str:
        self.events.append({"event": "user", "timestamp": time.time(), "text": message["text"]})
        self.actions, self.responses, self.cards, self.buttons = [], [], [], []
        texts: list[str] = []
        action: str | None = self.loop or routes.action_for(message["intent"]["name"])
        while action and action != "action_listen":
            assert len(self.actions) < MOST_ACTIONS, f"no end: {self.actions}"
            self.actions.append(action)
            action = self._run(action, message, texts)
        self.said = "\n".join(texts)
        return self.said

    def _run(self, name: str, message: Json, texts: list[str]) -> str | None:
        tracker = Tracker(
            "c1", dict(self.slots), message, list(self.events), False, None,
            {"name": self.loop} if self.loop else {}, name,
        )  # fmt: skip
        dispatcher = CollectingDispatcher()
        events = asyncio.run(registered()[name].run(dispatcher, tracker, {}))
        for utterance in dispatcher.messages:
            self._utter(utterance, texts)
        follow = None
        for event in json.loads(json.dumps(events)):
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "active_loop":
                self.loop = event["name"]
            elif event["event"] == "followup":
                follow = event["name"]
        return follow

    def _utter(self, utterance: Json, texts: list[str]) -> None:
        text, buttons = utterance.get("text"), list(utterance.get("buttons") or [])
        if utterance.get("response"):
            self.responses.append(utterance["response"])
            draft = responses()[utterance["response"]][0]
            values = {**self.slots, **utterance}
            text = draft["text"].format(**values)
            own = [
                {**b, "payload": b["payload"].format(**values)} for b in draft.get("buttons") or []
            ]
            buttons = own + buttons
        card = (utterance.get("custom") or {}).get("card")
        if card:
            self.cards.append(card)
            text = f"[{card['name']}] {card['text']}"
            self.buttons += card.get("actions") or []
            nested = [item.get("action") for item in card["data"].get("items") or []]
            self.buttons += [action for action in nested if action]
        self.buttons += [{"label": b["title"], "payload": b["payload"]} for b in buttons]
        assert text
        texts.append(text)
        self.events.append(
            {
                "event": "bot",
                "text": utterance.get("text") or (None if card else text),
                "data": {"buttons": buttons, "custom": utterance.get("custom")},
            }
        )
