"""One queue a conversation: turns are answered in order, each once, whatever fails meanwhile.

A turn is in the inbox before it gets here. When the engine is down or slow the customer is told
at once that it is noted; the turn stays pending, is tried again, and its answer follows.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from channels.conversations.answering import Answering
from channels.conversations.jobs import Job, Talk, engine_turn
from channels.conversations.revival import Revival
from channels.health.metrics import PENDING, RASA_FAILURES, RASA_SECONDS, TURN_SECONDS, TURNS
from channels.rasa.calendar import Calendar
from channels.rasa.client import Body, Rasa, RasaError, RasaRejected
from channels.storage.talks import Line, Owner, Talks, Waiting
from foundation.log import logger

log = logger(__name__)
_MOST_REJECTIONS = 3
_REJECTED_PAUSE = 1.0
_DATABASE_PAUSE = 1.0

Announce = Callable[[str], None]


class Dispatcher:
    """Holds the talks with open turns, and their workers."""

    def __init__(
        self,
        talks: Talks,
        rasa: Rasa,
        calendar: Calendar,
        answering: Answering,
        announce: Announce,
        *,
        answer_seconds: float,
    ) -> None:
        self._store = talks
        self._rasa = rasa
        self._calendar = calendar
        self._answering = answering
        self._announce = announce
        self._answer_seconds = answer_seconds
        self._talks: dict[str, Talk] = {}
        self._jobs: dict[str, Job] = {}
        self._background: set[asyncio.Task[None]] = set()
        self._revival = Revival(rasa.healthy)

    def holds(self, conversation_id: str) -> bool:
        """Whether this process has open turns of the talk."""
        return conversation_id in self._talks

    def pending(self, turn_id: str) -> "asyncio.Future[list[Line]] | None":
        """The first answer of a turn that is being worked on here."""
        job = self._jobs.get(turn_id)
        return job.reply if job else None

    def unsettled(self, turn_id: str) -> bool:
        """Whether a turn still waits for its answer here."""
        job = self._jobs.get(turn_id)
        return job is not None and not job.settled

    def notice_again(self, conversation_id: str) -> None:
        """The AI notice is due again (the customer signed in anew)."""
        talk = self._talks.get(conversation_id)
        if talk:
            talk.noticed_at = None

    def submit(
        self, turn_id: str, content: Body, warnings: list[str], owner: Owner,
        date: asyncio.Task[str],
    ) -> "asyncio.Future[list[Line]]":  # fmt: skip
        """Queue a turn that was just taken; the future gives the first lines of its answer."""
        job = self._job(turn_id, owner.conversation_id, content, warnings)
        job.owner, job.date = owner, date
        self._enqueue(job, owner.noticed_at)
        return job.reply

    async def take_over(self, waiting: list[Waiting]) -> None:
        """Queue turns found in the inbox."""
        for turn in waiting:
            if turn.turn_id in self._jobs:
                continue
            owner = await self._store.owner(turn.conversation_id)
            job = self._job(turn.turn_id, turn.conversation_id, turn.content, turn.warnings)
            job.told, job.attempts = turn.told, turn.attempts
            self._enqueue(job, owner.noticed_at)

    @staticmethod
    def _job(turn_id: str, conversation_id: str, content: Body, warnings: list[str]) -> Job:
        reply: asyncio.Future[list[Line]] = asyncio.get_running_loop().create_future()
        return Job(turn_id, conversation_id, content, warnings, None, None, time.monotonic(), reply)

    def _enqueue(self, job: Job, noticed_at: datetime | None) -> None:
        talk = self._talks.get(job.conversation_id)
        if talk is None:
            talk = self._talks[job.conversation_id] = Talk(job.conversation_id, noticed_at)
        talk.jobs.append(job)
        self._jobs[job.turn_id] = job
        PENDING.inc()
        wait = 0.0 if talk.failing else self._answer_seconds
        loop = asyncio.get_running_loop()
        job.timer = loop.call_later(wait, self._spawn_tell, talk, job)
        if talk.worker is None:
            talk.worker = asyncio.create_task(self._work(talk))

    def _spawn_tell(self, talk: Talk, job: Job) -> None:
        task = asyncio.create_task(self._tell(talk, job))
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _tell(self, talk: Talk, job: Job) -> None:
        """The designed sentence, once a turn, when the answer is late."""
        async with job.lock:
            if job.told or job.settled:
                return
            try:
                lines = await self._answering.tell_noted(talk, job)
            except SQLAlchemyError as error:
                log.error("turn.tell.failed", turn_id=job.turn_id, error=type(error).__name__)
                return
            job.told = True
            job.resolve(lines)
        self._announce(talk.conversation_id)

    async def _work(self, talk: Talk) -> None:
        while talk.jobs:
            job = talk.jobs[0]
            try:
                await self._work_off(talk, job)
            except SQLAlchemyError as error:
                log.error("turn.store.failed", turn_id=job.turn_id, error=type(error).__name__)
                await asyncio.sleep(_DATABASE_PAUSE)
                continue
            except Exception as error:
                log.exception("turn.unexpected", turn_id=job.turn_id, error=repr(error))
                await asyncio.sleep(_DATABASE_PAUSE)
                job.attempts += 1
                if job.attempts < _MOST_REJECTIONS:
                    continue
                await self._answering.give_up(talk, job)
            talk.jobs.popleft()
            self._drop(job)
            self._announce(talk.conversation_id)
        del self._talks[talk.conversation_id]

    def _drop(self, job: Job) -> None:
        if job.timer:
            job.timer.cancel()
        self._jobs.pop(job.turn_id, None)
        job.resolve([])
        PENDING.dec()

    async def _work_off(self, talk: Talk, job: Job) -> None:
        """Answer one turn; returns when it is settled, however long that takes."""
        rejections = 0
        while True:
            try:
                document = {"messages": []} if job.local else await self._ask(job)
            except RasaRejected as error:
                rejections += 1
                log.error("rasa.rejected", turn_id=job.turn_id, reason=str(error))
                RASA_FAILURES.labels("rejected").inc()
                if rejections >= _MOST_REJECTIONS:
                    await self._answering.give_up(talk, job)
                    TURNS.labels("engine", "failed").inc()
                    return
                await asyncio.sleep(_REJECTED_PAUSE * rejections)
                continue
            except RasaError as error:
                await self._wait_out(talk, job, str(error))
                continue
            if not job.local:
                talk.failing = False
                self._revival.alive()
            await self._answering.settle(talk, job, document)
            outcome = "late" if job.told else "answered"
            TURNS.labels("local" if job.local else "engine", outcome).inc()
            TURN_SECONDS.observe(time.monotonic() - job.received)
            return

    async def _ask(self, job: Job) -> Body:
        owner, job.owner = job.owner, None  # asked anew at the next try: he may have signed in
        if owner is None:
            owner = await self._store.owner(job.conversation_id)
        asked, job.date = job.date, None
        date = await (asked or self._calendar.business_date())
        started = time.monotonic()
        try:
            return await self._rasa.take_turn(engine_turn(job, owner, date))
        finally:
            RASA_SECONDS.observe(time.monotonic() - started)

    async def _wait_out(self, talk: Talk, job: Job, reason: str) -> None:
        """The engine is gone: tell all who wait in this talk, then wait until it is back."""
        talk.failing = True
        job.attempts += 1
        RASA_FAILURES.labels("unavailable").inc()
        log.warning("rasa.unavailable", turn_id=job.turn_id, reason=reason, attempt=job.attempts)
        for waiting in list(talk.jobs):
            await self._tell(talk, waiting)
        await self._store.tried(talk.conversation_id)
        await self._revival.wait(job.attempts)

    async def close(self) -> None:
        """Stop working; open turns stay in the inbox for the next start."""
        tasks = [talk.worker for talk in self._talks.values() if talk.worker]
        tasks += [*self._background, *self._revival.tasks()]
        for job in self._jobs.values():
            if job.timer:
                job.timer.cancel()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
