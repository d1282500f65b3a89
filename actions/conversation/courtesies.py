"""Hello, thanks, goodbye, who and what I am, small talk, what I do not serve."""

import time

from actions.shared import offers
from actions.shared.answer import Answer, Say
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase

LONG_AGO_SECONDS = 6 * 60 * 60


class ActionGreet(Answer):
    """Hello; to one who comes back after hours, where the talk was left."""

    def name(self) -> str:
        return "action_greet"

    async def answer(self, turn: Turn) -> None:
        if _seconds_away(turn) > LONG_AGO_SECONDS and (turn.question or turn.get("parked")):
            left = turn.form if turn.question else turn.get("parked")[-1]
            task = phrase(f"shared.tasks.{left}")
            turn.say_text(
                phrase("shared.resume.later", task=task), buttons=entry("shared.resume.buttons")
            )
            offers.make(turn, yes="action_resume", no="action_drop_parked")
            turn.asked = True
        elif len(_heard_at(turn)) > 1:
            turn.say("utter_greet_again")
        else:
            turn.say("utter_greet")


def _heard_at(turn: Turn) -> list[float]:
    return [event["timestamp"] for event in turn.tracker.events if event.get("event") == "user"]


def _seconds_away(turn: Turn) -> float:
    times = _heard_at(turn)
    return float(time.time() - times[-2]) if len(times) > 1 else 0.0


class ActionSayGoodbye(Answer):
    """Goodbye; a plan that is not kept yet is offered to be kept."""

    def name(self) -> str:
        return "action_say_goodbye"

    async def answer(self, turn: Turn) -> None:
        plan, kept = turn.get("plan"), turn.get("plans_kept") or []
        if plan and plan["quote_id"] not in kept:
            turn.say("utter_goodbye_keep_plan")
            offers.make(turn, yes="action_keep_plan")
        else:
            turn.say("utter_goodbye")
        turn.asked = True


class ActionWelcomeThanks(Say):
    response = "utter_thanks"

    def name(self) -> str:
        return "action_welcome_thanks"


class ActionShowCapabilities(Say):
    response = "utter_capabilities"

    def name(self) -> str:
        return "action_show_capabilities"


class ActionSayWhoIAm(Say):
    response = "utter_who_i_am"

    def name(self) -> str:
        return "action_say_who_i_am"


class ActionChat(Say):
    response = "utter_chitchat"

    def name(self) -> str:
        return "action_chat"


class ActionRefuseOutOfScope(Answer):
    """A kind refusal that says what can be done; the second in a row offers a person."""

    counts_as_miss = True

    def name(self) -> str:
        return "action_refuse_out_of_scope"

    async def answer(self, turn: Turn) -> None:
        turn.say("utter_out_of_scope")
        if turn.get("misses"):
            turn.say("utter_offer_person_after_refusals")
            offers.make(turn, yes="action_request_person")
            turn.asked = True
