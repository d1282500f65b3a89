"""Names of vehicles and products, read from the back office and kept for a minute."""

import re
import time
from typing import Any

from actions.shared import office
from actions.shared.wording import entry

Json = dict[str, Any]

KEEP_SECONDS = 60.0
_kept: dict[str, tuple[float, list[Json]]] = {}


async def _items(method: str) -> list[Json]:
    at, items = _kept.get(method, (0.0, []))
    if not items or time.monotonic() - at > KEEP_SECONDS:
        items = (await office.ask(method))["items"]
        _kept[method] = (time.monotonic(), items)
    return items


def forget() -> None:
    """Read everything anew at the next question."""
    _kept.clear()


async def vehicles() -> list[Json]:
    """All vehicles with their trims."""
    return await _items("vehicles")


async def products() -> list[Json]:
    """All products with their rules."""
    return await _items("products")


async def vehicle(key: str | None) -> Json | None:
    """The vehicle with this key, or the one that has a trim with it."""
    for item in await vehicles():
        if key in {item["vehicle_key"], *(trim["trim_key"] for trim in item["trims"])}:
            return item
    return None


async def car(key: str) -> Json:
    """The part of a request that names a vehicle or, when `key` is a trim's, the trim."""
    return {"trim_key": key} if await trim(key) else {"vehicle_key": key}


async def trim(key: str | None) -> tuple[Json, Json] | None:
    """The vehicle and trim with this trim key."""
    for item in await vehicles():
        for found in item["trims"]:
            if found["trim_key"] == key:
                return item, found
    return None


async def product(wanted: str | None) -> Json | None:
    """The product with this key, or the first one of this type or offer."""
    items = await products()
    exact = next((item for item in items if item["product_key"] == wanted), None)
    return exact or next((item for item in items if kind(item) == wanted), None)


def kind(product: Json) -> str:
    """The product's type as the language contract names it: an offer counts as its own type."""
    return str(product.get("offer") or product["type"])


def trim_named(vehicle: Json, text: str) -> Json | None:
    """The trim that `text` names by a part of its name that no other trim of the model has."""
    parts = {trim["trim_key"]: set(_parts(trim["name"])) for trim in vehicle["trims"]}
    best: tuple[int, Json | None] = (0, None)
    for trim in vehicle["trims"]:
        others = set().union(*(parts[key] for key in parts if key != trim["trim_key"]))
        for part in parts[trim["trim_key"]] - others:
            if part.lower() in text.lower() and len(part) > best[0]:
                best = (len(part), trim)
    return best[1]


def _parts(name: str) -> list[str]:
    pieces = re.findall(r"[A-Za-z]{2,}|\d{3,}|[\u4e00-\u9fff]+", name)
    suffix = entry("cues.trim_suffix")
    return [
        part for piece in pieces for part in {piece, re.sub(suffix, "", piece)} if len(part) > 1
    ]
