"""Which car the advice is computed on: the one named, or a representative one that fits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from backoffice.catalogue.snapshot import Catalogue, TrimOffer, VehicleOffer
from backoffice.forms import MoneySpan
from backoffice.lending.affordability import comfortable_payment, counted_income, largest_loan
from backoffice.lending.money import r2
from backoffice.lending.on_the_road import estimate
from backoffice.lending.terms import Method
from backoffice.recommendations.needs import WORDS, Needs, names_product, shown_money
from backoffice.refusals import Refusal
from backoffice.wording import wording
from foundation.zh import yuan

SAY = wording("recommendations/wording/vehicle.yml").say
MOST_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen version, the price the plans are computed on, and why."""

    vehicle: VehicleOffer
    trim: TrimOffer
    price: Decimal
    said: bool
    why: str
    alternatives: tuple[TrimOffer, ...]
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aim:
    """What a version should cost: within `low` … `high`, as near to `best` as can be."""

    low: Decimal
    high: Decimal
    best: Decimal
    worth: Callable[[TrimOffer], Decimal]
    reason: str
    shown: str

    def distance(self, trim: TrimOffer) -> Decimal:
        """How far a version is from what would be best."""
        return abs(self.worth(trim) - self.best)

    def holds(self, trim: TrimOffer) -> bool:
        """Whether a version lies within the limits."""
        return self.low <= self.worth(trim) <= self.high


def _limits(catalogue: Catalogue, value: Decimal | MoneySpan) -> tuple[Decimal, Decimal, Decimal]:
    """Low, high and best price of a said sum; an open span reaches a rule's share further."""
    if not isinstance(value, MoneySpan):
        near = value * catalogue.defaults.near_pct / 100
        return value - near, value + near, value
    if value.min is None:
        most = value.max or Decimal(0)
        return Decimal(0), most, most
    if value.max is None:
        return value.min, value.min * (100 + catalogue.defaults.open_upwards_pct) / 100, value.min
    return value.min, value.max, (value.min + value.max) / 2


def _list_price(trim: TrimOffer) -> Decimal:
    return trim.price


def on_the_road_price(catalogue: Catalogue, trim: TrimOffer) -> Decimal:
    """What a version costs on the road."""
    vehicle = catalogue.vehicles[trim.vehicle_key]
    insurance = catalogue.insurance(vehicle.powertrain, vehicle.seats)
    new_energy = catalogue.new_energy(vehicle.powertrain)
    law, plate = catalogue.tax_law, catalogue.plate_fee
    return estimate(trim.price, law, insurance, plate, new_energy).total


def _carried_price(catalogue: Catalogue, needs: Needs, payment: Decimal) -> Decimal | None:
    """The price that an instalment carries with the plain product over the usual term."""
    months = needs.term_months or catalogue.defaults.term_months
    for product in catalogue.products.values():
        plain = product.type is Method.EQUAL_INSTALMENT and product.offer is None
        if plain and months in product.rates:
            loan = largest_loan(payment, product.rates[months], months)
            if needs.down_payment is not None:
                return loan + needs.down_payment
            pct = needs.down_payment_pct or Decimal(0)
            return r2(loan / (1 - pct / 100)) if pct < 100 else None
    return None


def find_aim(catalogue: Catalogue, needs: Needs) -> Aim | None:
    """What the car should cost, from budget, wished instalment or income; None without any."""
    request = needs.request
    if request.price is not None:
        limits = _limits(catalogue, request.price)
        return Aim(*limits, _list_price, "price", shown_money(request.price))
    if request.on_the_road is not None:
        low, high, best = _limits(catalogue, request.on_the_road)
        if not isinstance(request.on_the_road, MoneySpan):
            low, high = Decimal(0), best  # a total budget is not exceeded
        shown = shown_money(request.on_the_road)
        return Aim(low, high, best, lambda t: on_the_road_price(catalogue, t), "on_the_road", shown)
    payment, reason = needs.wished_payment, "payment"
    if payment is None and needs.income is not None:
        income = counted_income(needs.income, needs.business, catalogue.caps)
        payment = comfortable_payment(income, needs.other_debt, catalogue.caps)
        reason = "income"
    if payment is None:
        return None
    best_price = _carried_price(catalogue, needs, payment)
    if best_price is None:
        return None
    return Aim(Decimal(0), best_price, best_price, _list_price, reason, yuan(payment))


def _fitting(catalogue: Catalogue, needs: Needs) -> tuple[list[VehicleOffer], tuple[str, ...]]:
    """Vehicles that fit the hard wishes; what had to be given up is said."""
    request = needs.request
    commercial = request.usage == "commercial"
    pool = [v for v in catalogue.vehicles.values() if v.commercial == commercial]
    if request.product is not None:
        key = request.product
        financed = [
            v for v in pool if any(names_product(p, key) for p in catalogue.products_for(v.key))
        ]
        pool = financed or pool
    seats, power = request.min_seats or 0, request.powertrain
    both = [v for v in pool if v.seats >= seats and power in (None, v.powertrain)]
    if both:
        return both, ()
    seated = [v for v in pool if v.seats >= seats]
    if seated:
        return seated, (SAY("no_powertrain"),)
    return pool, (SAY("no_seats", seats=seats),)


def _preferred(catalogue: Catalogue, needs: Needs, vehicle: VehicleOffer) -> int:
    """0 for vehicles made for the use that was spoken of, 1 for others."""
    tags = catalogue.rules["usage_tags"].get(needs.request.usage or "", ())
    return 0 if not tags or any(tag in vehicle.tags for tag in tags) else 1


def _alternatives(
    aim: Aim | None, chosen: TrimOffer, pool: Sequence[TrimOffer]
) -> tuple[TrimOffer, ...]:
    others = [trim for trim in pool if trim.key != chosen.key]
    best = aim.distance if aim else (lambda trim: abs(trim.price - chosen.price))
    return tuple(sorted(others, key=lambda trim: (best(trim), trim.price))[:MOST_ALTERNATIVES])


def _representative(catalogue: Catalogue, needs: Needs) -> Choice:
    aim = find_aim(catalogue, needs)
    request = needs.request
    hints = (request.usage, request.powertrain, request.min_seats, request.product)
    if aim is None and not any(hints):
        raise Refusal("NEEDS_TOO_FEW")
    vehicles, given_up = _fitting(catalogue, needs)
    pool = [trim for vehicle in vehicles for trim in vehicle.trims]

    def order(trim: TrimOffer) -> tuple[int, int, Decimal, Decimal]:
        liked = _preferred(catalogue, needs, catalogue.vehicles[trim.vehicle_key])
        if aim is None:
            return 0, liked, trim.price, trim.price
        return (0 if aim.holds(trim) else 1), liked, aim.distance(trim), trim.price

    chosen = min(pool, key=order)
    vehicle = catalogue.vehicles[chosen.vehicle_key]
    figures = {"vehicle": vehicle.name, "trim": chosen.name, "price": yuan(chosen.price)}
    if aim is None:
        why = SAY("entry", **figures)
    elif aim.holds(chosen):
        worth = yuan(aim.worth(chosen))
        why = SAY(f"within_{aim.reason}", shown=aim.shown, worth=worth, **figures)
    else:
        why = SAY(f"nearest_{aim.reason}", shown=aim.shown, **figures)
    return Choice(
        vehicle, chosen, chosen.price, False, why, _alternatives(aim, chosen, pool), given_up
    )


def _of_named_vehicle(catalogue: Catalogue, needs: Needs, vehicle: VehicleOffer) -> Choice:
    """The version of a named vehicle nearest to the budget, else its cheapest."""
    aim = find_aim(catalogue, needs) if needs.request.price or needs.request.on_the_road else None
    trim = min(vehicle.trims, key=aim.distance) if aim else vehicle.base_trim
    figures = {"vehicle": vehicle.name, "trim": trim.name, "price": yuan(trim.price)}
    why = SAY("trim_by_budget" if aim else "trim_cheapest", **figures)
    return Choice(vehicle, trim, trim.price, True, why, _alternatives(None, trim, vehicle.trims))


def choose(catalogue: Catalogue, needs: Needs) -> Choice:
    """The car to compute on; raises `Refusal` (NEEDS_TOO_FEW) when nothing hints at one."""
    request = needs.request
    if request.trim_key is None:
        if request.vehicle_key is None:
            return _representative(catalogue, needs)
        return _of_named_vehicle(catalogue, needs, catalogue.vehicle(request.vehicle_key))
    trim = catalogue.trim(request.trim_key, request.vehicle_key)
    vehicle = catalogue.vehicle(trim.vehicle_key)
    price = trim.price
    assumptions: tuple[str, ...] = ()
    if isinstance(request.price, Decimal):
        price = min(request.price, trim.price)
        if request.price > trim.price:
            assumptions = (WORDS.say("assumed_price", price=yuan(trim.price)),)
    why = SAY("said", vehicle=vehicle.name, trim=trim.name, price=yuan(price))
    others = _alternatives(None, trim, vehicle.trims)
    return Choice(vehicle, trim, price, True, why, others, assumptions)
