"""Handing back, buying or leasing on: the three ways beside each other, one of them confirmed."""

from typing import Any

from actions.lease_end import inspection, kilometres, shown
from actions.shared import asides, cues, loans, presses
from actions.shared.asides import AGREED
from actions.shared.errand_forms import ErrandForm
from actions.shared.errands import VOID, cites
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry, phrase
from foundation.backoffice import BackOfficeRefused

Json = dict[str, Any]
CHOICE, MONTHS, KM, AT = "lease_choice", "lease_months", "lease_km", "lease_at"
RETURN, BUY, RENEW = "return", "buyout", "renew"
WISHES = {"return_vehicle": RETURN, "buy_out_vehicle": BUY, "renew_lease": RENEW}
TAKEN = "SLOT_TAKEN"
TIMES = frozenset({"ordinal", "date", "time", "city"})


class LeaseEndForm(ErrandForm):
    """Which way, what that way needs to know, then the confirmation."""

    form = "lease_end_form"
    errand = "lease_end"
    page = "lease-end"
    intent = "return_vehicle"
    entries = frozenset(WISHES)
    forgets = (CHOICE, MONTHS, KM, AT)
    outlives = ErrandForm.outlives | {TAKEN, VOID}
    answered_by = {
        MONTHS: frozenset({"term", "ordinal"}),
        KM: frozenset({"amount", "annual_mileage"}),
        AT: TIMES,
        AGREED: TIMES | {"term"},
    }

    def name(self) -> str:
        return "lease_end_form"

    # -- listening -------------------------------------------------------------------------------
    def hear(self, turn: Turn) -> list[str]:
        """The way, the term, the kilometres, a place and time."""
        items = asides.here(turn).get("items") or []
        told = [slot for slot in (CHOICE, MONTHS) if self._heard(turn, slot, items)]
        if (km := kilometres.said(turn, asked=turn.question == KM)) is not None:
            turn.set(KM, km)
            told.append(KM)
        dealers = (asides.here(turn).get("trial") or {}).get("dealers") or []
        if turn.question == AT and (time := inspection.picked(turn, items, dealers)):
            turn.set(AT, time)
            told.append(AT)
        elif turn.question in {AT, AGREED} and inspection.says_when(turn):
            turn.set(AT, None)
            told.append(AT)
        return told

    def _heard(self, turn: Turn, slot: str, items: list[Json]) -> bool:
        value = _choice(turn) if slot == CHOICE else _months(turn, items)
        if value is None or value == turn.get(slot):
            return False
        turn.set(slot, value)
        return True

    def default(self, turn: Turn, slot: str) -> tuple[Any, str] | None:
        """Kilometres are read at the inspection anyway; of two terms the shorter."""
        if slot == KM:
            return kilometres.UNKNOWN, str(entry("lease_end.km_later"))
        items = asides.here(turn).get("items") or []
        if slot == MONTHS and items:
            months = items[0]["months"]
            return months, phrase("lease_end.assumed", months=months)
        return None

    # -- which loans -----------------------------------------------------------------------------
    def fits(self, loan: Json) -> bool:
        """Only what is leased."""
        return loan["lease"] is not None

    def settled(self, turn: Turn, loan: Json) -> None:
        """The lease is over already."""
        turn.say("utter_lease_end_settled", car=loans.car(loan))

    # -- asking ----------------------------------------------------------------------------------
    async def begin(self, turn: Turn, loan: Json) -> str | None:
        """The three ways with today's figures, then the one that is wanted."""
        choice = turn.get(CHOICE)
        if not self.window(turn, loan, choice or RETURN):
            return None
        trial = await self._shown(turn, loan)
        if trial is None:
            turn.say("utter_lease_end_person")
            return None
        if choice is None:
            buttons = [{"title": one["label"], "payload": _press(one)} for one in _ways(trial)]
            asides.put(turn, self.form, CHOICE, buttons=buttons, trial=trial)
            return CHOICE
        if choice == RETURN:
            return self._return(turn, loan, trial)
        if choice == RENEW:
            return self._renew(turn, loan, trial)
        way = next(one for one in trial["figures"]["choices"] if one["choice"] == BUY)
        values = shown.values(loan, trial["figures"], way)
        return self.confirm(turn, "lease_end.buyout", cites(trial, choice=BUY), **values)

    def _return(self, turn: Turn, loan: Json, trial: Json) -> str | None:
        if trial["figures"].get("current_km") is None and turn.get(KM) is None:
            asides.put(turn, self.form, KM, trial=trial)
            return KM
        time = turn.get(AT)
        if time is None:
            times = inspection.offered(turn, trial.get("dealers") or [])
            if not times:
                turn.say("utter_lease_end_no_times")
                return None
            buttons = inspection.buttons(times)
            asides.put(turn, self.form, AT, items=times, buttons=buttons, trial=trial)
            return AT
        way = next(one for one in trial["figures"]["choices"] if one["choice"] == RETURN)
        details = {name: time[name] for name in ("dealer_id", "starts_at")}
        facts = cites(trial, choice=RETURN, details=details)
        values = shown.values(loan, trial["figures"], way) | inspection.values(time)
        return self.confirm(turn, "lease_end.return", facts, **values)

    def _renew(self, turn: Turn, loan: Json, trial: Json) -> str:
        ways = [one for one in trial["figures"]["choices"] if one["choice"] == RENEW]
        way = next((one for one in ways if one["months"] == turn.get(MONTHS)), None)
        if way is None:
            if turn.get(MONTHS) is not None:
                terms = phrase("shared.comma").join(str(one["months"]) for one in ways)
                turn.say_text(phrase("lease_end.no_such_term", terms=terms))
                turn.set(MONTHS, None)
            buttons = [{"title": one["label"], "payload": _press(one)} for one in ways]
            asides.put(turn, self.form, MONTHS, items=ways, buttons=buttons, trial=trial)
            return MONTHS
        facts = cites(trial, choice=RENEW, details={"months": way["months"]})
        values = shown.values(loan, trial["figures"], way)
        return self.confirm(turn, "lease_end.renew", facts, **values)

    async def _shown(self, turn: Turn, loan: Json) -> Json | None:
        """The trial with its card; what was shown already is not shown twice."""
        kept = self.kept(turn, loan)
        if kept and KM not in self.told(turn):
            return kept
        km = turn.get(KM)
        body = {"current_km": km} if km != kilometres.UNKNOWN else {}
        trial = await self.figures(turn, loan, body)
        if trial is not None:
            turn.show(shown.lease_end(loan, trial))
        return trial

    # -- doing -----------------------------------------------------------------------------------
    def done(self, turn: Turn, errand: Json) -> None:
        """A return has its appointment; the others their way."""
        super().done(turn, errand)
        if turn.get(CHOICE) == RETURN and (time := turn.get(AT)):
            turn.show(inspection.appointment(errand, time))

    async def refused(self, turn: Turn, refusal: BackOfficeRefused) -> bool:
        """A time that was just taken by another: those that are left."""
        if refusal.code != TAKEN:
            return await super().refused(turn, refusal)
        turn.set(AT, None)
        asides.drop(turn, self.form)
        await self.put_again(turn, refusal.title)
        return True


def _choice(turn: Turn) -> str | None:
    """The way that was pressed or wished for; none where all are to be compared."""
    pressed = turn.first("known")
    if pressed in WISHES.values():
        return str(pressed)
    if cues.heard("lease_compare", turn.text):
        return None
    return WISHES.get(turn.intent) or cues.value("lease_choice", turn.text)


def _months(turn: Turn, items: list[Json]) -> int | None:
    place = turn.first("ordinal")
    if place is not None and turn.question == MONTHS and 1 <= int(place) <= len(items):
        return int(items[int(place) - 1]["months"])
    term = turn.first("term")
    return int(term) if term is not None else None


def _ways(trial: Json) -> list[Json]:
    """One button a way; the terms of leasing on are asked afterwards."""
    found = {one["choice"]: one for one in reversed(trial["figures"]["choices"])}
    return [
        found[choice] | {"label": entry(f"lease_end.ways.{choice}"), "months": None}
        for choice in (RETURN, BUY, RENEW)
        if choice in found
    ]


def _press(way: Json) -> str:
    said = [Said("known", way["choice"])]
    if way.get("months"):
        said.append(Said("term", way["months"]))
    intent = next(intent for intent, choice in WISHES.items() if choice == way["choice"])
    return presses.payload(intent, said)
