"""Settling early: the figures of a day, at most one offer beside them, confirmed once."""

from typing import Any

from actions.settlement import quoted, retention
from actions.shared import asides, cues, loans, presses, questions
from actions.shared.asides import AGREED
from actions.shared.errand_forms import ErrandForm
from actions.shared.errands import cites
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry, phrase
from foundation import zh

Json = dict[str, Any]
DAY, OFFER = "settle_on", "settle_offer"


class SettlementForm(ErrandForm):
    """Which car, the figures at once, on which day; then the confirmation."""

    form = "settlement_form"
    errand = "settlement"
    page = "settle"
    intent = "early_settlement"
    entries = frozenset({"early_settlement"})
    forgets = (DAY, OFFER)
    answered_by = {DAY: frozenset({"date"}), AGREED: frozenset({"date"})}

    def name(self) -> str:
        return "settlement_form"

    def hear(self, turn: Turn) -> list[str]:
        """A day; what was answered to the offer."""
        told = []
        if day := turn.first("date"):
            turn.set(DAY, day)
            told.append(DAY)
        answer = retention.answer(turn) if turn.question == OFFER else turn.first("known")
        if answer in retention.ANSWERS:
            turn.set(OFFER, answer)
            told.append(OFFER)
        return told

    def hears_more(self, turn: Turn) -> bool:
        """Another day, or another car; a late answer to the offer changes no figure."""
        return DAY in self.told(turn) or turn.first("vehicle_model") is not None

    def settled(self, turn: Turn, loan: Json) -> None:
        """There is nothing left to settle."""
        day = loans.full_day(loan["settled_on"]) if loan["settled_on"] else ""
        turn.say("utter_settlement_settled", car=loans.car(loan), day=day)

    def default(self, turn: Turn, slot: str) -> tuple[Any, str] | None:
        """The day that the figures were shown for; to go on without the offer."""
        if slot == DAY and (day := asides.here(turn).get("day")):
            return day, phrase("settlement.that_day", day=zh.day(day))
        return (retention.GO_ON, "") if slot == OFFER else None

    async def without_value(self, turn: Turn, asked: str) -> str | None:
        """A day that has passed, or that no calendar has, is said to be so."""
        if asked == OFFER and turn.intent == "deny":
            turn.set(OFFER, retention.DECLINE)
            return ""
        if asked in {DAY, AGREED} and (why := _no_such_day(turn)):
            questions.ask(turn, asked, why)
            return None
        return await super().without_value(turn, asked)

    async def as_customer(self, turn: Turn) -> str | None:
        """What was answered to the offer is carried out before anything else."""
        if OFFER in self.told(turn) and (said := await retention.take(turn, turn.get(OFFER))):
            turn.say_text(said)
        return await super().as_customer(turn)

    async def begin(self, turn: Turn, loan: Json) -> str | None:
        """The figures of the day; without a day those of today, and which day it shall be."""
        if not self.window(turn, loan, "settle"):
            return None
        if why := _no_such_day(turn):
            turn.say_text(why)
        day = turn.get(DAY)
        trial = await self._shown(turn, loan, day or _today(turn, loan))
        if trial is None:
            return self._another_day(turn, loan)
        if day is None:
            _ask_day(turn, trial)
            return DAY
        if retention.put(turn, trial["offer"]):
            asides.put(turn, self.form, OFFER, trial=trial, buttons=entry("settlement.to_offer"))
            return OFFER
        values = quoted.values(loan, trial["figures"])
        return self.confirm(turn, "settlement.confirm", cites(trial), **values)

    def good_to(self, trial: Json) -> str:
        """A day that has passed is none to settle on."""
        return min(super().good_to(trial), str(trial["figures"]["settle_on"]))

    async def _shown(self, turn: Turn, loan: Json, day: str) -> Json | None:
        """The trial of a day with its card; what was shown already is not shown twice."""
        kept = self.kept(turn, loan)
        if kept and kept["figures"]["settle_on"] == day:
            return kept
        trial = await self.figures(turn, loan, {"settle_on": day})
        if trial is not None:
            turn.show(quoted.settlement(loan, trial))
        return trial

    def _another_day(self, turn: Turn, loan: Json) -> str | None:
        """Another day mends a debit in flight or a day too far; it mends no card."""
        if loans.cannot_be_drawn(loan):
            turn.say("utter_errand_first_that")
            return None
        asides.put(turn, self.form, DAY)
        return self.ask_anew(turn, DAY)


def _no_such_day(turn: Turn) -> str | None:
    """Why what was said is no day to settle on."""
    if not turn.text or turn.first("date"):
        return None
    kind = cues.value("settle_day", turn.text)
    return str(entry(f"settlement.days.{kind}")) if kind else None


def _today(turn: Turn, loan: Json) -> str:
    """The business date, as the message or the loan's own window tells it."""
    froms = [one["from"] for one in loan["windows"] if one["errand"] == "settle"]
    return str(turn.metadata.get("business_date") or next(iter(froms), ""))


def _ask_day(turn: Turn, trial: Json) -> None:
    day = trial["figures"]["settle_on"]
    press = presses.payload("early_settlement", [Said("date", day)])
    button = {"title": phrase("settlement.on_day", day=zh.day(day)), "payload": press}
    asides.put(turn, SettlementForm.form, DAY, day=day, trial=trial, buttons=[button])
