"""WeChat's API over HTTP.

WeChatError
├── Unreachable     down, slow or busy; worth another try later
├── Closed          nothing may be said to this fan now (48 hours over, refused by him)
├── Spent           so many messages without a word from him; more may be said once he writes
├── Gone            he does not follow, or the openid is none of this account
└── Refused         anything else; trying again does not help
"""

import asyncio
from typing import Any

import httpx

from channels.wechat.metrics import CALLS
from channels.wechat.tokens import Tokens, TokenUnavailable
from foundation.log import logger

Json = dict[str, Any]
log = logger(__name__)

_EXPIRED = {40001, 40014, 42001}
_BUSY = {-1, 45009, 45011, 50002}
_CLOSED = {45015, 48001, 48002, 48004, 43019, 50005}
_SPENT = {45047}
_GONE = {40003, 43004}
_TRIES = 3


class WeChatError(Exception):
    """WeChat did not do what was asked."""

    def __init__(self, reason: str, errcode: int = 0) -> None:
        self.errcode = errcode
        super().__init__(reason)


class Unreachable(WeChatError):
    """Down, slow or busy."""


class Closed(WeChatError):
    """Nothing may be said to this fan now."""


class Spent(WeChatError):
    """No more without a word from him."""


class Gone(WeChatError):
    """He does not follow."""


class Refused(WeChatError):
    """Not to be done."""


def _error(document: Json) -> WeChatError:
    errcode = int(document.get("errcode", 0))
    kinds = ((_BUSY, Unreachable), (_CLOSED, Closed), (_SPENT, Spent), (_GONE, Gone))
    kind = next((kind for codes, kind in kinds if errcode in codes), Refused)
    return kind(f"errcode {errcode}", errcode)


class Client:
    """Calls with the access token; an expired one is renewed once, a busy WeChat asked again."""

    def __init__(
        self, http: httpx.AsyncClient, tokens: Tokens, *, backoff: float, media_limit: int
    ) -> None:
        self._http = http
        self._tokens = tokens
        self._backoff = backoff
        self._media_limit = media_limit

    async def call(self, path: str, body: Json | None = None, **params: str) -> Json:
        """One call; raises a `WeChatError`. With a body it is a POST."""
        renewed = False
        for attempt in range(1, _TRIES + 1):
            token = await self._token()
            try:
                document = await self._ask(path, body, {**params, "access_token": token})
            except Unreachable:
                if attempt == _TRIES:
                    raise
                await asyncio.sleep(self._backoff * 2 ** (attempt - 1))
                continue
            errcode = int(document.get("errcode", 0))
            CALLS.labels(path.rsplit("/", 1)[-1], str(errcode)).inc()
            if errcode in _EXPIRED and not renewed:
                renewed = True
                await self._tokens.renew(token)
                continue
            if errcode in _BUSY and attempt < _TRIES:
                await asyncio.sleep(self._backoff * 2 ** (attempt - 1))
                continue
            if errcode:
                raise _error(document)
            return document
        raise Unreachable("busy")

    async def _token(self) -> str:
        try:
            return await self._tokens.current()
        except TokenUnavailable as error:
            raise Unreachable("no access token") from error

    async def _ask(self, path: str, body: Json | None, params: dict[str, str]) -> Json:
        try:
            if body is None:
                answer = await self._http.get(path, params=params)
            else:
                answer = await self._http.post(path, params=params, json=body)
            document = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise Unreachable(type(error).__name__) from error
        if answer.status_code != 200 or not isinstance(document, dict):
            raise Unreachable(f"status {answer.status_code}")
        return document

    async def media(self, media_id: str) -> bytes:
        """A picture a fan sent; never more than the limit."""
        token = await self._token()
        params = {"access_token": token, "media_id": media_id}
        taken = bytearray()
        try:
            async with self._http.stream("GET", "/cgi-bin/media/get", params=params) as answer:
                kind = answer.headers.get("content-type", "")
                async for part in answer.aiter_bytes():
                    taken += part
                    if len(taken) > self._media_limit:
                        raise Refused("too large")
        except httpx.HTTPError as error:
            raise Unreachable(type(error).__name__) from error
        if answer.status_code != 200:
            raise Unreachable(f"status {answer.status_code}")
        if not kind.startswith("image/"):
            raise Refused("no picture")
        return bytes(taken)

    async def openid_of(self, app_id: str, secret: str, code: str) -> str:
        """Who stands behind a page's code; raises a `WeChatError`."""
        params = {
            "appid": app_id, "secret": secret, "code": code, "grant_type": "authorization_code",
        }  # fmt: skip
        document = await self._ask("/sns/oauth2/access_token", None, params)
        openid = document.get("openid")
        if not isinstance(openid, str) or not openid:
            raise _error(document)
        return openid
