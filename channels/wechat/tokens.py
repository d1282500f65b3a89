"""The access token: one for all processes, kept in the database, renewed by one of them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import httpx
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from channels.storage.engine import transaction
from channels.vault.cipher import Cipher
from channels.wechat.settings import WeChatSettings
from foundation.log import logger

log = logger(__name__)
_EARLY = timedelta(minutes=5)
_ROW = sa.text("INSERT INTO wechat_tokens (app_id) VALUES (:app_id) ON CONFLICT DO NOTHING")
_READ = sa.text("SELECT sealed, expires_at FROM wechat_tokens WHERE app_id = :app_id")
_HOLD = sa.text("SELECT sealed, expires_at FROM wechat_tokens WHERE app_id = :app_id FOR UPDATE")
_KEEP = sa.text("""
UPDATE wechat_tokens SET sealed = :sealed, expires_at = :expires_at WHERE app_id = :app_id
""")


class TokenUnavailable(Exception):
    """WeChat gave none."""


class Tokens:
    """Gives the access token; who renews it holds its row, the others wait and take the new one."""

    def __init__(
        self, engine: AsyncEngine, cipher: Cipher, http: httpx.AsyncClient,
        settings: WeChatSettings, now: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._engine = engine
        self._cipher = cipher
        self._http = http
        self._settings = settings
        self._now = now

    @property
    def _place(self) -> str:
        return f"wechat-token|{self._settings.app_id}"

    def _opened(self, row: Any) -> str | None:
        """The token of a row of the table, while it is good."""
        if row is None or row.sealed is None or row.expires_at <= self._now():
            return None
        return self._cipher.open(row.sealed, self._place)

    async def current(self) -> str:
        """A token that is still good; raises `TokenUnavailable`."""
        async with self._engine.connect() as connection:
            values = {"app_id": self._settings.app_id}
            token = self._opened((await connection.execute(_READ, values)).first())
        return token or await self.renew(None)

    async def renew(self, stale: str | None) -> str:
        """A token other than `stale`: somebody else's new one, else asked for here."""
        values = {"app_id": self._settings.app_id}
        async with transaction(self._engine) as connection:
            await connection.execute(_ROW, values)
            held = self._opened((await connection.execute(_HOLD, values)).first())
            if held is not None and held != stale:
                return held
            return await self._ask(connection, force=stale is not None)

    async def _ask(self, connection: AsyncConnection, *, force: bool) -> str:
        body = {
            "grant_type": "client_credential",
            "appid": self._settings.app_id,
            "secret": self._settings.app_secret,
            "force_refresh": force,
        }
        try:
            answer = await self._http.post("/cgi-bin/stable_token", json=body)
            document = answer.json()
            token, seconds = str(document["access_token"]), int(document["expires_in"])
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            log.warning("wechat.token.failed", error=type(error).__name__)
            raise TokenUnavailable(type(error).__name__) from error
        early = min(_EARLY, timedelta(seconds=seconds / 2))
        values = {
            "app_id": self._settings.app_id,
            "sealed": self._cipher.seal(token, self._place),
            "expires_at": self._now() + timedelta(seconds=seconds) - early,
        }
        await connection.execute(_KEEP, values)
        log.info("wechat.token.renewed", seconds=seconds)
        return token
