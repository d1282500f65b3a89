"""Intents whose capability does not stand yet: said honestly, with a call-back offered.

Goes when the last of them is built.
"""

from actions.shared import offers
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry


class ActionSayNotYet(Answer):
    """One honest sentence and the way to a person."""

    def name(self) -> str:
        return "action_say_not_yet"

    async def answer(self, turn: Turn) -> None:
        turn.say("utter_not_yet", what=entry("not_yet.what")[turn.intent])
        offers.make(turn, yes="action_request_person")
        turn.asked = True
