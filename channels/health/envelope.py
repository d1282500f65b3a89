"""Around every request: size and pace, a request id, security headers, one log line, the count.

Plain ASGI, because the streams must pass through unbuffered.
"""

import time
import uuid
from collections.abc import Iterable, Mapping

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels.health.address import client_address
from channels.health.metrics import REQUESTS
from channels.problems import refusal
from channels.sessions.limits import Limits
from foundation.log import logger
from foundation.problems import Problem, response

log = logger(__name__)
_QUIET = {"/health", "/metrics"}
_UNPACED = _QUIET | {"/wechat"}  # few addresses speak for all of WeChat, each call signed


class _TooLarge(Exception):
    """The body went over the limit while it was read."""


class Envelope:
    """The outermost layer of the edge."""

    def __init__(
        self, app: ASGIApp, *, limits: Limits, body_limits: Mapping[str, int],
        headers: Iterable[tuple[str, str]],
    ) -> None:  # fmt: skip
        self._app = app
        self._limits = limits
        self._body_limits = body_limits
        self._headers = [(k.lower().encode(), v.encode()) for k, v in headers]

    def _body_limit(self, path: str) -> int:
        """The limit of the first beginning that fits; the last one fits all."""
        return next(limit for start, limit in self._body_limits.items() if path.startswith(start))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        request_id = uuid.uuid4().hex[:16]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(process="channels", request_id=request_id)
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = self._with_headers(message["headers"], request_id)
            await send(message)

        try:
            problem = self._refused(scope)
            if problem is not None:
                await response(problem)(scope, receive, sending)
            else:
                await self._pass(scope, receive, sending)
        finally:
            self._note(scope, status, time.perf_counter() - started)

    def _with_headers(
        self, given: Iterable[tuple[bytes, bytes]], request_id: str
    ) -> list[tuple[bytes, bytes]]:
        headers = list(given)
        present = {name.lower() for name, _ in headers}
        headers += [item for item in self._headers if item[0] not in present]
        headers.append((b"x-request-id", request_id.encode()))
        return headers

    def _refused(self, scope: Scope) -> Problem | None:
        request = Request(scope)
        if scope["path"] not in _UNPACED:
            try:
                self._limits.address(client_address(request))
            except Problem as problem:
                return problem
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._body_limit(scope["path"]):
            return refusal(413, "BODY_TOO_LARGE")
        return None

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        read, begun, most = 0, False, self._body_limit(scope["path"])

        async def counting() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise _TooLarge
            return message

        async def watching(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, counting, watching)
        except _TooLarge:
            if not begun:
                await response(refusal(413, "BODY_TOO_LARGE"))(scope, receive, send)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        # The path without its query: a stream's token may stand there.
        route = getattr(scope.get("route"), "path", None) or "other"
        REQUESTS.labels(route, str(status)).inc()
        if scope["path"] in _QUIET:
            return
        log.info(
            "http.request", method=scope["method"], path=scope["path"], status=status,
            ms=round(seconds * 1000, 1),
        )  # fmt: skip
