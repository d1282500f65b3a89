"""PostgreSQL servers of the tests: nothing in them has to outlive the machine."""

import os
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL

from foundation.database import Server

# What is written may be lost with the machine, not with a process: killing tests still hold.
_HURRIED = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")


def hurried(server: Server) -> Server:
    """Let an embedded server write without waiting for the disk; a given one is left alone."""
    if not os.environ.get("DATABASE_URL"):
        _hurry(server.base)
    return server


def hurried_in(folder: Path) -> None:
    """The same for the server that runs in `folder`, started by somebody else."""
    told = folder / "postmaster.pid"
    if told.exists():
        lines = told.read_text("utf-8").splitlines()
        _hurry(
            URL.create("postgresql", "postgres", database="postgres",
                       query={"host": lines[4], "port": lines[3]})
        )  # fmt: skip


def _hurry(address: URL) -> None:
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        for name in _HURRIED:
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")
