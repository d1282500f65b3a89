"""A turn on its way, and the talk it belongs to, as this process holds them."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from channels.storage.talks import Line, Owner

Body = dict[str, Any]


@dataclass(slots=True)
class Job:
    """One turn to be answered. `reply` resolves with the first lines stored for it.

    `owner` and `date` (the business date, being asked for) are those of the moment it was taken;
    later tries ask anew.
    """

    turn_id: str
    conversation_id: str
    content: Body
    warnings: list[str]
    owner: Owner | None
    date: asyncio.Task[str] | None
    received: float
    reply: asyncio.Future[list[Line]]
    told: bool = False
    settled: bool = False
    attempts: int = 0
    timer: asyncio.TimerHandle | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def local(self) -> bool:
        """Whether nothing is left that the dialogue engine could work on."""
        return not self.content

    def resolve(self, lines: list[Line]) -> None:
        """Wake who waits for the first answer."""
        if not self.reply.done():
            self.reply.set_result(lines)


@dataclass(slots=True)
class Talk:
    """The queue of one conversation; `noticed_at` as last known, `failing`: engine gone."""

    conversation_id: str
    noticed_at: datetime | None
    jobs: deque[Job] = field(default_factory=deque)
    worker: asyncio.Task[None] | None = None
    failing: bool = False


def engine_turn(job: Job, owner: Owner, business_date: str) -> Body:
    """The turn as the internal channel takes it."""
    return {
        "sender": job.conversation_id,
        "turn_id": job.turn_id,
        **job.content,
        "metadata": {
            "owner": {"kind": owner.owner_kind, "id": owner.owner_id},
            "channel": owner.channel,
            "assurance": owner.assurance,
            "business_date": business_date,
        },
    }
