"""The action server's one client of the back office, called off the event loop."""

import asyncio
from functools import lru_cache
from typing import Any

from foundation.backoffice import BackOffice

Json = dict[str, Any]


@lru_cache(maxsize=1)
def backoffice() -> BackOffice:
    """The client of this process. Tests put a fake in its place."""
    return BackOffice()


async def ask(method: str, *args: Any, **kwargs: Any) -> Json:
    """Call `BackOffice.<method>` in a thread.

    Raises `BackOfficeUnavailable` and `BackOfficeRefused`, which `Answer.run` words for the
    customer; an action catches a refusal only when it can offer more than the refusal's title.
    """
    call = getattr(backoffice(), method)
    answer: Json = await asyncio.to_thread(call, *args, **kwargs)
    return answer
