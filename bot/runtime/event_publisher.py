"""Publishes each turn for conversation review: one row, one commit, in the background.

Rasa hands events to a broker one by one, and its SQL broker commits each of them; the tracker
store here hands over a whole turn instead (`publish_turn`). A turn waits in memory while the
events database is away and is sent again until it stands; sending twice does no harm.
"""

import asyncio
import json
import logging
import threading
import time
import uuid
from collections import deque
from dataclasses import dataclass
from typing import Any, Optional

import psycopg2
from rasa.core.brokers.broker import EventBroker
from rasa.utils.endpoints import EndpointConfig

from bot.runtime.postgres import Database, DatabaseUnavailable

logger = logging.getLogger(__name__)

SCHEMA = """
CREATE TABLE IF NOT EXISTS turns (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sender text NOT NULL,
    turn_id text NOT NULL,
    at timestamptz NOT NULL,
    intent text,
    confidence double precision,
    events jsonb NOT NULL,
    UNIQUE (sender, turn_id)
);
CREATE INDEX IF NOT EXISTS turns_at ON turns (at);
CREATE INDEX IF NOT EXISTS turns_intent_at ON turns (intent, at);
"""
INSERT = """
INSERT INTO turns (sender, turn_id, at, intent, confidence, events)
SELECT sender, turn_id, to_timestamp(at), intent, confidence, events::jsonb
FROM unnest(%s::text[], %s::text[], %s::float8[], %s::text[], %s::float8[], %s::text[])
    AS new (sender, turn_id, at, intent, confidence, events)
ON CONFLICT (sender, turn_id) DO NOTHING
"""
BATCH = 50
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 10.0


@dataclass(frozen=True)
class Turn:
    """One row of `turns`; `at` in seconds since 1970, `events` a JSON array."""

    sender: str
    turn_id: str
    at: float
    intent: str | None
    confidence: float | None
    events: str


def turn_of(sender: str, events: list[dict[str, Any]], serialised: list[str]) -> Turn:
    """Describe the events of one turn.

    Args:
        sender: the conversation.
        events: the turn's events as dictionaries, at least one.
        serialised: the same events as JSON, in the same order.
    """
    said = next((event for event in events if event["event"] == "user"), None)
    understood = (said or {}).get("parse_data", {}).get("intent", {})
    return Turn(
        sender=sender,
        turn_id=(said or {}).get("message_id") or uuid.uuid4().hex,
        at=(said or events[0])["timestamp"],
        intent=understood.get("name"),
        confidence=understood.get("confidence"),
        events=f"[{','.join(serialised)}]",
    )


class TurnPublisher(EventBroker):
    """A queue in memory and one thread that empties it into the events database."""

    def __init__(self, url: str, capacity: int = 10_000) -> None:
        """Start the thread; the database need not be up yet.

        Args:
            url: libpq address of the events database.
            capacity: turns held while the database is away; beyond it the oldest are given up.
        """
        self._database = Database(url, SCHEMA, workers=1)
        self._waiting: deque[Turn] = deque()
        self._capacity = capacity
        self._changed = threading.Condition()
        self._sending = threading.Lock()
        self._closing = False
        self.given_up = 0
        self._thread = threading.Thread(target=self._work, name="publisher", daemon=True)
        self._thread.start()

    @classmethod
    async def from_endpoint_config(
        cls, broker_config: EndpointConfig | None, event_loop: Any = None
    ) -> Optional["TurnPublisher"]:
        """Build the publisher Rasa's way, from a block of `endpoints.yml`."""
        if broker_config is None or not broker_config.url:
            return None
        return cls(broker_config.url, **broker_config.kwargs)

    def publish(self, event: dict[str, Any]) -> None:
        """Publish a single event, for callers that know nothing of turns."""
        body = {key: value for key, value in event.items() if key != "sender_id"}
        self.publish_turn(turn_of(event["sender_id"], [body], [json.dumps(body)]))

    def publish_turn(self, turn: Turn) -> None:
        """Queue a turn; returns at once."""
        with self._changed:
            if len(self._waiting) >= self._capacity:
                self._waiting.popleft()
                self.given_up += 1
                logger.error("publisher.turn.given_up: %d since start", self.given_up)
            self._waiting.append(turn)
            self._changed.notify()

    def waiting(self) -> int:
        """Return the number of turns not yet stored."""
        with self._changed:
            return len(self._waiting)

    async def delete(self, sender: str) -> None:
        """Erase every published turn of a conversation, waiting ones too."""
        await asyncio.get_running_loop().run_in_executor(None, self._delete, sender)

    async def close(self, patience_seconds: float = 5.0) -> None:
        """Send what is waiting, for at most `patience_seconds`, and stop."""
        deadline = time.monotonic() + patience_seconds
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(max(0.0, deadline - time.monotonic()))
        if self.waiting():
            logger.error("publisher.closed.unsent: %d turns", self.waiting())

    def _delete(self, sender: str) -> None:
        with self._sending:  # else a batch under way would bring back what is deleted here
            with self._changed:
                self._waiting = deque(turn for turn in self._waiting if turn.sender != sender)
            self._database.execute("DELETE FROM turns WHERE sender = %s", (sender,))

    def _work(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while self._wait_for_turns():
            try:
                with self._sending:
                    batch = self._next_batch()
                    self._send(batch)
                    self._done(batch)
                pause = FIRST_PAUSE_SECONDS
            except DatabaseUnavailable as error:
                logger.warning("publisher.database.unavailable: %s", error)
                time.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def _wait_for_turns(self) -> bool:
        with self._changed:
            while not self._waiting and not self._closing:
                self._changed.wait()
            return bool(self._waiting)

    def _next_batch(self) -> list[Turn]:
        with self._changed:
            return [self._waiting[n] for n in range(min(BATCH, len(self._waiting)))]

    def _send(self, batch: list[Turn]) -> None:
        try:
            self._insert(batch)
        except psycopg2.DataError:
            for turn in batch:  # one turn the database refuses must not hold back the others
                try:
                    self._insert([turn])
                except psycopg2.DataError as error:
                    self.given_up += 1
                    logger.error("publisher.turn.refused: %s %s", turn.turn_id, error)

    def _insert(self, batch: list[Turn]) -> None:
        columns = ("sender", "turn_id", "at", "intent", "confidence", "events")
        self._database.execute(
            INSERT, [[getattr(turn, column) for turn in batch] for column in columns]
        )

    def _done(self, batch: list[Turn]) -> None:
        sent = set(map(id, batch))
        with self._changed:
            while self._waiting and id(self._waiting[0]) in sent:
                self._waiting.popleft()
