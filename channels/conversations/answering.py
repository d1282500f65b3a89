"""Storing what is answered to a turn: notice, warnings, the engine's words, or the edge's own."""

from collections.abc import Callable
from datetime import datetime, timedelta

from channels.conduct.echo import Reveal
from channels.conversations.jobs import Job, Talk
from channels.rasa.client import Body
from channels.rasa.outgoing import Outgoing, asks_phone
from channels.storage.talks import Line, Talks
from channels.wording import say

Now = Callable[[], datetime]


class Answering:
    """Composes and stores the bot's lines of a turn."""

    def __init__(
        self, talks: Talks, outgoing: Outgoing, reveal_masked: Reveal, now: Now, *,
        notice_hours: float,
    ) -> None:  # fmt: skip
        self._talks = talks
        self._outgoing = outgoing
        self._reveal_masked = reveal_masked
        self._now = now
        self._notice_after = timedelta(hours=notice_hours)

    def _notice_due(self, talk: Talk, at: datetime) -> bool:
        return talk.noticed_at is None or at - talk.noticed_at >= self._notice_after

    async def _store(
        self, talk: Talk, job: Job, said: list[Body], *, status: str, prelude: bool,
        intent: Body | None = None,
    ) -> list[Line]:  # fmt: skip
        at = self._now()
        due = self._notice_due(talk, at)
        bodies: list[Body] = [{"text": say("notice"), "kind": "notice"}] if due else []
        if prelude:
            bodies += [{"text": say(f"warnings.{w}"), "kind": "warning"} for w in job.warnings]
        bodies += said
        lines = await self._talks.answer(
            job.turn_id,
            bodies,
            at=at,
            status=status,
            noticed_at=at if due else None,
            expects="phone" if asks_phone(said) else None,
            intent=intent,
        )
        if lines and due:
            talk.noticed_at = at
        return lines

    async def tell_noted(self, talk: Talk, job: Job) -> list[Line]:
        """The interim word: noted, the answer follows. [] when the turn was answered already."""
        again = any(other.told and other is not job for other in talk.jobs)
        said: list[Body] = [{"text": say("noted_again" if again else "noted"), "kind": "noted"}]
        return await self._store(talk, job, said, status="pending", prelude=True)

    async def settle(self, talk: Talk, job: Job, document: Body) -> None:
        """Store the engine's answer and settle the turn; a second answer changes nothing."""
        if job.local:
            said: list[Body] = []
        else:
            said = await self._outgoing.prepare(
                document["messages"], job.conversation_id, self._reveal_masked
            )
        async with job.lock:
            if job.told and said:
                said = [{"text": say("late"), "kind": "late"}, *said]
            intent = document.get("intent") if isinstance(document.get("intent"), dict) else None
            prelude = not job.told
            if not said and not (prelude and job.warnings):
                said = [{"text": say("silent")}]
            lines = await self._store(
                talk, job, said, status="done", prelude=prelude, intent=intent
            )
            job.settled = True
            job.resolve(lines)

    async def give_up(self, talk: Talk, job: Job) -> None:
        """The turn cannot be worked on: say so, and go on with the next."""
        async with job.lock:
            said: list[Body] = [{"text": say("failed"), "kind": "failed"}]
            lines = await self._store(talk, job, said, status="failed", prelude=not job.told)
            job.settled = True
            job.resolve(lines)
