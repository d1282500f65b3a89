"""What is heard before anything else, whatever the message was taken for.

Distress, a request to forge papers, another person's data, "why do you ask" and "what do you know
about me" are recognised by wording (`actions/wording/cues.yml`), because the language contract has
no intent for them, and because the first three must never depend on a classifier.
"""

from actions.shared import asides, cues, offers, plan
from actions.shared.turn import Turn

# In order of precedence: cue → action.
FIRST = (
    ("distress", "action_care"),
    ("forgery", "action_refuse_forgery"),
    ("third_party", "action_refuse_third_party"),
    ("override", "action_refuse_override"),
    ("what_is_known", "action_show_needs"),
    ("start_anew", "action_restart_talk"),
)
# After an outage these, with no value in them, mean: go on where we were.
TRIES_AGAIN = frozenset(
    {
        "affirm",
        "ask_recommendation",
        "calculate_payment",
        "chitchat",
        "greet",
        "inform",
        "nlu_fallback",
        "out_of_scope",
        "repeat",
    }
)
LEFT_ALONE = ("leave_alone", "action_leave_alone")
# Taken for one of these, «第二个详细说说» points at the list just shown.
POINTING = frozenset({"affirm", "chitchat", "inform", "nlu_fallback", "repeat"})

# «人工复核» taken for one of these is about an application, not about a person to talk to.
ABOUT_A_REFUSAL = frozenset(
    {"apply_loan", "ask_application_status", "ask_eligibility", "nlu_fallback"}
)

# Taken for one of these, a title book that is to be lent out may be meant.
ABOUT_THE_TITLE = frozenset(
    {
        "ask_insurance",
        "change_contact",
        "nlu_fallback",
        "out_of_scope",
        "request_contract_copy",
        "request_settlement_proof",
    }
)
TITLE_PRESSES = frozenset({"title_loan", "cancel_title_loan"})


def action_for(turn: Turn) -> str | None:
    """The action that must answer this message instead, or None."""
    if asides.renewing(turn, turn.form):  # answered already
        return None
    for cue, action in FIRST:
        if cues.heard(f"guards.{cue}", turn.text):
            return action
    if key := turn.first("commit"):
        return asides.form_of(turn, str(key)) or "action_say_no_longer"
    if cues.heard(LEFT_ALONE[0], turn.text):
        return LEFT_ALONE[1]
    if wants_review(turn):
        return "review_form"
    if wants_title_book(turn):
        return "title_form"
    if _asks_after_an_errand(turn):
        return "action_tell_errand"
    if settled := _answer_to_what_was_put(turn):
        return settled
    if _goes_on(turn):
        return "action_resume"
    if turn.question and cues.heard("guards.why_asked", turn.text):
        return "action_explain_question"
    return None


def wants_review(turn: Turn) -> bool:
    """A refusal is to be looked at by a person: known to be one, or said in so many words."""
    if not cues.heard("review_wanted", turn.text) or cues.heard("review_asked_after", turn.text):
        return False
    declined = (turn.get("application") or {}).get("state") == "DECLINED"
    return declined or (turn.is_customer and turn.intent in ABOUT_A_REFUSAL)


def wants_title_book(turn: Turn) -> bool:
    """The title book is to be lent out for a while: pressed, or said in so many words."""
    if turn.first("known") in TITLE_PRESSES:
        return True
    return turn.intent in ABOUT_THE_TITLE and cues.heard("title_loan.wanted", turn.text)


def _asks_after_an_errand(turn: Turn) -> bool:
    """How far something is that was ordered on a loan; or, with nothing open, that it be left."""
    if not turn.is_customer or turn.first("known"):
        return False
    leaves = cues.heard("errand_cancel", turn.text) and cues.value("errand_kind", turn.text)
    return cues.heard("errand_progress", turn.text) or bool(leaves and not turn.form)


def _goes_on(turn: Turn) -> bool:
    """«继续» goes on where the talk was, and is no yes to a card; where a button says it, it is."""
    if turn.within_chain or not cues.heard("goes_on", turn.text):
        return False
    buttons = asides.here(turn).get("buttons") or []
    chosen = any(cues.heard("goes_on_with", button["title"]) for button in buttons)
    logged_in = turn.question == asides.LOGIN and turn.is_customer
    return bool(turn.question) and not chosen and not logged_in


def _answer_to_what_was_put(turn: Turn) -> str | None:
    """A yes, a no, «the second one» right after an offer or a number that was asked about."""
    if turn.within_chain:
        return None
    if turn.get("doubt") and (turn.first("ordinal") or turn.first("reading")):
        return "action_confirm"
    if turn.get("unserved") and turn.intent in TRIES_AGAIN and not turn.said:
        return "action_try_again"
    picking = bool(asides.here(turn).get("items"))
    points = turn.intent in POINTING and turn.first("ordinal") is not None and not picking
    if points and plan.referred(turn):
        return "action_choose"
    if turn.get("doubt") or offers.stands(turn):
        return {"affirm": "action_confirm", "deny": "action_decline"}.get(turn.intent)
    return None
