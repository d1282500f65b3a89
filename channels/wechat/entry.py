"""Into our pages from WeChat: who opens one is known there without typing anything.

`/wechat/enter` → WeChat's page → `/wechat/callback` → our page with a code in its fragment →
`POST /api/sessions/exchange`. State and code are good once, shortly, and in one browser only.
"""

import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from channels.sessions.service import Opened
from channels.sessions.tokens import hash_of, new_id, new_token
from channels.storage.engine import transaction
from channels.vault.cipher import Cipher
from channels.wechat.client import Client
from channels.wechat.fans import Fans
from channels.wechat.settings import WeChatSettings

_OWN_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9_\-.~/?=&%,:@+]{0,300}")
_NOT_PAGES = ("/api/", "/wechat", "/sandbox", "/internal", "/metrics")
_BEGUN = sa.text("""
INSERT INTO wechat_entries (state_digest, browser_digest, to_path, expires_at)
VALUES (:state, :browser, :to_path, :expires_at)
""")
_USED = sa.text("""
UPDATE wechat_entries SET used_at = :now
 WHERE state_digest = :state AND browser_digest = :browser AND used_at IS NULL
   AND expires_at > :now
RETURNING to_path
""")
_PROVED = sa.text("""
INSERT INTO wechat_exchanges (code_digest, fan_id, expires_at)
VALUES (:code, :fan_id, :expires_at)
""")
_EXCHANGED = sa.text("""
UPDATE wechat_exchanges SET token_hash = :token_hash
 WHERE code_digest = :code AND token_hash IS NULL AND expires_at > :now
RETURNING fan_id
""")
_SESSION = sa.text("""
INSERT INTO sessions (token_hash, conversation_id, expires_at, device_id, device_name, seen_at,
                      channel)
SELECT :token_hash, told_conversation, :expires_at, :device_id, :device_name, :now, 'wechat'
  FROM wechat_fans WHERE fan_id = :fan_id
RETURNING conversation_id
""")


class NotOurs(ValueError):
    """No page of ours, or no entry that was begun here."""


def own_path(to: str) -> str:
    """The path when it is one of our pages; else `NotOurs`."""
    if _OWN_PATH.fullmatch(to) is None or to.startswith(_NOT_PAGES):
        raise NotOurs("not a page of ours")
    return to


class Entries:
    """Ways into pages, from begun to a session."""

    def __init__(
        self, engine: AsyncEngine, cipher: Cipher, client: Client, fans: Fans,
        settings: WeChatSettings, now: Callable[[], datetime], *, base_url: str, days: int,
    ) -> None:  # fmt: skip
        self._engine = engine
        self._cipher = cipher
        self._client = client
        self._fans = fans
        self._settings = settings
        self._now = now
        self._base_url = base_url
        self._lasts = timedelta(days=days)

    @property
    def secure(self) -> bool:
        """Whether the browser reaches us encrypted."""
        return self._base_url.startswith("https://")

    def _digest(self, kind: str, value: str) -> bytes:
        return self._cipher.digest(f"wechat-{kind}|{value}")

    def _until(self, seconds: int) -> datetime:
        return self._now() + timedelta(seconds=seconds)

    async def begin(self, to: str, browser: str) -> str:
        """WeChat's address for a page of ours; raises `NotOurs`."""
        state = secrets.token_urlsafe(24)
        values = {
            "state": self._digest("state", state),
            "browser": self._digest("browser", browser),
            "to_path": own_path(to),
            "expires_at": self._until(self._settings.entry_seconds),
        }
        async with self._engine.connect() as connection:
            await connection.execute(_BEGUN, values)
        query = urlencode(
            {
                "appid": self._settings.app_id,
                "redirect_uri": f"{self._base_url}/wechat/callback",
                "response_type": "code",
                "scope": "snsapi_base",
                "state": state,
            }
        )
        address = self._settings.authorize_url
        return f"{address}/connect/oauth2/authorize?{query}#wechat_redirect"

    async def end(self, code: str, state: str, browser: str) -> str:
        """Our page's path with its code, for whom WeChat names; raises `NotOurs`, `WeChatError`."""
        values = {
            "state": self._digest("state", state),
            "browser": self._digest("browser", browser),
            "now": self._now(),
        }
        async with self._engine.connect() as connection:
            row = (await connection.execute(_USED, values)).first()
        if row is None:
            raise NotOurs("no such entry")
        settings = self._settings
        openid = await self._client.openid_of(settings.app_id, settings.app_secret, code)
        fan = await self._fans.known(openid, heard=False)
        worth = new_token()
        proved = {
            "code": self._digest("code", f"{worth}|{browser}"),
            "fan_id": fan.fan_id,
            "expires_at": self._until(settings.exchange_seconds),
        }
        async with self._engine.connect() as connection:
            await connection.execute(_PROVED, proved)
        return f"{row.to_path}#wx={worth}"

    async def exchange(self, code: str, browser: str, device_name: str) -> Opened:
        """The session a code is worth, once; raises `NotOurs`."""
        token = new_token()
        now = self._now()
        values = {
            "code": self._digest("code", f"{code}|{browser}"),
            "token_hash": hash_of(token),
            "now": now,
        }
        async with transaction(self._engine) as connection:
            row = (await connection.execute(_EXCHANGED, values)).first()
            if row is None:
                raise NotOurs("no such code")
            session = {
                "token_hash": values["token_hash"],
                "expires_at": now + self._lasts,
                "device_id": new_id("d"),
                "device_name": device_name,
                "now": now,
                "fan_id": row.fan_id,
            }
            talk = (await connection.execute(_SESSION, session)).scalar_one()
        return Opened(token, str(talk))
