"""Showrooms over HTTP."""

from typing import Annotated

from pydantic import BaseModel, Field

PLACE_MOST = 40
NEAREST = 6
MOST = 50
Limit = Annotated[int, Field(strict=True, ge=1, le=MOST)]
Latitude = Annotated[float, Field(strict=True, ge=-90, le=90)]
Longitude = Annotated[float, Field(strict=True, ge=-180, le=180)]


class Service(BaseModel):
    """Something a showroom does for customers."""

    key: str
    name: str


class DealerAnswer(BaseModel):
    """A showroom; coordinates in degrees (WGS 84) as strings."""

    dealer_id: str
    name: str
    city: str
    address: str
    phone: str
    opening_hours: str
    latitude: str
    longitude: str
    services: list[Service] = []  # answers kept from before services were told have none


class Dealers(BaseModel):
    """Showrooms in the order of the list."""

    items: list[DealerAnswer]


class CityAnswer(BaseModel):
    """A city with showrooms."""

    city: str
    dealers: int


class Cities(BaseModel):
    """Cities with at least one showroom."""

    items: list[CityAnswer]


class NearPlace(BaseModel):
    """A place as a customer names it: a city, a district, or both."""

    place: Annotated[str, Field(min_length=1, max_length=PLACE_MOST)]
    limit: Limit = NEAREST


class NearPoint(BaseModel):
    """Where somebody is, in degrees (WGS 84); measured from, kept nowhere."""

    latitude: Latitude
    longitude: Longitude
    limit: Limit = NEAREST


class Origin(BaseModel):
    """What the distances are measured from; `city` is told of a place that was named."""

    name: str
    city: str | None
    latitude: str
    longitude: str


class NearDealer(DealerAnswer):
    """A showroom with its distance in a straight line, and whether it is open now."""

    distance_m: int
    distance_zh: str
    open_now: bool
    open_zh: str


class Nearest(BaseModel):
    """Showrooms, the nearest first."""

    origin: Origin
    items: list[NearDealer]
