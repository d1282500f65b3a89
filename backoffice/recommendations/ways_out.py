"""When nothing fits: what would make it possible, with the plan that each change leads to."""

from collections.abc import Iterator
from typing import Any

from backoffice.catalogue.snapshot import Catalogue
from backoffice.forms import money, percent
from backoffice.lending.money import r2
from backoffice.recommendations.candidates import Field
from backoffice.recommendations.needs import Needs
from backoffice.recommendations.vehicle_choice import Choice
from backoffice.recommendations.ways import SAY, Search, Way, plain_product, way_to
from foundation.zh import yuan


def _other_down_payment(search: Search) -> Iterator[Way]:
    """Another down payment: the nearest that rules and income allow, over the shortest term."""
    choice, down = search.choice, search.down
    floor = r2(choice.price * search.least_pct / 100)
    for months in sorted({search.term, search.longest}):
        lowest, highest = search.down_payments(months)
        target = min(max(down, lowest), highest)
        if lowest > highest or target == down:
            continue
        priced = search.plan(choice.trim, choice.price, target, months)
        if priced is None:
            continue
        change: dict[str, Any] = {"down_payment": money(target)}
        code = "MORE_DOWN" if target > down else "LESS_DOWN"
        pct = percent(search.least_pct)
        if target == floor and target > down:
            code, change = "DOWN_FLOOR", {"down_payment_pct": pct}
        if months != search.needs.term_months:
            change["term_months"] = months
        yield way_to(code, priced, change, down=yuan(target), pct=pct)
        return


def _longer_term(search: Search) -> Iterator[Way]:
    """The longest term, when a shorter one was said."""
    said = search.needs.term_months
    if said is None or said >= search.longest:
        return
    priced = search.plan(search.choice.trim, search.choice.price, search.down, search.longest)
    if priced is not None:
        yield way_to("LONGER_TERM", priced, {"term_months": search.longest})


def _offered_term(search: Search) -> Iterator[Way]:
    """The nearest offered term, when the one said is not offered for this car."""
    said, product, choice = search.needs.term_months, search.product, search.choice
    if said is None or said in product.rates:
        return
    nearest = min(product.terms, key=lambda term: (abs(term - said), -term))
    priced = search.plan(choice.trim, choice.price, search.down, nearest)
    if priced is not None:
        yield way_to("OTHER_TERM", priced, {"term_months": nearest})


def _smaller_car(search: Search) -> Iterator[Way]:
    """The dearest cheaper car of the same use that the income carries."""
    catalogue, choice, needs = search.catalogue, search.choice, search.needs
    cheaper = [trim for trim in catalogue.trims.values() if trim.price < choice.price]
    for trim in sorted(cheaper, key=lambda trim: -trim.price):
        vehicle = catalogue.vehicles[trim.vehicle_key]
        if vehicle.usage != choice.vehicle.usage:
            continue
        there = Search(catalogue, needs, choice, plain_product(catalogue, vehicle.key))
        months = there.term if needs.term_months else there.longest
        down = needs.share_of(trim.price)
        priced = there.plan(trim, trim.price, down, months) if down < trim.price else None
        if priced is not None:
            figures = {"vehicle": vehicle.name, "trim": trim.name, "price": yuan(trim.price)}
            change = {"trim_key": trim.key, "price": None, "term_months": months}
            yield way_to("SMALLER_CAR", priced, change, **figures)
            return


def _business_only(search: Search) -> Iterator[Way]:
    """The ways of a private buyer of a car that is financed for businesses only."""
    name = search.choice.vehicle.name
    text = SAY("AS_BUSINESS", vehicle=name)
    yield Way("AS_BUSINESS", text, {"customer_type": "self_employed"}, None)
    change = {"usage": "private", "vehicle_key": None, "trim_key": None}
    yield Way("OTHER_VEHICLE", SAY("OTHER_VEHICLE", vehicle=name), change, None)
    yield _cash(search)


def _cash(search: Search) -> Way:
    figures = {"vehicle": search.choice.vehicle.name, "price": yuan(search.choice.price)}
    return Way("CASH", SAY("CASH", **figures), {"cash": True}, None)


def find_ways(catalogue: Catalogue, needs: Needs, choice: Choice, field: Field) -> list[Way]:
    """What the customer could change, the easiest first; empty while something fits."""
    if field.plans:
        return []
    search = Search(catalogue, needs, choice, plain_product(catalogue, choice.vehicle.key))
    codes = {item.code for item in field.rejected} - {"PRODUCT_NOT_FOR_VEHICLE"}
    if codes == {"PRODUCT_NOT_FOR_CUSTOMER"}:
        return list(_business_only(search))
    ways = [*_offered_term(search), *_longer_term(search), *_other_down_payment(search)]
    if field.too_heavy or not ways:
        ways += _smaller_car(search)
    if field.too_heavy:
        ways.append(Way("CO_BORROWER", SAY("CO_BORROWER"), {"co_borrower": True}, None))
    return ways or [_cash(search)]
