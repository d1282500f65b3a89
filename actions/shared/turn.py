"""One turn of the talk as an action sees it: what was said, what is known, what is answered."""

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from foundation.backoffice import Actor
from foundation.cards import Card

Json = dict[str, Any]
Buttons = list[dict[str, str]]


@dataclass(frozen=True)
class Said:
    """A value as the customer said it; `value` in the form of the language contract.

    `confirm` names why it must be confirmed before use (`unit`, `rate_basis`, `meaning`); `per`
    is `year` when a sum is a year's; `change` is `up` or `down` when it is a difference to what
    stands now. A version named with its model is given as the trim's key.
    """

    entity: str
    value: Any
    role: str | None = None
    confirm: str | None = None
    text: str = ""
    per: str | None = None
    change: str | None = None


def _said(entities: list[Json]) -> list[Said]:
    return [
        Said(
            entity=item["entity"],
            value=item.get("trim") or item.get("value"),
            role=item.get("role"),
            confirm=item.get("confirm"),
            text=str(item.get("text") or item.get("value") or ""),
            per=item.get("per"),
            change=item.get("change"),
        )
        for item in entities
    ]


class Turn:
    """Reads the tracker, collects messages and events; a slot set here is read back at once.

    `intent`, `text` and `said` are those of the wish being answered: of the message itself, or of
    one of its further wishes, which are answered one after the other within the same turn.
    `bare_amount` is the need that a large amount without a role stands for; `heard` are the needs
    that this message told or repeated.
    """

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self.dispatcher = dispatcher
        self.tracker = tracker
        self.asked = False
        self.bare_amount = "price"
        self.heard: list[str] = []
        self.next_action: str | None = None
        self._set: Json = {}
        self._loop: list[EventType] = []
        self._running: str | None = None
        self._last_form: str | None = (tracker.active_loop or {}).get("name")
        message = tracker.latest_message or {}
        self.message_id = str(message.get("message_id") or "")
        self.metadata: Json = message.get("metadata") or {}
        queue = tracker.get_slot("pending_wishes") or {}
        self.within_chain = bool(queue) and queue.get("message") == self.message_id
        if self.within_chain:
            self.further_wishes: list[Json] = list(queue["rest"])
            self._read(queue["current"])
        else:
            self.further_wishes = list(message.get("wishes") or [])
            self._read(message)

    def _read(self, wish: Json) -> None:
        intent = wish.get("intent") or {}
        self.intent: str = intent.get("name", "") if isinstance(intent, dict) else str(intent)
        sure = intent.get("confidence") if isinstance(intent, dict) else None
        self.confidence = 1.0 if sure is None else float(sure)
        self.text: str = wish.get("text") or ""
        self.said: list[Said] = _said(wish.get("entities") or [])
        self.ranking: list[Json] = wish.get("intent_ranking") or []

    # -- what is known ---------------------------------------------------------------------------
    def get(self, slot: str) -> Any:
        """The slot's value, as already changed in this turn."""
        return self._set[slot] if slot in self._set else self.tracker.get_slot(slot)

    @property
    def form(self) -> str | None:
        """The running form, as already changed in this turn."""
        if self._loop:
            return self._running
        name: str | None = (self.tracker.active_loop or {}).get("name")
        return name

    @property
    def question(self) -> str | None:
        """The slot that the running form has asked for."""
        return self.get("requested_slot") if self.form else None

    @property
    def open_question(self) -> str | None:
        """The slot that was asked for when this turn began."""
        running = (self.tracker.active_loop or {}).get("name")
        slot: str | None = self.tracker.get_slot("requested_slot") if running else None
        return slot

    @property
    def owner(self) -> Json:
        """Who the talk belongs to: `{kind: visitor|customer, id}`."""
        sender = {"kind": "visitor", "id": self.tracker.sender_id}
        return self.metadata.get("owner") or sender

    @property
    def is_customer(self) -> bool:
        """Whether a phone was proved; else nothing about an application is told."""
        return self.owner["kind"] == "customer" and self.metadata.get("assurance") != "L0"

    @property
    def actor(self) -> Actor:
        """The customer as the back office wants him named; only for one whose phone was proved."""
        level = str(self.metadata.get("assurance") or "L1")
        channel = str(self.metadata.get("channel") or "web")
        return Actor(f"customer:{self.owner['id']}", level, channel)

    def values(self, entity: str, role: str | None = None) -> list[Any]:
        """Values said for `entity`; with `role`, only those of that role."""
        return [
            said.value
            for said in self.said
            if said.entity == entity and (role is None or said.role == role)
        ]

    def first(self, entity: str, role: str | None = None) -> Any:
        """The first value said for `entity`, or None."""
        return next(iter(self.values(entity, role)), None)

    # -- what is answered ------------------------------------------------------------------------
    def say(self, response: str, buttons: Buttons | None = None, **values: Any) -> None:
        """Speak a response of the domain; `values` fill its placeholders."""
        self.dispatcher.utter_message(response=response, buttons=buttons or [], **values)

    def say_text(self, text: str, buttons: Buttons | None = None) -> None:
        """Speak a text put together from wording phrases."""
        self.dispatcher.utter_message(text=text, buttons=buttons or [])

    def invite(self, said: str, invitation: str, buttons: Buttons) -> None:
        """Say `said`; unless a question is open (it comes again by itself) invite to go on."""
        if self.form and self.question:
            if said:
                self.say_text(said)
        else:
            self.say_text(said + invitation, buttons)

    def show(self, card: Card) -> None:
        """Send a card."""
        self.dispatcher.utter_message(
            json_message={"card": card.model_dump(mode="json", exclude_none=True)}
        )

    def set(self, slot: str, value: Any) -> None:
        """Set a slot; nothing happens when it has that value already."""
        if self.get(slot) != value:
            self._set[slot] = value

    def start(self, form: str) -> None:
        """Make `form` the running one."""
        self._running = self._last_form = form
        self._loop = [ActiveLoop(form)]

    def end_form(self) -> None:
        """End the running form; its question is closed with it."""
        self._running = None
        self._loop = [ActiveLoop(None)]
        self.set("requested_slot", None)

    def reopen_form(self) -> None:
        """Take back that the form was ended in this turn: what it is for was not done."""
        if self._loop and self._running is None and self._last_form:
            self.start(self._last_form)

    def follow(self, action: str) -> None:
        """Let `action` go on with this turn."""
        self.next_action = action

    def events(self) -> list[EventType]:
        """Everything that changed, for the tracker."""
        return [*self._loop, *(SlotSet(slot, value) for slot, value in self._set.items())]
