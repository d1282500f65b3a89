"""The card `vehicles`: models, or the versions of one, to look at."""

from typing import Any

from actions.shared import amounts, presses
from actions.shared.turn import Said
from actions.shared.wording import entry, phrase
from foundation.cards import Action, Card, VehicleItem, Vehicles, card

Json = dict[str, Any]
# What is drawn of a model beside its name and price.
TRAITS = ("powertrain", "powertrain_zh", "seats", "range_cltc_km", "range_ev_km")


def item(vehicle: Json) -> Json:
    """A model as an item of the card, at the price of its first version."""
    first = vehicle["trims"][0]
    return {
        "key": vehicle["vehicle_key"],
        "vehicle_key": vehicle["vehicle_key"],
        "trim_key": first["trim_key"],
        "name": vehicle["name"],
        "price": vehicle["price_from"],
        "lowest": vehicle["price_from"] != vehicle["price_to"],
        **_traits(vehicle),
    }


def trim_items(vehicle: Json) -> list[Json]:
    """The versions of a model as items of the card."""
    return [
        {
            "key": trim["trim_key"],
            "is_trim": True,
            "vehicle_key": vehicle["vehicle_key"],
            "trim_key": trim["trim_key"],
            "name": f"{vehicle['name']} {trim['name']}",
            "price": trim["price"],
            **_traits(vehicle),
        }
        for trim in vehicle["trims"]
    ]


def _traits(vehicle: Json) -> Json:
    return {name: vehicle.get(name) for name in TRAITS}


def shown(items: list[Json]) -> Vehicles:
    """The items as the card's data, each with the button that asks for its plans."""
    return Vehicles(items=[_pictured(each) for each in items])


def _pictured(each: Json) -> VehicleItem:
    said = [Said("vehicle_model", each["trim_key" if each.get("is_trim") else "vehicle_key"])]
    action = Action(
        label=phrase("vehicles.choose", name=each["name"]),
        payload=presses.payload("ask_recommendation", said),
    )
    members = {name: each[name] for name in ("vehicle_key", "trim_key", "name", "price", *TRAITS)}
    return VehicleItem(**members, lowest=each.get("lowest", False), action=action)


def models_card(vehicles: list[Json], title: str | None = None) -> Card:
    """The card `vehicles` with one item a model, at the price of its first version."""
    lines = [
        phrase(
            "vehicles.line",
            place=place,
            name=vehicle["name"],
            body=vehicle["body"],
            powertrain=vehicle["powertrain_zh"],
            price=amounts.yuan(vehicle["price_from"]),
        )
        for place, vehicle in enumerate(vehicles, start=1)
    ]
    data = shown([item(vehicle) for vehicle in vehicles])
    return card(title or entry("vehicles.title"), "\n".join(lines), data)
