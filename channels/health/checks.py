"""Whether all that an answer needs is up."""

import asyncio

import httpx
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.rasa.client import Rasa

_SECONDS = 1.5


class Checks:
    """Asks the database, the engine, the back office and the action server, all at once."""

    def __init__(
        self, engine: AsyncEngine, rasa: Rasa, backoffice: httpx.AsyncClient,
        actions: httpx.AsyncClient,
    ) -> None:  # fmt: skip
        self._engine = engine
        self._rasa = rasa
        self._services = {"backoffice": backoffice, "actions": actions}

    async def _database(self) -> bool:
        try:
            async with asyncio.timeout(_SECONDS), self._engine.connect() as connection:
                await connection.execute(sa.text("SELECT 1 FROM turns LIMIT 1"))
        except (SQLAlchemyError, OSError, TimeoutError):
            return False
        return True

    async def _service(self, name: str) -> bool:
        try:
            answer = await self._services[name].get("/health", timeout=_SECONDS)
        except httpx.HTTPError:
            return False
        return answer.status_code == 200

    async def components(self) -> dict[str, bool]:
        """Each component and whether it is up."""
        names = ("database", "rasa", *self._services)
        states = await asyncio.gather(
            self._database(),
            self._rasa.healthy(_SECONDS),
            *(self._service(name) for name in self._services),
        )
        return dict(zip(names, states, strict=True))
