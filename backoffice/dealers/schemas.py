"""Showrooms over HTTP."""

from pydantic import BaseModel


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
