"""The business date, as the back office has it; asked at most once in a short while."""

import asyncio
import json
import time
from datetime import date, datetime, timedelta, timezone

import httpx

from channels.rasa.wire import Wire

SHANGHAI = timezone(timedelta(hours=8))
_PAUSE_AFTER_FAILURE = 2.0
ASK_SECONDS = 0.5


class Calendar:
    """Reads `GET /clock`; while the back office is silent the last known date holds."""

    def __init__(self, wire: Wire, *, seconds: float) -> None:
        self._wire = wire
        self._seconds = seconds
        self._known: date | None = None
        self._until = 0.0

    def soon(self) -> asyncio.Task[str]:
        """The business date, asked for while something else is done; never fails."""
        return asyncio.create_task(self.business_date())

    async def business_date(self) -> str:
        """The business date, ISO; today in China when it was never told."""
        if time.monotonic() >= self._until:
            await self._ask()
        return (self._known or datetime.now(SHANGHAI).date()).isoformat()

    async def _ask(self) -> None:
        asked = time.monotonic()
        try:
            _, body = await self._wire.call("GET", "/clock")
            self._known = date.fromisoformat(json.loads(body)["business_date"])
            self._until = asked + self._seconds
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            self._until = time.monotonic() + _PAUSE_AFTER_FAILURE

    async def close(self) -> None:
        """Close the connection."""
        await self._wire.close()
