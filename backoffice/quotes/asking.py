"""From a request to the plan it asks for: car, price, own part, with what had to be assumed."""

from dataclasses import dataclass
from decimal import Decimal

from backoffice.catalogue.products import ProductTerms
from backoffice.catalogue.snapshot import Catalogue, TrimOffer, VehicleOffer
from backoffice.forms import money, percent
from backoffice.lending.money import r2
from backoffice.quotes.pricing import Ask
from backoffice.quotes.schemas import CarAsk, QuoteRequest, ShareAsk
from backoffice.refusals import Refusal
from backoffice.wording import wording
from foundation.zh import yuan

NEEDS = wording("quotes/wording/assumptions.yml")


@dataclass(frozen=True, slots=True)
class Car:
    """The car under discussion; any part may be unknown."""

    vehicle: VehicleOffer | None
    trim: TrimOffer | None
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class Share:
    """The customer's own part and the loan, and whether the part had to be assumed."""

    down_payment: Decimal | None
    loan: Decimal
    assumed_pct: Decimal | None = None


def find_car(catalogue: Catalogue, request: CarAsk) -> Car:
    """The car a request names; a model without a version means its cheapest one."""
    trim = vehicle = None
    if request.trim_key is not None:
        trim = catalogue.trim(request.trim_key, request.vehicle_key)
        vehicle = catalogue.vehicle(trim.vehicle_key)
    elif request.vehicle_key is not None:
        vehicle = catalogue.vehicle(request.vehicle_key)
        trim = vehicle.base_trim
    price = request.price
    if price is None and trim is not None:
        price = trim.price
    return Car(vehicle, trim, price)


def usual_down_payment_pct(catalogue: Catalogue, product: ProductTerms) -> Decimal:
    """The down payment assumed where none was said, within the product's limits."""
    usual = max(catalogue.defaults.down_payment_pct, product.down_payment_min)
    return min(usual, product.down_payment_max)


def split(
    catalogue: Catalogue, product: ProductTerms, request: ShareAsk, price: Decimal | None
) -> Share:
    """The customer's part and the loan; raises `Refusal` when neither price nor loan is known."""
    loan = request.loan_amount
    if price is None:
        if loan is None:
            raise Refusal("PRICE_MISSING")
        return Share(None, loan)
    if loan is not None:
        if loan > price:
            raise Refusal("LOAN_ABOVE_PRICE", price=yuan(price), allowed={"max": money(price)})
        return Share(price - loan, loan)
    if request.down_payment is not None:
        down = request.down_payment
        if down >= price:
            raise Refusal("NOTHING_TO_FINANCE")
        return Share(down, price - down)
    pct, assumed = request.down_payment_pct, None
    if pct is None:
        pct = assumed = usual_down_payment_pct(catalogue, product)
    down = r2(price * pct / 100)
    if down >= price:
        raise Refusal("NOTHING_TO_FINANCE")
    return Share(down, price - down, assumed)


def read_ask(catalogue: Catalogue, request: QuoteRequest) -> tuple[Ask, list[str]]:
    """The plan a request asks for, and Chinese sentences naming what was assumed."""
    product = catalogue.product(request.product_key)
    car = find_car(catalogue, request)
    share = split(catalogue, product, request, car.price)
    assumptions = []
    if request.trim_key is None and car.trim is not None and car.vehicle is not None:
        figures = {"vehicle": car.vehicle.name, "trim": car.trim.name}
        if request.price is None:
            assumptions.append(NEEDS.say("base_trim", price=yuan(car.trim.price), **figures))
    if share.assumed_pct is not None:
        assumptions.append(NEEDS.say("down_payment", pct=percent(share.assumed_pct)))
    if product.customer_types and request.customer_type is None:
        assumptions.append(NEEDS.say("business_customer", product=product.name))
    ask = Ask(
        product=product,
        term_months=request.term_months,
        loan=share.loan,
        price=car.price,
        down_payment=share.down_payment,
        vehicle=car.vehicle,
        trim=car.trim,
        balloon_pct=request.balloon_pct,
        lump=request.lump_sum,
        annual_km=request.annual_km,
        customer_type=request.customer_type,
    )
    return ask, assumptions
