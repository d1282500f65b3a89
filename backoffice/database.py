"""The back office's tables: their base, their sessions, and rows with a validity period."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, sessionmaker

from foundation.database import Model, engine, metadata


class Base(Model):
    """Parent of the back office's tables."""

    __abstract__ = True
    metadata = metadata()


class Dated:
    """A row that is law from `valid_from` to `valid_to`, both included; None: until changed."""

    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)

    @classmethod
    def valid_on(cls, day: date) -> sa.ColumnElement[bool]:
        """The condition that a row is in force on `day`."""
        open_end = sa.or_(cls.valid_to.is_(None), cls.valid_to >= day)
        return sa.and_(cls.valid_from <= day, open_end)


# In a session's `info`: its transaction ordered work, someone is to look after the commit.
STIRRED = "stirred"


class Database:
    """Pooled access to the back office's database.

    `info` is what every session carries along; `stirred` is called after a commit with orders.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = engine(url)
        self.info: dict[str, Any] = {}
        self.stirred: Callable[[], None] = lambda: None
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose work is committed at the end, or rolled back on an error."""
        with self._sessions.begin() as session:
            session.info.update(self.info)
            yield session
        if session.info.pop(STIRRED, False):
            self.stirred()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()
