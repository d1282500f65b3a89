"""From a staged upload to the back office's paper, now or as soon as it answers again."""

import asyncio
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from channels.forwarding.office import As, Office
from channels.problems import refusal
from channels.sessions.callers import Caller
from channels.stream.signals import Signals
from channels.uploads.sniffing import HEAD, kind_of
from channels.uploads.staging import Paper, Staged, Staging, place_of
from foundation.log import logger
from foundation.problems import Problem

log = logger(__name__)
_CLAIM_SECONDS = 90.0
_PAUSE_SECONDS = 5.0


class Uploads:
    """Takes papers in and hands them over."""

    def __init__(
        self, staging: Staging, office: Office, signals: Signals, *, seconds: float, at_once: int
    ) -> None:
        self._staging = staging
        self._office = office
        self._signals = signals
        self._seconds = seconds
        self._room = asyncio.Semaphore(at_once)

    async def whole(self, caller: Caller, paper: Paper, files: Sequence[bytes]) -> Staged:
        """Take whole files and hand them over; raises what the back office refuses."""
        if not files or any(kind_of(content[:HEAD]) is None for content in files):
            raise refusal(415, "UPLOAD_KIND")
        upload_id = await self._staging.begin(caller, paper, [len(f) for f in files], None)
        await self._staging.add_all(upload_id, files)
        await self._hand_over(upload_id)
        return await self._staging.find(caller, upload_id)

    async def begin(
        self, caller: Caller, paper: Paper, pages: Sequence[int], sha256: str
    ) -> Staged:
        """Announce files that come in chunks, one behind the other; they go on where they were."""
        upload_id = await self._staging.begin(caller, paper, pages, sha256)
        return await self.find(caller, upload_id)

    async def unfinished(self, caller: Caller) -> list[Staged]:
        """The caller's uploads that are under way, newest first."""
        return await self._staging.unfinished(caller)

    async def put(self, caller: Caller, upload_id: str, start: int, content: bytes) -> Staged:
        """Take a chunk; after the last one the upload is checked and handed over."""
        upload = await self._staging.find(caller, upload_id)
        if upload.status != "receiving" or start != upload.received:
            raise _misplaced(upload)
        if start + len(content) > upload.size:
            raise refusal(422, "UPLOAD_SIZE")
        try:
            received = await self._staging.add(upload, start, content)
        except Problem as problem:
            if problem.response_code != "UPLOAD_OFFSET":
                raise
            raise _misplaced(await self._staging.find(caller, upload_id)) from problem
        if received == upload.size:
            await self._finish(upload)
        else:
            await self._tell(upload, "receiving", offset=received)
        return await self._staging.find(caller, upload_id)

    async def _finish(self, upload: Staged) -> None:
        await self._staging.complete(upload)
        await self._hand_over(upload.upload_id)

    async def find(self, caller: Caller, upload_id: str) -> Staged:
        """The caller's upload as it stands; one that was cut off at its end is finished."""
        upload = await self._staging.find(caller, upload_id)
        if upload.status == "receiving" and upload.received == upload.size:
            await self._finish(upload)
            return await self._staging.find(caller, upload_id)
        return upload

    async def _hand_over(self, upload_id: str | None) -> bool:
        """Hand one over; whether there was one. A silent back office leaves it waiting."""
        async with self._room:
            upload = await self._staging.claim(upload_id, _CLAIM_SECONDS)
            if upload is None:
                return False
            try:
                paper_id = await self._give(upload)
            except Problem as problem:
                if problem.response_status >= 500 or problem.response_status == 429:
                    await self._staging.release(upload.upload_id, _PAUSE_SECONDS)
                    await self._tell(upload, "waiting")
                    return True
                await self._staging.settle(upload.upload_id, "refused", problem=problem.body())
                await self._tell(upload, "refused")
                if upload_id is not None:
                    raise
                return True
            await self._staging.settle(upload.upload_id, "handed", paper_id=paper_id)
            await self._tell(upload, "handed", paper_id=paper_id)
            return True

    async def _give(self, upload: Staged) -> str:
        files = []
        for number, content in enumerate(await self._staging.files(upload), start=1):
            kind = kind_of(content[:HEAD])
            if kind is None:
                raise refusal(415, "UPLOAD_KIND")
            files.append(("file", (f"page-{number}.{kind.extension}", content, kind.media_type)))
        fields = {"document": upload.document}
        if upload.side:
            fields["side"] = upload.side
        answer = await self._office.json(
            "POST", place_of(upload.party_id),
            As(upload.owner, upload.level, upload.channel),
            key=upload.upload_id, seconds=self._seconds, data=fields, files=files,
        )  # fmt: skip
        log.info("uploads.handed", upload_id=upload.upload_id, document=upload.document)
        return str(answer["paper_id"])

    async def _tell(
        self, upload: Staged, status: str, *, offset: int | None = None, paper_id: str | None = None
    ) -> None:
        """Tell the open pages of whose paper it is."""
        data = {
            "upload_id": upload.upload_id, "status": status, "document": upload.document,
            "offset": upload.size if offset is None else offset, "size": upload.size,
            "paper_id": paper_id,
        }  # fmt: skip
        kind, _, owner = upload.owner.partition(":")
        if kind == "customer":
            await self._signals.tell_customer(owner, "upload", data)

    async def go_on(self) -> None:
        """Hand over what waits, for as long as the edge runs."""
        while True:
            try:
                while await self._hand_over(None):
                    pass
            except SQLAlchemyError as error:
                log.warning("uploads.unreadable", error=type(error).__name__)
            await asyncio.sleep(_PAUSE_SECONDS)


def _misplaced(upload: Staged) -> Problem:
    problem = refusal(409, "UPLOAD_OFFSET")
    problem.extra["allowed"] = {"offset": upload.received, "status": upload.status}
    return problem
