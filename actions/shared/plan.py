"""The plan under discussion, the list just shown, and what «the second», «the cheaper» mean.

Slots: `plan` and `previous_plan` (a quote), `shown` `{"kind", "items": [{"key", …}]}` with kind
`quotes`, `vehicles`, `dealers` or `plans`.
"""

from decimal import Decimal
from typing import Any

from actions.shared import cues, instalments, office, presses, sentences
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry, phrase
from foundation.cards import Action, Card, Quote, QuoteData, card

Json = dict[str, Any]


# Products whose two levels of payment are said by their periods.
IN_PHASES = frozenset({"stepped", "interest_first"})
OURS = frozenset({"key", "phases"})


def with_phases(quote: Json, schedule_summary: list[Json]) -> Json:
    """`quote` with its phases, where these say more than first and highest payment."""
    if quote["product_type"] in IN_PHASES and len(schedule_summary) > 1:
        return quote | {"phases": schedule_summary[:2]}
    return quote


def as_quote(item: Json) -> Quote:
    """The quote as the back office gave it, without what is remembered beside it."""
    return Quote.model_validate({key: value for key, value in item.items() if key not in OURS})


def discuss(turn: Turn, quote: Json) -> None:
    """Make `quote` the plan under discussion."""
    current = turn.get("plan")
    if current and current["quote_id"] != quote["quote_id"]:
        turn.set("previous_plan", current)
    turn.set("plan", quote)


def remember_shown(turn: Turn, kind: str, items: list[Json]) -> None:
    """Remember the list just shown, best first."""
    turn.set("shown", {"kind": kind, "items": items})


def request_of(quote: Json) -> Json:
    """The request that gives `quote` again, to be changed for a what-if."""
    request = {
        "product_key": quote["product_key"],
        "term_months": quote["term_months"],
        "vehicle_key": quote.get("vehicle_key"),
        "trim_key": quote.get("trim_key"),
        "price": None if quote.get("trim_key") else quote.get("price"),
    }
    if quote.get("price") and quote.get("down_payment"):
        request["down_payment"] = quote["down_payment"]
    else:
        request["loan_amount"] = quote["loan_amount"]
    return {key: value for key, value in request.items() if value is not None}


def referred(turn: Turn) -> Json | None:
    """The shown item that the message points at, by place, by being cheaper, or «this one»."""
    shown = turn.get("shown")
    if not shown or not shown["items"]:
        return None
    items = shown["items"]
    place = turn.first("ordinal")
    if place is not None:
        index = int(place) - 1 if int(place) > 0 else int(place)
        return items[index] if -len(items) <= index < len(items) else None
    if cues.heard("referents.cheapest", turn.text):
        return _least(items, "total_paid")
    if cues.heard("referents.lowest_payment", turn.text):
        return _least(items, "monthly_payment")
    if cues.heard("referents.this_one", turn.text):
        found: Json = items[0]
        return found
    return None


def _least(items: list[Json], figure: str) -> Json:
    return min(items, key=lambda item: Decimal(str(item.get(figure) or item.get("price") or 0)))


def quote_card(
    quote: Json,
    title: str | None = None,
    *,
    extra: Json | None = None,
    lead: str = "",
    cautions: list[str] | None = None,
) -> Card:
    """The `quote` card with its complete text and the two actions that follow a quote."""
    text = phrase(
        "plan.card_text",
        lead=lead,
        name=instalments.full_name(quote),
        down=instalments.down_payment(quote),
        line=instalments.line(quote),
    )
    if cautions:
        items = sentences.joined(cautions)
        text += phrase("plan.cautions", items=items)
    data = QuoteData(quote=as_quote(quote), **(extra or {}))
    return card(title or instalments.name(quote), text, data, actions(quote))


def choose(quote: Json) -> Action:
    """Make exactly this plan the one under discussion."""
    label = phrase("plan.choose", name=instalments.name(quote))
    said = [Said("quote", quote["quote_id"])]
    return Action(label=label, payload=presses.payload("ask_recommendation", said))


def actions(quote: Json) -> list[Action]:
    """Keep it, or compare it."""
    key = quote["quote_id"]
    return [
        Action(label=item["label"], payload=item["payload"].replace("QUOTE", key))
        for item in entry("plan.actions")
    ]


async def named(quote_id: str) -> Json:
    """The quote of that id, as the back office gave it. Raises `BackOfficeRefused`."""
    found = await office.ask("stored_quote", quote_id)
    return with_phases(found["quote"], found["schedule_summary"])


def said_quote(turn: Turn) -> str | None:
    """The id of the quote a button named."""
    key = turn.first("quote")
    return str(key) if key else None
