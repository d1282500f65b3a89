"""The refusals of the edge: stable codes, Chinese titles from the wording file."""

from typing import Any

from channels.wording import say
from foundation.problems import Problem

PROBLEM_SCHEMA = {
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
    schema = {"$ref": "#/components/schemas/ProblemDocument"}
    content = {"application/problem+json": {"schema": schema}}
    return {"description": description, "content": content}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: _documented("No session, it has ended, or it is nobody's yet."),
    403: _documented("Not known surely enough (`allowed.level`), or not for this kind of session."),
    404: _documented("Nothing of the caller's is there."),
    409: _documented("Not in this state; `allowed` may tell the way on."),
    413: _documented("Too large."),
    422: _documented("What was sent cannot be taken."),
    423: _documented("Locked after too many wrong tries; `Retry-After` says until when."),
    429: _documented("Too fast; `Retry-After` says when to try again."),
    503: _documented("Something that is needed is down; `Retry-After` may say when."),
    504: _documented("No answer in time; what was ordered may have been done."),
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
