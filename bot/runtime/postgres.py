"""Runs single SQL statements on PostgreSQL without ever holding up Rasa's event loop.

Every worker thread keeps one connection, in autocommit: one statement is one round trip and one
commit. A connection found dead (the server was restarted) is replaced once; whoever writes must
therefore use statements that do no harm when repeated.
"""

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg2

CONNECT_TIMEOUT_SECONDS = 3
STATEMENT_TIMEOUT_MS = 5_000
PATIENCE_SECONDS = 8.0  # a server that hangs does not even time its statements out
SCHEMA_LOCK = 736_251_001  # any number, the same for all replicas


class DatabaseUnavailable(Exception):
    """PostgreSQL cannot be reached, or gave up on a statement; try later."""


class Database:
    """One database and the threads that talk to it; connects at the first statement."""

    def __init__(self, url: str, schema: str, workers: int = 4) -> None:
        """Take note of the address; nothing is opened yet.

        Args:
            url: libpq address, `postgresql://user@host/name` or with `?host=<socket folder>`.
            schema: statements that create what is missing; run once a process.
            workers: threads, and so connections, at most.
        """
        self._url = url
        self._schema = schema
        self._schema_stands = False
        self._lock = threading.Lock()
        self._local = threading.local()
        self._connections: list[Any] = []
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix="postgres")

    async def run(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Execute one statement in a worker thread; return the rows it produced.

        Raises:
            DatabaseUnavailable: no connection, no answer in time; it may still have happened.
        """
        work = asyncio.get_running_loop().run_in_executor(self._workers, self.execute, sql, values)
        try:
            return await asyncio.wait_for(work, PATIENCE_SECONDS)
        except asyncio.TimeoutError as error:
            raise DatabaseUnavailable(f"no answer in {PATIENCE_SECONDS} s") from error

    def execute(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Execute one statement in the calling thread; return the rows it produced.

        Raises:
            DatabaseUnavailable: no connection, or the statement timed out.
        """
        try:
            return self._execute_once(sql, values)
        except (psycopg2.OperationalError, psycopg2.InterfaceError):
            self._forget_connection()
        try:
            return self._execute_once(sql, values)
        except (psycopg2.OperationalError, psycopg2.InterfaceError) as error:
            self._forget_connection()
            raise DatabaseUnavailable(str(error).strip()) from error

    def close(self) -> None:
        """End the threads and close all connections."""
        self._workers.shutdown(wait=True)
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()

    def _execute_once(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self._connection().cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def _connection(self) -> Any:
        connection = getattr(self._local, "connection", None)
        if connection is not None and not connection.closed:
            return connection
        connection = psycopg2.connect(
            self._url,
            connect_timeout=CONNECT_TIMEOUT_SECONDS,
            options=f"-c statement_timeout={STATEMENT_TIMEOUT_MS}",
            application_name="rasa",
        )
        connection.autocommit = True
        self._local.connection = connection
        with self._lock:
            self._connections.append(connection)
            if not self._schema_stands:
                self._create_schema(connection)
        return connection

    def _create_schema(self, connection: Any) -> None:
        with connection.cursor() as cursor:
            # one string is one transaction; the lock keeps replicas that start together apart
            cursor.execute(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK}); {self._schema}")
        self._schema_stands = True

    def _forget_connection(self) -> None:
        connection = getattr(self._local, "connection", None)
        self._local.connection = None
        if connection is None:
            return
        connection.close()
        with self._lock:
            if connection in self._connections:
                self._connections.remove(connection)
