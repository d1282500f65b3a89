"""Prices one plan by the rules of the catalogue: limits first, then the schedule."""

from dataclasses import dataclass
from decimal import Decimal

from backoffice.catalogue.products import ProductTerms
from backoffice.catalogue.snapshot import Catalogue, TrimOffer, VehicleOffer
from backoffice.forms import money, percent
from backoffice.lending.irr import annualised_pct
from backoffice.lending.money import ZERO, r2, two_decimals
from backoffice.lending.schedule import Schedule, build
from backoffice.lending.subsidy import manufacturer_share
from backoffice.lending.terms import LendingError, Method, Terms
from backoffice.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Ask:
    """One plan to be priced: the car (or only a sum), the product, the term, the choices.

    `down_payment` and `loan` are yuan; with a `price` they sum up to it. `balloon_pct` and `lump`
    are the product's highest where they are None. `customer_type` None: not said.
    """

    product: ProductTerms
    term_months: int
    loan: Decimal
    price: Decimal | None = None
    down_payment: Decimal | None = None
    vehicle: VehicleOffer | None = None
    trim: TrimOffer | None = None
    balloon_pct: Decimal | None = None
    lump: Decimal | None = None
    annual_km: int | None = None
    customer_type: str | None = None


@dataclass(frozen=True, slots=True)
class Priced:
    """A plan with its figures; `forgone` is a cash discount it excludes."""

    ask: Ask
    schedule: Schedule
    balloon_pct: Decimal | None
    fees: Decimal
    irr_pct: Decimal
    manufacturer_share: Decimal | None

    @property
    def product(self) -> ProductTerms:
        """The product."""
        return self.ask.product

    @property
    def total_paid(self) -> Decimal:
        """All that is paid after the down payment, balloon and fees included."""
        return self.schedule.total_paid + self.fees

    @property
    def cost(self) -> Decimal:
        """Interest and fees."""
        return self.schedule.total_interest + self.fees

    @property
    def steady_payment(self) -> Decimal:
        """The largest regular instalment: the top step, the base of a seasonal plan."""
        schedule = self.schedule
        if schedule.terms.method is Method.SEASONAL:
            return schedule.regular_payment
        regular = schedule.rows[:-1] or schedule.rows
        return max(row.payment for row in regular)


def down_payment_pct(ask: Ask) -> Decimal | None:
    """The down payment's share of the price in percent, two decimals."""
    if ask.price is None or ask.down_payment is None:
        return None
    return two_decimals(ask.down_payment * 100 / ask.price)


def check_customer(product: ProductTerms, customer_type: str | None) -> None:
    """Raise `Refusal` when the product is not for this kind of customer."""
    allowed = product.customer_types
    if allowed and customer_type is not None and customer_type not in allowed:
        raise Refusal(
            "PRODUCT_NOT_FOR_CUSTOMER",
            product=product.name,
            allowed={"customer_types": sorted(allowed)},
        )


def check_vehicle(product: ProductTerms, vehicle: VehicleOffer) -> None:
    """Raise `Refusal` when the product does not finance the vehicle."""
    if vehicle.key not in product.eligible_models:
        raise Refusal(
            "PRODUCT_NOT_FOR_VEHICLE",
            product=product.name,
            vehicle=vehicle.name,
            allowed={"vehicle_keys": list(product.rules["eligible_models"])},
        )


def check_term(product: ProductTerms, months: int) -> None:
    """Raise `Refusal` when the term is not offered."""
    if months not in product.rates:
        terms = product.terms
        raise Refusal(
            "TERM_NOT_OFFERED",
            product=product.name,
            term=months,
            terms="、".join(map(str, terms)),
            allowed={"terms": terms},
        )


def least_down_payment_pct(catalogue: Catalogue, ask: Ask) -> Decimal:
    """The lowest down payment in percent of the price: product's floor or loan-to-value cap."""
    least = ask.product.down_payment_min
    if ask.vehicle is not None:
        least = max(least, 100 - catalogue.ltv_cap(ask.vehicle, ask.product))
    return least


def _check_down_payment(catalogue: Catalogue, ask: Ask, price: Decimal, down: Decimal) -> None:
    product = ask.product
    least = least_down_payment_pct(catalogue, ask)
    # The cap counts the lower of the actual and the list price.
    list_price = min(price, ask.trim.price) if ask.trim else price
    least_sum = max(r2(price * least / 100), price - r2(list_price * (100 - least) / 100))
    most_sum = r2(price * product.down_payment_max / 100)
    allowed = {
        "min_pct": percent(least),
        "max_pct": percent(product.down_payment_max),
        "min_amount": money(least_sum),
        "max_amount": money(most_sum),
    }
    if down < least_sum:
        raise Refusal(
            "DOWN_PAYMENT_TOO_LOW",
            product=product.name,
            min_pct=percent(least),
            min_amount=f"{least_sum:,.2f}",
            allowed=allowed,
        )
    if down > most_sum:
        raise Refusal(
            "DOWN_PAYMENT_TOO_HIGH",
            product=product.name,
            max_pct=percent(product.down_payment_max),
            max_amount=f"{most_sum:,.2f}",
            allowed=allowed,
        )


def _check_amount(product: ProductTerms, loan: Decimal) -> None:
    limits = {"min": money(product.amount_min), "max": money(product.amount_max)}
    shown = {"product": product.name, "amount": f"{loan:,.2f}"}
    if loan < product.amount_min:
        least = f"{product.amount_min:,.2f}"
        raise Refusal("AMOUNT_TOO_LOW", min=least, **shown, allowed=limits)
    if loan > product.amount_max:
        most = f"{product.amount_max:,.2f}"
        raise Refusal("AMOUNT_TOO_HIGH", max=most, **shown, allowed=limits)


def _balloon(ask: Ask) -> tuple[Decimal, Decimal | None]:
    """The balloon in yuan and its share of the price in percent."""
    product, months = ask.product, ask.term_months
    if ask.balloon_pct is not None and product.balloon is None:
        raise Refusal("BALLOON_NOT_USED", product=product.name)
    if product.type is Method.SALE_LEASEBACK:
        return product.nominal_price, None
    if product.balloon is None and not product.is_lease:
        return ZERO, None
    if ask.price is None:
        raise Refusal("PRICE_MISSING")
    if product.balloon is None:
        share = product.residual_by_term[months]
        return r2(ask.price * share / 100), share
    shares = product.balloon.shares(months)
    fitting = [share for share in shares if r2(ask.price * share / 100) < ask.loan]
    if ask.balloon_pct is None and fitting:
        return r2(ask.price * fitting[-1] / 100), fitting[-1]
    if ask.balloon_pct is not None and ask.balloon_pct not in shares:
        raise Refusal(
            "BALLOON_NOT_ALLOWED",
            product=product.name,
            term=months,
            shares="、".join(f"{percent(share)}%" for share in shares),
            allowed={"shares_pct": [percent(share) for share in shares]},
        )
    if ask.balloon_pct not in fitting:
        raise Refusal(
            "BALLOON_TOO_LARGE", allowed={"shares_pct": [percent(share) for share in fitting]}
        )
    share = ask.balloon_pct
    assert share is not None
    return r2(ask.price * share / 100), share


def _lump(ask: Ask) -> Decimal:
    product = ask.product
    if product.lump_max_pct is None:
        if ask.lump is not None:
            raise Refusal("LUMP_NOT_USED", product=product.name)
        return ZERO
    most = r2(ask.loan * product.lump_max_pct / 100)
    if ask.lump is None:
        return most
    if not 0 < ask.lump <= most:
        raise Refusal(
            "LUMP_TOO_LARGE",
            product=product.name,
            max=f"{most:,.2f}",
            pct=percent(product.lump_max_pct),
            allowed={"min": "0.01", "max": money(most)},
        )
    return ask.lump


def _check_km(product: ProductTerms, annual_km: int | None) -> None:
    if product.is_lease and annual_km is not None and annual_km not in product.annual_km:
        raise Refusal(
            "ANNUAL_KM_NOT_OFFERED",
            product=product.name,
            options="、".join(f"{km:,}" for km in product.annual_km),
            allowed={"annual_km": list(product.annual_km)},
        )


def check(catalogue: Catalogue, ask: Ask) -> None:
    """Raise `Refusal` for the first of the product's limits that the plan breaks."""
    check_customer(ask.product, ask.customer_type)
    if ask.vehicle is not None:
        check_vehicle(ask.product, ask.vehicle)
    check_term(ask.product, ask.term_months)
    if ask.price is not None and ask.down_payment is not None:
        if ask.down_payment >= ask.price:
            raise Refusal("NOTHING_TO_FINANCE")
        _check_down_payment(catalogue, ask, ask.price, ask.down_payment)
    _check_amount(ask.product, ask.loan)
    _check_km(ask.product, ask.annual_km)


def lending_terms(ask: Ask) -> Terms:
    """The schedule's inputs; raises `Refusal` for a balloon or lump against the rules."""
    product = ask.product
    balloon, _ = _balloon(ask)
    try:
        return Terms(
            method=product.type,
            principal=ask.loan,
            annual_rate_pct=product.rates[ask.term_months],
            months=ask.term_months,
            balloon=balloon,
            steps=product.steps,
            lump=_lump(ask),
            lump_every=product.lump_every,
            interest_only=product.interest_only,
            timing=product.timing,
        )
    except LendingError as error:
        raise Refusal("NO_SUCH_PLAN") from error


def _with_fees(schedule: Schedule, product: ProductTerms) -> tuple[Decimal, Decimal]:
    """All fees in yuan, and the annualised rate that counts them."""
    months = schedule.terms.months
    fees = product.upfront_fee + product.monthly_fee * months
    if not fees:
        return fees, schedule.irr_pct
    amounts = schedule.amounts_by_month()
    amounts[1:] = [amount + product.monthly_fee for amount in amounts[1:]]
    return fees, annualised_pct(schedule.terms.principal - product.upfront_fee, amounts)


def price_plan(catalogue: Catalogue, ask: Ask) -> Priced:
    """The plan's figures; raises `Refusal` when a rule forbids it."""
    check(catalogue, ask)
    product = ask.product
    terms = lending_terms(ask)
    try:
        schedule = build(terms)
    except LendingError as error:
        raise Refusal("NO_SUCH_PLAN") from error
    fees, irr = _with_fees(schedule, product)
    share = manufacturer_share(schedule, product.contract_rate) if product.contract_rate else None
    _, balloon_pct = _balloon(ask)
    return Priced(ask, schedule, balloon_pct, fees, irr, share)
