"""Papers on their way in: kept encrypted in chunks until the back office has them."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from channels.problems import refusal
from channels.sessions.callers import Caller
from channels.sessions.tokens import new_id
from channels.settings import EdgeSettings
from channels.storage.engine import transaction
from channels.uploads import statements as sql
from channels.uploads.sniffing import HEAD, kind_of
from channels.vault.cipher import Cipher

_OF_CHANGE, _OF_LOAN = "changes/", "loans/"


def of_change(change_no: str) -> str:
    """How a paper's owner is written when it is a change of data and no party."""
    return _OF_CHANGE + change_no


def of_loan(contract_no: str) -> str:
    """How a paper's owner is written when it is a running loan."""
    return _OF_LOAN + contract_no


def place_of(party_id: str) -> str:
    """Where the back office takes papers of this owner."""
    apart = party_id.startswith((_OF_CHANGE, _OF_LOAN))
    owner = party_id if apart else f"parties/{party_id}"
    return f"/{owner}/papers"


def owner_of(place: str) -> dict[str, str]:
    """Whose a paper is, by the name of the field that an upload is announced with."""
    for prefix, name in ((_OF_CHANGE, "change_no"), (_OF_LOAN, "contract_no")):
        if place.startswith(prefix):
            return {name: place.removeprefix(prefix)}
    return {"party_id": place}


@dataclass(frozen=True, slots=True)
class Paper:
    """What an upload is for, in the back office's words; `party_id` may stand for another."""

    party_id: str
    document: str
    side: str | None


@dataclass(frozen=True, slots=True)
class Staged:
    """An upload as it stands."""

    upload_id: str
    owner: str
    level: str
    channel: str
    conversation_id: str | None
    party_id: str
    document: str
    side: str | None
    pages: list[int]
    size: int
    received: int
    sha256: str | None
    status: str
    paper_id: str | None
    problem: dict[str, Any] | None

    @classmethod
    def of(cls, row: Any) -> "Staged":
        """From a row of the table."""
        return cls(**{name: row._mapping[name] for name in cls.__slots__})


class Staging:
    """Takes uploads in, whole or in chunks."""

    def __init__(
        self, engine: AsyncEngine, cipher: Cipher, switches: EdgeSettings,
        now: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._engine = engine
        self._cipher = cipher
        self._switches = switches
        self._now = now

    async def begin(
        self, caller: Caller, paper: Paper, pages: Sequence[int], sha256: str | None
    ) -> str:
        """An upload of pages with so many bytes each; its number.

        Files announced again by their digest go on in the upload that was begun for them; others
        for the same place take its place.
        """
        for size in pages:
            if size > self._switches.upload_limit:
                most = self._switches.upload_limit // 1_048_576
                raise refusal(413, "UPLOAD_TOO_LARGE", most=most)
        at, upload_id = self._now(), new_id("u")
        values = {
            "upload_id": upload_id, "owner": caller.actor, "level": str(caller.level),
            "channel": caller.channel, "conversation_id": caller.conversation_id,
            "party_id": paper.party_id, "document": paper.document, "side": paper.side,
            "pages": json.dumps(list(pages)), "size": sum(pages), "sha256": sha256, "at": at,
            "expires_at": at + timedelta(seconds=self._switches.upload_seconds),
        }  # fmt: skip
        async with transaction(self._engine) as connection:
            if sha256 is not None:
                same = (await connection.execute(sql.SAME, values)).first()
                if same is not None:
                    return Staged.of(same).upload_id
                await connection.execute(sql.GIVE_UP, values)
            open_ones = (await connection.execute(sql.COUNT, values)).scalar_one()
            if open_ones >= self._switches.uploads_per_owner:
                raise refusal(429, "UPLOAD_TOO_MANY", headers={"Retry-After": "600"})
            await connection.execute(sql.BEGIN, values)
        return upload_id

    async def find(self, caller: Caller, upload_id: str) -> Staged:
        """The caller's upload; 404 for any other."""
        values = {"upload_id": upload_id, "owner": caller.actor, "at": self._now()}
        async with self._engine.connect() as connection:
            row = (await connection.execute(sql.FIND, values)).first()
        if row is None:
            raise refusal(404, "UPLOAD_UNKNOWN")
        return Staged.of(row)

    async def unfinished(self, caller: Caller) -> list[Staged]:
        """The caller's uploads that are under way, newest first."""
        values = {"owner": caller.actor, "at": self._now()}
        async with self._engine.connect() as connection:
            rows = (await connection.execute(sql.UNFINISHED, values)).all()
        return [Staged.of(row) for row in rows]

    async def add(self, upload: Staged, start: int, content: bytes) -> int:
        """Keep the bytes that begin at `start`; how many there are now.

        Raises 409 with the right place when `start` is not where the upload goes on.
        """
        if start == 0 and kind_of(content[:HEAD]) is None:
            raise refusal(415, "UPLOAD_KIND")
        async with transaction(self._engine) as connection:
            return await self._add(connection, upload.upload_id, start, content)

    async def _add(
        self, connection: AsyncConnection, upload_id: str, start: int, content: bytes
    ) -> int:
        values = {"upload_id": upload_id, "start": start, "length": len(content)}
        received = (await connection.execute(sql.ADVANCE, values)).scalar_one_or_none()
        if received is None:
            raise refusal(409, "UPLOAD_OFFSET")
        sealed = self._cipher.seal_bytes(content, f"upload|{upload_id}|{start}")
        await connection.execute(sql.CHUNK, values | {"sealed": sealed})
        return int(received)

    async def add_all(self, upload_id: str, files: Sequence[bytes]) -> None:
        """Keep whole files, one behind the other, and have them handed over."""
        step, start = self._switches.chunk_limit, 0
        async with transaction(self._engine) as connection:
            for content in files:
                for place in range(0, len(content), step):
                    part = content[place : place + step]
                    start = await self._add(connection, upload_id, start, part)
            await connection.execute(sql.COMPLETE, {"upload_id": upload_id})

    async def complete(self, upload: Staged) -> None:
        """All bytes are there: they are what was announced, or the upload is refused."""
        content = await self._content(upload.upload_id)
        if upload.sha256 and hashlib.sha256(content).hexdigest() != upload.sha256:
            problem = refusal(422, "UPLOAD_BROKEN")
            await self.settle(upload.upload_id, "refused", problem=problem.body())
            raise problem
        async with self._engine.connect() as connection:
            await connection.execute(sql.COMPLETE, {"upload_id": upload.upload_id})

    async def _content(self, upload_id: str) -> bytes:
        async with self._engine.connect() as connection:
            rows = (await connection.execute(sql.CHUNKS, {"upload_id": upload_id})).all()
        return b"".join(
            self._cipher.open_bytes(row.sealed, f"upload|{upload_id}|{row.start}") for row in rows
        )

    async def files(self, upload: Staged) -> list[bytes]:
        """The pages of an upload."""
        content, start, files = await self._content(upload.upload_id), 0, []
        for size in upload.pages:
            files.append(content[start : start + size])
            start += size
        return files

    async def claim(self, upload_id: str | None, seconds: float) -> Staged | None:
        """An upload that waits to be handed over, held for so long; that one, or the oldest."""
        at = self._now()
        values = {"upload_id": upload_id, "at": at, "until": at + timedelta(seconds=seconds)}
        async with self._engine.connect() as connection:
            row = (await connection.execute(sql.CLAIM, values)).first()
        return Staged.of(row) if row else None

    async def release(self, upload_id: str, pause: float) -> None:
        """It could not be handed over: others may try after a pause."""
        values = {"upload_id": upload_id, "until": self._now() + timedelta(seconds=pause)}
        async with self._engine.connect() as connection:
            await connection.execute(sql.RELEASE, values)

    async def settle(
        self, upload_id: str, status: str, *, paper_id: str | None = None,
        problem: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """It is handed over or refused; its bytes are deleted."""
        values = {
            "upload_id": upload_id, "status": status, "paper_id": paper_id,
            "problem": json.dumps(problem, ensure_ascii=False) if problem else None,
        }  # fmt: skip
        async with self._engine.connect() as connection:
            await connection.execute(sql.SETTLE, values)
