"""The catalogue of the day: asked of the back office once a business date."""

import asyncio

import httpx
from pydantic import TypeAdapter, ValidationError

from channels.calculator.schemas import Catalogue, Product, Vehicle
from channels.rasa.calendar import Calendar

_SECONDS = 3.0
_VEHICLES = TypeAdapter(list[Vehicle])
_PRODUCTS = TypeAdapter(list[Product])


class CatalogueUnavailable(Exception):
    """The back office gave none."""


class CatalogueOfTheDay:
    """Keeps the catalogue until the business date changes; callers share one request."""

    def __init__(self, backoffice: httpx.AsyncClient, calendar: Calendar) -> None:
        self._backoffice = backoffice
        self._calendar = calendar
        self._known: tuple[str, Catalogue] | None = None
        self._asking = asyncio.Lock()

    async def today(self) -> Catalogue:
        """The catalogue of this business date. Raises `CatalogueUnavailable`."""
        day = await self._calendar.business_date()
        async with self._asking:
            if self._known is None or self._known[0] != day:
                self._known = day, await self._ask()
            return self._known[1]

    async def _ask(self) -> Catalogue:
        try:
            vehicles, products = await asyncio.gather(
                self._backoffice.get("/vehicles", timeout=_SECONDS),
                self._backoffice.get("/products", timeout=_SECONDS),
            )
            return Catalogue(
                vehicles=_VEHICLES.validate_python(vehicles.raise_for_status().json()["items"]),
                products=_PRODUCTS.validate_python(products.raise_for_status().json()["items"]),
            )
        except (httpx.HTTPError, ValidationError, ValueError, KeyError, TypeError) as error:
            raise CatalogueUnavailable(type(error).__name__) from error
