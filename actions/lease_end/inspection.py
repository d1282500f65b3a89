"""Where and when the car is looked at before it is handed back: times offered, picked, shown."""

from typing import Any

from actions.shared import presses
from actions.shared.turn import Buttons, Said, Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.cards import Appointment, Card, card

Json = dict[str, Any]
MOST = 4


def offered(turn: Turn, dealers: list[Json]) -> list[Json]:
    """Free times: of the city and day that were said, else the first of each place's days."""
    day = turn.first("date")
    times = _times(dealers, turn.first("city"))
    of_day = [one for one in times if one["starts_at"][:10] == day]
    if day and not of_day:
        turn.say_text(str(entry("lease_end.no_time_that_day")))
    firsts = {(one["dealer_id"], one["starts_at"][:10]): one for one in reversed(times)}
    spread = sorted(firsts.values(), key=lambda one: one["starts_at"])
    return (of_day or spread)[:MOST]


def _times(dealers: list[Json], city: str | None) -> list[Json]:
    return [
        {**{name: one[name] for name in ("dealer_id", "name", "address")}, "starts_at": at}
        for one in dealers
        for at in one["slots"]
        if city in {None, one["city"]}
    ]


def buttons(times: list[Json]) -> Buttons:
    """One button a time."""
    return [
        {
            "title": phrase("lease_end.time", when=zh.moment(one["starts_at"]), dealer=one["name"]),
            "payload": presses.payload("return_vehicle", [Said("ordinal", place)]),
        }
        for place, one in enumerate(times, start=1)
    ]


def says_when(turn: Turn) -> bool:
    """Whether a place or time was said."""
    return any(turn.first(kind) is not None for kind in ("ordinal", "date", "time", "city"))


def picked(turn: Turn, shown: list[Json], dealers: list[Json]) -> Json | None:
    """The time that its place in the list shown, or day and hour among all, tells from others."""
    place = turn.first("ordinal")
    if place is not None:
        index = int(place) - 1 if int(place) > 0 else int(place)
        return shown[index] if -len(shown) <= index < len(shown) else None
    day, hour = turn.first("date"), turn.first("time")
    if day is None and hour is None:
        return None
    left = [
        one
        for one in _times(dealers, turn.first("city"))
        if day in {None, one["starts_at"][:10]} and hour in {None, one["starts_at"][11:16]}
    ]
    return left[0] if len(left) == 1 else None


def values(time: Json) -> Json:
    """What the confirm card says of it."""
    return {
        "when": zh.moment(time["starts_at"]),
        "dealer": time["name"],
        "address": time["address"],
    }


def appointment(errand: Json, time: Json) -> Card:
    """The card with the file for the calendar, and what to bring."""
    words, booked = entry("lease_end.appointment"), errand["figures"].get("appointment") or {}
    bring = booked.get("bring") or entry("lease_end.bring")
    data = Appointment(
        kind="lease_return",
        dealer={name: time[name] for name in ("dealer_id", "name", "address")},
        starts_at=time["starts_at"],
        ics_url=phrase("lease_end.calendar", number=errand["request_no"]),
        bring=bring,
    )
    told = phrase("shared.comma").join(bring)
    return card(words["title"], words["text"].format(bring=told, **values(time)), data)
