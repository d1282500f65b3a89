"""A car that is lost: what is owed, what the insurer's money leaves, and that paying goes on."""

from decimal import Decimal
from typing import Any

from actions.shared import asides, cues, loans, presses
from actions.shared.errand_forms import ErrandForm
from actions.shared.errands import cites
from actions.shared.turn import Buttons, Said, Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.backoffice import BackOfficeRefused

Json = dict[str, Any]
ACCIDENT, PAID_OUT = "loss_accident_on", "loss_payout_on"
# Pressed to have a loss that is on record settled by the insurer's money.
REPORT = "report_loss"


class TotalLossForm(ErrandForm):
    """When it happened, the figures of the day, then the report after a confirmation."""

    form = "total_loss_form"
    errand = "total_loss"
    page = "total-loss"
    intent = "ask_insurance"
    known = "total_loss"
    entries = frozenset({"ask_insurance"})
    forgets = (ACCIDENT, PAID_OUT)
    answered_by = {ACCIDENT: frozenset({"date"})}

    def name(self) -> str:
        return "total_loss_form"

    def is_mine(self, turn: Turn) -> bool:
        """Other questions about insurance are answered by themselves."""
        about_the_loss = turn.first("known") is not None or cues.heard("insurance.lost", turn.text)
        answers = turn.first("contract") is not None or turn.first("date") is not None
        other = turn.intent in self.entries and not about_the_loss and not answers
        return not other and super().is_mine(turn)

    def hear(self, turn: Turn) -> list[str]:
        """A day: of the accident when that was asked, else the one for which it is counted."""
        said = turn.first("date")
        if said is None:
            return []
        slot = ACCIDENT if turn.question == ACCIDENT else PAID_OUT
        turn.set(slot, _last(turn, said) if slot == ACCIDENT else said)
        return [slot]

    def settled(self, turn: Turn, loan: Json) -> None:
        """Nothing is owed any more."""
        turn.say("utter_total_loss_settled", car=loans.car(loan))
        turn.asked = True

    async def begin(self, turn: Turn, loan: Json) -> str | None:
        """What is known of the loss; a loss that was reported is told, a new one is reported."""
        trial = await self._counted(turn, loan)
        if trial is None:
            return None
        known, said = loan["total_loss"], values(loan, trial["figures"])
        if known and turn.first("known") != REPORT:
            turn.say(_told(trial["figures"]), buttons=_report(loan), **said)
            turn.asked = True
            return None
        accident = turn.get(ACCIDENT) or (known or {}).get("date")
        if accident is None:
            asides.put(turn, self.form, ACCIDENT, said_first=phrase("total_loss.first", **said))
            return ACCIDENT
        facts = cites(trial, details={"accident_on": accident})
        day = loans.full_day(accident)
        return self.confirm(turn, "total_loss.confirm", facts, accident_on=day, **said)

    async def _counted(self, turn: Turn, loan: Json) -> Json | None:
        """The figures of the day that was said; a day that is over was the accident's."""
        said = turn.get(PAID_OUT)
        if said is not None:
            try:
                return await self.trial(turn, loan, {"on": said})
            except BackOfficeRefused as refusal:
                if refusal.status != 422:
                    raise
                turn.set(ACCIDENT, turn.get(ACCIDENT) or _last(turn, said))
                turn.set(PAID_OUT, None)
        return await self.figures(turn, loan, {})

    async def give_back(self, turn: Turn, changed: list[str]) -> str:
        """What is owed and that paying goes on comes before the question."""
        aside = asides.of(turn, self.form) or {}
        return str(aside.get("said_first") or "")


def _last(turn: Turn, day: str) -> str:
    """A day said without its year is read as one to come; an accident was on the last such day."""
    today, year = str(turn.metadata.get("business_date") or day), int(day[:4])
    return day if day <= today else f"{year - 1}{day[4:]}"


def _report(loan: Json) -> Buttons:
    """The way to have the insurer's money settle the loan."""
    said = [Said("known", REPORT), Said("contract", loan["contract_no"])]
    press = presses.payload("ask_insurance", said)
    return [{"title": str(entry("total_loss.report")), "payload": press}]


def _told(figures: Json) -> str:
    """By what the insurer's money leaves."""
    if not figures.get("payout"):
        return "utter_total_loss_awaited"
    short = Decimal(figures["shortfall"] or "0")
    return "utter_total_loss_short" if short else "utter_total_loss_surplus"


def values(loan: Json, figures: Json) -> Json:
    """The figures of a day as a sentence says them."""
    sums = ("principal_outstanding", "accrued_interest", "overdue", "payoff")
    left = ("payout", "surplus", "shortfall")
    return {
        "car": loans.car(loan),
        "on": loans.full_day(figures["on"]),
        **{name: zh.yuan(figures[name]) for name in sums},
        **{name: zh.yuan(figures.get(name) or "0") for name in left},
    }
