"""Walks through the acts of the domain: which steps each has, for whom, and how they are reached.

An act is a form that ends in a confirm card (it asks for `agreed`). A walk begins it as if it had
asked for the log-in, and answers each question with a button that is offered, or in words where
none is. So an act that is added to the domain later is walked without writing; only what nobody
can guess (a sum, a day, a wish) has its words here.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
import yaml

from tests.customer import Customer, Message, buttons_in
from tests.running import ROOT, Running

Json = dict[str, Any]
LOGIN, AGREED = "login", "agreed"
LOGGED_IN, UNSURE = "登录好了", "不清楚，都行"
# What is said to a question that offers no button, or none that leads on for sure.
WORDS = {
    "settle_on": "12月18号",
    "prepay_amount": "两万",
    "loss_accident_on": "11月10号",
    "hardship_day": "26号",
    "lease_km": "六万八千公里",
    "city": "上海",
}
# What is said to a form that asks nothing until it hears a wish.
WISHES = {"reminder_form": "提前五天短信提醒我", "repay_form": "我现在就把欠的还上"}
# The answers tried to one question, and the walks tried for one form.
MOST_ANSWERS, MOST_WALKS = 4, 14
# The reference people, those with a running loan first.
ORDER = (6, 8, 9, 10, 12, 7, 11, 2, 3, 4, 5, 1)

Answer = tuple[str, str]
Way = tuple[Answer, ...]


def acts() -> dict[str, list[str]]:
    """The forms of the domain that end in a confirm card, with the slots they ask."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data").glob("*/domain.yml")):
        forms = yaml.safe_load(path.read_text(encoding="utf-8")).get("forms") or {}
        found |= {name: form["required_slots"] for name, form in forms.items()}
    return {name: slots for name, slots in found.items() if AGREED in slots}


def people() -> dict[str, str]:
    """Phone → the end of the identity number, in the order in which they are tried."""
    path = Path(ROOT / "backoffice/providers/data/people.yml")
    known = yaml.safe_load(path.read_text(encoding="utf-8"))["people"]
    ends = {one["phone"]: str(one["id_no"])[-4:] for one in known}
    return {phone: ends[phone] for phone in (f"154000000{number:02d}" for number in ORDER)}


@dataclass
class Walk:
    """A talk that is led to a step of a form."""

    stack: Running
    customer: Customer
    phone: str = ""
    taken: list[Answer] = field(default_factory=list)

    @classmethod
    def of(cls, stack: Running, phone: str = "") -> "Walk":
        """A new talk; with a phone, of who is logged in."""
        walk = cls(stack, Customer(stack.edge))
        if phone:
            walk.log_in(phone)
        walk.customer.say("你好")
        return walk

    def log_in(self, phone: str) -> None:
        self.customer.login(phone)
        self.phone = phone

    # -- where it is -----------------------------------------------------------------------------
    @property
    def tracker(self) -> Json:
        return self.stack.tracker(self.customer.conversation_id)

    @property
    def slots(self) -> Json:
        slots: Json = self.tracker["slots"]
        return slots

    @property
    def asked(self) -> tuple[str | None, str | None]:
        """The running form and the slot that it asks for."""
        tracker = self.tracker
        return tracker["active_loop"].get("name"), tracker["slots"].get("requested_slot")

    @property
    def spoken(self) -> list[str]:
        """The responses of the last turn."""
        events = self.tracker["events"]
        last = max(i for i, event in enumerate(events) if event["event"] == "user")
        said = [event for event in events[last:] if event["event"] == "bot"]
        return [str(event.get("metadata", {}).get("utter_action")) for event in said]

    def confirming(self) -> Json | None:
        """What the confirm card of the last turn says."""
        cards = self.customer.cards("confirm")
        return {name: cards[-1][name] for name in ("title", "text", "data")} if cards else None

    def put(self, *events: Json) -> None:
        """Put the talk into a state."""
        url = f"{self.stack.rasa}/conversations/{self.customer.conversation_id}/tracker/events"
        answer = requests.post(url, params={"token": "sandbox"}, json=list(events), timeout=10)
        answer.raise_for_status()

    def ask(self, form: str, slot: str) -> None:
        """Let `form` have asked for `slot`."""
        self.put(
            {"event": "active_loop", "name": form},
            {"event": "slot", "name": "requested_slot", "value": slot},
        )

    def forget(self) -> None:
        """Nothing was ever said in this talk."""
        known = [name for name, value in self.slots.items() if value is not None]
        self.put(
            {"event": "active_loop", "name": None},
            *({"event": "slot", "name": name, "value": None} for name in known),
        )
        self.taken = []

    # -- walking ---------------------------------------------------------------------------------
    def begin(self, form: str) -> None:
        """Begin a form as who has just logged in for it."""
        self.ask(form, LOGIN)
        self.customer.say(WISHES.get(form, LOGGED_IN))

    def answers(self, slot: str) -> list[Answer]:
        """What could be answered now; the last button first: of times it is the latest."""
        if slot in WORDS:
            return [("say", WORDS[slot])]
        offered: list[Message] = [
            button
            for message in self.customer.said
            if message.get("card", {}).get("name") != "confirm"
            for button in buttons_in(message)
        ]
        labels = dict.fromkeys(b["label"] for b in reversed(offered) if b.get("payload"))
        return [("press", label) for label in labels][:MOST_ANSWERS] or [("say", UNSURE)]

    def answer(self, given: Answer) -> None:
        kind, text = given
        self.taken.append(given)
        if kind == "say":
            self.customer.say(text)
        else:
            self.customer.press_exactly(text)

    def follow(self, form: str, way: Way) -> str | None:
        """Begin a form and answer so; the slot that it asks for then."""
        self.begin(form)
        for given in way:
            self.answer(given)
        running, slot = self.asked
        return slot if running == form else None

    def walk_on(self, form: str, most: int = 6) -> bool:
        """Answer what is asked until the confirm card; whether it came."""
        for _ in range(most):
            running, slot = self.asked
            if running != form or slot is None:
                return False
            if slot == AGREED:
                return True
            self.answer(self.answers(slot)[0])
        return False


@dataclass
class Ways:
    """For whom a form asks something, and the answers that lead to each of its slots."""

    phone: str
    to: dict[str, Way]


class Scouts:
    """One logged-in talk a person, in which ways are tried."""

    def __init__(self, stack: Running) -> None:
        self.stack = stack
        self._walks: dict[str, Walk] = {}

    def of(self, phone: str) -> Walk:
        if phone not in self._walks:
            self._walks[phone] = Walk.of(self.stack, phone)
        self._walks[phone].forget()
        return self._walks[phone]

    def card_of(self, phone: str, form: str, way: Way | None) -> Json | None:
        """The confirm card to which going on leads today, if it leads there."""
        if way is None:
            return None
        walk = self.of(phone)
        walk.follow(form, way)
        return walk.confirming() if walk.walk_on(form) else None

    def survey(self) -> dict[str, Ways]:
        """Every act with the first person for whom it gets to its confirm card, or else asks."""
        found: dict[str, Ways] = {}
        for form, slots in acts().items():
            for phone in people():
                ways = Ways(phone, self._explore(phone, form, slots))
                if len(ways.to) > len(found[form].to if form in found else ()):
                    found[form] = ways
                if AGREED in ways.to:
                    break
        return found

    def _explore(self, phone: str, form: str, slots: list[str]) -> dict[str, Way]:
        found: dict[str, Way] = {}
        waiting: list[Way] = [()]
        for _ in range(MOST_WALKS):
            if not waiting or len(found) == len(set(slots) - {LOGIN}):
                break
            way = waiting.pop(0)
            walk = self.of(phone)
            slot = walk.follow(form, way)
            if slot is None or slot in found:
                continue
            found[slot] = way
            if slot != AGREED:
                waiting += [(*way, given) for given in walk.answers(slot)]
        return found
