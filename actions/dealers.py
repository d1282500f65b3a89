"""Showrooms of a city."""

from typing import Any

from actions.shared import office, plan
from actions.shared.tasks import Task
from actions.shared.turn import Turn
from actions.shared.wording import phrase
from foundation.cards import Dealer, Dealers, card

Json = dict[str, Any]


class DealerForm(Task):
    """Asks for the city and shows its showrooms."""

    form = "dealer_form"
    entries = frozenset({"find_dealer"})
    takes_values = False

    def name(self) -> str:
        return "dealer_form"

    async def next_question(self, turn: Turn) -> str | None:
        """The city."""
        return None if turn.get("city") else "city"

    async def without_value(self, turn: Turn, asked: str) -> str | None:
        """Don't-know, and a no: which cities there are."""
        if turn.intent in {"dont_know", "deny"}:
            turn.end_form()
            turn.say("utter_dealer_cities", cities=await _cities())
            turn.asked = True
            return None
        return await super().without_value(turn, asked)

    async def assume(self, turn: Turn, slot: str) -> str:
        """No city can be assumed."""
        return ""

    async def finish(self, turn: Turn, before: str) -> None:
        """The `dealers` card, or which cities there are instead."""
        turn.end_form()
        city = turn.get("city")
        items = (await office.ask("dealers", city))["items"]
        if not items:
            turn.set("city", None)
            turn.say("utter_no_dealer_there", city=city, cities=await _cities())
            return
        turn.show(_card(city, items))
        shown = [{"key": item["dealer_id"], **item} for item in items]
        plan.remember_shown(turn, "dealers", shown)
        turn.say("utter_dealers_shown")


async def _cities() -> str:
    items = (await office.ask("cities"))["items"]
    return phrase("shared.comma").join(item["city"] for item in items)


def _card(city: str, items: list[Json]) -> Any:
    lines = [phrase("dealers.line", place=n, **item) for n, item in enumerate(items, start=1)]
    data = Dealers(items=[Dealer(**item) for item in items])
    return card(phrase("dealers.title", city=city), "\n".join(lines), data)
