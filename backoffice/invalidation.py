"""Tells every back-office process that what it remembers of the database is no longer true."""

import threading
from collections.abc import Callable
from contextlib import suppress

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from foundation.log import logger

CHANNEL = "backoffice_changed"
RECONNECT_SECONDS = 1.0
POLL_SECONDS = 1.0


def announce(session: Session, what: str) -> None:
    """Tell all processes, when this transaction commits, that `what` changed."""
    session.execute(
        sa.text("SELECT pg_notify(:channel, :what)"), {"channel": CHANNEL, "what": what}
    )


class Listener:
    """Waits in a thread of its own and calls `forget` on each announcement.

    After a lost connection `forget` is called once more: something may have been missed.
    """

    def __init__(self, url: str, forget: Callable[[], None]) -> None:
        address = make_url(url).set(drivername="postgresql")
        self._address = address.render_as_string(hide_password=False)
        self._forget = forget
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="invalidation", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and wait for the thread, which an announcement wakes."""
        self._stopping.set()
        with suppress(psycopg.Error), psycopg.connect(self._address, autocommit=True) as waking:
            waking.execute("SELECT pg_notify(%s, 'stop')", (CHANNEL,))
        self._thread.join(timeout=POLL_SECONDS * 3)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen()
            except psycopg.Error as error:
                logger(__name__).warning("invalidation.lost", error=type(error).__name__)
                self._stopping.wait(RECONNECT_SECONDS)

    def _listen(self) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            self._forget()
            while not self._stopping.is_set():
                for _ in connection.notifies(timeout=POLL_SECONDS, stop_after=1):
                    self._forget()
