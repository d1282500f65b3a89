"""A PostgreSQL for the edge's tests, and the world around an edge."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from tenacity import retry, retry_if_exception_type, stop_after_attempt

from channels.migrate import migrate
from channels.storage.tables import Base
from foundation.database import start_embedded
from tests.channels.world import Client, World
from tests.servers import hurried


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated database of the edge on an embedded server."""
    server = hurried(start_embedded(tmp_path_factory.mktemp("pg"), prefix="edgetest"))
    server.create_databases()
    url = server.url("channels")
    migrate(url)
    return url


@pytest.fixture(scope="session")
def database(database_url: str) -> Iterator[sa.Engine]:
    """A plain connection to look into the tables."""
    engine = sa.create_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def clean(database: sa.Engine) -> sa.Engine:
    """The database with empty tables."""
    _truncate(database)
    return database


# An edge that a test let die may still be writing in a thread.
@retry(retry=retry_if_exception_type(OperationalError), stop=stop_after_attempt(5), reraise=True)
def _truncate(database: sa.Engine) -> None:
    names = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with database.begin() as connection:
        connection.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))


@pytest.fixture
def make_world(clean: sa.Engine, database_url: str) -> Iterator[Callable[..., World]]:
    """Makes worlds with switches of their own; not started yet."""
    made: list[World] = []

    def make(**switches: Any) -> World:
        made.append(World(database_url, **switches))
        return made[-1]

    yield make
    for world in made:
        world.stop()


@pytest.fixture
def world(make_world: Callable[..., World]) -> World:
    """A world with a running edge."""
    return make_world().start()


@pytest.fixture
def client(world: World) -> Client:
    """A customer with a fresh session."""
    return world.customer()
