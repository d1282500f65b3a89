"""The business date, as the back office has it; asked at most once in a short while."""

import asyncio
import time
from datetime import date, datetime, timedelta, timezone

import httpx

SHANGHAI = timezone(timedelta(hours=8))
_PAUSE_AFTER_FAILURE = 2.0
_ASK_SECONDS = 0.5


class Calendar:
    """Reads `GET /clock`; while the back office is silent the last known date holds."""

    def __init__(self, http: httpx.AsyncClient, *, seconds: float) -> None:
        self._http = http
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
        try:
            answer = await self._http.get("/clock", timeout=_ASK_SECONDS)
            self._known = date.fromisoformat(answer.json()["business_date"])
            self._until = time.monotonic() + self._seconds
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            self._until = time.monotonic() + _PAUSE_AFTER_FAILURE
