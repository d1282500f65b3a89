"""A call-back by a person: why, what was said, and the plan that was looked at."""

from typing import Any

from actions.shared import instalments, office
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase

Json = dict[str, Any]


async def request(turn: Turn, reason: str, said: str | None, key: str | None = None) -> Json:
    """Hand it to the back office, under this turn's key if no other: `{request_no, call_by_zh}`."""
    wanted: Json = {
        "owner": turn.owner,
        "reason": entry(f"human.reasons.{reason}"),
        "summary": _summary(turn, said),
    }
    if phone := turn.get("human_phone"):
        wanted["phone"] = phone
    return await office.ask("request_callback", wanted, key or f"{reason}-{turn.message_id}")


def _summary(turn: Turn, said: str | None) -> str:
    quote = turn.get("plan")
    return phrase(
        "human.summary",
        said=phrase("human.said", text=said) if said else "",
        plan=phrase("human.plan", name=instalments.name(quote), line=instalments.line(quote))
        if quote
        else "",
    )
