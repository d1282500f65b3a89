"""The card `vehicles`: models to look at."""

from typing import Any

from actions.shared import amounts
from actions.shared.wording import entry, phrase
from foundation.cards import Card, VehicleItem, Vehicles, card

Json = dict[str, Any]


def item(vehicle: Json) -> Json:
    """A model as an item of the card, at the price of its first version."""
    first = vehicle["trims"][0]
    return {
        "key": vehicle["vehicle_key"],
        "vehicle_key": vehicle["vehicle_key"],
        "trim_key": first["trim_key"],
        "name": vehicle["name"],
        "price": vehicle["price_from"],
        "powertrain": vehicle["powertrain"],
    }


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
    data = Vehicles(items=[VehicleItem(**item(vehicle)) for vehicle in vehicles])
    return card(title or entry("vehicles.title"), "\n".join(lines), data)
