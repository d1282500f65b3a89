"""Lines of a talk in the form in which clients get them."""

from datetime import timedelta, timezone
from typing import Any

from channels.storage.talks import Line

SHANGHAI = timezone(timedelta(hours=8))


def wire(line: Line) -> dict[str, Any]:
    """`{seq, role, at, turn_id, text | card, …}`; instants in China's time."""
    at = line.at.astimezone(SHANGHAI).isoformat(timespec="milliseconds")
    return {"seq": line.seq, "role": line.role, "at": at, "turn_id": line.turn_id, **line.body}
