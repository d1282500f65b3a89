"""Subsidised products as the catalogue has them: who pays, for which cars, on what conditions."""

from typing import Any

from actions.shared import catalogue
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase

Json = dict[str, Any]


class ActionShowPromotions(Answer):
    """Every subsidised product with its conditions."""

    def name(self) -> str:
        return "action_show_promotions"

    async def answer(self, turn: Turn) -> None:
        offers = [item for item in await catalogue.products() if item.get("subsidy")]
        if not offers:
            turn.say("utter_promotions_none")
            return
        names = {item["vehicle_key"]: item["name"] for item in await catalogue.vehicles()}
        lines = phrase("shared.stop").join(_line(item, names) for item in offers)
        turn.say("utter_promotions", lines=lines)


def _line(product: Json, names: dict[str, str]) -> str:
    rates = dict.fromkeys(f"{rate['annual_rate_pct']}%" for rate in product["rates"])
    comma = phrase("shared.comma")
    payer = product["subsidy"]["payer"]
    return phrase(
        "promotions.line",
        name=product["name"],
        rates=comma.join(rates),
        down=product["down_payment_pct"]["min"],
        terms=comma.join(str(term) for term in product["terms"]),
        models=comma.join(names[key] for key in product["eligible_models"] if key in names),
        payer=entry("promotions.payer").get(payer, payer),
    )
