"""Cannot pay: feelings first, then the ways there are with what each costs, or a person; no offers.

Nothing is promised: the lender decides within two working days and does not collect meanwhile.
"""

import re
from typing import Any

from actions.shared import asides, cues, errands_shown, loans, presses, sentences
from actions.shared.errand_forms import ErrandForm
from actions.shared.errands import cites, day_or_words
from actions.shared.turn import Buttons, Said, Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.backoffice import BackOfficeRefused
from foundation.cards import Card, HardshipOption, HardshipOptions, card

Json = dict[str, Any]
CHOICE, DAY, REASON, MONTHS = "hardship_choice", "hardship_day", "hardship_reason", "hardship_pause"
DUE_DAY, PERSON, OTHER = "due_day", "person", "other"
LAST_DAY = 28


class HardshipForm(ErrandForm):
    """Which way out, on which day where it is the due day; then the confirmation."""

    form = "hardship_form"
    errand = "hardship"
    page = "hardship"
    intent = "report_hardship"
    entries = frozenset({"report_hardship"})
    forgets = (CHOICE, DAY, REASON, MONTHS)
    answered_by = {CHOICE: frozenset({"ordinal"}), DAY: frozenset({"date"})}

    def name(self) -> str:
        return "hardship_form"

    # -- listening -------------------------------------------------------------------------------
    def hear(self, turn: Turn) -> list[str]:
        """The reason, the way that is wanted, the day and how many months, where they are said."""
        heard = {
            REASON: cues.value("hardship.reason", turn.text),
            CHOICE: _way(turn),
            DAY: _day(turn),
            MONTHS: cues.value("hardship.months", turn.text),
        }
        if heard[DAY] and not turn.get(CHOICE):
            heard[CHOICE] = heard[CHOICE] or DUE_DAY
        if heard[CHOICE] == DUE_DAY and heard[DAY] is None:
            heard[DAY] = _proposed_day(turn)
        told = [slot for slot, value in heard.items() if value is not None]
        for slot in told:
            turn.set(slot, heard[slot])
        return told

    def told(self, turn: Turn) -> list[str]:
        """Why it is hard answers nothing that is asked."""
        return [slot for slot in super().told(turn) if slot != REASON]

    # -- asking ----------------------------------------------------------------------------------
    def settled(self, turn: Turn, loan: Json) -> None:
        """Nothing is owed any more."""
        turn.say("utter_hardship_settled", car=loans.car(loan))
        turn.asked = True

    async def begin(self, turn: Turn, loan: Json) -> str | None:
        """The ways there are with what each costs; the chosen one to be confirmed."""
        if turn.get(CHOICE) == PERSON:
            turn.follow("action_request_person")
            return None
        refused = ""
        try:
            trial = await self.trial(turn, loan, _wanted(turn))
        except BackOfficeRefused as refusal:
            if refusal.status != 422:
                raise
            refused = refusal.title
            turn.set(DAY, None)
            turn.set(MONTHS, None)
            trial = await self.trial(turn, loan, _wanted(turn))
        if not trial["eligible"]:
            reasons = sentences.joined(trial["reasons"])
            turn.say("utter_hardship_not_now", care=_care(turn), reasons=reasons)
            turn.asked = True
            return None
        options, choice = trial["figures"]["options"], turn.get(CHOICE)
        chosen = next((one for one in options if one["kind"] == choice), None)
        if chosen is None:
            return self._put_ways(turn, loan, trial, refused)
        if choice == DUE_DAY and turn.get(DAY) is None:
            asides.put(turn, self.form, DAY, said_first=refused or _care(turn))
            return DAY
        return self._put_confirm(turn, loan, trial, chosen)

    def _put_ways(self, turn: Turn, loan: Json, trial: Json, refused: str) -> str:
        """All ways beside the question; one that was wanted and is none here, with the reason."""
        unfit = turn.get(CHOICE)
        turn.set(CHOICE, None)
        turn.set(DAY, None)
        said_first = _care(turn) + refused
        if unfit and unfit != OTHER:
            reasons = sentences.joined(trial["reasons"])
            said_first += phrase("hardship.not_offered", way=entry("hardship.names")[unfit])
            said_first += phrase("hardship.because", reasons=reasons) if reasons else ""
        options = trial["figures"]["options"]
        asides.put(
            turn,
            self.form,
            CHOICE,
            card=ways(loan, trial).model_dump(mode="json", exclude_none=True),
            buttons=_buttons(options),
            items=options,
            said_first=said_first,
            trial=trial,
        )
        return CHOICE

    def _put_confirm(self, turn: Turn, loan: Json, trial: Json, chosen: Json) -> str:
        """What is asked for, word by word as the back office tells it, and what follows."""
        figures, kind = trial["figures"], chosen["kind"]
        details = {"reason": turn.get(REASON), DUE_DAY: turn.get(DAY) if kind == DUE_DAY else None}
        told = {name: value for name, value in details.items() if value is not None}
        facts = cites(trial, choice=chosen.get("choice") or kind, details=told)
        decide_by = day_or_words(figures["decide_by"])
        follows = "reviewed" if chosen["signs"] else "at_once"
        return self.confirm(
            turn,
            "hardship.confirm",
            facts,
            car=loans.car(loan),
            terms=loans.terms(loan),
            irr=zh.percent(loan["irr_pct"]),
            total=zh.yuan(loan["total_interest"]),
            way=_name(chosen),
            why=sentences.bare(chosen.get("why") or ""),
            follows=phrase(f"hardship.follows.{follows}", decide_by=decide_by),
            note=figures["note"],
            **_figures(chosen),
        )

    def done(self, turn: Turn, errand: Json) -> None:
        """What follows: in force already, or being decided."""
        turn.show(errands_shown.timeline(errand))
        response = "utter_hardship_at_once" if errand["state"] == "DONE" else "utter_hardship_asked"
        turn.say(response, buttons=self.leaving(errand))

    async def give_back(self, turn: Turn, changed: list[str]) -> str:
        """Feelings are answered before figures, once."""
        aside = asides.of(turn, self.form) or {}
        return str(aside.get("said_first") or "")

    async def without_value(self, turn: Turn, asked: str) -> str | None:
        """Who cannot choose need not: a person looks at it with him."""
        undecided = asked in {CHOICE, DAY} and turn.intent in {"dont_know", "deny"}
        if undecided and not self.told(turn):
            self.over(turn)
            turn.say("utter_hardship_undecided")
            turn.asked = True
            return None
        return await super().without_value(turn, asked)


def _wanted(turn: Turn) -> Json:
    return {
        "reason": turn.get(REASON),
        DUE_DAY: turn.get(DAY),
        "pause_months": turn.get(MONTHS),
    }


def _care(turn: Turn) -> str:
    """The first words; only where this is what the customer just began with."""
    if (turn.tracker.active_loop or {}).get("name") == HardshipForm.form:
        return ""
    return str(entry("hardship.care")[turn.get(REASON) or "otherwise"])


def _way(turn: Turn) -> str | None:
    """The way that is named: pressed, by its place in the list, or in words."""
    pressed = turn.first("known")
    if pressed in entry("hardship.names"):
        return str(pressed)
    items, place = asides.here(turn).get("items") or [], turn.first("ordinal")
    if place is not None and items and -1 <= int(place) <= len(items) and int(place):
        return str(items[int(place) - (int(place) > 0)]["kind"])
    named: str | None = cues.value("hardship.way", turn.text)
    return named


def _day(turn: Turn) -> int | None:
    """The day of the month that debits should come on; only one that every month has."""
    found = re.search(entry("cues.hardship.new_day"), turn.text)
    number = next((one for one in found.groups() if one), None) if found else None
    if number is None and turn.question == DAY:
        said = turn.first("date")
        bare = re.search(r"\d{1,2}", turn.text)
        number = said[8:10] if said else bare.group() if bare else None
    day = int(number) if number else 0
    return day if 1 <= day <= LAST_DAY else None


def _proposed_day(turn: Turn) -> int | None:
    """The day that the list names, when the way is picked from it."""
    picked = turn.first("known") == DUE_DAY or turn.first("ordinal") is not None
    items = asides.here(turn).get("items") or [] if picked else []
    return next((one["due_day"] for one in items if one["kind"] == DUE_DAY), None)


def _name(option: Json) -> str:
    return str(option.get("label") or entry("hardship.names")[option["kind"]])


def _figures(option: Json) -> Json:
    """What a way costs, each figure in words."""
    payment, extra, until = (
        option.get(name) for name in ("new_payment", "extra_interest", "until")
    )
    return {
        "payment": zh.yuan(payment or "0"),
        "extra": zh.yuan(extra or "0"),
        "until": loans.full_day(until) if until else "",
    }


def ways(loan: Json, trial: Json) -> Card:
    """The `hardship_options` card: each way with what it costs and until when."""
    figures = trial["figures"]
    options = [
        HardshipOption(
            **{name: one[name] for name in HardshipOption.model_fields if one.get(name) is not None}
        )
        for one in figures["options"]
    ]
    data = HardshipOptions(
        contract_no=trial["contract_no"],
        options=options,
        eligible=trial["eligible"],
        reasons=trial["reasons"],
        **({"decide_by": figures["decide_by"]} if figures.get("decide_by") else {}),
    )
    lines = [_line(place, one) for place, one in enumerate(figures["options"], start=1)]
    head = phrase("hardship.card_text", car=loans.car(loan))
    notes = [*trial["reasons"], figures["note"]]
    return card(entry("hardship.card_title"), "\n".join([head, *lines, *notes]), data)


def _line(place: int, option: Json) -> str:
    why = option.get("why") or ""
    kind = "person" if option["kind"] == PERSON else "way"
    values = {"place": place, "label": _name(option), "why": why, **_figures(option)}
    return phrase(f"hardship.line_{kind}", **values)


def _buttons(options: list[Json]) -> Buttons:
    return [
        {
            "title": _name(one),
            "payload": presses.payload("report_hardship", [Said("known", one["kind"])]),
        }
        for one in options
        if one["kind"] != PERSON
    ]
