"""Server-sent events of one conversation: every line behind a position, once and in order.

Between them signals, of what happens beside the talk from now on; they have no position.
"""

import asyncio
import json
from collections.abc import AsyncIterator

from sqlalchemy.exc import SQLAlchemyError

from channels.conversations.wire import wire
from channels.storage.talks import Line, Talks
from channels.stream.news import Ear, News
from channels.stream.signals import Signal, Signals

_BATCH = 200
_RETRY_MS = 2000
_DATABASE_PAUSE = 1.0


def event_of(line: Line) -> str:
    """A line as an event whose id is its position."""
    data = json.dumps(wire(line), ensure_ascii=False, separators=(",", ":"))
    return f"id: {line.seq}\nevent: message\ndata: {data}\n\n"


def event_of_signal(signal: Signal) -> str:
    """A signal as an event without an id: it moves no position."""
    data = json.dumps(signal.data, ensure_ascii=False, separators=(",", ":"))
    return f"event: {signal.event}\ndata: {data}\n\n"


async def events(
    talks: Talks, signals: Signals, news: News, ear: Ear, after: int, *, heartbeat: float
) -> AsyncIterator[str]:
    """The stream from position `after` on; ends when the ear is closed."""
    try:
        told = await signals.newest(ear.conversation_id)
        yield f"retry: {_RETRY_MS}\n\n"
        position, quiet = after, False
        while not ear.closed:
            if not quiet:
                try:
                    lines = await talks.lines_after(ear.conversation_id, position, _BATCH)
                    news_beside = await signals.after(ear.conversation_id, told)
                except SQLAlchemyError:
                    await asyncio.sleep(_DATABASE_PAUSE)
                    yield ": waiting\n\n"
                    continue
                for line in lines:
                    yield event_of(line)
                    position = line.seq
                for signal in news_beside:
                    yield event_of_signal(signal)
                    told = signal.signal_id
                if len(lines) == _BATCH:
                    continue
            quiet = not await ear.listen(heartbeat)
            if quiet:
                yield ": quiet\n\n"
    finally:
        news.leave(ear)
