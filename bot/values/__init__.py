"""Values in a customer's message: what was said, what it means, where it stands."""

import datetime as dt
from typing import Any, Dict, List, Optional


def read_values(text: str, today: Optional[dt.date] = None) -> List[Dict[str, Any]]:
    """Entities of a text; see `bot.values.pipeline.read`."""
    from bot.values.pipeline import read

    return read(text, today)
