"""Questions of the forms: each asked slot of the domain has `utter_ask_<form>_<slot>`.

Each such response begins with `{before}`: what is given back for the last answer, or the way
back after a digression. Why it is asked stands in `actions/wording/reasons.yml`.
"""

from actions.shared import asides
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase


def ask(turn: Turn, slot: str, before: str = "") -> None:
    """Ask the running form's question for `slot`; while wishes wait only `before` is said."""
    turn.set("requested_slot", slot)
    turn.set("offer", None)
    turn.set("reasked", None)
    if turn.further_wishes:
        if before:
            turn.say_text(before)
        return
    asides.ask(turn, slot, before)
    turn.asked = True


def ask_again(turn: Turn, before: str | None = None) -> None:
    """Come back to the open question; the form itself makes figures whose time is over anew."""
    if turn.question and asides.outdated(turn, turn.form):
        asides.renew(turn, str(turn.form))
        turn.follow(str(turn.form))
    elif turn.question:
        slot = turn.question
        ask(turn, slot, phrase("shared.back_to") if before is None else before)
        turn.set("reasked", slot if _refines(turn) else None)


def worn_out(turn: Turn) -> bool:
    """Whether the open question only refines a plan that stands, and came back once already."""
    return _refines(turn) and turn.get("reasked") == turn.question


def _refines(turn: Turn) -> bool:
    return bool(turn.get("plan")) and turn.question in entry("shared.refining_questions")


def reason(turn: Turn) -> str | None:
    """Why the open question is asked, in plain words."""
    if not turn.question:
        return None
    reasons = entry("reasons")
    found = reasons.get(turn.form, {}).get(turn.question) or reasons["any"].get(turn.question)
    return str(found) if found else str(reasons["otherwise"])
