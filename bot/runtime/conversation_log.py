"""The tables of the tracker store and its four statements: load, look, append, delete.

`conversations.length` counts a conversation's events and is its version: an append names the
length it builds on and fails if another process was faster. A checkpoint (see `checkpoint.py`)
stands for the first `checkpoint_length` events, so that a cold load reads only what follows.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.runtime.postgres import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sender_id text NOT NULL UNIQUE,
    length integer NOT NULL,
    checkpoint text,
    checkpoint_length integer NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS events (
    conversation_id bigint NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    position integer NOT NULL,
    type_name text NOT NULL,
    at double precision NOT NULL,
    data text NOT NULL,
    PRIMARY KEY (conversation_id, position)
);
"""
VERSION = "SELECT id, length FROM conversations WHERE sender_id = %s"
LOAD = """
SELECT c.id, c.length, c.checkpoint, c.checkpoint_length,
       ARRAY(SELECT e.data FROM events e
             WHERE e.conversation_id = c.id AND e.position > {since} ORDER BY e.position)
FROM conversations c WHERE c.sender_id = %s
"""
LOAD_RECENT = LOAD.format(since="c.checkpoint_length")
LOAD_ALL = LOAD.format(since="0")
BEGIN = """
WITH head AS (
    INSERT INTO conversations (sender_id, length, checkpoint, checkpoint_length)
    VALUES (%(sender)s, %(count)s, %(checkpoint)s, %(checkpoint_length)s)
    ON CONFLICT (sender_id) DO NOTHING RETURNING id, 0 AS length
)"""
CONTINUE = """
WITH head AS (
    UPDATE conversations
    SET length = length + %(count)s, updated_at = now(),
        checkpoint = coalesce(%(checkpoint)s, checkpoint),
        checkpoint_length = coalesce(%(checkpoint_length)s, checkpoint_length)
    WHERE id = %(id)s AND length = %(length)s RETURNING id, %(length)s AS length
)"""
APPEND = """
, stored AS (
    INSERT INTO events (conversation_id, position, type_name, at, data)
    SELECT head.id, head.length + new.ordinality, new.type_name, new.at, new.data
    FROM head, unnest(%(types)s::text[], %(times)s::float8[], %(data)s::text[])
        WITH ORDINALITY AS new (type_name, at, data, ordinality)
)
SELECT id FROM head
"""


class ConversationMoved(Exception):
    """Another process wrote to this conversation (or deleted it) since it was loaded."""


@dataclass(frozen=True)
class Version:
    """Which state of which conversation; `id` is None before the first event is stored."""

    id: int | None = None
    length: int = 0


@dataclass(frozen=True)
class Loaded:
    """A conversation as stored; `checkpoint` stands for the first `checkpoint_length` events."""

    version: Version
    checkpoint: list[dict[str, Any]]
    checkpoint_length: int
    events: list[dict[str, Any]]


class ConversationLog:
    """The events of all conversations, appended a turn at a time."""

    def __init__(self, url: str) -> None:
        """Take the libpq address of the tracker database; connects at the first statement."""
        self._database = Database(url, SCHEMA)

    async def ping(self) -> None:
        """Raise `DatabaseUnavailable` unless the database answers."""
        await self._database.run("SELECT 1")

    async def version(self, sender_id: str) -> Version:
        """Return the stored version, `Version()` for an unknown conversation."""
        rows = await self._database.run(VERSION, (sender_id,))
        return Version(*rows[0]) if rows else Version()

    async def load(self, sender_id: str, whole: bool = False) -> Loaded | None:
        """Read the last checkpoint and what follows it, or every event if `whole`."""
        rows = await self._database.run(LOAD_ALL if whole else LOAD_RECENT, (sender_id,))
        if not rows:
            return None
        conversation, length, made, made_length, data = rows[0]
        return Loaded(
            version=Version(conversation, length),
            checkpoint=json.loads(made) if made and not whole else [],
            checkpoint_length=0 if whole else made_length,
            events=[json.loads(event) for event in data],
        )

    async def append(
        self,
        sender_id: str,
        version: Version,
        events: Sequence[tuple[str, float, str]],
        checkpoint: tuple[list[dict[str, Any]], int] | None = None,
    ) -> Version:
        """Store a turn in one statement and one commit; return the new version.

        Args:
            sender_id: the conversation.
            version: the version these events follow.
            events: type, time (seconds since 1970) and JSON of each.
            checkpoint: a newer checkpoint and the number of stored events it stands for.

        Raises:
            ConversationMoved: the stored version is another one; nothing was stored.
        """
        types, times, data = (list(column) for column in zip(*events, strict=False))
        made, made_length = checkpoint or (None, None)
        begins = version.id is None
        rows = await self._database.run(
            (BEGIN if begins else CONTINUE) + APPEND,
            {
                "sender": sender_id,
                "id": version.id,
                "length": version.length,
                "count": len(events),
                "checkpoint": None if made is None else json.dumps(made),
                "checkpoint_length": (made_length or 0) if begins else made_length,
                "types": types,
                "times": times,
                "data": data,
            },
        )
        if not rows:
            raise ConversationMoved(f"{sender_id} moved on from {version}")
        return Version(rows[0][0], version.length + len(events))

    async def delete(self, sender_id: str) -> bool:
        """Erase a conversation and all its events; False if there was none."""
        rows = await self._database.run(
            "DELETE FROM conversations WHERE sender_id = %s RETURNING id", (sender_id,)
        )
        return bool(rows)

    async def senders(self) -> list[str]:
        """Return the ids of all conversations."""
        return [row[0] for row in await self._database.run("SELECT sender_id FROM conversations")]

    def close(self) -> None:
        """Close all connections."""
        self._database.close()
