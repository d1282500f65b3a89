"""A way: what the customer could change, and the plan that this leads to."""

from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from typing import Any

from backoffice.catalogue.products import ProductTerms
from backoffice.catalogue.snapshot import Catalogue, TrimOffer
from backoffice.lending.affordability import (
    Grade,
    comfortable_payment,
    counted_income,
    largest_loan,
)
from backoffice.lending.money import r2
from backoffice.lending.terms import Method
from backoffice.quotes.answers import weigh
from backoffice.quotes.pricing import Ask, Priced, least_down_payment_pct, price_plan
from backoffice.recommendations.needs import Needs
from backoffice.recommendations.vehicle_choice import Choice
from backoffice.refusals import Refusal
from backoffice.wording import wording
from foundation.zh import percent as shown_percent
from foundation.zh import yuan

SAY = wording("recommendations/wording/ways_out.yml").say
DOWN_PAYMENT_UNIT = Decimal(1000)


@dataclass(frozen=True)
class Way:
    """A change of the needs and the priced plan it leads to (None: a talk, not a plan)."""

    code: str
    text: str
    change: dict[str, Any]
    priced: Priced | None


def way_to(code: str, priced: Priced, change: dict[str, Any], **figures: str) -> Way:
    """A way to a plan, said with all that must stand beside an instalment."""
    text = SAY(
        code,
        product=priced.product.name,
        term=priced.ask.term_months,
        payment=yuan(priced.steady_payment),
        rate=shown_percent(priced.schedule.terms.annual_rate_pct),
        irr=shown_percent(priced.irr_pct),
        interest=yuan(priced.schedule.total_interest),
        **figures,
    )
    return Way(code, text, change, priced)


def plain_product(catalogue: Catalogue, vehicle_key: str) -> ProductTerms:
    """The equal-instalment product of a vehicle, else its first one."""
    offers = catalogue.products_for(vehicle_key)
    plain = [p for p in offers if p.type is Method.EQUAL_INSTALMENT and p.offer is None]
    return (plain or offers)[0]


@dataclass(frozen=True)
class Search:
    """Looks for plans of one product that the rules and the income allow."""

    catalogue: Catalogue
    needs: Needs
    choice: Choice
    product: ProductTerms

    @property
    def down(self) -> Decimal:
        """The down payment that was said, on the chosen car."""
        return self.needs.share_of(self.choice.price)

    @property
    def term(self) -> int:
        """The term that was said, else the usual one, as far as the product offers it."""
        usual = self.needs.term_months or self.catalogue.defaults.term_months
        return usual if usual in self.product.rates else self.product.terms[-1]

    @property
    def longest(self) -> int:
        """The product's longest term."""
        return self.product.terms[-1]

    @property
    def least_pct(self) -> Decimal:
        """The lowest down payment in percent."""
        probe = Ask(self.product, self.longest, self.choice.price, vehicle=self.choice.vehicle)
        return least_down_payment_pct(self.catalogue, probe)

    def plan(
        self,
        trim: TrimOffer,
        price: Decimal,
        down: Decimal,
        months: int,
        heaviest: Grade = Grade.GREEN,
    ) -> Priced | None:
        """The plan; None when a rule forbids it or it weighs more on the income than `heaviest`."""
        needs = self.needs
        ask = Ask(
            product=self.product,
            term_months=months,
            loan=price - down,
            price=price,
            down_payment=down,
            vehicle=self.catalogue.vehicles[trim.vehicle_key],
            trim=trim,
            customer_type=needs.customer_type or "private",
        )
        try:
            priced = price_plan(self.catalogue, ask)
        except Refusal:
            return None
        if needs.income is not None:
            weight = weigh(self.catalogue, priced, needs.income, needs.other_debt, needs.business)
            if weight.grade not in (Grade.GREEN, heaviest):
                return None
        return priced

    def comfortable_loan(self, months: int) -> Decimal | None:
        """The loan whose instalment stays comfortable; None when the income is unknown."""
        needs = self.needs
        if needs.income is None:
            return None
        income = counted_income(needs.income, needs.business, self.catalogue.caps)
        payment = comfortable_payment(income, needs.other_debt, self.catalogue.caps)
        return largest_loan(payment, self.product.rates[months], months)

    def down_payments(self, months: int) -> tuple[Decimal, Decimal]:
        """The lowest and the highest down payment that rules and income allow."""
        price, product = self.choice.price, self.product
        lowest = max(r2(price * self.least_pct / 100), price - product.amount_max)
        comfortable = self.comfortable_loan(months)
        if comfortable is not None and price - lowest > comfortable:
            lowest = max(lowest, _round_up(price - comfortable))
        highest = min(r2(price * product.down_payment_max / 100), price - product.amount_min)
        return lowest, highest


def _round_up(amount: Decimal) -> Decimal:
    return r2((amount / DOWN_PAYMENT_UNIT).to_integral_value(ROUND_UP) * DOWN_PAYMENT_UNIT)
