"""When nothing fits: what would make it possible, with the plan that each change leads to."""

from collections.abc import Iterator
from decimal import ROUND_UP, Decimal
from typing import Any

from backoffice.catalogue.products import ProductTerms
from backoffice.catalogue.snapshot import Catalogue, TrimOffer
from backoffice.forms import money, percent
from backoffice.lending.affordability import comfortable_payment, counted_income, largest_loan
from backoffice.lending.money import r2
from backoffice.lending.terms import Method
from backoffice.quotes.pricing import Ask, Priced, least_down_payment_pct, price_plan
from backoffice.recommendations.candidates import Field
from backoffice.recommendations.needs import Needs
from backoffice.recommendations.vehicle_choice import Choice
from backoffice.refusals import Refusal
from backoffice.wording import wording
from foundation.zh import percent as shown_percent
from foundation.zh import yuan

SAY = wording("recommendations/wording/ways_out.yml").say
DOWN_PAYMENT_UNIT = Decimal(1000)


class Way:
    """A change of the needs and the priced plan it leads to (None: a talk, not a plan)."""

    def __init__(self, code: str, text: str, change: dict[str, Any], priced: Priced | None) -> None:
        self.code = code
        self.text = text
        self.change = change
        self.priced = priced


def _plain(catalogue: Catalogue, vehicle_key: str) -> ProductTerms | None:
    plain = [
        product
        for product in catalogue.products_for(vehicle_key)
        if product.type is Method.EQUAL_INSTALMENT and product.offer is None
    ]
    return plain[0] if plain else None


def try_price(
    catalogue: Catalogue,
    product: ProductTerms,
    months: int,
    trim: TrimOffer,
    price: Decimal,
    down: Decimal,
    customer_type: str | None,
) -> Priced | None:
    """The plan at a price and down payment; None when a rule forbids it."""
    vehicle = catalogue.vehicles[trim.vehicle_key]
    ask = Ask(
        product, months, price - down, price, down, vehicle, trim, customer_type=customer_type
    )
    try:
        return price_plan(catalogue, ask)
    except Refusal:
        return None


def figures_of(priced: Priced) -> dict[str, str]:
    """All that must stand beside an instalment."""
    return {
        "product": priced.product.name,
        "term": str(priced.ask.term_months),
        "payment": yuan(priced.steady_payment),
        "rate": shown_percent(priced.schedule.terms.annual_rate_pct),
        "irr": shown_percent(priced.irr_pct),
        "interest": yuan(priced.schedule.total_interest),
    }


def _round_up(amount: Decimal) -> Decimal:
    return r2((amount / DOWN_PAYMENT_UNIT).to_integral_value(ROUND_UP) * DOWN_PAYMENT_UNIT)


def _bearable_loan(
    catalogue: Catalogue, needs: Needs, product: ProductTerms, months: int
) -> Decimal:
    """The loan whose instalment stays comfortable for the income; zero when there is none."""
    assert needs.income is not None
    income = counted_income(needs.income, needs.business, catalogue.caps)
    payment = comfortable_payment(income, needs.other_debt, catalogue.caps)
    return largest_loan(payment, product.rates[months], months)


def _lighter(catalogue: Catalogue, needs: Needs, choice: Choice) -> Iterator[Way]:
    """Ways when every plan weighs too much on the income."""
    product = _plain(catalogue, choice.vehicle.key)
    if product is not None:
        longest = product.terms[-1]
        loan = _bearable_loan(catalogue, needs, product, longest)
        yield from _more_down(catalogue, needs, choice, product, longest, loan)
        yield from _longer_term(catalogue, needs, choice, product, longest, loan)
        yield from _smaller_car(catalogue, needs, choice, loan)
    yield Way("CO_BORROWER", SAY("CO_BORROWER"), {"co_borrower": True}, None)


def _more_down(
    catalogue: Catalogue,
    needs: Needs,
    choice: Choice,
    product: ProductTerms,
    longest: int,
    loan: Decimal,
) -> Iterator[Way]:
    down = _round_up(choice.price - loan)
    if down <= needs.share_of(choice.price) or down >= choice.price:
        return
    priced = try_price(
        catalogue, product, longest, choice.trim, choice.price, down, needs.customer_type
    )
    if priced is not None:
        change = {"down_payment": money(down), "term_months": longest}
        yield Way(
            "MORE_DOWN", SAY("MORE_DOWN", down=yuan(down), **figures_of(priced)), change, priced
        )


def _longer_term(
    catalogue: Catalogue,
    needs: Needs,
    choice: Choice,
    product: ProductTerms,
    longest: int,
    loan: Decimal,
) -> Iterator[Way]:
    down = needs.share_of(choice.price)
    if needs.term_months is None or needs.term_months >= longest or choice.price - down > loan:
        return
    priced = try_price(
        catalogue, product, longest, choice.trim, choice.price, down, needs.customer_type
    )
    if priced is not None:
        text = SAY("LONGER_TERM", **figures_of(priced))
        yield Way("LONGER_TERM", text, {"term_months": longest}, priced)


def _smaller_car(
    catalogue: Catalogue, needs: Needs, choice: Choice, loan: Decimal
) -> Iterator[Way]:
    cheaper = [
        trim
        for trim in catalogue.trims.values()
        if trim.price < choice.price
        and catalogue.vehicles[trim.vehicle_key].usage == choice.vehicle.usage
        and trim.price - needs.share_of(trim.price) <= loan
    ]
    for trim in sorted(cheaper, key=lambda trim: -trim.price):
        product = _plain(catalogue, trim.vehicle_key)
        if product is None:
            continue
        down = needs.share_of(trim.price)
        priced = try_price(
            catalogue, product, product.terms[-1], trim, trim.price, down, needs.customer_type
        )
        if priced is not None:
            vehicle = catalogue.vehicles[trim.vehicle_key]
            figures = {"vehicle": vehicle.name, "trim": trim.name, "price": yuan(trim.price)}
            text = SAY("SMALLER_CAR", **figures, **figures_of(priced))
            yield Way("SMALLER_CAR", text, {"trim_key": trim.key}, priced)
            return


def _floor(catalogue: Catalogue, needs: Needs, choice: Choice) -> Iterator[Way]:
    """The way when the down payment lies below every floor."""
    product = _plain(catalogue, choice.vehicle.key)
    if product is None:
        return
    probe = Ask(product, product.terms[-1], choice.price, vehicle=choice.vehicle)
    pct = least_down_payment_pct(catalogue, probe)
    down = r2(choice.price * pct / 100)
    months = needs.term_months if needs.term_months in product.rates else None
    months = months or catalogue.defaults.term_months
    if down <= needs.share_of(choice.price):
        return
    priced = try_price(
        catalogue, product, months, choice.trim, choice.price, down, needs.customer_type
    )
    if priced is not None:
        text = SAY("DOWN_FLOOR", pct=percent(pct), down=yuan(down), **figures_of(priced))
        yield Way("DOWN_FLOOR", text, {"down_payment_pct": percent(pct)}, priced)


def _any_term(catalogue: Catalogue, needs: Needs, choice: Choice) -> Iterator[Way]:
    """The way when the said term is offered by no product of this car."""
    product = _plain(catalogue, choice.vehicle.key)
    if product is None or needs.term_months in product.rates or needs.term_months is None:
        return
    nearest = min(product.terms, key=lambda term: abs(term - (needs.term_months or term)))
    down = needs.share_of(choice.price)
    priced = try_price(
        catalogue, product, nearest, choice.trim, choice.price, down, needs.customer_type
    )
    if priced is not None:
        text = SAY("OTHER_TERM", **figures_of(priced))
        yield Way("OTHER_TERM", text, {"term_months": nearest}, priced)


def _business_only(needs: Needs, choice: Choice) -> Iterator[Way]:
    """The ways of a private buyer of a car that is financed for businesses only."""
    figures = {"vehicle": choice.vehicle.name}
    yield Way(
        "AS_BUSINESS",
        SAY("AS_BUSINESS", **figures),
        {"customer_type": "self_employed"},
        None,
    )
    change = {"usage": "private", "vehicle_key": None, "trim_key": None}
    yield Way("OTHER_VEHICLE", SAY("OTHER_VEHICLE", **figures), change, None)
    yield Way("CASH", SAY("CASH", price=yuan(choice.price), **figures), {"cash": True}, None)


def find_ways(catalogue: Catalogue, needs: Needs, choice: Choice, field: Field) -> list[Way]:
    """What the customer could change, the easiest first; empty while something fits."""
    if field.plans:
        return []
    if field.too_heavy:
        return list(_lighter(catalogue, needs, choice))
    codes = {item.code for item in field.rejected}
    if codes and codes <= {"PRODUCT_NOT_FOR_CUSTOMER"}:
        return list(_business_only(needs, choice))
    ways = [*_floor(catalogue, needs, choice), *_any_term(catalogue, needs, choice)]
    if not ways:
        loan_cap = max(p.amount_max for p in catalogue.products_for(choice.vehicle.key))
        ways = [*_amount(catalogue, needs, choice, loan_cap)]
    if not ways:
        ways = [
            Way(
                "CASH",
                SAY("CASH", price=yuan(choice.price), vehicle=choice.vehicle.name),
                {"cash": True},
                None,
            )
        ]
    return ways


def _amount(catalogue: Catalogue, needs: Needs, choice: Choice, most: Decimal) -> Iterator[Way]:
    """The ways when the loan is above or below what may be lent: another down payment."""
    product = _plain(catalogue, choice.vehicle.key)
    if product is None:
        return
    months = needs.term_months if needs.term_months in product.rates else None
    months = months or catalogue.defaults.term_months
    loan = choice.price - needs.share_of(choice.price)
    bounded = min(max(loan, product.amount_min), most)
    down = max(choice.price - bounded, r2(choice.price * product.down_payment_min / 100))
    down = min(down, r2(choice.price * product.down_payment_max / 100))
    priced = try_price(
        catalogue, product, months, choice.trim, choice.price, down, needs.customer_type
    )
    if priced is not None and down != needs.share_of(choice.price):
        code = "MORE_DOWN" if down > needs.share_of(choice.price) else "LESS_DOWN"
        text = SAY(code, down=yuan(down), **figures_of(priced))
        yield Way(code, text, {"down_payment": money(down)}, priced)
