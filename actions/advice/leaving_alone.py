"""«先看看», «别烦»: no more questions; a plan on the table is kept."""

from actions.shared.answer import Answer
from actions.shared.turn import Turn

ADVICE = "advice_form"


class ActionLeaveAlone(Answer):
    """The adviser asks nothing more in this talk; what was computed is kept."""

    intercepts = False

    def name(self) -> str:
        return "action_leave_alone"

    async def answer(self, turn: Turn) -> None:
        turn.set("advice_quiet", True)
        if turn.form == ADVICE:
            turn.end_form()
        if turn.get("plan"):
            turn.follow("action_keep_plan")
        else:
            turn.say("utter_advice_leave_alone")
            turn.asked = True
