"""Places that customers name, found in a short gazetteer: a city, or a district of one."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from backoffice.dealers.distance import Point
from backoffice.refusals import Refusal
from backoffice.wording import wording

WORDS = wording("dealers/wording/dealers.yml")
FILE = Path(__file__).parent / "data" / "places.yml"
CENTRE = "at"
_NO_NAME = re.compile(r"[\s\x00]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its name, with the centre that distances are measured from."""

    name: str
    city: str
    point: Point


@cache
def _gazetteer() -> dict[str, dict[str, Point]]:
    read = yaml.safe_load(FILE.read_text("utf-8"))
    return {
        city: {name: Point(*map(float, at)) for name, at in entries.items()}
        for city, entries in read.items()
    }


def _named(text: str, names: list[str]) -> str | None:
    """The longest of the names that stand in a text, the first of two as long."""
    found = [name for name in names if name in text]
    return max(found, key=lambda name: (len(name), -text.index(name)), default=None)


def _whole_city(city: str) -> Place:
    return Place(city, city, _gazetteer()[city][CENTRE])


def _district(city: str, district: str) -> Place:
    name = WORDS.say("district", city=city, district=district)
    return Place(name, city, _gazetteer()[city][district])


def find_place(said: str) -> Place:
    """The place a customer named; raises `Refusal`: PLACE_UNKNOWN, PLACE_SEVERAL with their names.

    A district alone is enough where only one city has it.
    """
    text, places = _NO_NAME.sub("", said), _gazetteer()
    city = _named(text, list(places))
    if city is not None:
        rest = text.replace(city, "", 1)
        district = _named(rest, [name for name in places[city] if name != CENTRE])
        district = district or _named(text, [n for n in places[city] if n != city and city in n])
        return _district(city, district) if district else _whole_city(city)
    within = {each: _named(text, [n for n in places[each] if n != CENTRE]) for each in places}
    found = [_district(each, name) for each, name in within.items() if name is not None]
    if not found:
        raise Refusal("PLACE_UNKNOWN")
    if len(found) > 1:
        raise Refusal("PLACE_SEVERAL", allowed={"places": [place.name for place in found]})
    return found[0]
