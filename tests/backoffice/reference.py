"""The reference catalogue as the seed files hold it, without a database."""

from datetime import date
from decimal import Decimal
from functools import cache

from backoffice import seed
from backoffice.catalogue.products import read_product
from backoffice.catalogue.snapshot import Catalogue, TrimOffer, VehicleOffer

DAY = date(2026, 11, 21)


def _vehicles(entries: list[dict]) -> dict[str, VehicleOffer]:
    trims: dict[str, list[TrimOffer]] = {}
    for row in seed.trim_rows(entries):
        offer = TrimOffer(
            row["trim_key"],
            row["vehicle_key"],
            row["name"],
            Decimal(row["price"]).quantize(Decimal("0.01")),
        )
        trims.setdefault(row["vehicle_key"], []).append(offer)
    vehicles = {}
    for row in seed.vehicle_rows(entries):
        key = row.pop("vehicle_key")
        fields = {k: v for k, v in row.items() if k not in ("position", "valid_from")}
        fields["colours"], fields["tags"] = tuple(fields["colours"]), tuple(fields["tags"])
        cheapest_first = tuple(sorted(trims[key], key=lambda trim: trim.price))
        vehicles[key] = VehicleOffer(key=key, trims=cheapest_first, **fields)
    return vehicles


@cache
def reference_catalogue() -> Catalogue:
    """The catalogue of the first business date."""
    entries = seed.read("catalogue.yml")
    rates: dict[str, dict[int, Decimal]] = {}
    for row in seed.rate_rows(entries["products"]):
        rates.setdefault(row["product_key"], {})[row["term_months"]] = Decimal(
            row["annual_rate_pct"]
        )
    products = {
        row["product_key"]: read_product(
            row["product_key"],
            row["name"],
            row["type"],
            row["type_zh"],
            row["offer"],
            row["rules"],
            rates[row["product_key"]],
        )
        for row in seed.product_rows(entries["products"], seed.read("product_rules.yml"))
    }
    rules = {
        row["rule_key"]: row["value"]
        for row in seed.rule_rows(seed.read("rules.yml"))
        if row["valid_from"] <= DAY and (row["valid_to"] is None or row["valid_to"] >= DAY)
    }
    vehicles = _vehicles(entries["vehicles"])
    trims = {trim.key: trim for vehicle in vehicles.values() for trim in vehicle.trims}
    return Catalogue(DAY, vehicles, trims, products, rules)
