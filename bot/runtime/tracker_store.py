"""Rasa's tracker store on PostgreSQL: one look and one append a turn, however long the talk.

Live trackers stay in memory between turns (least recently used go first). Each is checked
against the stored version before use, so that any number of servers may share the database, and
is out of the cache while a turn works on it, so that a turn that fails leaves nothing behind.
There is no fallback to memory: errors go up to the channel, and the edge keeps the message.
"""

import json
import logging
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from bot.runtime.checkpoint import checkpoint, cut_position, fitting
from bot.runtime.conversation_log import ConversationLog, Loaded, Version
from bot.runtime.event_publisher import TurnPublisher, turn_of

logger = logging.getLogger(__name__)

MOST_EVENTS = 60  # a live tracker with more than this is shortened after its turn …
KEPT_EVENTS = 24  # … to about this many and a checkpoint: three or four turns


class LiveTracker(DialogueStateTracker):
    """A tracker that knows which of its events are stored."""

    version: Version = Version()
    known: int = 0  # events at its head that need no storing: read from the log, or a checkpoint
    made: int = 0  # of these, how many a checkpoint made up


class PostgresTrackerStore(TrackerStore):
    """See the module; `host` is the libpq address of the tracker database."""

    durable = True

    def __init__(
        self,
        domain: Domain | None = None,
        host: str = "",
        event_broker: EventBroker | None = None,
        cache_size: int = 256,
        **kwargs: Any,
    ) -> None:
        """Open the store; the database is reached at first use.

        Args:
            domain: set again by Rasa when a model is loaded.
            host: libpq address, `postgresql://…`.
            event_broker: gets each stored turn.
            cache_size: live trackers kept in memory.
            kwargs: for Rasa's base class.
        """
        if not host:
            raise ValueError("the tracker store needs the address of its database")
        self._log = ConversationLog(host)
        self._live: OrderedDict[str, LiveTracker] = OrderedDict()
        self._cache_size = cache_size
        super().__init__(domain, event_broker, **kwargs)

    @property
    def domain(self) -> Domain:
        """The domain of the loaded model."""
        return self._domain

    @domain.setter
    def domain(self, domain: Domain | None) -> None:
        self._domain = domain or Domain.empty()
        self._live.clear()

    async def ping(self) -> None:
        """Raise `DatabaseUnavailable` unless the database answers."""
        await self._log.ping()

    def init_tracker(self, sender_id: str) -> LiveTracker:
        """Return an empty tracker that the store can save."""
        return LiveTracker(sender_id, self.domain.slots)

    async def exists(self, conversation_id: str) -> bool:
        """Tell whether anything is stored of a conversation."""
        return (await self._log.version(conversation_id)).id is not None

    async def retrieve(self, sender_id: str) -> LiveTracker | None:
        """Hand out the tracker with its recent events; it leaves the cache until saved."""
        live = self._live.pop(sender_id, None)
        if live is not None and live.version == await self._log.version(sender_id):
            return live
        loaded = await self._log.load(sender_id)
        return self._revived(sender_id, loaded) if loaded else None

    async def latest(self, sender_id: str) -> LiveTracker | None:
        """Return the current tracker for reading; it stays where it is."""
        live = await self.retrieve(sender_id)
        if live is not None:
            self._keep(live)
        return live

    def kept(self, sender_id: str) -> LiveTracker | None:
        """Return the tracker as the last turn of this process left it, unchecked."""
        return self._live.get(sender_id)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Return a tracker of every event that ever happened; it is not kept."""
        loaded = await self._log.load(conversation_id, whole=True)
        if loaded is None:
            return None
        return DialogueStateTracker.from_dict(conversation_id, loaded.events, self.domain.slots)

    async def export(self, sender_id: str) -> list[dict[str, Any]]:
        """Return every stored event of a conversation as it was written, oldest first."""
        loaded = await self._log.load(sender_id, whole=True)
        return loaded.events if loaded else []

    async def delete(self, sender_id: str) -> bool:
        """Erase a conversation here and where its turns were published; False if unknown."""
        self._live.pop(sender_id, None)
        known = await self._log.delete(sender_id)
        if isinstance(self.event_broker, TurnPublisher):
            await self.event_broker.delete(sender_id)
        return known

    async def keys(self) -> Iterable[str]:
        """Return the ids of all conversations."""
        return await self._log.senders()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the events of this turn, publish them, keep the tracker for the next turn.

        Raises:
            DatabaseUnavailable, ConversationMoved: nothing was stored.
        """
        known, version = await self._stored_part(tracker)
        new = list(tracker.events)[known:]
        if not new:
            return
        bodies = [event.as_dict() for event in new]
        serialised = [json.dumps(body) for body in bodies]
        shortened = self._shortened(tracker, version.length + len(new))
        version = await self._log.append(
            tracker.sender_id,
            version,
            [
                (body["event"], body["timestamp"], data)
                for body, data in zip(bodies, serialised, strict=False)
            ],
            shortened and shortened[1],
        )
        self._publish(tracker.sender_id, bodies, serialised)
        if isinstance(tracker, LiveTracker):
            kept = shortened[0] if shortened else tracker
            kept.version, kept.known = version, len(kept.events)
            self._keep(kept)

    async def _stored_part(self, tracker: DialogueStateTracker) -> tuple[int, Version]:
        if isinstance(tracker, LiveTracker):
            return tracker.known, tracker.version
        version = await self._log.version(tracker.sender_id)
        self._live.pop(tracker.sender_id, None)
        return version.length, version  # a whole tracker that Rasa's HTTP API built

    def _revived(self, sender_id: str, loaded: Loaded) -> LiveTracker:
        made = deserialise_events(fitting(loaded.checkpoint, self.domain.slots))
        tracker = self._live_tracker(sender_id, made, deserialise_events(loaded.events))
        tracker.version = loaded.version
        return tracker

    def _live_tracker(
        self, sender_id: str, made: list[Event], happened: list[Event]
    ) -> LiveTracker:
        tracker = LiveTracker.from_events(sender_id, made + happened, self.domain.slots)
        tracker.known, tracker.made = len(tracker.events), len(made)
        return tracker

    def _shortened(
        self, tracker: DialogueStateTracker, length: int
    ) -> tuple[LiveTracker, tuple[list[dict[str, Any]], int]] | None:
        """Build the shorter tracker and its checkpoint, once `tracker` has grown too long.

        Args:
            tracker: a live tracker after its turn.
            length: number of events stored once this turn is.
        """
        if not isinstance(tracker, LiveTracker):
            return None
        if len(tracker.events) - tracker.made <= MOST_EVENTS:
            return None
        events = list(tracker.events)
        position = cut_position(events, KEPT_EVENTS)
        if position is None:
            return None
        made = checkpoint(tracker.sender_id, events[:position], self.domain.slots)
        shorter = self._live_tracker(tracker.sender_id, made, events[position:])
        shorter.model_id, shorter.assistant_id = tracker.model_id, tracker.assistant_id
        return shorter, ([event.as_dict() for event in made], length - len(events[position:]))

    def _publish(self, sender_id: str, bodies: list[dict[str, Any]], serialised: list[str]) -> None:
        if isinstance(self.event_broker, TurnPublisher):
            self.event_broker.publish_turn(turn_of(sender_id, bodies, serialised))
        elif self.event_broker is not None:
            for body in bodies:
                self.event_broker.publish({"sender_id": sender_id, **body})

    def _keep(self, tracker: LiveTracker) -> None:
        self._live[tracker.sender_id] = tracker
        self._live.move_to_end(tracker.sender_id)
        while len(self._live) > self._cache_size:
            self._live.popitem(last=False)

    def close(self) -> None:
        """Close all connections."""
        self._log.close()
