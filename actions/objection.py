"""Does not want to borrow: the honest answer to what really holds the customer back."""

from actions.shared import cues, instalments, offers
from actions.shared.answer import Answer
from actions.shared.turn import Turn

OPENS_A_CHOICE = frozenset({"rate", "pressure"})


class ActionAnswerObjection(Answer):
    """One objection, one honest line; nothing more once financing was declined."""

    def name(self) -> str:
        return "action_answer_objection"

    async def answer(self, turn: Turn) -> None:
        if turn.get("finance_optout"):
            turn.say("utter_opted_out")
            return
        kind = cues.value("objection", turn.text) or "rate"
        quote = turn.get("plan")
        if kind == "rate" and quote:
            turn.say(
                "utter_objection_rate_own",
                name=instalments.name(quote),
                line=instalments.line(quote),
            )
        else:
            turn.say(f"utter_objection_{kind}")
        if kind in OPENS_A_CHOICE:
            offers.make(turn, yes="cash_case_form", no="action_opt_out_of_financing")
        turn.asked = kind != "credit"
