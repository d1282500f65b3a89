"""The one offer beside a settlement: never in the way, declined for good, accepted by a call-back.

`offers_seen` keeps the offers of this talk, so that none is put twice.
"""

from typing import Any

from actions.shared import callbacks, cues, office, presses
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.cards import Action, Offer, card

Json = dict[str, Any]
ACCEPT, DECLINE, GO_ON = "accept", "decline", "go_on"
ANSWERS = frozenset({ACCEPT, DECLINE, GO_ON})
SEEN = "offers_seen"


def put(turn: Turn, offer: Json | None) -> bool:
    """Show the offer; False when there is none, or it was shown in this talk."""
    seen = turn.get(SEEN) or []
    if offer is None or any(one["offer_id"] == offer["offer_id"] for one in seen):
        return False
    turn.set(SEEN, [*seen, {"offer_id": offer["offer_id"], "title": offer["title"]}])
    data = Offer(**{name: offer[name] for name in Offer.model_fields})
    text = phrase(
        "settlement.offer_text",
        title=offer["title"],
        why=offer["why_you"],
        until=zh.day(offer["valid_until"][:10]),
    )
    actions = [
        Action(label=entry(f"settlement.offer_actions.{answer}"), payload=_press(answer))
        for answer in (GO_ON, ACCEPT, DECLINE)
    ]
    turn.show(card(entry("settlement.offer_title"), text, data, actions))
    return True


def _press(answer: str) -> str:
    return presses.payload("early_settlement", [Said("known", answer)])


def answer(turn: Turn) -> str | None:
    """What the customer said to the open offer."""
    pressed: str | None = turn.first("known")
    return pressed or cues.value("offer_answer", turn.text)


async def take(turn: Turn, answered: str) -> str:
    """Carry the answer out; what is said of it before the settlement goes on."""
    seen = turn.get(SEEN) or []
    if not seen or answered == GO_ON:
        return ""
    offer = seen[-1]
    if answered == DECLINE:
        key = f"decline-{offer['offer_id']}"
        await office.ask("decline_offer", turn.actor, offer["offer_id"], key)
        return str(entry("settlement.offer_declined"))
    summary = phrase("settlement.offer_wanted", title=offer["title"])
    taken = await callbacks.request(turn, "offer", summary, f"offer-{offer['offer_id']}")
    return phrase(
        "settlement.offer_accepted", request_no=taken["request_no"], call_by=taken["call_by_zh"]
    )
