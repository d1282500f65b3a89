"""The title book lent out while the mortgage stands: for what, when it comes, when it is due."""

from typing import Any

from actions.shared import asides, cues, loans, presses
from actions.shared.errand_forms import ErrandForm
from actions.shared.errands import cites, day_or_words
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry

Json = dict[str, Any]
REASON = "title_reason"


class TitleForm(ErrandForm):
    """What it is wanted for, then the days and the duty to give it back, confirmed."""

    form = "title_form"
    errand = "title_loan"
    page = "title"
    intent = "request_settlement_proof"
    known = "title_loan"
    entries = frozenset()
    forgets = (REASON,)

    def name(self) -> str:
        return "title_form"

    def is_mine(self, turn: Turn) -> bool:
        """Wording and presses of our own are ours, whatever they were taken for."""
        if turn.first("known") in entry("title.reasons") or self._cancels(turn):
            return True
        if turn.question == REASON and cues.value("title_loan.reason", turn.text):
            return True
        return cues.heard("title_loan.wanted", turn.text) or super().is_mine(turn)

    def hear(self, turn: Turn) -> list[str]:
        """What the book is wanted for."""
        pressed = turn.first("known")
        heard = pressed if pressed in entry("title.reasons") else None
        heard = heard or cues.value("title_loan.reason", turn.text)
        if heard is None:
            return []
        turn.set(REASON, heard)
        return [REASON]

    def settled(self, turn: Turn, loan: Json) -> None:
        """Released, the book is the customer's: that is what the release of the lien brings."""
        turn.say("utter_title_settled", car=loans.car(loan))
        turn.asked = True

    async def begin(self, turn: Turn, loan: Json) -> str | None:
        """The reason, then what it means, to be confirmed."""
        reason = turn.get(REASON)
        if reason is None:
            asides.put(turn, self.form, REASON, buttons=_buttons())
            return REASON
        trial = await self.figures(turn, loan, {"reason": reason})
        if trial is None:
            return None
        figures = trial["figures"]
        return self.confirm(
            turn,
            "title.confirm",
            cites(trial),
            car=loans.car(loan),
            reason=entry("title.reasons")[reason],
            ship_by=day_or_words(figures["ship_by"]),
            return_by=day_or_words(figures["return_by"]),
            note=figures.get("note") or "",
        )


def _buttons() -> list[dict[str, str]]:
    names = entry("title.reasons")
    return [
        {
            "title": names[reason],
            "payload": presses.payload("request_settlement_proof", [Said("known", reason)]),
        }
        for reason in names
    ]
