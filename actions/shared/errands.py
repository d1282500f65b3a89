"""The base of acts on a running loan: its car, what stands already, figures, one command, receipt.

An errand is tried first, which does nothing; the confirm card shows the figures of that trial and
the command cites it. Who is not known well enough proves it on the errand's page.
"""

import re
from abc import abstractmethod
from typing import Any, ClassVar

from actions.shared import asides, loans, office, presses, refusals, sentences
from actions.shared.acts import Act
from actions.shared.turn import Buttons, Said, Turn
from actions.shared.wording import entry, phrase
from foundation.backoffice import BackOfficeRefused
from foundation.cards import Action, Card, Receipt, card

Json = dict[str, Any]
CANCEL = "cancel"
# The figures do not hold any more: they are shown anew.
VOID = "TRIAL_VOID"
ISO_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


class ErrandAct(Act):
    """An act on one of the customer's loans that cites a trial."""

    # Its name in the back office, and the last part of its page's address.
    errand: ClassVar[str]
    page: ClassVar[str]
    # What its own buttons say again; `known` where the intent alone leads elsewhere.
    intent: ClassVar[str]
    known: ClassVar[str | None] = None

    @abstractmethod
    async def begin(self, turn: Turn, loan: Json) -> str | None:
        """The slot to ask about this running loan, or None when it was said why there is none."""

    @abstractmethod
    def settled(self, turn: Turn, loan: Json) -> None:
        """Say what holds for a loan that is settled."""

    @abstractmethod
    def done(self, turn: Turn, errand: Json) -> None:
        """What is said beside the receipt."""

    async def next_question(self, turn: Turn) -> str | None:
        """Of another's loan nothing is told, logged in or not."""
        if loans.of_another(turn):
            turn.say("utter_loan_of_another")
            return None
        return await super().next_question(turn)

    def _cancels(self, turn: Turn) -> bool:
        return bool(turn.first("known") == f"{CANCEL}_{self.errand}")

    def _tell_standing(self, turn: Turn, loan: Json, errand: Json) -> str | None:
        """How far it is; taken back when that is wanted and still possible."""
        if self._cancels(turn) and errand["can_cancel"]:
            number = errand["request_no"]
            facts = {"act": CANCEL, "request_no": number}
            values = {"what": errand["errand_zh"], "number": number, "car": loans.car(loan)}
            return self.confirm(turn, "errands.cancel", facts, **values)
        turn.show(receipt(errand))
        state, coming = errand["state_zh"], sentences.bare(errand["next"]["label"])
        turn.say(
            "utter_errand_stands",
            car=loans.car(loan),
            what=errand["errand_zh"],
            state=state,
            next=coming,
            buttons=self.leaving(errand),
        )
        turn.asked = True
        return None

    def leaving(self, errand: Json) -> Buttons:
        """The button that takes the errand back, while that is possible."""
        if not errand["can_cancel"]:
            return []
        said = Said("known", f"{CANCEL}_{self.errand}")
        contract = Said("contract", errand["contract_no"])
        press = presses.payload(self.intent, [said, contract])
        return [{"title": str(entry("errands.leave")), "payload": press}]

    async def commit(self, turn: Turn, facts: Json, key: str) -> str:
        """Order what the trial showed, or take back what was ordered; its receipt."""
        if facts.get("act") == CANCEL:
            done = await office.ask("cancel_errand", turn.actor, facts["request_no"], key)
            turn.show(receipt(done))
            turn.say("utter_errand_cancelled", what=done["errand_zh"])
        else:
            cited = {name: facts[name] for name in facts if name != "contract_no"}
            request = {"errand": self.errand, "confirm": True, **cited}
            done = await office.ask("order_errand", turn.actor, facts["contract_no"], request, key)
            turn.show(receipt(done))
            self.done(turn, done)
        turn.asked = True
        return str(done["request_no"])

    async def refused(self, turn: Turn, refusal: BackOfficeRefused) -> bool:
        """To be known better: on the page of this errand. Old figures: shown anew."""
        if refusal.code == "LEVEL_TOO_LOW":
            number = (asides.of(turn, self.form) or {})["facts"].get("contract_no")
            refusals.step_up(turn, refusal, address(str(number), self.page) if number else None)
            return True
        if refusal.code != VOID:
            return False
        await self.put_again(turn, refusal.title + entry("errands.anew"))
        if not asides.of(turn, self.form):
            self.over(turn)
        return True


def address(contract_no: str, page: str) -> str:
    """The page of an errand on this loan."""
    return phrase("errands.page", number=contract_no, page=page)


def cites(trial: Json, **extras: Any) -> Json:
    """What a command of this trial says: which figures were confirmed, and what was chosen."""
    facts = {name: trial[name] for name in ("contract_no", "trial_id", "hash")}
    return facts | {name: value for name, value in extras.items() if value}


def receipt(errand: Json) -> Card:
    """What was ordered, from when it holds, what comes next, and the page that follows it."""
    told = errand["receipt"]
    data = Receipt(
        request_no=errand["request_no"],
        what=told["what"],
        effective=day_or_words(told["effective"]),
        next=told["next"],
    )
    text = phrase("errands.receipt", state=errand["state_zh"], **data.model_dump())
    page = errand["next"]["page"]
    follow = [Action(label=entry("errands.follow"), url=page)] if page else []
    return card(errand["errand_zh"], text, data, follow)


def day_or_words(value: str) -> str:
    """A date with its year and weekday; words stay as they are."""
    return loans.full_day(value) if ISO_DAY.match(value) else value
