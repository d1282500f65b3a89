"""Whether this Rasa can take a turn: model, tracker store on PostgreSQL, action server."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import aiohttp

from bot.runtime.event_publisher import TurnPublisher

PATIENCE_SECONDS = 2.0


def unusable(agent: Any) -> str | None:
    """Say in a word why no turn may be taken at all; None when one may be tried.

    A store that is not ours keeps conversations in memory, or falls back to memory on an error:
    what is said would be lost at the next restart.
    """
    if agent is None or agent.processor is None:
        return "no model is loaded"
    if not getattr(agent.tracker_store, "durable", False):
        return "the tracker store is not on PostgreSQL"
    return None


async def health(agent: Any) -> dict[str, Any]:
    """Return `{"status": "up"|"down", "parts": {name: "up" or what is wrong}}`.

    A full events database or one that is away delays review, not customers: it is told, but
    does not turn the whole red.
    """
    reason = unusable(agent)
    if reason:
        return {"status": "down", "parts": {"rasa": reason}}
    store, action = await asyncio.gather(
        _checked(agent.tracker_store.ping()), _checked(_action_server(agent.action_endpoint))
    )
    parts = {"rasa": "up", "tracker_store": store, "action_server": action}
    status = "up" if all(state == "up" for state in parts.values()) else "down"
    broker = agent.tracker_store.event_broker
    if isinstance(broker, TurnPublisher):
        parts["events"] = f"{broker.waiting()} turns waiting, {broker.given_up} given up"
    return {"status": status, "parts": parts}


async def _checked(check: Awaitable[None]) -> str:
    try:
        await asyncio.wait_for(check, PATIENCE_SECONDS)
        return "up"
    except Exception as error:
        return f"down: {type(error).__name__}"


async def _action_server(endpoint: Any) -> None:
    if endpoint is None or not endpoint.url:
        raise ConnectionError("no action server is configured")
    address = f"{endpoint.url.rpartition('/')[0]}/health"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        answer.raise_for_status()
