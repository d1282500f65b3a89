"""How far two points on the earth are from each other, along its surface."""

import math
from dataclasses import dataclass

EARTH_METRES = 6_371_008.8  # the mean radius


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees, WGS 84."""

    latitude: float
    longitude: float


def metres(one: Point, other: Point) -> int:
    """The great-circle distance in whole metres."""
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    half_lat = math.sin((lat2 - lat1) / 2)
    half_lon = math.sin(math.radians(other.longitude - one.longitude) / 2)
    half = half_lat**2 + math.cos(lat1) * math.cos(lat2) * half_lon**2
    return round(2 * EARTH_METRES * math.asin(math.sqrt(min(1.0, half))))
