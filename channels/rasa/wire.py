"""Short calls inside the house: httpx's transport without the layers a browser's client needs.

A turn makes two calls (the engine, the business date). Through `AsyncClient` they were half of the
edge's CPU time: redirects, cookies, authentication and URL merging, none of which happens here.
"""

import importlib.util
import sys
from collections.abc import Mapping

import httpx

# httpcore asks for `sniffio` at every lock it makes; where that is not installed the failing
# import walks the whole path each time (a tenth of a turn's CPU). Say once that it is not there.
if importlib.util.find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]


class Wire:
    """Keeps connections to one service open; safe to share between tasks."""

    def __init__(
        self, base_url: str, headers: Mapping[str, str], *, seconds: float, at_once: int
    ) -> None:
        limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
        self._transport = httpx.AsyncHTTPTransport(limits=limits, retries=0)
        self._base = base_url.rstrip("/")
        self._urls: dict[str, httpx.URL] = {}
        self._headers = [(key.encode(), value.encode()) for key, value in headers.items()]
        timeout = httpx.Timeout(seconds, connect=min(1.0, seconds), pool=seconds)
        self._extensions = {"timeout": timeout.as_dict()}

    def _url(self, path: str) -> httpx.URL:
        url = self._urls.get(path)
        if url is None:
            url = self._urls[path] = httpx.URL(self._base + path)
        return url

    async def call(self, method: str, path: str, content: bytes | None = None) -> tuple[int, bytes]:
        """Status and body of one call; raises `httpx.HTTPError` when there is none."""
        request = httpx.Request(
            method,
            self._url(path),
            headers=self._headers,
            content=content,
            extensions=self._extensions,
        )
        response = await self._transport.handle_async_request(request)
        try:
            return response.status_code, await response.aread()
        finally:
            await response.aclose()

    async def close(self) -> None:
        """Close the connections."""
        await self._transport.aclose()
