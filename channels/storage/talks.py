"""Reading and writing talks: who speaks, what was taken, what was answered."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.storage import statements as sql

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a token speaks for, the state of the talk, and the turn a repeated message belongs to."""

    conversation_id: str
    owner_kind: str
    owner_id: str
    assurance: str
    channel: str
    name_masked: str | None
    phone_masked: str | None
    last_seq: int
    noticed_at: datetime | None
    expects: str | None
    carry: bytes | None
    code_digest: bytes | None
    code_until: datetime | None
    expires_at: datetime
    device_id: str
    seen_at: datetime
    phone_sealed: bytes | None
    l2_until: datetime | None
    l3_until: datetime | None
    l3_ref: str | None
    turn_id: str | None
    turn_status: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a talk as stored."""

    seq: int
    turn_id: str | None
    role: str
    body: Body
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """A message to be kept before anything is done with it. `kept` are vault rows (sealed hex)."""

    turn_id: str
    conversation_id: str
    client_message_id: str | None
    content: Body
    warnings: Sequence[str]
    body: Body
    carry: bytes | None
    kept: Sequence[Body]
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pending turn taken over from the inbox."""

    turn_id: str
    conversation_id: str
    seq: int
    content: Body
    warnings: list[str]
    told: bool
    attempts: int


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose talk it is, as of now, and when the AI notice was last given.

    `assurance`: the level of who sends the turn; of a turn tried later, the talk's own.
    """

    conversation_id: str
    owner_kind: str
    owner_id: str
    assurance: str
    channel: str
    noticed_at: datetime | None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Talks:
    """The edge's talks in PostgreSQL; `instance` names this process among several edges."""

    def __init__(self, engine: AsyncEngine, *, instance: str, claim_seconds: float) -> None:
        self._engine = engine
        self._instance = instance
        self._claim = claim_seconds

    async def _rows(self, statement: Any, **values: Any) -> Sequence[Any]:
        async with self._engine.connect() as connection:
            return (await connection.execute(statement, values)).all()

    async def _do(self, statement: Any, **values: Any) -> None:
        async with self._engine.connect() as connection:
            await connection.execute(statement, values)

    async def speaker(
        self, token_hash: bytes, client_message_id: str | None = None
    ) -> Speaker | None:
        """The speaker behind a token, or None when there is no such session any more."""
        values = {"token_hash": token_hash, "client_message_id": client_message_id}
        try:
            rows = await self._rows(sql.SPEAKER, **values)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            rows = await self._rows(sql.SPEAKER, **values)  # the server was restarted
        return Speaker(**rows[0]._mapping) if rows else None

    async def owner(self, conversation_id: str) -> Owner:
        """Whose talk it is now."""
        rows = await self._rows(sql.TALK, conversation_id=conversation_id)
        return Owner(**rows[0]._mapping)

    async def accept(self, taken: Taken, *, idle: bool) -> tuple[int, bool]:
        """Keep a message and put it in the inbox: its position, and whether it waits elsewhere.

        `idle`: this process holds no earlier message of the talk.
        """
        rows = await self._rows(
            sql.ACCEPT,
            turn_id=taken.turn_id,
            conversation_id=taken.conversation_id,
            client_message_id=taken.client_message_id,
            content=_json(taken.content),
            warnings=_json(list(taken.warnings)),
            body=_json(taken.body),
            carry=taken.carry,
            kept=_json(list(taken.kept)),
            at=taken.at,
            instance=self._instance,
            claim=self._claim,
            idle=idle,
        )
        return int(rows[0].last_seq), bool(rows[0].elsewhere)

    async def answer(
        self,
        turn_id: str,
        bodies: Sequence[Body],
        *,
        at: datetime,
        status: str = "done",
        noticed_at: datetime | None = None,
        expects: str | None = None,
        intent: Body | None = None,
    ) -> list[Line]:
        """Store the bot's lines of a turn; [] when the turn was answered before.

        With `status="pending"` it is an interim word, told at most once; the turn stays open.
        """
        rows = await self._rows(
            sql.ANSWER,
            turn_id=turn_id,
            bodies=_json(list(bodies)),
            count=len(bodies),
            at=at,
            status=status,
            interim=status == "pending",
            noticed_at=noticed_at,
            expects=expects,
            intent=_json(intent) if intent else None,
        )
        if not rows:
            return []
        first = int(rows[0].last_seq) - len(bodies) + 1
        return [Line(first + place, turn_id, "bot", body, at) for place, body in enumerate(bodies)]

    async def lines_after(self, conversation_id: str, after: int, limit: int) -> list[Line]:
        """Lines of a talk behind position `after`, in order."""
        rows = await self._rows(
            sql.LINES_AFTER, conversation_id=conversation_id, after=after, limit=limit
        )
        return [Line(*row) for row in rows]

    async def lines_of_turn(self, turn_id: str) -> list[Line]:
        """What was answered to a turn so far."""
        return [Line(*row) for row in await self._rows(sql.LINES_OF_TURN, turn_id=turn_id)]

    async def claim(self, *, mine: bool) -> list[Waiting]:
        """Take over pending turns nobody holds; with `mine`, also this instance's own of before."""
        rows = await self._rows(sql.CLAIM, instance=self._instance, claim=self._claim, mine=mine)
        return sorted((Waiting(*row) for row in rows), key=lambda w: (w.conversation_id, w.seq))

    async def tried(self, conversation_id: str) -> None:
        """Note an attempt in vain and go on holding the talk's pending turns."""
        await self._do(
            sql.TRIED, conversation_id=conversation_id, instance=self._instance, claim=self._claim
        )

    async def strike(self, turn_id: str, literal: str) -> None:
        """Strike an earlier part of a number out of what is kept of its message."""
        await self._do(
            sql.STRIKE, turn_id=turn_id, literal=literal, stars="*" * max(4, len(literal))
        )
