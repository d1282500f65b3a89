"""Not understood, say it again, why do you ask, what do you know about me."""

from typing import Any

from actions.shared import needs, needs_shown, offers, presses, questions
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry

Json = dict[str, Any]
MISSES_BEFORE_A_PERSON = 2
NOT_A_READING = frozenset({"nlu_fallback", "out_of_scope"})


class ActionAskAgain(Answer):
    """The two likeliest readings as buttons; the second miss in a row offers a person."""

    counts_as_miss = True

    def name(self) -> str:
        return "action_ask_again"

    async def answer(self, turn: Turn) -> None:
        if (turn.get("misses") or 0) + 1 >= MISSES_BEFORE_A_PERSON:
            turn.say("utter_offer_person")
            offers.make(turn, yes="action_request_person")
            turn.asked = True
            return
        readings = _readings(turn)
        if readings:
            turn.say("utter_ask_which_reading", buttons=readings)
        else:
            turn.say("utter_ask_rephrase")


def _readings(turn: Turn) -> list[Json]:
    names = entry("readings")
    likely = [item["name"] for item in turn.ranking if item.get("name") not in NOT_A_READING]
    return [
        {"title": names[name], "payload": presses.payload(name, turn.said)}
        for name in likely[:2]
        if name in names
    ]


class ActionUnanswered(ActionAskAgain):
    """What no rule answers is treated as not understood: the assistant is never silent."""

    def name(self) -> str:
        return "action_unanswered"


class ActionRepeat(Answer):
    """Says the last answer again, cards and buttons included."""

    def name(self) -> str:
        return "action_repeat"

    async def answer(self, turn: Turn) -> None:
        said = last_answer(turn.tracker.events)
        if not said:
            turn.say("utter_nothing_to_repeat")
            return
        for event in said:
            data = event.get("data") or {}
            turn.dispatcher.utter_message(
                text=event.get("text"),
                buttons=data.get("buttons") or [],
                json_message=data.get("custom") or None,
            )
        turn.asked = True


def last_answer(events: list[Json]) -> list[Json]:
    """What the assistant said between the customer's last two messages, in order."""
    said: list[Json] = []
    users = 0
    for event in reversed(events):
        if event["event"] == "user":
            users += 1
            if users == 2:
                break
        elif event["event"] == "bot" and users == 1:
            said.append(event)
    return said[::-1]


class ActionDontKnow(Answer):
    """Don't-know outside any question: how little is needed to begin."""

    def name(self) -> str:
        return "action_dont_know"

    async def answer(self, turn: Turn) -> None:
        turn.say("utter_dont_know_ok")


class ActionExplainQuestion(Answer):
    """Why the open question is asked; then the question again."""

    intercepts = False

    def name(self) -> str:
        return "action_explain_question"

    async def answer(self, turn: Turn) -> None:
        turn.say("utter_explain_question", reason=questions.reason(turn) or "")


class ActionShowNeeds(Answer):
    """Everything known so far, each field correctable in place."""

    intercepts = False

    def name(self) -> str:
        return "action_show_needs"

    async def answer(self, turn: Turn) -> None:
        if needs.known(turn):
            turn.show(await needs_shown.needs_card(turn))
        else:
            turn.say("utter_needs_nothing")
