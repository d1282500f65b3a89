"""The edge's messages into a stock Rasa: as its REST channel does it, in our message form."""

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.runtime.turn import IncomingTurn, TurnOutput


class StockEdge(InputChannel):
    """Takes a turn and answers with what was said; a press goes the stock way, as `/intent{…}`."""

    @classmethod
    def name(cls) -> str:
        """The channel's place below `/webhooks/`."""
        return "edge"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Define the two routes the edge needs."""
        routes = Blueprint("edge")

        @routes.get("/health")
        async def health(request: Request) -> HTTPResponse:
            agent = request.app.ctx.agent
            ready = agent is not None and agent.is_ready()
            return json({"status": "up" if ready else "down"}, status=200 if ready else 503)

        @routes.post("/webhook")
        async def take(request: Request) -> HTTPResponse:
            body = request.json
            turn = IncomingTurn.from_body(body)
            output = TurnOutput()
            await on_new_message(
                UserMessage(
                    text=turn.text if "text" in body else None,
                    parse_data=turn.parse_data,
                    output_channel=output,
                    sender_id=turn.sender,
                    input_channel=self.name(),
                    message_id=turn.turn_id,
                    metadata=turn.metadata,
                )
            )
            return json({"messages": output.messages, "intent": {"name": None, "confidence": None}})

        return routes
