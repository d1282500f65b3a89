"""Models, versions, prices and facts of the cars; two of them beside each other."""

from typing import Any

from actions.shared import amounts, cars, catalogue, hearing, needs, needs_shown, office, plan
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation.cards import card

Json = dict[str, Any]


class ActionShowVehicles(Answer):
    """One model with its versions, or the models that fit what was said."""

    def name(self) -> str:
        return "action_show_vehicles"

    async def answer(self, turn: Turn) -> None:
        if turn.first("amount", "on_the_road") is not None and turn.get("plan") is None:
            await _advise(turn)
            return
        everything = turn.first("known") == "all"
        key = turn.first("vehicle_model") or (None if everything else turn.get("vehicle_model"))
        searching = _filters(turn)
        found = None if searching else await catalogue.vehicle(key)
        if found:
            _show_model(turn, found)
        else:
            await _show_list(turn, {} if everything else searching)


async def _advise(turn: Turn) -> None:
    """A budget asks for advice on what it buys, not for a list."""
    changed = await hearing.take(turn)
    turn.set("advice_wanted", await needs_shown.noted(turn, changed))
    turn.follow("advice_form")


def _filters(turn: Turn) -> Json:
    """What this message asks the cars to be."""
    price = turn.first("amount", "price")
    most = turn.first("need", "max_price") or (price["max"] if isinstance(price, dict) else price)
    least = price["min"] if isinstance(price, dict) else None
    current = turn.get("plan")
    if not most and turn.intent == "adjust_plan" and current and current.get("price"):
        most = float(current["price"]) - 1
    wanted = {
        "powertrain": turn.first("powertrain"),
        "min_seats": turn.first("need", "min_seats"),
        "usage": turn.first("need", "usage") or ("private" if most else None),
        "max_price": needs.money(most) if most else None,
        "min_price": needs.money(least) if least else None,
    }
    return {name: value for name, value in wanted.items() if value is not None}


async def _show_list(turn: Turn, filters: Json) -> None:
    items = (await office.ask("vehicles", **filters))["items"]
    if not items:
        turn.say("utter_no_such_vehicle")
        return
    turn.show(cars.models_card(items))
    plan.remember_shown(turn, "vehicles", [cars.item(item) for item in items])
    turn.say("utter_vehicles_shown")


def _show_model(turn: Turn, found: Json) -> None:
    items = cars.trim_items(found)
    text = "\n".join(
        phrase("vehicles.line_trim", place=place, name=i["name"], price=amounts.yuan(i["price"]))
        for place, i in enumerate(items, start=1)
    )
    title = phrase("vehicles.title_trims", name=found["name"])
    turn.show(card(title, text, cars.shown(items)))
    plan.remember_shown(turn, "vehicles", items)
    turn.say("utter_vehicle_shown", facts=facts(found), key=found["vehicle_key"])


def facts(vehicle: Json) -> str:
    """One sentence with what the catalogue says about a model."""
    reach = ""
    if vehicle.get("range_cltc_km"):
        reach = phrase("vehicles.range_cltc", km=vehicle["range_cltc_km"])
    elif vehicle.get("range_ev_km"):
        reach = phrase("vehicles.range_ev", km=vehicle["range_ev_km"])
    one_price = vehicle["price_from"] == vehicle["price_to"]
    return phrase(
        "vehicles.facts_one" if one_price else "vehicles.facts",
        full=vehicle["full_name"],
        body=vehicle["body"],
        seats=vehicle["seats"],
        range=reach,
        energy=phrase("vehicles.energy", energy=vehicle["energy"]) if vehicle["energy"] else "",
        low=amounts.yuan(vehicle["price_from"]),
        high=amounts.yuan(vehicle["price_to"]),
        colours=phrase("shared.comma").join(vehicle["colours"]),
        tags=phrase("shared.comma").join(vehicle["tags"]),
    )


class ActionCompareVehicles(Answer):
    """Two cars beside each other, by the catalogue's facts."""

    def name(self) -> str:
        return "action_compare_vehicles"

    async def answer(self, turn: Turn) -> None:
        keys = list(dict.fromkeys(turn.values("vehicle_model")))
        if len(keys) == 1 and turn.get("vehicle_model") not in {None, keys[0]}:
            keys.insert(0, turn.get("vehicle_model"))
        shown = turn.get("shown") or {}
        if not keys and shown.get("kind") == "vehicles":
            keys = list(dict.fromkeys(item["vehicle_key"] for item in shown["items"]))[:2]
        if not keys and turn.first("amount") is not None:
            await _advise(turn)
            return
        found = [vehicle for key in keys if (vehicle := await catalogue.vehicle(key))]
        if len(found) < 2:
            turn.say("utter_compare_which_vehicles")
            turn.asked = True
            return
        turn.show(cars.models_card(found, entry("vehicles.title_compare")))
        plan.remember_shown(turn, "vehicles", [cars.item(vehicle) for vehicle in found])
        turn.say("utter_vehicles_compared", facts="".join(facts(vehicle) for vehicle in found))
