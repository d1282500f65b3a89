"""Hello, thanks, goodbye, who and what I am, small talk, what I do not serve."""

import time
from datetime import date, datetime, timedelta, timezone
from typing import Any

from actions.shared import offers
from actions.shared.answer import Answer, Say
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase

LONG_AGO_SECONDS = 6 * 60 * 60
SHANGHAI = timezone(timedelta(hours=8))


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
        elif len(_heard(turn)) > 1:
            turn.say("utter_greet_again")
        else:
            turn.say("utter_greet")


def _heard(turn: Turn) -> list[dict[str, Any]]:
    return [event for event in turn.tracker.events if event.get("event") == "user"]


def _seconds_away(turn: Turn) -> float:
    """Since the message before this one, by the clock or by the date of the business."""
    heard = _heard(turn)
    if len(heard) < 2:
        return 0.0
    now, at = time.time(), float(heard[-2]["timestamp"])
    then, today = ((one.get("metadata") or {}).get("business_date") for one in heard[-2:])
    if not then or not today:
        return now - at
    return max(now - at, (_moment(today, now) - _moment(then, at)).total_seconds())


def _moment(day: str, at: float) -> datetime:
    """This time of day on a date of the business."""
    return datetime.combine(date.fromisoformat(day), datetime.fromtimestamp(at, SHANGHAI).time())


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
