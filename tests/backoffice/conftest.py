"""A seeded back office over a database of its own; copies of it for tests that change it."""

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from fastapi.testclient import TestClient
from hypothesis import settings as hypothesis_settings
from psycopg import sql

from backoffice.app import create_app
from backoffice.database import Database
from backoffice.migrate import migrate
from backoffice.seed import seed
from foundation.database import Server, server
from foundation.settings import Settings
from tests.servers import hurried

# A shared machine may be slow at any moment: no example fails for the time it takes.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")

TOKEN = {"Authorization": "Bearer sandbox"}


def _admin(chosen: Server) -> str:
    return chosen.base.set(drivername="postgresql").render_as_string(hide_password=False)


def _execute(chosen: Server, statement: str, *names: str) -> None:
    with psycopg.connect(_admin(chosen), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@pytest.fixture(scope="session")
def database_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A PostgreSQL server with database names of its own."""
    folder: Path = tmp_path_factory.mktemp("postgres")
    handlers = logging.getLogger().handlers[:]
    yield hurried(server(folder, prefix=f"test_{uuid.uuid4().hex[:8]}"))
    # What the applications logged to is closed before the server says goodbye.
    logging.getLogger().handlers = handlers


@contextmanager
def _empty(chosen: Server, room: str) -> Iterator[str]:
    name = chosen.database(room)
    _execute(chosen, "CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0", name)
    try:
        yield chosen.url(room)
    finally:
        _execute(chosen, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@pytest.fixture(scope="session")
def seeded(database_server: Server) -> Iterator[str]:
    """Address of a migrated and seeded database that nobody is connected to."""
    with _empty(database_server, "template") as url:
        migrate(url)
        database = Database(url)
        seed(database)
        database.close()
        yield url


@pytest.fixture
def empty_database(database_server: Server) -> Iterator[str]:
    """Address of a database without tables."""
    with _empty(database_server, f"empty_{uuid.uuid4().hex[:8]}") as url:
        yield url


@contextmanager
def _copy(chosen: Server, room: str) -> Iterator[str]:
    name, template = chosen.database(room), chosen.database("template")
    _execute(chosen, "CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield chosen.url(room)
    finally:
        _execute(chosen, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@pytest.fixture
def copied_database(database_server: Server, seeded: str) -> Iterator[str]:
    """Address of a copy of the seeded database, for one test alone."""
    with _copy(database_server, f"copy_{uuid.uuid4().hex[:8]}") as url:
        yield url


@pytest.fixture(scope="session")
def shared_database(database_server: Server, seeded: str) -> Iterator[str]:
    """Address of a copy for the tests that only ask and never change what others see."""
    with _copy(database_server, "shared") as url:
        yield url


@pytest.fixture(scope="session")
def contract_database(database_server: Server, seeded: str) -> Iterator[str]:
    """Address of a copy that the contract test may change as it likes."""
    with _copy(database_server, "contract") as url:
        yield url


def make_settings(url: str, **others: object) -> Settings:
    """Settings of a back office over the database at `url`."""
    nobody = "http://127.0.0.1:9/leads"
    chosen = {"work": "inline", "DEALER_SYSTEM_URL": nobody, **others}
    if others.get("sandbox") is False:
        for secret in ("dealer_system_secret", "sms_secret", "personal_keys", "personal_index_key"):
            chosen.setdefault(secret, "of-the-tests")
    return Settings(backoffice_database_url=url, log_level="WARNING", **chosen)


@contextmanager
def running_client(settings: Settings) -> Iterator[TestClient]:
    """A client of a started application."""
    with TestClient(create_app(settings), headers=TOKEN) as client:
        yield client


@pytest.fixture(scope="session")
def client(shared_database: str) -> Iterator[TestClient]:
    """The back office, for tests that do not move the clock or change the catalogue."""
    with running_client(make_settings(shared_database)) as started:
        yield started


@pytest.fixture
def own(copied_database: str) -> Iterator[TestClient]:
    """A back office of one test alone."""
    with running_client(make_settings(copied_database)) as started:
        yield started


@pytest.fixture
def keyed() -> Callable[[], dict[str, str]]:
    """Makes headers with a fresh idempotency key."""
    return lambda: {"Idempotency-Key": uuid.uuid4().hex}
