"""The refusals of the edge: stable codes, Chinese titles from the wording file."""

from typing import Any

from channels.wording import say
from foundation.problems import Problem


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
