"""From a position a fan sends to words the dialogue understands: the city with a showroom."""

from typing import Any

import httpx

from channels.wechat.protocol import Incoming
from channels.wechat.wording import phrase
from foundation.log import logger

log = logger(__name__)


def position_of(incoming: Incoming) -> tuple[float, float] | None:
    """Latitude and longitude; None when they are none."""
    try:
        latitude, longitude = float(incoming.get("Location_X")), float(incoming.get("Location_Y"))
    except ValueError:
        return None
    inside = abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if inside else None


class Nearest:
    """Asks the back office, which measures; where somebody is is kept nowhere."""

    def __init__(self, backoffice: httpx.AsyncClient) -> None:
        self._backoffice = backoffice

    async def words(self, incoming: Incoming) -> str:
        """What the fan says with his position: a city, named or of the nearest showroom."""
        label = incoming.get("Label")[:60]
        city = await self._named(label) or await self._nearest(position_of(incoming))
        if city:
            return phrase("location_city", city=city)
        return phrase("location_place", place=label or phrase("somewhere"))

    async def _named(self, label: str) -> str | None:
        """The first city with showrooms that a label names."""
        cities = [str(item["city"]) for item in await self._items("GET", "/cities")]
        named = [city for city in cities if city in label]
        return min(named, key=label.index, default=None)

    async def _nearest(self, position: tuple[float, float] | None) -> str | None:
        if position is None:
            return None
        latitude, longitude = position
        asked = {"latitude": latitude, "longitude": longitude, "limit": 1}
        found = await self._items("POST", "/dealers/nearest", json=asked)
        return str(found[0]["city"]) if found else None

    async def _items(self, method: str, path: str, **options: Any) -> list[dict[str, Any]]:
        try:
            answer = await self._backoffice.request(method, path, **options)
            items: list[dict[str, Any]] = answer.raise_for_status().json()["items"]
        except (httpx.HTTPError, ValueError, KeyError) as error:
            log.warning("wechat.dealers.unreachable", error=type(error).__name__)
            return []
        return items
