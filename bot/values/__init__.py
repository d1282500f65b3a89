"""Values in a customer's message: what was said, what it means, where it stands."""

import datetime as dt
from typing import Any


def read_values(text: str, today: dt.date | None = None) -> list[dict[str, Any]]:
    """Entities of a text; see `bot.values.pipeline.read`."""
    from bot.values.pipeline import read

    return read(text, today)
