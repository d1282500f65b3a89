"""Fees besides interest, early-settlement fees by product, and what a car costs on the road."""

from typing import Any

from actions.shared import catalogue, cues, needs, office, sentences
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation import zh

Json = dict[str, Any]


class ActionExplainFees(Answer):
    """The fee promise with the catalogue's early fees; on-the-road costs when those are asked."""

    def name(self) -> str:
        return "action_explain_fees"

    async def answer(self, turn: Turn) -> None:
        on_the_road = turn.first("known") == "on_the_road"
        if on_the_road or cues.heard("on_the_road", turn.text):
            await _say_on_the_road(turn)
            return
        current = turn.get("plan") or {}
        wanted = turn.first("product") or current.get("product_key")
        product = await catalogue.product(wanted or entry("products.standard"))
        turn.say("utter_fees", early=_early(product) if product else "")


def _early(product: Json) -> str:
    bands = [band for band in product["early_fee"] if float(band["pct"])]
    if not bands:
        return phrase("fees.early", name=product["name"], rule=phrase("fees.rule.free"))
    rules = [
        phrase(
            "fees.rule.band" if band["to_month"] < max(product["terms"]) else "fees.rule.on",
            first=band["from_month"],
            last=band["to_month"],
            pct=zh.percent(band["pct"]),
        )
        for band in bands
    ]
    if len(bands) < len(product["early_fee"]):
        rules.append(phrase("fees.rule.then_free"))
    return phrase("fees.early", name=product["name"], rule=phrase("shared.comma").join(rules))


async def _say_on_the_road(turn: Turn) -> None:
    request = await _car(turn)
    if not request:
        turn.say("utter_on_the_road_which")
        return
    found = await office.ask("on_the_road", request)
    both = await catalogue.trim(found.get("trim_key"))
    items = sentences.joined(found["assumptions"])
    turn.say(
        "utter_on_the_road",
        name=f"{both[0]['name']} {both[1]['name']} " if both else entry("fees.price_only"),
        total=zh.yuan(found["total"]),
        price=zh.yuan(found["price"]),
        tax=zh.yuan(found["purchase_tax"]),
        insurance=zh.yuan(found["insurance"]),
        plate=zh.yuan(found["plate"]),
        assumptions=phrase("fees.assumptions", items=items) if items else "",
    )


async def _car(turn: Turn) -> Json:
    quote = turn.get("plan") or {}
    model = turn.first("vehicle_model") or turn.get("vehicle_model")
    if turn.first("vehicle_model"):
        return await catalogue.car(model)
    if turn.get("trim") or quote.get("trim_key"):
        return {"trim_key": turn.get("trim") or quote["trim_key"]}
    if model:
        return {"vehicle_key": model}
    price = turn.first("amount") or turn.get("price")
    return {"price": needs.money(needs.plain(price))} if price else {}
