"""The consent that a confirm card asks for: name and phone go to the dealer that was chosen."""

from actions.shared import office
from actions.shared.turn import Turn

DEALER_SHARE = "dealer_share"


async def agree(turn: Turn, key: str) -> None:
    """Note it under the key of what was confirmed; noted already it stays as it is."""
    known = (await office.ask("consents", turn.actor, turn.owner["id"]))["items"]
    shared = next(item for item in known if item["purpose"] == DEALER_SHARE)
    if shared["granted"]:
        return
    request = {
        "purpose": DEALER_SHARE,
        "granted": True,
        "customer_id": turn.owner["id"],
        "text_version": shared["version"],
        "method": "talk",
    }
    await office.ask("change_consent", turn.actor, request, f"{key}-share")
