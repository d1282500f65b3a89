"""The AI notice: part of the first answer of a conversation, and said again after two hours."""

import time

from actions.shared.turn import Turn

AGAIN_AFTER_SECONDS = 2 * 60 * 60
# Responses that say it themselves, or where it would be out of place.
SAYS_SO_ITSELF = frozenset({"utter_greet", "utter_who_i_am", "utter_care"})


def put_first(turn: Turn) -> None:
    """Put the notice before what is said in this turn, when it is due."""
    said = turn.dispatcher.messages
    if not said:
        return
    last = turn.get("notice_at")
    now = time.time()
    if last and now - last < AGAIN_AFTER_SECONDS:
        return
    if not any(message.get("response") in SAYS_SO_ITSELF for message in said):
        turn.say("utter_ai_notice")
        said.insert(0, said.pop())
    turn.set("notice_at", now)
