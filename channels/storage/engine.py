"""The async engine of the edge. Statements commit one by one unless a transaction is opened."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def open_engine(url: str, *, pool: int) -> AsyncEngine:
    """A pooled engine in autocommit: one statement, one round trip.

    A dead connection is noticed at its first failing statement and the pool is emptied then;
    asking before each use would cost a round trip a statement.
    """
    return create_async_engine(
        url,
        pool_size=pool,
        max_overflow=pool,
        pool_timeout=3,
        pool_recycle=1800,
        pool_use_lifo=True,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        json_serializer=_dump,
        connect_args={"connect_timeout": 3, "application_name": "chedai-edge"},
    )


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Several statements, all or nothing."""
    async with engine.execution_options(isolation_level="READ COMMITTED").begin() as connection:
        yield connection
