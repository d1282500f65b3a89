"""«第二个», «那个便宜的», «就它»: what the customer picks from the list just shown."""

from typing import Any

from actions.shared import catalogue, needs, plan
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase

Json = dict[str, Any]


class ActionChoose(Answer):
    """Goes on with the quote a button named, or the quote, plan, vehicle or dealer chosen."""

    def name(self) -> str:
        return "action_choose"

    async def answer(self, turn: Turn) -> None:
        """Go on with the chosen item; ask which one when none is meant."""
        if quote_id := plan.said_quote(turn):
            named = await plan.named(quote_id)
            _adopt_car(turn, named)
            await self._quotes(turn, named)
            return
        chosen = plan.referred(turn)
        if not chosen:
            turn.say("utter_choose_unclear")
            turn.asked = True
            return
        await getattr(self, f"_{turn.get('shown')['kind']}")(turn, chosen)

    async def _quotes(self, turn: Turn, quote: Json) -> None:
        plan.discuss(turn, quote)
        if turn.form:
            turn.end_form()
        turn.show(plan.quote_card(quote))
        turn.say("utter_choose_quote", buttons=entry("plan.after_choice"))
        turn.asked = True

    async def _plans(self, turn: Turn, kept: Json) -> None:
        await self._quotes(turn, kept)

    async def _vehicles(self, turn: Turn, item: Json) -> None:
        found = await catalogue.vehicle(item["vehicle_key"])
        needs.put(turn, "vehicle_model", item["vehicle_key"])
        if item.get("trim_key") and found and len(found["trims"]) > 1 and item.get("is_trim"):
            needs.put(turn, "trim", item["trim_key"])
        turn.set("shown", None)
        turn.set("advice_wanted", phrase("advice.chosen", name=item["name"]))
        turn.follow("advice_form")

    async def _dealers(self, turn: Turn, dealer: Json) -> None:
        turn.say("utter_choose_dealer", **{key: dealer.get(key, "") for key in DEALER_FACTS})
        turn.asked = True


def _adopt_car(turn: Turn, quote: Json) -> None:
    """From now on the talk is about the car of this plan, whatever was looked for before."""
    if quote.get("vehicle_key"):
        needs.put(turn, "vehicle_model", quote["vehicle_key"])
        if quote.get("trim_key"):
            needs.put(turn, "trim", quote["trim_key"])
    elif quote.get("price"):
        turn.set("vehicle_model", None)
        needs.put(turn, "price", float(quote["price"]))


DEALER_FACTS = ("name", "address", "phone", "opening_hours")
