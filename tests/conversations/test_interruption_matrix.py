"""Every form × every slot it asks × everything people say instead, in their words, all running.

Forms and slots are read from the domain, so that a capability added later is covered without
writing. A talk is put into the state «this form has just asked for this slot»; then the customer
says something else, and the right answer must come, the right question again, no slot harmed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from tests.customer import Customer
from tests.running import Running

ROOT = Path(__file__).resolve().parents[2]
PERSON = "callback_form"
SHOWROOM = "dealer_form"
# Slots that say where the talk is; all others belong to the customer.
COURSE = {
    *("requested_slot", "helped", "misses", "reasked", "shown", "offer", "parked", "unserved"),
    *("parked_questions", "pending_wishes", "human_reason", "previous_plan", "assumed", "doubt"),
}


def asked_slots() -> list[tuple[str, str]]:
    """(form, slot) for every form of the domain."""
    found = []
    for path in sorted((ROOT / "data").glob("*/domain.yml")):
        forms = yaml.safe_load(path.read_text(encoding="utf-8")).get("forms") or {}
        found += [(form, slot) for form in forms for slot in forms[form]["required_slots"]]
    return found


class Asked:
    """A running talk in which `form` has just asked for `slot`."""

    def __init__(self, stack: Running, form: str, slot: str) -> None:
        self.stack, self.form, self.slot = stack, form, slot
        self.customer = Customer(stack.edge)
        self.customer.say("你好")
        self._put(
            {"event": "active_loop", "name": form},
            {"event": "slot", "name": "requested_slot", "value": slot},
        )
        self.before = self.customers_slots()

    def _put(self, *events: dict[str, Any]) -> None:
        url = f"{self.stack.rasa}/conversations/{self.customer.conversation_id}/tracker/events"
        answer = requests.post(url, params={"token": "sandbox"}, json=list(events), timeout=10)
        answer.raise_for_status()

    def tracker(self) -> dict[str, Any]:
        return self.stack.tracker(self.customer.conversation_id)

    def customers_slots(self) -> dict[str, Any]:
        slots: dict[str, Any] = self.tracker()["slots"]
        return {name: value for name, value in slots.items() if name not in COURSE}

    def say(self, text: str) -> None:
        self.customer.say(text)
        events = self.tracker()["events"]
        last = max(i for i, event in enumerate(events) if event["event"] == "user")
        self.understood = events[last]["parse_data"]["intent"]["name"]
        self.spoken = [
            str(event.get("metadata", {}).get("utter_action"))
            for event in events[last:]
            if event["event"] == "bot"
        ]

    @property
    def loop(self) -> str | None:
        name: str | None = self.tracker()["active_loop"].get("name")
        return name

    def asks_again(self) -> None:
        assert self.spoken[-1] == f"utter_ask_{self.form}_{self.slot}", self.told()
        assert len(self.spoken) > 1 or self.customer.cards(), self.told()
        assert self.loop == self.form
        assert self.tracker()["slots"]["requested_slot"] == self.slot

    def unharmed(self) -> None:
        assert self.customers_slots() == self.before

    def told(self) -> str:
        return f"{self.understood} -> {self.spoken}\n{self.customer.text()}"


def _answered(text: str, intent: str, card: str | None = None) -> Callable[[Asked], None]:
    def check(asked: Asked) -> None:
        asked.say(text)
        assert asked.understood == intent
        assert card is None or asked.customer.cards(card), asked.told()
        asked.asks_again()
        asked.unharmed()

    return check


def _another_value(asked: Asked) -> None:
    asked.say("我一年跑两万公里")
    asked.before["annual_mileage"] = asked.customers_slots()["annual_mileage"]
    assert asked.before["annual_mileage"] == 20000, asked.told()
    asked.unharmed()
    assert asked.customer.cards() or asked.spoken[-1].startswith("utter_ask_"), asked.told()


def _corrected(asked: Asked) -> None:
    asked._put({"event": "slot", "name": "annual_mileage", "value": 30000})
    _another_value(asked)


def _unknown(asked: Asked) -> None:
    asked.say("不清楚，都行")
    assert asked.spoken or asked.customer.cards()
    assert f"utter_ask_{asked.form}_{asked.slot}" not in asked.spoken, asked.told()


def _again(asked: Asked) -> None:
    asked.say("气球贷是怎么还的")
    told = asked.customer.text()
    asked.say("没听清，再说一遍")
    assert asked.customer.text() == told
    assert asked.tracker()["slots"]["requested_slot"] == asked.slot
    asked.unharmed()


def _cancelled(asked: Asked) -> None:
    asked.say("算了不办了")
    assert asked.loop is None, asked.told()
    asked.unharmed()


def _another_task(asked: Asked) -> None:
    asked.say("附近有门店吗")
    if asked.form == SHOWROOM:
        asked.unharmed()
        return
    assert asked.form in (asked.tracker()["slots"]["parked"] or []), asked.told()
    asked.say("算了")
    asked.customer.press("接着来")
    assert asked.loop == asked.form or asked.customer.cards(), asked.told()


def _person(asked: Asked) -> None:
    asked.say("转人工")
    assert asked.loop == PERSON, asked.told()
    asked.unharmed()


INTERRUPTIONS: dict[str, Callable[[Asked], None]] = {
    "term question": _answered("年化利率是什么意思", "explain_term", "term"),
    "product question": _answered("气球贷是怎么还的", "explain_product"),
    "process question": _answered("贷款要走哪些流程，多久能批", "explain_process", "process"),
    "value for another slot": _another_value,
    "correction of an earlier value": _corrected,
    "don't know": _unknown,
    "repeat": _again,
    "small talk": _answered("今天天气真不错", "chitchat"),
    "out of scope": _answered("帮我订张机票", "out_of_scope"),
    "cancel": _cancelled,
    "other task": _another_task,
    "human": _person,
}


@pytest.mark.stack
@pytest.mark.parametrize("interruption", INTERRUPTIONS)
@pytest.mark.parametrize(("form", "slot"), asked_slots())
def test_the_talk_bends_and_comes_back(
    stack: Running, form: str, slot: str, interruption: str
) -> None:
    INTERRUPTIONS[interruption](Asked(stack, form, slot))
