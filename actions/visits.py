"""Test drives and visits to a showroom: where, when, confirmed, put into the calendar, left."""

from typing import Any

from actions.shared import asides, cues, office, presses, sharing
from actions.shared.acts import Act
from actions.shared.asides import AGREED, LOGIN
from actions.shared.turn import Buttons, Said, Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.backoffice import BackOfficeRefused
from foundation.cards import Appointment, Receipt, card

Json = dict[str, Any]
KIND, AT, CITY = "visit_kind", "visit_at", "city"
MOVE, CANCEL, BOOK = "move", "cancel", "book"
TIMES = frozenset({"ordinal", "date", "time", "city"})
TAKEN, STANDS = "SLOT_TAKEN", "VISIT_STANDS"
MOST = 4


class VisitForm(Act):
    """City, time, then who it is and the confirmation; one that stands is moved or left."""

    form = "visit_form"
    entries = frozenset({"book_appointment"})
    forgets = (KIND, AT)

    def name(self) -> str:
        return "visit_form"

    def is_mine(self, turn: Turn) -> bool:
        """A place, a day or an hour answers what was asked."""
        answered = turn.question in {CITY, AT} and bool(_times(turn))
        return answered or super().is_mine(turn)

    async def next_question(self, turn: Turn) -> str | None:
        """Free times are seen without signing in; who books does."""
        return await self.as_customer(turn)

    async def as_customer(self, turn: Turn) -> str | None:
        """Where, when, who, then the confirmation."""
        kind = _kind(turn)
        standing = await _standing(turn, kind)
        wanted = _wanted(turn)
        if standing and wanted == CANCEL:
            return self._leave(turn, standing)
        if standing and wanted != MOVE and turn.question is None:
            _show_standing(turn, standing)
            return None
        if not turn.get(CITY):
            return CITY
        return await self._when(turn, standing)

    async def _when(self, turn: Turn, standing: Json | None) -> str | None:
        city, day = turn.get(CITY), turn.first("date")
        dealers = (await office.ask("visit_slots", city, day))["items"]
        if not dealers:
            turn.set(CITY, None)
            turn.say("utter_no_dealer_there", city=city, cities=await _cities())
            return CITY
        times = _offered(dealers, day)
        chosen = _picked(turn, times) or (None if _says_when(turn) else turn.get(AT))
        turn.set(AT, chosen)
        if chosen is None:
            if not times:
                turn.say("utter_visit_no_times", city=city)
                return None
            shown = _to_show(times, turn.first("time"))
            buttons = _buttons(shown)
            asides.put(turn, self.form, AT, items=shown, buttons=buttons)
            turn.say_text(_times_told(turn, shown))
            return AT
        if not turn.is_customer:
            return LOGIN
        return self._confirm(turn, chosen, standing)

    def _confirm(self, turn: Turn, chosen: Json, standing: Json | None) -> str:
        kind = _kind(turn)
        facts = {
            "act": MOVE if standing else BOOK,
            "number": standing["visit_no"] if standing else None,
            "kind": kind,
            "dealer_id": chosen["dealer_id"],
            "starts_at": chosen["starts_at"],
            "vehicle_key": turn.get("vehicle_model"),
        }
        values = {
            "kind": entry(f"visits.kinds.{kind}"),
            "when": zh.moment(chosen["starts_at"]),
            "dealer": chosen["dealer"],
            "address": chosen["address"],
        }
        return self.confirm(turn, "visits.book", facts, **values)

    def _leave(self, turn: Turn, standing: Json) -> str:
        facts = {"act": CANCEL, "number": standing["visit_no"]}
        return self.confirm(turn, "visits.cancel", facts, what=standing["what"])

    async def without_value(self, turn: Turn, asked: str) -> str | None:
        """A time said is the value; of don't-know the first time is offered."""
        if asked in {AT, AGREED} and _says_when(turn):
            return ""
        if asked == CITY and turn.intent in {"dont_know", "deny"}:
            self.over(turn)
            turn.say("utter_dealer_cities", cities=await _cities())
            turn.asked = True
            return None
        return await super().without_value(turn, asked)

    async def refused(self, turn: Turn, refusal: BackOfficeRefused) -> bool:
        """A time that was just taken, or a visit that stands: what is possible instead."""
        if refusal.code not in {TAKEN, STANDS}:
            return False
        turn.set(AT, None)
        asides.drop(turn, self.form)
        await self.put_again(turn, refusal.title)
        return True

    async def commit(self, turn: Turn, facts: Json, key: str) -> str:
        """Do it; receipt and appointment in one."""
        visit = await _carry_out(turn, facts, key)
        data = Receipt(
            request_no=visit["visit_no"],
            what=visit["what"],
            effective=visit["state_zh"],
            next=visit["next"],
        )
        text = phrase("visits.receipt_text", **data.model_dump())
        turn.show(card(entry("visits.receipt_titles")[facts["act"]], text, data))
        if facts["act"] != CANCEL:
            _show(turn, visit)
        turn.asked = True
        return str(visit["visit_no"])


async def _carry_out(turn: Turn, facts: Json, key: str) -> Json:
    if facts["act"] == CANCEL:
        return await office.ask("cancel_visit", turn.actor, facts["number"], key)
    where = {name: facts[name] for name in ("dealer_id", "starts_at")}
    await sharing.agree(turn, key)
    if facts["act"] == MOVE:
        return await office.ask("move_visit", turn.actor, facts["number"], where, key)
    request = {
        "customer_id": turn.owner["id"],
        "kind": facts["kind"],
        "vehicle_key": facts["vehicle_key"],
        "confirm": True,
        **where,
    }
    return await office.ask("book_visit", turn.actor, request, key)


def _times(turn: Turn) -> list[Any]:
    return [turn.first(kind) for kind in TIMES if turn.first(kind) is not None]


def _says_when(turn: Turn) -> bool:
    return any(turn.first(kind) is not None for kind in ("ordinal", "date", "time"))


def _kind(turn: Turn) -> str:
    """What is wished for, as far as it was said."""
    heard = cues.value("visit_kind", turn.text)
    if heard:
        turn.set(KIND, heard)
    return str(heard or turn.get(KIND) or entry("visits.usual_kind"))


def _wanted(turn: Turn) -> str | None:
    pressed = turn.first("known")
    if pressed in {MOVE, CANCEL}:
        return str(pressed)
    if cues.heard("visit_cancel", turn.text):
        return CANCEL
    return MOVE if cues.heard("another_time", turn.text) or turn.question is not None else None


async def _standing(turn: Turn, kind: str) -> Json | None:
    """The visit of this kind that is still to come."""
    if not turn.is_customer:
        return None
    items = (await office.ask("visits", turn.actor, turn.owner["id"]))["items"]
    coming = [visit for visit in items if visit["state"] == "BOOKED"]
    return next((visit for visit in coming if visit["kind"] == kind), None)


def _show_standing(turn: Turn, visit: Json) -> None:
    _show(turn, visit)
    acts = ((MOVE, "visits.move_it"), (CANCEL, "visits.cancel_it"))
    buttons: Buttons = [
        {
            "title": entry(title),
            "payload": presses.payload("book_appointment", [Said("known", act)]),
        }
        for act, title in acts
    ]
    turn.say("utter_visit_stands", what=visit["what"], buttons=buttons)
    turn.asked = True


def _show(turn: Turn, visit: Json) -> None:
    bring = phrase("shared.comma").join(visit["bring"])
    text = phrase(
        "visits.card_text", what=visit["what"], address=visit["dealer"]["address"], bring=bring
    )
    data = Appointment(
        kind=visit["kind"],
        dealer=visit["dealer"],
        starts_at=visit["starts_at"],
        ics_url=visit["ics_url"],
        bring=visit["bring"],
    )
    turn.show(card(phrase("visits.card_title", kind=visit["kind_zh"]), text, data))


async def _cities() -> str:
    items = (await office.ask("cities"))["items"]
    return phrase("shared.comma").join(item["city"] for item in items)


def _offered(dealers: list[Json], day: str | None) -> list[Json]:
    """All free times with their dealer; of the day that was said where it has some."""
    times = [
        {
            "dealer_id": one["dealer"]["dealer_id"],
            "dealer": one["dealer"]["name"],
            "address": one["dealer"]["address"],
            "starts_at": at,
        }
        for one in dealers
        for at in one["slots"]
    ]
    return [one for one in times if one["starts_at"][:10] == day] or times


def _to_show(times: list[Json], hour: str | None) -> list[Json]:
    """Of one dealer so that places compare: at the hour that was said, else spread over days."""
    first = [one for one in times if one["dealer_id"] == times[0]["dealer_id"]]
    at_hour = [one for one in first if one["starts_at"][11:16] == hour]
    days = {one["starts_at"][:10] for one in first}
    if at_hour:
        return at_hour[:MOST]
    if len(days) == 1:
        return first[:: max(1, len(first) // MOST)][:MOST]
    return list({one["starts_at"][:10]: one for one in reversed(first)}.values())[::-1][:MOST]


def _picked(turn: Turn, times: list[Json]) -> Json | None:
    """The free time that place, day and hour tell from the others."""
    place, shown = turn.first("ordinal"), asides.here(turn).get("items") or []
    if place is not None:
        index = int(place) - 1 if int(place) > 0 else int(place)
        return shown[index] if -len(shown) <= index < len(shown) else None
    hour = turn.first("time")
    if hour is None:
        return None
    days = {one["starts_at"][:10] for one in (shown if turn.first("date") is None else times)}
    left = [one for one in times if one["starts_at"][11:16] == hour]
    left = [one for one in left if one["starts_at"][:10] in days]
    same_day = len({one["starts_at"][:10] for one in left}) == 1
    return left[0] if left and same_day else None


def _buttons(times: list[Json]) -> Buttons:
    return [
        {
            "title": zh.moment(one["starts_at"]),
            "payload": presses.payload("book_appointment", [Said("ordinal", place)]),
        }
        for place, one in enumerate(times, start=1)
    ]


def _times_told(turn: Turn, times: list[Json]) -> str:
    day = turn.first("date")
    missed = bool(day) and times[0]["starts_at"][:10] != day
    told = phrase("shared.comma").join(zh.moment(one["starts_at"]) for one in times)
    before = entry("visits.not_that_day") if missed else ""
    return before + phrase("visits.times", dealer=times[0]["dealer"], times=told)
