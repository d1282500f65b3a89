"""The catalogue as it is on one business date: immutable, complete, without a database behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from backoffice.catalogue.products import ProductTerms
from backoffice.lending.affordability import Caps
from backoffice.lending.on_the_road import Insurance, TaxLaw
from backoffice.lending.score import Goal, Part
from backoffice.refusals import Refusal


@dataclass(frozen=True, slots=True)
class TrimOffer:
    """A version of a vehicle and its list price."""

    key: str
    vehicle_key: str
    name: str
    price: Decimal


@dataclass(frozen=True, slots=True)
class VehicleOffer:
    """A vehicle on offer with its versions, cheapest first."""

    key: str
    name: str
    full_name: str
    body: str
    powertrain: str
    powertrain_zh: str
    seats: int
    usage: str
    energy: str | None
    range_cltc_km: int | None
    range_ev_km: int | None
    colours: tuple[str, ...]
    tags: tuple[str, ...]
    trims: tuple[TrimOffer, ...]

    @property
    def base_trim(self) -> TrimOffer:
        """The cheapest version."""
        return self.trims[0]

    @property
    def commercial(self) -> bool:
        """Whether the vehicle is registered for commercial use."""
        return self.usage == "commercial"


@dataclass(frozen=True)
class AdviceDefaults:
    """What is assumed where the customer did not say."""

    down_payment_pct: Decimal
    term_months: int
    keep_years: int
    annual_km: int
    cash_shape: str
    goal: Goal
    short_keep_years: int
    open_upwards_pct: Decimal
    near_pct: Decimal


@dataclass(frozen=True)
class Catalogue:
    """Vehicles, products and rules in force on `day`."""

    day: date
    vehicles: Mapping[str, VehicleOffer]
    trims: Mapping[str, TrimOffer]
    products: Mapping[str, ProductTerms]
    rules: Mapping[str, Mapping[str, Any]]

    def vehicle(self, key: str) -> VehicleOffer:
        """The vehicle; raises `Refusal` (VEHICLE_UNKNOWN)."""
        found = self.vehicles.get(key)
        if found is None:
            raise Refusal("VEHICLE_UNKNOWN", allowed={"vehicle_keys": list(self.vehicles)})
        return found

    def trim(self, key: str, vehicle_key: str | None = None) -> TrimOffer:
        """The version, of that vehicle if one is named; raises `Refusal` (TRIM_UNKNOWN)."""
        found = self.trims.get(key)
        if found is None or vehicle_key not in (None, found.vehicle_key):
            known = [t for t in self.trims.values() if vehicle_key in (None, t.vehicle_key)]
            raise Refusal("TRIM_UNKNOWN", allowed={"trim_keys": [trim.key for trim in known]})
        return found

    def product(self, key: str) -> ProductTerms:
        """The product; raises `Refusal` (PRODUCT_UNKNOWN)."""
        found = self.products.get(key)
        if found is None:
            raise Refusal("PRODUCT_UNKNOWN", allowed={"product_keys": list(self.products)})
        return found

    def products_for(self, vehicle_key: str) -> list[ProductTerms]:
        """The products that finance a vehicle, in the catalogue's order."""
        return [p for p in self.products.values() if vehicle_key in p.eligible_models]

    @cached_property
    def tax_law(self) -> TaxLaw:
        """The purchase tax in force."""
        rule = self.rules["purchase_tax"]
        return TaxLaw(
            *(Decimal(rule[k]) for k in ("vat_pct", "tax_pct", "nev_cut_pct", "nev_cut_max"))
        )

    def new_energy(self, powertrain: str) -> bool:
        """Whether the tax law cuts the tax of this powertrain."""
        return powertrain in self.rules["purchase_tax"]["nev_powertrains"]

    def insurance(self, powertrain: str, seats: int) -> Insurance:
        """The insurance estimate for a kind of car."""
        rule = self.rules["insurance_estimate"]
        by_seats = sorted((int(most), fee) for most, fee in rule["compulsory_by_seats"].items())
        compulsory = next(Decimal(fee) for most, fee in by_seats if seats <= most)
        shares = rule["price_pct"]
        share = Decimal(shares.get(powertrain, shares["ice"]))
        return Insurance(compulsory, Decimal(rule["base"]), share)

    @cached_property
    def plate_fee(self) -> Decimal:
        """The fee for the plate in yuan."""
        return Decimal(self.rules["plate_fee"]["amount"])

    @cached_property
    def caps(self) -> Caps:
        """The affordability caps."""
        rule = self.rules["affordability"]
        return Caps(**{name: Decimal(rule[name]) for name in Caps.__dataclass_fields__})

    @cached_property
    def weights(self) -> dict[Goal, dict[Part, Decimal]]:
        """The published weights of the score by goal."""
        rule = self.rules["score_weights"]
        return {goal: {part: Decimal(rule[goal][part]) for part in Part} for goal in Goal}

    @cached_property
    def defaults(self) -> AdviceDefaults:
        """What is assumed where the customer did not say."""
        rule = dict(self.rules["advice_defaults"])
        for name in ("down_payment_pct", "open_upwards_pct", "near_pct"):
            rule[name] = Decimal(rule[name])
        return AdviceDefaults(**{**rule, "goal": Goal(rule["goal"])})

    @property
    def deposit_rate_pct(self) -> Decimal:
        """The yield of a deposit, in percent a year, where the customer names none."""
        return Decimal(self.rules["deposit"]["rate_pct"])

    @property
    def even_within(self) -> Decimal:
        """Cash and loan count as even up to this difference in yuan."""
        return Decimal(self.rules["deposit"]["even_within"])

    @property
    def quote_days(self) -> int:
        """For how many days after today a quote holds."""
        return int(self.rules["quote_validity"]["days"])

    @property
    def lender(self) -> str:
        """The licensed lender's name."""
        return str(self.rules["lender"]["name"])

    def ltv_cap(self, vehicle: VehicleOffer, product: ProductTerms) -> Decimal:
        """The highest share of the price that may be financed, in percent."""
        caps = self.rules["ltv_caps"]
        if product.is_lease:
            return Decimal(caps["finance_lease"])
        if not vehicle.commercial:
            return Decimal(caps["private"])
        kind = "nev" if self.new_energy(vehicle.powertrain) else "ice"
        return Decimal(caps[f"commercial_{kind}"])
