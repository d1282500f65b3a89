"""How a turn ends: the next wish, the open question again, a parked task, or listening."""

from actions.shared import instalments, offers, questions, routes
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase

LISTEN = "action_listen"
# Said to a running form these are answers, not another task.
ANSWERS = frozenset({"inform", "affirm", "deny", "dont_know"})


def close(turn: Turn, *, miss: bool = False, to_plan: bool = False) -> None:
    """Decide what follows the answer just given."""
    if turn.next_action and turn.next_action != LISTEN:
        return
    _forget_stale(turn)
    turn.set("misses", (turn.get("misses") or 0) + 1 if miss else 0)
    if turn.further_wishes:
        _next_wish(turn)
        return
    turn.set("pending_wishes", None)
    if not turn.asked:
        _back_to_where_we_were(turn, to_plan)
    turn.follow(turn.next_action or LISTEN)


def _forget_stale(turn: Turn) -> None:
    """A yes means the offer just made, a reading the number just asked about, nothing older."""
    for slot in ("offer", "doubt", "unserved"):
        made = turn.get(slot)
        if made and made["message"] != turn.message_id:
            turn.set(slot, None)


def _next_wish(turn: Turn) -> None:
    wish, *rest = turn.further_wishes
    queue = {"message": turn.message_id, "current": wish, "rest": rest}
    turn.set("pending_wishes", queue)
    intent = wish["intent"]["name"] if isinstance(wish["intent"], dict) else wish["intent"]
    answers_form = turn.form and intent in ANSWERS
    turn.follow(str(turn.form) if answers_form else routes.action_for(intent))


def _back_to_where_we_were(turn: Turn, to_plan: bool) -> None:
    if turn.form and turn.question and questions.worn_out(turn):
        turn.end_form()
    if turn.form and turn.question:
        questions.ask_again(turn)
    elif turn.get("parked"):
        offers.offer_to_resume(turn)
    elif to_plan and turn.get("plan"):
        name = instalments.name(turn.get("plan"))
        text = phrase("shared.back_to_plan", name=name)
        turn.say_text(text, buttons=entry("shared.back_to_plan_buttons"))


def hold(turn: Turn) -> None:
    """After a failure: nothing further is tried in this turn, every task stays open."""
    turn.asked = True
    turn.further_wishes = []
