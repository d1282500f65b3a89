"""The dialogue engine over its internal channel.

RasaError
├── RasaUnavailable   down, restarting or too slow; the same turn may be sent again
└── RasaRejected      understood the call and failed on this turn; trying again rarely helps
"""

import json
from typing import Any

import httpx

from channels.rasa.wire import Wire

Body = dict[str, Any]
_RESTARTING = {502, 503, 504, 423, 409}


class RasaError(Exception):
    """The dialogue engine gave no answer."""


class RasaUnavailable(RasaError):
    """Down, restarting, or too slow."""


class RasaRejected(RasaError):
    """This turn cannot be worked on."""


class Rasa:
    """Client of the internal channel `POST /webhooks/edge/webhook`."""

    def __init__(
        self, base_url: str, *, secret: str, token: str, seconds: float, at_once: int
    ) -> None:
        headers = {"X-Channel-Secret": secret, "Content-Type": "application/json"}
        self._wire = Wire(base_url, headers, seconds=seconds, at_once=at_once)
        self._http = httpx.AsyncClient(base_url=base_url, timeout=2.0, trust_env=False)
        self._token = token

    async def take_turn(self, turn: Body) -> Body:
        """Send one turn; the engine's `{messages, intent}`.

        `turn` is `{sender, turn_id, text}` or `{sender, turn_id, press, label}`, with `metadata`.
        """
        content = json.dumps(turn, ensure_ascii=False).encode()
        try:
            status, body = await self._wire.call("POST", "/webhooks/edge/webhook", content)
        except httpx.HTTPError as error:
            raise RasaUnavailable(type(error).__name__) from error
        if status in _RESTARTING:
            raise RasaUnavailable(f"status {status}")
        if status != 200:
            raise RasaRejected(f"status {status}")
        try:
            document = json.loads(body)
            if not isinstance(document["messages"], list):
                raise TypeError("messages is no list")
        except (ValueError, KeyError, TypeError) as error:
            raise RasaRejected(f"answer without messages: {type(error).__name__}") from error
        result: Body = document
        return result

    async def healthy(self, seconds: float = 1.5) -> bool:
        """Whether a model is loaded and the internal channel says that it is well."""
        try:
            status = await self._http.get("/status", params={"token": self._token}, timeout=seconds)
            channel = await self._http.get("/webhooks/edge/health", timeout=seconds)
        except httpx.HTTPError:
            return False
        return status.status_code == 200 and channel.status_code == 200

    async def close(self) -> None:
        """Close the connections."""
        await self._wire.close()
        await self._http.aclose()
