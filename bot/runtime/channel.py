"""The one way into Rasa: the edge's messages, with a shared secret, one answer a turn.

A turn is stored whole or not at all. What cannot be finished is answered with 503 (try again
later: database or action server away) or 500 (an action failed), as problem details; the same
`turn_id` sent again is answered with what was said, and runs nothing twice.
"""

import hmac
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.lock_store import LockError
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.runtime.conversation_log import ConversationMoved
from bot.runtime.health import health, unusable
from bot.runtime.postgres import DatabaseUnavailable
from bot.runtime.remote_action import ActionFailed, ActionServerUnavailable
from bot.runtime.turn import IncomingTurn, MalformedTurn, TurnOutput, said_since

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Channel-Secret"
LOCK_POLL_SECONDS = 0.05  # the edge sends one turn at a time; Rasa would poll once a second


class EdgeInput(InputChannel):
    """Rasa's side of the internal message interface."""

    def __init__(self, secret: str) -> None:
        """Take the secret that the edge sends with every request."""
        if not secret:
            raise ValueError("RASA_CHANNEL_SECRET must not be empty")
        self._secret = secret.encode()

    @classmethod
    def name(cls) -> str:
        """The channel's name and its place below `/webhooks/`."""
        return "edge"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "EdgeInput":
        """Build the channel; the secret comes from the environment, not from a file."""
        return cls(os.environ.get("RASA_CHANNEL_SECRET", "sandbox"))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Define the routes; messages go to the processor directly, inside the lock."""
        routes = Blueprint("edge")

        @routes.get("/health")
        async def get_health(request: Request) -> HTTPResponse:
            found = await health(request.app.ctx.agent)
            return json(found, status=200 if found["status"] == "up" else 503)

        @routes.post("/webhook")
        async def post_message(request: Request) -> HTTPResponse:
            refused = self._refused(request)
            return refused or await _answered(request.app.ctx.agent, request)

        @routes.get("/conversations/<sender>/events")
        async def get_events(request: Request, sender: str) -> HTTPResponse:
            refused = self._refused(request)
            return refused or await _exported(request.app.ctx.agent, sender)

        @routes.delete("/conversations/<sender>")
        async def delete_conversation(request: Request, sender: str) -> HTTPResponse:
            refused = self._refused(request)
            return refused or await _deleted(request.app.ctx.agent, sender)

        return routes

    def _refused(self, request: Request) -> HTTPResponse | None:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, self._secret):
            return problem(401, "CHANNEL_SECRET_WRONG", "secret missing or wrong")
        reason = unusable(request.app.ctx.agent)
        return problem(503, "NOT_READY", reason) if reason else None


async def take_turn(agent: Any, turn: IncomingTurn) -> dict[str, Any]:
    """Run one turn to its end and return the answer for the edge.

    Returns:
        `{"messages": [...], "intent": {"name", "confidence"}}`.

    Raises:
        DatabaseUnavailable, ConversationMoved, LockError, TurnAborted: nothing was stored.
    """
    store = agent.tracker_store
    async with agent.lock_store.lock(turn.sender, wait_time_in_seconds=LOCK_POLL_SECONDS):
        before = await store.latest(turn.sender)
        messages = said_since(before.events, turn.turn_id) if before else None
        if messages is not None:
            return _answer(messages, before)
        output = TurnOutput()
        await agent.processor.handle_message(
            UserMessage(
                text=turn.text,
                output_channel=output,
                sender_id=turn.sender,
                parse_data=turn.parse_data,
                input_channel=EdgeInput.name(),
                message_id=turn.turn_id,
                metadata=turn.metadata,
            )
        )
        after = store.kept(turn.sender)
        if not output.messages:
            logger.warning("edge.turn.silent: %s: %s", turn.turn_id, after.latest_message.intent)
        return _answer(output.messages, after)


def problem(status: int, code: str, detail: str) -> HTTPResponse:
    """Answer with problem details; only the edge reads them, never a customer."""
    return json(
        {"type": "about:blank", "title": code, "status": status, "code": code, "detail": detail},
        status=status,
        content_type="application/problem+json",
    )


def _answer(messages: list[dict[str, Any]], tracker: Any) -> dict[str, Any]:
    intent = tracker.latest_message.intent if tracker else {}
    return {
        "messages": messages,
        "intent": {"name": intent.get("name"), "confidence": intent.get("confidence")},
    }


async def _answered(agent: Any, request: Request) -> HTTPResponse:
    try:
        turn = IncomingTurn.from_body(request.json)
    except MalformedTurn as error:
        return problem(400, "MALFORMED_TURN", str(error))
    except Exception:  # sanic wraps any JSON error; the body is the edge's, not a customer's
        return problem(400, "MALFORMED_TURN", "the body is no JSON")
    try:
        return json(await take_turn(agent, turn))
    except (DatabaseUnavailable, ActionServerUnavailable, ConversationMoved, LockError) as error:
        logger.error("edge.turn.postponed: %s: %r", turn.turn_id, error)
        return problem(503, "TURN_POSTPONED", type(error).__name__)
    except (ActionFailed, Exception) as error:
        logger.exception("edge.turn.failed: %s", turn.turn_id)
        return problem(500, "TURN_FAILED", type(error).__name__)


async def _exported(agent: Any, sender: str) -> HTTPResponse:
    try:
        return json({"sender": sender, "events": await agent.tracker_store.export(sender)})
    except DatabaseUnavailable as error:
        return problem(503, "TRACKER_STORE_DOWN", str(error))


async def _deleted(agent: Any, sender: str) -> HTTPResponse:
    try:
        async with agent.lock_store.lock(sender, wait_time_in_seconds=LOCK_POLL_SECONDS):
            known = await agent.tracker_store.delete(sender)
    except DatabaseUnavailable as error:
        return problem(503, "TRACKER_STORE_DOWN", str(error))
    return json({"sender": sender, "deleted": known})
