"""The recommendation as it is said and shown: reasons, cautions, what was assumed, ways out."""

from decimal import Decimal
from typing import Any

from actions.shared import amounts, instalments, needs, office, plan, presses, sentences
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry, phrase
from foundation.cards import Action, Card, Recommendation, Recommended, card

Json = dict[str, Any]
MOST_WAYS = 3
# A first plan further above the payment that was said is not put first in speech.
FAR_ABOVE = Decimal("1.25")


async def recommend(turn: Turn, request: Json, before: str = "") -> bool:
    """Ask for a recommendation and say it; False when nothing fits."""
    found = await office.ask("recommend", request)
    items = found.get("items") or []
    if not items:
        _say_nothing_fits(turn, found)
        return False
    for item in items:
        item["quote"] = plan.with_phases(item["quote"], item["schedule_summary"])
    quotes = [item["quote"] for item in items]
    same_car = (turn.get("plan") or {}).get("trim_key") == found["vehicle"]["trim_key"]
    best, reach = _lead_item(items, turn.get("monthly_payment"))
    said = lead(found, best, reach, before, name_the_car=not same_car)
    plan.discuss(turn, best["quote"])
    plan.remember_shown(turn, "quotes", [{"key": quote["quote_id"], **quote} for quote in quotes])
    turn.say_text(said)
    turn.show(recommendation_card(found))
    _say_opportunity(turn, found)
    return True


def _say_opportunity(turn: Turn, found: Json) -> None:
    """What a small change would open, told once."""
    chances = found.get("opportunities") or []
    if not chances or turn.get("advice_opportunity") == chances[0]["text"]:
        return
    turn.set("advice_opportunity", chances[0]["text"])
    button = _way(1, chances[0]) | {"title": entry("advice.take_opportunity")}
    turn.say_text(phrase("advice.opportunity", text=chances[0]["text"]), buttons=[button])


def _lead_item(items: list[Json], target: Any) -> tuple[Json, str]:
    """The best plan, unless it is far above the payment that was said: then the nearest one."""
    if target is None:
        return items[0], ""
    most = Decimal(str(needs.plain(target))) * FAR_ABOVE
    if Decimal(items[0]["quote"]["highest_payment"]) <= most:
        return items[0], ""
    nearest = min(items, key=lambda item: Decimal(item["quote"]["highest_payment"]))
    kind = "within" if Decimal(nearest["quote"]["highest_payment"]) <= most else "beyond"
    return nearest, phrase(f"advice.reach.{kind}", target=amounts.yuan(needs.plain(target)))


def lead(found: Json, best: Json, reach: str, before: str, *, name_the_car: bool) -> str:
    """Answer first: the best plan in one sentence, its condition, its catch."""
    several = "advice.lead_other" if reach else "advice.lead"
    return phrase(
        several if len(found["items"]) > 1 else "advice.lead_one",
        reach=reach,
        before=before,
        car=_car(found) if name_the_car else "",
        count=entry("shared.counts")[len(found["items"])],
        name=instalments.name(best["quote"]),
        line=instalments.line(best["quote"]),
        down=instalments.down_payment(best["quote"]),
        catch=_first(best["cautions"]),
    ) + _assumptions(found)


def _first(cautions: list[str]) -> str:
    return sentences.bare(cautions[0]) if cautions else ""


def _car(found: Json) -> str:
    """Which car the figures are for; why this one, when the customer did not name it."""
    vehicle = found["vehicle"]
    if vehicle["source"] == "assumed":
        return str(vehicle["why"])
    return phrase("advice.car_said", vehicle=_vehicle(found))


def _vehicle(found: Json) -> str:
    quote = found["items"][0]["quote"]
    if named := instalments.car(quote):
        return named
    price = quote.get("price")
    return phrase("advice.lead_priced", price=amounts.yuan(price)) if price else ""


def _assumptions(found: Json) -> str:
    said = found.get("assumptions") or []
    if not said:
        return ""
    return _joined("advice.assumed", "assumptions", said, "shared.stop")


def recommendation_card(found: Json) -> Card:
    """The card with its complete text: every plan with its reasons and cautions."""
    items = [
        Recommended(
            rank=item["rank"],
            quote=plan.as_quote(item["quote"]),
            reasons=item["reasons"],
            cautions=item["cautions"],
            badges=item.get("badges") or [],
            action=plan.choose(item["quote"]),
        )
        for item in found["items"]
    ]
    text = "\n".join(_item_text(item) for item in found["items"])
    quotes = [item["quote"] for item in found["items"]]
    data = Recommendation(items=items)
    return card(entry("advice.card_title"), text, data, _actions(quotes))


def _actions(quotes: list[Json]) -> list[Action]:
    """Under one plan what follows a plan; under several, where each has its own button, compare."""
    if len(quotes) == 1:
        return plan.actions(quotes[0])
    return [Action(**item) for item in entry("plan.several")]


def _item_text(item: Json) -> str:
    return phrase(
        "advice.item",
        rank=item["rank"],
        badges=_joined("advice.badges", "badges", item.get("badges"), "shared.comma"),
        name=instalments.full_name(item["quote"]),
        down=instalments.down_payment(item["quote"]),
        line=instalments.line(item["quote"]),
        reasons=_joined("advice.reasons", "items", item["reasons"], "shared.stop"),
        cautions=_joined("advice.cautions", "items", item["cautions"], "shared.stop"),
    )


def _joined(path: str, name: str, items: list[str] | None, by: str) -> str:
    if not items:
        return ""
    return phrase(path, **{name: phrase(by).join(sentences.bare(item) for item in items)})


def _say_nothing_fits(turn: Turn, found: Json) -> None:
    rejected = found.get("rejected") or []
    why = next((item["reason"] for item in rejected if item.get("reason")), "")
    ways = found["way_out"][:MOST_WAYS]
    text = phrase("advice.nothing_fits", why=why)
    if ways:
        said = sentences.joined(way["text"] for way in ways)
        text += phrase("advice.ways_out", ways=said)
    turn.say_text(text, buttons=[_way(place, way) for place, way in enumerate(ways, start=1)])


def _way(place: int, way: Json) -> Json:
    """The button that makes the change of a way out."""
    needs_of = {field: need for need, field in needs.FIELDS.items()}
    said = [
        Said("need", value, role=needs_of[field])
        for field, value in way["change"].items()
        if field in needs_of
    ]
    title = phrase("advice.way", place=place)
    return {"title": title, "payload": presses.payload("ask_recommendation", said)}
