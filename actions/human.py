"""A person: until the desk stands a call-back is arranged; a complaint gets its number at once."""

import re

from actions.shared import callbacks, interception
from actions.shared.answer import Answer
from actions.shared.tasks import Task
from actions.shared.turn import Turn
from actions.shared.wording import entry

LONGEST_SAID = 300


class ActionRequestPerson(Answer):
    """A call-back; whose phone is not known is asked for it first."""

    intercepts = False

    def name(self) -> str:
        return "action_request_person"

    async def answer(self, turn: Turn) -> None:
        if interception.wants_review(turn):
            turn.follow("review_form")
            return
        turn.set("human_reason", turn.text[:LONGEST_SAID] or None)
        if turn.owner["kind"] == "customer":
            await take_request(turn)
        else:
            turn.follow("callback_form")


class CallbackForm(Task):
    """Asks for the phone, which arrives as a token: the edge keeps the number itself."""

    form = "callback_form"
    entries = frozenset({"request_human", "complain"})
    takes_values = False

    def name(self) -> str:
        return "callback_form"

    async def answer(self, turn: Turn) -> None:
        """A phone in the message finishes; without one, what else was said is kept."""
        if token := _phone_in(turn.text):
            turn.set("human_phone", token)
        await super().answer(turn)

    async def next_question(self, turn: Turn) -> str | None:
        """The phone."""
        return None if turn.get("human_phone") else "human_phone"

    def is_mine(self, turn: Turn) -> bool:
        """A message with a phone in it is ours whatever it was taken for."""
        return bool(_phone_in(turn.text)) or super().is_mine(turn)

    async def without_value(self, turn: Turn, asked: str) -> str | None:
        """A phone just given is the value; a no ends the matter kindly."""
        if turn.get("human_phone"):
            return ""
        if turn.intent in {"deny", "dont_know"}:
            turn.end_form()
            turn.say("utter_human_phone_needed")
            return None
        return await super().without_value(turn, asked)

    async def give_back(self, turn: Turn, changed: list[str]) -> str:
        """That the number is a courtesy after a complaint, or what else was said."""
        if turn.intent == "complain":
            return str(entry("human.after_complaint"))
        return await super().give_back(turn, changed)

    async def assume(self, turn: Turn, slot: str) -> str:
        """No phone can be assumed: the question stands once more."""
        return ""

    async def finish(self, turn: Turn, before: str) -> None:
        """Take the request and say when a person calls."""
        turn.end_form()
        await take_request(turn)


def _phone_in(text: str) -> str | None:
    found = re.search(entry("human.phone_pattern"), text)
    return found.group() if found else None


async def take_request(turn: Turn) -> None:
    """Hand the call-back request to the back office and say its number and time."""
    answer = await callbacks.request(turn, "person", turn.get("human_reason"))
    turn.set("human_phone", None)
    turn.say("utter_callback_taken", request_no=answer["request_no"], call_by=answer["call_by_zh"])


class ActionTakeComplaint(Answer):
    """A complaint: sorry, its number, when it is answered, and that the regulator may be used."""

    intercepts = False

    def name(self) -> str:
        return "action_take_complaint"

    async def answer(self, turn: Turn) -> None:
        answer = await callbacks.request(turn, "complaint", turn.text[:LONGEST_SAID])
        turn.say(
            "utter_complaint_taken", request_no=answer["request_no"], call_by=answer["call_by_zh"]
        )
        if turn.owner["kind"] == "customer":
            return
        turn.set("human_reason", answer["request_no"])
        turn.follow("callback_form")
