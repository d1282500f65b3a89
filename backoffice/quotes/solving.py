"""Solves a plan backwards: highest price, shortest term, instalment, price within a budget."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from backoffice.catalogue.products import ProductTerms
from backoffice.catalogue.snapshot import Catalogue
from backoffice.forms import MoneySpan, money, percent
from backoffice.lending.instalments import steady_payment
from backoffice.lending.money import r2
from backoffice.lending.on_the_road import estimate, price_within
from backoffice.lending.solve import largest_sum, shortest_term
from backoffice.lending.terms import LendingError, Method, NoSolution, Terms
from backoffice.quotes.asking import NEEDS, Car, find_car, split, usual_down_payment_pct
from backoffice.quotes.pricing import Ask, check_term, check_vehicle, lending_terms
from backoffice.quotes.schemas import SolveRequest
from backoffice.refusals import Refusal
from foundation.zh import yuan

USUAL_SEATS = 5


@dataclass(frozen=True)
class Solved:
    """The value found, the plan that shows it (None without one), and how it came about."""

    value: str
    ask: Ask | None
    assumptions: list[str]
    facts: dict[str, Any]


@dataclass(frozen=True)
class Question:
    """A request read against the catalogue: what is known and what was assumed."""

    catalogue: Catalogue
    request: SolveRequest
    car: Car
    product: ProductTerms
    assumptions: list[str]

    @property
    def wished(self) -> Decimal:
        """The wished instalment; raises `Refusal` (PAYMENT_MISSING)."""
        if self.request.monthly_payment is None:
            raise Refusal("PAYMENT_MISSING")
        return self.request.monthly_payment

    def term(self) -> int:
        """The term said, else the usual one, which is then said as an assumption."""
        product, months = self.product, self.request.term_months
        if months is not None:
            check_term(product, months)
            return months
        usual = self.catalogue.defaults.term_months
        months = usual if usual in product.rates else product.terms[-1]
        self.assumptions.append(NEEDS.say("term", term=months))
        return months

    def ask_for(self, price: Decimal, months: int) -> Ask:
        """The plan at a price."""
        share = split(self.catalogue, self.product, self.request, price)
        return self._ask(price, share.down_payment, share.loan, months)

    def _ask(self, price: Decimal | None, down: Decimal | None, loan: Decimal, months: int) -> Ask:
        request = self.request
        return Ask(
            product=self.product,
            term_months=months,
            loan=loan,
            price=price,
            down_payment=down,
            vehicle=self.car.vehicle,
            trim=self.car.trim,
            balloon_pct=request.balloon_pct,
            lump=request.lump_sum,
            customer_type=request.customer_type,
        )

    def ask_at(self, months: int) -> Ask:
        """The plan for the known price or loan."""
        share = split(self.catalogue, self.product, self.request, self.car.price)
        if share.assumed_pct is not None:
            self._assume_down_payment(share.assumed_pct)
        return self._ask(self.car.price, share.down_payment, share.loan, months)

    def _assume_down_payment(self, pct: Decimal) -> None:
        said = NEEDS.say("down_payment", pct=percent(pct))
        if said not in self.assumptions:
            self.assumptions.append(said)

    def assume_down_payment_if_unsaid(self) -> None:
        """Say the usual down payment as an assumption where none was said."""
        request = self.request
        said = (request.down_payment, request.down_payment_pct, request.loan_amount)
        if all(value is None for value in said):
            self._assume_down_payment(usual_down_payment_pct(self.catalogue, self.product))


def _default_product(catalogue: Catalogue, car: Car) -> ProductTerms:
    offers = catalogue.products_for(car.vehicle.key) if car.vehicle else catalogue.products.values()
    plain = [p for p in offers if p.type is Method.EQUAL_INSTALMENT and p.offer is None]
    found = plain or list(offers)
    if not found:
        raise Refusal("NO_LOAN_TO_COMPARE")
    return found[0]


def read_question(catalogue: Catalogue, request: SolveRequest) -> Question:
    """What is asked, with the product assumed where none was named."""
    car = find_car(catalogue, request)
    assumptions = []
    if request.product_key is not None:
        product = catalogue.product(request.product_key)
        if car.vehicle is not None:
            check_vehicle(product, car.vehicle)
    else:
        product = _default_product(catalogue, car)
        assumptions.append(NEEDS.say("product", product=product.name))
    return Question(catalogue, request, car, product, assumptions)


def _price_limits(question: Question) -> tuple[Decimal, Decimal]:
    """The lowest and highest price that the product's loan limits leave open."""
    product, request = question.product, question.request
    if request.loan_amount is not None:
        raise Refusal("SUM_AMBIGUOUS")
    if request.down_payment is not None:
        lowest, highest = (
            request.down_payment + a for a in (product.amount_min, product.amount_max)
        )
        # The down payment must keep its share of the price: between the product's least and most.
        if product.down_payment_min:
            highest = min(highest, request.down_payment * 100 / product.down_payment_min)
        lowest = max(lowest, request.down_payment * 100 / product.down_payment_max)
    else:
        pct = request.down_payment_pct
        if pct is None:
            pct = usual_down_payment_pct(question.catalogue, product)
        if pct >= 100:
            raise Refusal("NOTHING_TO_FINANCE")
        financed = 1 - pct / 100
        lowest, highest = product.amount_min / financed, product.amount_max / financed
    return lowest, highest


def _max_price(question: Question) -> Solved:
    months, wished = question.term(), question.wished
    question.assume_down_payment_if_unsaid()
    lowest, highest = _price_limits(question)

    def terms_of(price: Decimal) -> Terms:
        return lending_terms(question.ask_for(r2(price), months))

    try:
        price = r2(largest_sum(wished, terms_of, lowest, highest))
    except NoSolution as error:
        least = steady_payment(terms_of(r2(lowest.to_integral_value() + 1)))
        raise Refusal("PAYMENT_TOO_LOW", min=yuan(least), allowed={"min": money(least)}) from error
    # A price beyond the version's own is no longer that version.
    car = question.car
    if car.trim is not None and price != car.trim.price:
        question = replace(question, car=Car(car.vehicle, None, price))
    ask = question.ask_for(price, months)
    facts = {
        "monthly_payment": money(wished),
        "limited_by": "amount" if price >= highest.to_integral_value() - 1 else "payment",
    }
    return Solved(money(price), ask, question.assumptions, facts)


def _term(question: Question) -> Solved:
    wished, product = question.wished, question.product

    def terms_of(months: int) -> Terms:
        return lending_terms(question.ask_at(months))

    try:
        months = shortest_term(wished, terms_of, product.terms)
    except NoSolution as error:
        by_term = {term: steady_payment(terms_of(term)) for term in product.terms}
        least = min(by_term.values())
        raise Refusal(
            "PAYMENT_TOO_LOW",
            min=yuan(least),
            allowed={
                "min": money(least),
                "by_term": {str(term): money(value) for term, value in by_term.items()},
            },
        ) from error
    facts = {
        "monthly_payment": money(wished),
        "by_term": {str(term): money(steady_payment(terms_of(term))) for term in product.terms},
    }
    return Solved(str(months), question.ask_at(months), question.assumptions, facts)


def _payment(question: Question) -> Solved:
    months = question.term()
    ask = question.ask_at(months)
    payment = money(steady_payment(lending_terms(ask)))
    return Solved(payment, ask, question.assumptions, {"term_months": months})


def _budget(request: SolveRequest) -> Decimal:
    budget = request.on_the_road
    if isinstance(budget, MoneySpan):
        budget = budget.max if budget.max is not None else budget.min
    if budget is None:
        raise Refusal("BUDGET_MISSING")
    return budget


def _on_the_road(question: Question) -> Solved:
    catalogue, request, vehicle = question.catalogue, question.request, question.car.vehicle
    powertrain = vehicle.powertrain if vehicle else request.powertrain
    assumptions = [NEEDS.say("insurance")]
    if powertrain is None:
        assumptions.append(NEEDS.say("fuel_car"))
    seats = vehicle.seats if vehicle else USUAL_SEATS
    fuel = powertrain or "ice"
    law, insurance = catalogue.tax_law, catalogue.insurance(fuel, seats)
    new_energy, plate = catalogue.new_energy(fuel), catalogue.plate_fee
    try:
        price = price_within(_budget(request), law, insurance, plate, new_energy)
    except NoSolution as error:
        raise Refusal("BUDGET_TOO_LOW") from error
    parts = estimate(price, law, insurance, plate, new_energy)
    fitting = [
        trim
        for trim in catalogue.trims.values()
        if trim.price <= price and (vehicle is None or trim.vehicle_key == vehicle.key)
    ]
    facts = {
        "on_the_road": money(parts.total),
        "purchase_tax": money(parts.tax.due),
        "insurance": money(parts.insurance),
        "plate": money(parts.plate),
        "trim_keys": [trim.key for trim in sorted(fitting, key=lambda trim: -trim.price)],
    }
    return Solved(money(price), None, assumptions, facts)


_TARGETS = {
    "max_price": _max_price,
    "term": _term,
    "payment": _payment,
    "on_the_road": _on_the_road,
}


def solve(catalogue: Catalogue, request: SolveRequest) -> Solved:
    """The value asked for; raises `Refusal` when there is none or something is missing."""
    question = read_question(catalogue, request)
    try:
        return _TARGETS[request.target](question)
    except LendingError as error:
        raise Refusal("NO_SUCH_PLAN") from error
