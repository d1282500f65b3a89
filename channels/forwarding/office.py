"""The back office as the edge asks it: the actor from the session, and designed answers.

What it refuses is passed on as it says it, in Chinese; what it does not answer becomes a problem
of our own. Nothing a client sent in a header goes along.
"""

import hashlib
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from channels.problems import refusal
from channels.sessions.callers import Caller
from foundation.log import logger
from foundation.problems import Problem
from foundation.wording import PROBLEM_TITLES

log = logger(__name__)
Json = dict[str, Any]
_HAN = re.compile(r"[\u3400-\u9fff]")
_PASSED = ("allowed", "fields")
_OUR_FAULTS = {400, 401, 405}
READ_SECONDS = 8.0
COMMAND_SECONDS = 25.0  # a signature of several documents takes its time


@dataclass(frozen=True, slots=True)
class As:
    """In whose name something is asked."""

    actor: str
    level: str
    channel: str = "web"

    @classmethod
    def caller(cls, caller: Caller) -> "As":
        """In the name of who calls."""
        return cls(caller.actor, caller.level, caller.channel)

    def headers(self) -> dict[str, str]:
        """The headers that tell the back office who acts."""
        return {
            "Chedai-Actor": self.actor,
            "Chedai-Level": self.level,
            "Chedai-Channel": self.channel,
        }


SYSTEM = As("system", "L0", "edge")


def key_of(actor: As, given: str | None) -> str:
    """An idempotency key nobody else can hit; without a given one, of this call alone."""
    if given is None:
        return f"edge-{uuid.uuid4().hex}"
    return "edge-" + hashlib.sha256(f"{actor.actor}|{given}".encode()).hexdigest()


def problem_of(answer: httpx.Response) -> Problem:
    """The back office's refusal, fit for a customer; its own failures become ours."""
    status = answer.status_code
    if status >= 500 or status in _OUR_FAULTS:
        log.error("office.failed", status=status, path=answer.request.url.path)
        return down()
    try:
        document = answer.json()
    except ValueError:
        document = {}
    if not isinstance(document, dict):
        document = {}
    title = str(document.get("title") or "")
    if not _HAN.search(title):
        title = PROBLEM_TITLES.get(status, PROBLEM_TITLES[400])
    extra = {name: document[name] for name in _PASSED if name in document}
    headers = {name: answer.headers[name] for name in ("Retry-After",) if name in answer.headers}
    code = str(document.get("code") or f"HTTP_{status}")
    return Problem(title, status=status, code=code, headers=headers, **extra)


def down() -> Problem:
    """The back office gives no answer; nothing was done."""
    return refusal(503, "OFFICE_DOWN", headers={"Retry-After": "5"})


def _silent(error: httpx.HTTPError, method: str) -> Problem:
    unsent = isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout))
    if unsent or method == "GET":
        return down()
    return refusal(504, "OFFICE_SLOW", headers={"Retry-After": "10"})


class Office:
    """Asks the back office; every failure is a `Problem`."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def ask(
        self, method: str, path: str, who: As, *, key: str | None = None,
        seconds: float | None = None, content_headers: Mapping[str, str] | None = None,
        **content: Any,
    ) -> httpx.Response:  # fmt: skip
        """The answer when it is a good one; raises its refusal, or ours."""
        headers = {**(content_headers or {}), **who.headers()}
        if method != "GET":
            headers["Idempotency-Key"] = key_of(who, key)
        limit = seconds or (READ_SECONDS if method == "GET" else COMMAND_SECONDS)
        timeout = httpx.Timeout(limit, connect=1.0)
        try:
            answer = await self._http.request(
                method, path, headers=headers, timeout=timeout, **content
            )
        except httpx.HTTPError as error:
            log.warning("office.silent", path=path, error=type(error).__name__)
            raise _silent(error, method) from error
        if answer.is_success:
            return answer
        raise problem_of(answer)

    async def json(self, method: str, path: str, who: As, **options: Any) -> Json:
        """The answer's document; options as for `ask`."""
        answer = await self.ask(method, path, who, **options)
        try:
            document = answer.json()
        except ValueError as error:
            raise down() from error
        if not isinstance(document, dict):
            raise down()
        return document

    async def open(self, path: str, who: As, params: Mapping[str, str]) -> httpx.Response:
        """A file, not read yet; the caller closes it."""
        timeout = httpx.Timeout(COMMAND_SECONDS, connect=1.0)
        request = self._http.build_request(
            "GET", path, params=params, headers=who.headers(), timeout=timeout
        )
        try:
            answer = await self._http.send(request, stream=True)
            if not answer.is_success:
                await answer.aread()
                await answer.aclose()
        except httpx.HTTPError as error:
            log.warning("office.silent", path=path, error=type(error).__name__)
            raise down() from error
        if answer.is_success:
            return answer
        raise problem_of(answer)
