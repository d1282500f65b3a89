"""The refusals of the edge: stable codes, Chinese titles from the wording file."""

from typing import Any

from channels.wording import say
from foundation.problems import Problem

_PROBLEM = {
    "type": "object",
    "required": ["type", "status", "code", "title"],
    "properties": {
        "type": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable, upper case."},
        "title": {"type": "string", "description": "A Chinese sentence fit to show."},
        "detail": {"type": "string"},
    },
}


def _documented(description: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": _PROBLEM}}
    return {"description": description, "content": content}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: _documented("No session, or it has ended."),
    422: _documented("What was sent cannot be taken."),
    429: _documented("Too fast; `Retry-After` says when to try again."),
    503: _documented("Something that is needed is down; `Retry-After` may say when."),
}


def refusal(
    status: int, code: str, *, headers: dict[str, str] | None = None, **values: Any
) -> Problem:
    """The problem with that code; `values` fill its title and are not repeated elsewhere."""
    title = say(f"problems.{code}", **values)
    return Problem(title, status=status, code=code, headers=headers)


def too_many(seconds: float) -> Problem:
    """429 with the time after which it is worth trying again."""
    wait = max(1, round(seconds + 0.5))
    return refusal(429, "TOO_MANY_REQUESTS", headers={"Retry-After": str(wait)}, seconds=wait)
