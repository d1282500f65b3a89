"""Runs conversation files: whole dialogues at the customer API, everything running.

A file holds `test_cases: [{test_case, steps}]`; a step is one of

    user: TEXT                     the customer says TEXT
    press: LABEL                   the customer presses the button whose label contains LABEL
    login: PHONE                   the phone is proved with the code the sandbox sent to it
    proves: LAST4                  the ends of the ID and a fresh signing code are proved (L3)
    new_customer: true             somebody else begins to talk
    fault: {freeze|kill: PORT}     a process hangs, or is killed once, until `fault: {mend: true}`

and, about the turn before it (all that stand in one step must hold):

    card: NAME | [NAMES]           such a card came
    no_card: NAME                  no such card came
    utter: NAME | [NAMES]          the response of that name was spoken
    says: REGEX | [REGEXES]        found in the turn's text (cards by their text)
    says_not: REGEX | [REGEXES]    not found
    intent: NAME                   understood as that intent
    slot_was_set: {SLOT: VALUE}    slots hold these values after the turn
    asks_at_most: N                so many questions at most were asked
    button: LABEL | [LABELS]       such buttons are offered
    commits: N                     so many buttons commit something: those of confirm cards
    holds: {CARD: {MEMBER: VALUE}} members of such a card's data
    leads_to: REGEX                a button with such an address is offered
    applications: {count, state}   how many applications the back office has for the phone that
                                   logged in, and the newest one's state
    consents: [PURPOSES]           exactly these are in force for that customer
    figures_stored: true           every quote shown equals the back office's, field by field
"""

import re
from contextlib import AbstractContextManager
from typing import Any

from tests.customer import Customer
from tests.running import Running

QUESTION = re.compile(r"[？?]")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def quotes_in(document: Any) -> list[dict[str, Any]]:
    """Every quote found anywhere in a card."""
    if isinstance(document, dict):
        if "quote_id" in document and "monthly_payment" in document:
            return [document]
        return [quote for value in document.values() for quote in quotes_in(value)]
    if isinstance(document, list):
        return [quote for value in document for quote in quotes_in(value)]
    return []


class Conversation:
    """One test case being run."""

    def __init__(self, stack: Running) -> None:
        self.stack = stack
        self.customer = Customer(stack.edge)
        self.phone = ""
        self._frozen: AbstractContextManager[None] | None = None
        self._killed = False

    def run(self, steps: list[dict[str, Any]]) -> None:
        """Run all steps; a failed expectation names its step and what was said instead."""
        try:
            for number, step in enumerate(steps, 1):
                for key, value in step.items():
                    try:
                        getattr(self, f"_{key}")(value)
                    except AssertionError as error:
                        raise AssertionError(
                            f"step {number} {key}: {value!r}: {error}\n--- said ---\n"
                            f"{self.customer.text()}"
                        ) from error
        finally:
            self._mend()

    # -- what happens ----------------------------------------------------------------------------
    def _user(self, text: str) -> None:
        self.customer.say(text)

    def _press(self, label: str) -> None:
        self.customer.press(label)

    def _login(self, phone: str) -> None:
        self.customer.login(phone)
        self.phone = phone

    def _proves(self, last4: str) -> None:
        self.customer.prove(self.phone, last4)

    def _new_customer(self, _: bool) -> None:
        self.customer = Customer(self.stack.edge)

    def _fault(self, what: dict[str, Any]) -> None:
        if "freeze" in what:
            self._frozen = self.stack.frozen(what["freeze"])
            self._frozen.__enter__()
        elif "kill" in what:
            self.stack.kill(what["kill"])
            self._killed = True
        else:
            self._mend()

    # -- what is expected ------------------------------------------------------------------------
    def _card(self, names: Any) -> None:
        shown = [card["name"] for card in self.customer.cards()]
        for name in _list(names):
            assert name in shown, f"cards shown: {shown}"

    def _no_card(self, names: Any) -> None:
        shown = [card["name"] for card in self.customer.cards()]
        for name in _list(names):
            assert name not in shown, f"cards shown: {shown}"

    def _says(self, patterns: Any) -> None:
        for pattern in _list(patterns):
            assert re.search(str(pattern), self.customer.text()), f"not said: {pattern}"

    def _says_not(self, patterns: Any) -> None:
        for pattern in _list(patterns):
            assert not re.search(str(pattern), self.customer.text()), f"said: {pattern}"

    def _commits(self, count: int) -> None:
        confirming = [card.get("actions") or [] for card in self.customer.cards("confirm")]
        assert len(confirming) == count and all(len(buttons) == 1 for buttons in confirming)

    def _holds(self, expected: dict[str, dict[str, Any]]) -> None:
        for name, members in expected.items():
            shown = self.customer.cards(name)
            assert shown, f"no card {name}"
            for member, value in members.items():
                assert shown[0]["data"].get(member) == value, f"{name}: {shown[0]['data']}"

    def _leads_to(self, pattern: str) -> None:
        found = [action["url"] for action in self.customer.actions() if action.get("url")]
        assert any(re.search(pattern, url) for url in found), f"addresses: {found}"

    def _of_the_office(self, path: str) -> list[dict[str, Any]]:
        """What the back office holds for the customer who logged in."""
        found = self.stack.call_backoffice("POST", "/customers/resolve", json={"phone": self.phone})
        number = found.json()["customer_id"]
        answer = self.stack.call_backoffice(
            "GET",
            path,
            params={"customer_id": number},
            headers={"Chedai-Actor": "system", "Chedai-Level": "L0", "Chedai-Channel": "test"},
        )
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    def _applications(self, expected: dict[str, Any]) -> None:
        items = self._of_the_office("/applications")
        assert len(items) == expected["count"], [item["application_no"] for item in items]
        if "state" in expected:
            assert items[0]["state"] == expected["state"], items[0]["state"]

    def _consents(self, purposes: list[str]) -> None:
        given = [item["purpose"] for item in self._of_the_office("/consents") if item["granted"]]
        assert sorted(given) == sorted(purposes)

    def _asks_at_most(self, count: int) -> None:
        asked = sum(
            len(QUESTION.findall(message["text"]))
            for message in self.customer.said
            if "text" in message
        )
        assert asked <= count, f"{asked} questions"

    def _button(self, labels: Any) -> None:
        offered = [action["label"] for action in self.customer.actions()]
        for label in _list(labels):
            assert any(label in one for one in offered), f"buttons: {offered}"

    def _figures_stored(self, _: bool) -> None:
        shown = quotes_in([card["data"] for card in self.customer.cards()])
        assert shown, "no quote was shown"
        for quote in shown:
            answer = self.stack.call_backoffice("GET", f"/quotes/{quote['quote_id']}")
            assert answer.status_code == 200, answer.text
            stored = answer.json()["quote"]
            for key, value in quote.items():
                assert stored.get(key) == value, f"{key}: {value} != {stored.get(key)}"

    def _turn_events(self) -> list[dict[str, Any]]:
        events = self.stack.tracker(self.customer.conversation_id)["events"]
        last = max(i for i, event in enumerate(events) if event["event"] == "user")
        turn: list[dict[str, Any]] = events[last:]
        return turn

    def _intent(self, name: str) -> None:
        got = self._turn_events()[0]["parse_data"]["intent"]["name"]
        assert got == name, f"understood as {got}"

    def _utter(self, names: Any) -> None:
        spoken = [
            event.get("metadata", {}).get("utter_action")
            for event in self._turn_events()
            if event["event"] == "bot"
        ]
        for name in _list(names):
            assert name in spoken, f"spoken: {spoken}"

    def _slot_was_set(self, values: dict[str, Any]) -> None:
        slots = self.stack.tracker(self.customer.conversation_id)["slots"]
        for slot, value in values.items():
            assert slots.get(slot) == value, f"{slot} is {slots.get(slot)!r}"

    def _mend(self) -> None:
        if self._frozen is not None:
            self._frozen.__exit__(None, None, None)
            self._frozen = None
            self.stack.wait_healthy()
        if self._killed:
            self._killed = False
            self.stack.wait_healthy()
