"""The part of Rasa's HTTP API that stays open: reading and parsing, nothing that loads or runs.

Loading a model over HTTP was a remote code execution (CVE-2024-49375); training, replacing a
history or running an action behind the edge's back have no place in a running assistant either.
"""

import re

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.runtime.channel import problem

OPEN = tuple(
    (method, re.compile(path))
    for method, path in (
        ("GET", r"/|/version|/status|/domain"),
        ("GET", r"/conversations/[^/]+/(tracker|story)"),
        ("POST", r"/conversations/[^/]+/tracker/events"),
        ("POST", r"/model/parse"),
        ("GET", r"/webhooks/edge/(health|conversations/[^/]+/events)"),
        ("POST", r"/webhooks/edge/webhook"),
        ("DELETE", r"/webhooks/edge/conversations/[^/]+"),
    )
)


def is_open(method: str, path: str) -> bool:
    """Tell whether a call belongs to the part that stays open."""
    return any(method == verb and pattern.fullmatch(path) for verb, pattern in OPEN)


def close_the_rest(app: Sanic) -> None:
    """Answer every other call with 403 before it reaches Rasa."""

    async def refuse(request: Request) -> HTTPResponse | None:
        if is_open(request.method, request.path):
            return None
        return problem(403, "CLOSED", "this part of Rasa's HTTP API is closed")

    app.register_middleware(refuse, "request")
