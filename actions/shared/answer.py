"""The base of every action: guard, answer, and end the turn explicitly.

RulePolicy (or the running form) chooses the first action after a message; from there every action
says itself what comes next with a `FollowupAction`, at the latest `action_listen`. So a normal
turn costs one remote call and a digression out of a form two.
"""

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.shared import closing, doubts, interception, presses, refusals
from actions.shared.turn import Turn
from actions.shared.wording import entry
from foundation.backoffice import BackOfficeRefused, BackOfficeUnavailable
from foundation.log import logger


class Answer(Action, ABC):
    """An action that answers one wish of the customer.

    Subclasses implement `answer`. `intercepts` is off where the message must not be looked at
    again (the answer to an interception itself); `takes_values` where amounts are used, so that
    an ambiguous one is confirmed first; `counts_as_miss` where the customer was not understood;
    `returns_to_plan` where a question was answered and the talk goes back to the plan.
    """

    intercepts = True
    takes_values = False
    counts_as_miss = False
    returns_to_plan = False

    @abstractmethod
    def name(self) -> str:
        """The action's name, as the domain and the rules call it."""

    @abstractmethod
    async def answer(self, turn: Turn) -> None:
        """Say what is to be said and change what is to be changed through `turn`."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer the turn; whatever fails, the customer reads a sentence and nothing is lost."""
        turn = Turn(dispatcher, tracker)
        instead = interception.action_for(turn) if self.intercepts else None
        if instead and instead != self.name():
            turn.follow(instead)
        else:
            await self._answer_safely(turn)
        closing.close(turn, miss=self.counts_as_miss, to_plan=self.returns_to_plan)
        return [*turn.events(), FollowupAction(turn.next_action or "action_listen")]

    async def _answer_safely(self, turn: Turn) -> None:
        try:
            if self.takes_values and doubts.open_for(turn):
                turn.asked = True
            else:
                await self.answer(turn)
        except BackOfficeUnavailable as failure:
            logger(__name__).warning("backoffice.unavailable", action=self.name(), why=str(failure))
            once_more = {"title": entry("shared.try_again"), "payload": presses.again(turn)}
            turn.say("utter_backoffice_unavailable", buttons=[once_more])
            turn.reopen_form()
            turn.set("unserved", {"wish": doubts.wish_of(turn), "message": turn.message_id})
            closing.hold(turn)
        except BackOfficeRefused as refusal:
            logger(__name__).info("backoffice.refused", action=self.name(), code=refusal.code)
            refusals.tell(turn, refusal, self.name())
        except Exception:
            logger(__name__).exception("action.failed", action=self.name(), intent=turn.intent)
            turn.say("utter_action_failed")
            closing.hold(turn)


class Say(Answer):
    """An answer that is one response of the domain."""

    response: str

    async def answer(self, turn: Turn) -> None:
        """Speak the response."""
        turn.say(self.response)
