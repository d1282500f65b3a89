"""News of talks: who listens to a conversation is woken when it has new lines.

News carries no content. A listener reads the lines behind its position from the database, so that
nothing is lost or doubled, whoever wrote them. News of other edges comes by `LISTEN edge_news`.
"""

import asyncio
from collections import Counter, defaultdict

import psycopg
from sqlalchemy.engine import make_url

from channels.health.metrics import STREAMS
from foundation.log import logger

log = logger(__name__)
CHANNEL = "edge_news"
_RETRY_SECONDS = 1.0


class Ear:
    """One listener of a conversation."""

    def __init__(self, conversation_id: str, token_hash: bytes) -> None:
        self.conversation_id = conversation_id
        self.token_hash = token_hash
        self.closed = False
        self._event = asyncio.Event()

    def wake(self) -> None:
        self._event.set()

    async def listen(self, seconds: float) -> bool:
        """Wait for news at most so long; whether there is any."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return False
        self._event.clear()
        return True


class News:
    """All listeners of this process, and the line to the other ones."""

    def __init__(self, database_url: str) -> None:
        located = make_url(database_url).set(drivername="postgresql")
        self._address = located.render_as_string(hide_password=False)
        self._ears: defaultdict[str, set[Ear]] = defaultdict(set)
        self._by_session: Counter[bytes] = Counter()
        self._task: asyncio.Task[None] | None = None
        self.closing = False

    def count(self, token_hash: bytes) -> int:
        """Open streams of a session."""
        return self._by_session[token_hash]

    def join(self, ear: Ear) -> None:
        """Begin to listen."""
        self._ears[ear.conversation_id].add(ear)
        self._by_session[ear.token_hash] += 1
        STREAMS.inc()

    def leave(self, ear: Ear) -> None:
        """Stop listening."""
        ears = self._ears[ear.conversation_id]
        ears.discard(ear)
        if not ears:
            del self._ears[ear.conversation_id]
        self._by_session[ear.token_hash] -= 1
        if not self._by_session[ear.token_hash]:
            del self._by_session[ear.token_hash]
        STREAMS.dec()

    def announce(self, conversation_id: str) -> None:
        """Wake the listeners of a conversation."""
        for ear in self._ears.get(conversation_id, ()):
            ear.wake()

    def end(self, token_hash: bytes) -> None:
        """End the streams of a session (signed out, or it speaks for another talk now)."""
        for ears in self._ears.values():
            for ear in ears:
                if ear.token_hash == token_hash:
                    ear.closed = True
                    ear.wake()

    def close(self) -> None:
        """End all streams; called when the process is told to stop."""
        self.closing = True
        for ears in self._ears.values():
            for ear in ears:
                ear.closed = True
                ear.wake()
        if self._task:
            self._task.cancel()

    def start(self) -> None:
        """Begin to hear the other edges."""
        self._task = asyncio.create_task(self._hear())

    async def _hear(self) -> None:
        while not self.closing:
            try:
                connection = await psycopg.AsyncConnection.connect(self._address, autocommit=True)
                async with connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    for ears in list(self._ears.values()):  # what was missed meanwhile
                        for ear in ears:
                            ear.wake()
                    async for note in connection.notifies():
                        self.announce(note.payload)
            except psycopg.Error as error:
                log.warning("news.line.lost", error=type(error).__name__)
            await asyncio.sleep(_RETRY_SECONDS)
