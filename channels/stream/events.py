"""Server-sent events of one conversation: every line behind a position, once and in order."""

import asyncio
import json
from collections.abc import AsyncIterator

from sqlalchemy.exc import SQLAlchemyError

from channels.conversations.wire import wire
from channels.storage.talks import Line, Talks
from channels.stream.news import Ear, News

_BATCH = 200
_RETRY_MS = 2000
_DATABASE_PAUSE = 1.0


def event_of(line: Line) -> str:
    """A line as an event whose id is its position."""
    data = json.dumps(wire(line), ensure_ascii=False, separators=(",", ":"))
    return f"id: {line.seq}\nevent: message\ndata: {data}\n\n"


async def events(
    talks: Talks, news: News, ear: Ear, after: int, *, heartbeat: float
) -> AsyncIterator[str]:
    """The stream from position `after` on; ends when the ear is closed."""
    try:
        yield f"retry: {_RETRY_MS}\n\n"
        position, quiet = after, False
        while not ear.closed:
            if not quiet:
                try:
                    lines = await talks.lines_after(ear.conversation_id, position, _BATCH)
                except SQLAlchemyError:
                    await asyncio.sleep(_DATABASE_PAUSE)
                    yield ": waiting\n\n"
                    continue
                for line in lines:
                    yield event_of(line)
                    position = line.seq
                if len(lines) == _BATCH:
                    continue
            quiet = not await ear.listen(heartbeat)
            if quiet:
                yield ": quiet\n\n"
    finally:
        news.leave(ear)
