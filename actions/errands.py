"""How far what was ordered on one's own loans is: any errand under way, whatever its kind."""

from typing import Any

from actions.shared import cues, errands_shown, loans, presses
from actions.shared.answer import Answer
from actions.shared.turn import Buttons, Said, Turn
from actions.shared.wording import entry

Json = dict[str, Any]
MOST_SHOWN = 2


class ActionTellErrand(Answer):
    """The timeline of what is under way, with the way to take it back."""

    intercepts = False

    def name(self) -> str:
        return "action_tell_errand"

    async def answer(self, turn: Turn) -> None:
        turn.asked = not turn.form
        if loans.of_another(turn):
            turn.say("utter_loan_of_another")
            return
        found = _meant(
            turn, [(loan, one) for loan in await loans.own(turn) for one in loan["errands"]]
        )
        if not found:
            turn.say("utter_errand_none")
        for loan, errand in found[:MOST_SHOWN]:
            turn.show(errands_shown.timeline(errand))
            turn.say(
                "utter_errand_at",
                car=loans.car(loan),
                what=errand["errand_zh"],
                state=errand["state_zh"],
                buttons=_leaving(errand),
            )


def _meant(turn: Turn, found: list[tuple[Json, Json]]) -> list[tuple[Json, Json]]:
    """Those of the kind that was named, else all."""
    kind = cues.value("errand_kind", turn.text)
    return [pair for pair in found if pair[1]["errand"] == kind] or found


def _leaving(errand: Json) -> Buttons:
    """The button that takes it back, asked of the form that ordered it."""
    intent = entry("errands.ordered_by").get(errand["errand"])
    if not errand["can_cancel"] or not intent:
        return []
    said = [Said("known", f"cancel_{errand['errand']}"), Said("contract", errand["contract_no"])]
    return [{"title": str(entry("errands.leave")), "payload": presses.payload(intent, said)}]
