"""From a position a fan sends to words the dialogue understands: the city with a showroom."""

import math
from typing import Any

import httpx

from channels.wechat.protocol import Incoming
from channels.wechat.wording import phrase
from foundation.log import logger

log = logger(__name__)
_EARTH_KM = 6371.0


def _distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    lat1, lon1, lat2, lon2 = (math.radians(value) for value in (*one, *other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def position_of(incoming: Incoming) -> tuple[float, float] | None:
    """Latitude and longitude; None when they are none."""
    try:
        latitude, longitude = float(incoming.get("Location_X")), float(incoming.get("Location_Y"))
    except ValueError:
        return None
    inside = abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if inside else None


def city_for(
    label: str, position: tuple[float, float] | None, dealers: list[dict[str, Any]]
) -> str | None:
    """The city the label names, else that of the nearest showroom."""
    named = [dealer["city"] for dealer in dealers if dealer["city"] in label]
    if named:
        return str(min(named, key=label.index))
    if position is None or not dealers:
        return None

    def away(dealer: dict[str, Any]) -> float:
        return _distance_km(position, (float(dealer["latitude"]), float(dealer["longitude"])))

    return str(min(dealers, key=away)["city"])


class Nearest:
    """Asks the back office where showrooms are."""

    def __init__(self, backoffice: httpx.AsyncClient) -> None:
        self._backoffice = backoffice

    async def words(self, incoming: Incoming) -> str:
        """What the fan says with his position."""
        label = incoming.get("Label")[:60]
        city = city_for(label, position_of(incoming), await self._dealers())
        if city:
            return phrase("location_city", city=city)
        return phrase("location_place", place=label or phrase("somewhere"))

    async def _dealers(self) -> list[dict[str, Any]]:
        try:
            answer = await self._backoffice.get("/dealers")
            items: list[dict[str, Any]] = answer.raise_for_status().json()["items"]
        except (httpx.HTTPError, ValueError, KeyError) as error:
            log.warning("wechat.dealers.unreachable", error=type(error).__name__)
            return []
        return items
