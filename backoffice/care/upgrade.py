"""Keeping the car or changing it: both figured, so that they can stand beside each other."""

from dataclasses import dataclass, replace
from decimal import Decimal

from backoffice.care.values import values
from backoffice.catalogue.products import ProductTerms
from backoffice.catalogue.snapshot import Catalogue
from backoffice.lending.money import ENGINE, ZERO, one_decimal, r2
from backoffice.lending.settlement import whole_months
from backoffice.lending.terms import Method
from backoffice.lending.trade_in import Estimate, estimate
from backoffice.loans.looking import Look
from backoffice.loans.payoffs import payoff_on
from backoffice.quotes.asking import Car
from backoffice.quotes.pricing import Ask, Priced, least_down_payment_pct, price_plan
from backoffice.refusals import Refusal

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Used:
    """The car as it may be taken back, and what is left of it after the loan."""

    age_months: int
    estimate: Estimate
    payoff: Decimal
    fee_waived: Decimal

    @property
    def equity(self) -> Decimal:
        """Of the lower estimate, what the payoff leaves; negative: what is missing."""
        return self.estimate.low - self.payoff


@dataclass(frozen=True, slots=True)
class Change:
    """A new car's plan; `cash` on top of the equity; `loyal` with the loyal customer's rate."""

    priced: Priced
    cash: Decimal
    share_pct: Decimal
    loyal: Priced | None

    @property
    def within(self) -> bool:
        """Whether its instalment stays near the old one."""
        return self.share_pct <= values().most_share_pct


def on_time(at: Look) -> int:
    """How many of the newest instalments in a row came on their day."""
    count = 0
    for due in sorted(at.dues, key=lambda due: due.due_date, reverse=True):
        if due.paid_on is None or due.paid_on > due.due_date:
            break
        count += due.part == "instalment"
    return count


def used_car(catalogue: Catalogue, at: Look) -> Used | None:
    """What the car may bring today; None for a hired or a lost one."""
    if at.leased or at.loan.total_loss or not at.running:
        return None
    vehicle = catalogue.vehicles.get(at.loan.vehicle["vehicle_key"])
    kept = values().kept_pct.get(vehicle.powertrain if vehicle else "ice", HUNDRED)
    age = whole_months(at.loan.activated_on, at.today)
    found = estimate(values().table, Decimal(at.loan.vehicle["price"]), age, kept)
    free, charged = (payoff_on(at, at.today, free=free).payoff for free in (True, False))
    return Used(age, found, free.total, charged.total - free.total)


def _products(catalogue: Catalogue, at: Look, vehicle_key: str) -> list[ProductTerms]:
    """What may finance it, the plainest first: a level instalment without a balloon."""
    fitting = [product for product in catalogue.products_for(vehicle_key) if not product.is_lease]
    same = [product for product in fitting if product.key == at.product.key]
    level = [p for p in fitting if p.type is Method.EQUAL_INSTALMENT and not p.offer]
    return level or same or fitting


def change(catalogue: Catalogue, at: Look, used: Used, car: Car) -> Change | None:
    """The shortest plan near the old instalment, else the longest there is; None without any."""
    if car.vehicle is None or car.price is None or not at.coming:
        return None
    old = at.coming[0].payment
    found: Change | None = None
    for product in _products(catalogue, at, car.vehicle.key):
        for months in product.terms:
            tried = _tried(catalogue, at, product, months, used.equity, car, old)
            if tried is None:
                continue
            found = tried
            if found.within:
                return found
        if found is not None:
            return found
    return found


def _tried(
    catalogue: Catalogue,
    at: Look,
    product: ProductTerms,
    months: int,
    equity: Decimal,
    car: Car,
    old: Decimal,
) -> Change | None:
    assert car.price is not None
    ask = Ask(product, months, ZERO, car.price, vehicle=car.vehicle, trim=car.trim)
    least = r2(car.price * least_down_payment_pct(catalogue, ask) / HUNDRED)
    most = r2(car.price * product.down_payment_max / HUNDRED)
    down = min(max(equity, least), most)
    ask = replace(ask, loan=car.price - down, down_payment=down)
    try:
        priced = price_plan(catalogue, ask)
    except Refusal:
        return None
    payment = priced.steady_payment
    share = one_decimal(ENGINE.divide(payment * HUNDRED, old))
    return Change(priced, max(ZERO, down - equity), share, _loyal(catalogue, at, ask))


def _loyal(catalogue: Catalogue, at: Look, ask: Ask) -> Priced | None:
    """The same plan at the rate of who paid on time long enough."""
    rules, rate = values(), ask.product.rates[ask.term_months]
    if on_time(at) < rules.on_time or rate <= rules.pct_off or ask.product.offer:
        return None
    lower = {**ask.product.rates, ask.term_months: rate - rules.pct_off}
    return price_plan(catalogue, replace(ask, product=replace(ask.product, rates=lower)))
