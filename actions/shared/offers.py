"""What a bare yes or no refers to: one open offer at a time, in the slot `offer`.

`{"yes": <action>, "no": <action or null>, "message": <id of the turn it was made in>}`.
"""

from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase


def make(turn: Turn, yes: str, no: str | None = None) -> None:
    """Remember what a yes or no to the question just put shall do."""
    turn.set("offer", {"yes": yes, "no": no, "message": turn.message_id})


def stands(turn: Turn) -> bool:
    """Whether an offer is open."""
    return bool(turn.get("offer"))


def take(turn: Turn, *, agreed: bool) -> str | None:
    """Close the open offer and name the action that follows from the answer, if any."""
    offer = turn.get("offer")
    turn.set("offer", None)
    if not offer:
        return None
    action: str | None = offer["yes"] if agreed else offer["no"]
    return action


def offer_to_resume(turn: Turn) -> None:
    """Offer to go on with the task that was parked last."""
    name = phrase(f"shared.tasks.{turn.get('parked')[-1]}")
    turn.say_text(phrase("shared.resume.offer", task=name), buttons=entry("shared.resume.buttons"))
    make(turn, yes="action_resume", no="action_drop_parked")
    turn.asked = True
