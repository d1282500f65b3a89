"""The base of an errand that asks: which car, then its own values; what was said outlives a retry.

The slots in `forgets` are the errand's own. `hear` reads them out of the message; a message that
tells one of them changes what stands on the confirm card.
"""

from abc import abstractmethod
from typing import Any, ClassVar

from actions.shared import asides, cues, errands_shown, hearing, loans, office, sentences
from actions.shared.acts import MENDED_ELSEWHERE
from actions.shared.asides import AGREED
from actions.shared.errands import CANCEL, VOID, ErrandAct
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry
from foundation.backoffice import BackOfficeRefused

Json = dict[str, Any]
WHICH = "which_loan"
# Read by the errand itself: what these say is nothing about a car to buy.
SERVICING = frozenset({"vehicle_model", "date", "time", "term", "ratio", "ordinal", "known"})
SERVICING_SUMS = frozenset({None, "prepayment", "balloon", "lump_sum", "loan"})
# With nothing but the value that was asked for, these are its answer.
TAKEN_FOR = frozenset(
    {"adjust_plan", "book_appointment", "calculate_payment", "chitchat", "explain_product"}
)


class ErrandForm(ErrandAct):
    """An errand with values of its own."""

    outlives = MENDED_ELSEWHERE | {VOID}
    # Entities that answer a slot.
    answered_by: ClassVar[dict[str, frozenset[str]]] = {}

    @abstractmethod
    def hear(self, turn: Turn) -> list[str]:
        """Put the own values of this message into their slots; the slots that were told."""

    def fits(self, loan: Json) -> bool:
        """Whether this errand exists for such a loan at all."""
        return True

    def misfit(self, turn: Turn, loan: Json) -> None:
        """Say what there is instead for a loan that does not fit."""
        turn.say(f"utter_{self.form}_misfit", car=loans.car(loan), product=loan["product_name"])

    def default(self, turn: Turn, slot: str) -> tuple[Any, str] | None:
        """What is taken for `slot` when the customer does not know, and how that is said."""
        return None

    # -- listening -------------------------------------------------------------------------------
    def is_mine(self, turn: Turn) -> bool:
        """A message with just what was asked for is its answer, whatever it was taken for."""
        kinds = self.answered_by.get(turn.question or "", frozenset())
        told = [said.entity for said in turn.said]
        if turn.intent in TAKEN_FOR and told and set(told) <= kinds:
            return True
        return super().is_mine(turn) or (turn.intent == "nlu_fallback" and self._answers(turn))

    def _cancels(self, turn: Turn) -> bool:
        """Pressed, or said before a question of ours was open."""
        said = turn.form != self.form or not turn.question
        return super()._cancels(turn) or (said and cues.heard("errand_cancel", turn.text))

    def _answers(self, turn: Turn) -> bool:
        kinds = self.answered_by.get(turn.question or "", frozenset())
        return any(said.entity in kinds for said in turn.said)

    async def take(self, turn: Turn) -> list[str]:
        """The own values into their slots, the customer's needs into theirs."""
        turn.heard += self.hear(turn)
        said = turn.said
        turn.said = [one for one in said if not _of_the_loan(one)]
        changed = await hearing.take(turn)
        turn.said = said
        return changed

    async def answer(self, turn: Turn) -> None:
        """Come back to when the time of its figures has passed, it makes them anew and says so."""
        parked = turn.form != self.form and self.form in (turn.get("parked") or [])
        back = parked or asides.renewing(turn, self.form)
        if not (back and asides.outdated(turn, self.form)):
            await super().answer(turn)
            return
        if parked:
            await self.take(turn)
        asides.drop(turn, self.form)
        await self.put_again(turn, str(entry("errands.another_day")))
        if not asides.of(turn, self.form):
            self.over(turn)

    def told(self, turn: Turn) -> list[str]:
        """The own slots that this message told."""
        return [slot for slot in self.forgets if slot in turn.heard]

    def hears_more(self, turn: Turn) -> bool:
        """An own value, or another car, makes the card void."""
        return bool(self.told(turn)) or turn.first("vehicle_model") is not None

    def _says_more(self, turn: Turn) -> bool:
        return turn.first("contract") is not None or self._cancels(turn) or self.hears_more(turn)

    async def without_value(self, turn: Turn, asked: str) -> str | None:
        """An own value is the answer; who does not know gets the default, said aloud."""
        if self.told(turn) or turn.first("contract") or turn.first("vehicle_model"):
            return ""
        found = self.default(turn, asked)
        unsure = turn.intent == "dont_know" or turn.get("helped") == asked
        if found is not None and unsure:
            turn.set(asked, found[0])
            turn.set("helped", None)
            return found[1]
        return await super().without_value(turn, asked)

    def enter(self, turn: Turn) -> None:
        """Begun anew, what was said for an earlier one is forgotten; parked, it is kept."""
        if turn.form != self.form and self.form not in (turn.get("parked") or []):
            for slot in self.forgets:
                turn.set(slot, None)
        super().enter(turn)

    # -- asking ----------------------------------------------------------------------------------
    async def next_question(self, turn: Turn) -> str | None:
        """What is asked about it in general is answered first, logged in or not."""
        if turn.intent in self.entries and not loans.of_another(turn):
            self._answer_in_general(turn)
        return await super().next_question(turn)

    def _answer_in_general(self, turn: Turn) -> None:
        kind = cues.value(f"asked_about.{self.errand}", turn.text) if turn.text else None
        if kind:
            turn.say_text(str(entry(f"{self.errand}.asked.{kind}")))

    async def as_customer(self, turn: Turn) -> str | None:
        """Which car, whether it can be; then the errand's own questions."""
        if turn.question == AGREED and asides.here(turn) and not self._says_more(turn):
            return AGREED
        items = await loans.own(turn)
        if loans.none_meant(turn, items):
            return None
        fitting = [loan for loan in items if self.fits(loan)] or items
        loan = loans.picked(turn, fitting)
        if loan is None:
            self._put_which(turn, fitting)
            return WHICH
        turn.set("loan", loan["contract_no"])
        return await self._with(turn, loan)

    async def _with(self, turn: Turn, loan: Json) -> str | None:
        standing = next((one for one in loan["errands"] if one["errand"] == self.errand), None)
        if standing is not None:
            return self._tell_standing(turn, loan, standing)
        if loan["state"] == loans.SETTLED:
            self.settled(turn, loan)
        elif not self.fits(loan):
            self.misfit(turn, loan)
        else:
            return await self.begin(turn, loan)
        return None

    def _put_which(self, turn: Turn, items: list[Json]) -> None:
        intent = turn.intent if turn.intent in self.entries else self.intent
        known = self.known if intent == self.intent else None
        buttons = loans.cars(items, intent, known)
        asides.put(turn, self.form, WHICH, buttons=buttons)

    def window(self, turn: Turn, loan: Json, name: str) -> bool:
        """Whether it may be done now; else why not, and from when, is said."""
        found = next((one for one in loan["windows"] if one["errand"] == name), None)
        if found is None or found["allowed"]:
            return True
        why = sentences.bare(found["why_not"] or "")
        turn.say(f"utter_{self.form}_closed", car=loans.car(loan), reasons=why)
        return False

    async def trial(self, turn: Turn, loan: Json, body: Json) -> Json:
        """What it would cost and bring; nothing is done."""
        said = {name: value for name, value in body.items() if value is not None}
        number = loan["contract_no"]
        trial = await office.ask("try_errand", turn.actor, number, self.errand, said)
        trial["good_to"] = self.good_to(trial)
        if trial["eligible"]:
            asides.put(turn, self.form, "", trial=trial)
        return trial

    def good_to(self, trial: Json) -> str:
        """The last day on which these figures can be confirmed."""
        return str(trial["valid_until"])[:10]

    def confirm(self, turn: Turn, wording: str, facts: Json, **values: Any) -> str:
        """The trial stays beside the card, so that another choice of it needs no new one."""
        trial = (asides.of(turn, self.form) or {}).get("trial")
        slot = super().confirm(turn, wording, facts, **values)
        if trial:
            aside = asides.of(turn, self.form) or {}
            asides.put(turn, self.form, **aside | {"slot": slot, "trial": trial})
        return slot

    def kept(self, turn: Turn, loan: Json) -> Json | None:
        """The trial of this loan that was shown with the open question; not shown twice."""
        found: Json | None = (asides.of(turn, self.form) or {}).get("trial")
        if found is None or asides.outdated(turn, self.form):
            return None
        return found if found["contract_no"] == loan["contract_no"] else None

    async def figures(self, turn: Turn, loan: Json, body: Json) -> Json | None:
        """The trial; None when a value of it will not do or it cannot be now: why was said."""
        try:
            trial = await self.trial(turn, loan, body)
        except BackOfficeRefused as refusal:
            if refusal.status != 422:
                raise
            turn.say_text(refusal.title)
            return None
        if trial["eligible"]:
            return trial
        turn.say_text(sentences.joined(trial["reasons"]) + entry("shared.full_stop"))
        return None

    def ask_anew(self, turn: Turn, slot: str) -> str:
        """The value that would not do is forgotten and asked for once more."""
        turn.set(slot, None)
        return slot

    # -- doing -----------------------------------------------------------------------------------
    def _tell_standing(self, turn: Turn, loan: Json, errand: Json) -> str | None:
        if not self._cancels(turn):
            turn.show(errands_shown.timeline(errand))
        return super()._tell_standing(turn, loan, errand)

    def done(self, turn: Turn, errand: Json) -> None:
        """The way that it goes from here."""
        turn.show(errands_shown.timeline(errand))
        turn.say(f"utter_{self.form}_done", buttons=self.leaving(errand))

    async def refused(self, turn: Turn, refusal: BackOfficeRefused) -> bool:
        """Something else is under way: how far it is. Old figures: anew, with what was said."""
        if refusal.code == "ERRAND_OPEN":
            turn.say_text(refusal.title)
            turn.follow("action_tell_errand")
            return True
        if refusal.code == VOID:
            asides.drop(turn, self.form)
        return await super().refused(turn, refusal)


def _of_the_loan(said: Said) -> bool:
    if said.entity == "amount":
        return said.role in SERVICING_SUMS
    return said.entity in SERVICING


def cancels(errand: str) -> Said:
    """What a press says that takes a running errand of this kind back."""
    return Said("known", f"{CANCEL}_{errand}")
