"""Every plan that could be offered on a car, priced; and what stood against the others."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from backoffice.catalogue.products import ProductTerms
from backoffice.catalogue.snapshot import Catalogue
from backoffice.lending.affordability import Burden, Grade
from backoffice.lending.money import floor_to
from backoffice.lending.score import Candidate
from backoffice.lending.terms import Method
from backoffice.quotes.answers import extension_of, weigh
from backoffice.quotes.pricing import Ask, Priced, check_vehicle, price_plan
from backoffice.recommendations.needs import Needs, named_product, names_product
from backoffice.recommendations.schemas import Rejected
from backoffice.recommendations.vehicle_choice import Choice
from backoffice.refusals import Refusal
from backoffice.wording import wording
from foundation.zh import yuan

SAY = wording("recommendations/wording/rejected.yml").say
NOT_AMORTISING = frozenset({Method.BALLOON, Method.FINANCE_LEASE})
LEASE_ENDS = frozenset({"return", "change", "renew"})
TIGHT_SHAPES = frozenset({"tight_at_first", "rising"})
LUMP_UNIT = Decimal(100)


@dataclass(frozen=True)
class Plan:
    """A priced candidate with its weight on the income (None when the income is unknown)."""

    priced: Priced
    burden: Burden | None
    forgone: Decimal

    @property
    def cost(self) -> Decimal:
        """Interest, fees and the discount it excludes."""
        return self.priced.cost + self.forgone

    @property
    def key(self) -> str:
        """A name for the plan among the candidates, for instance `AXD36`."""
        return f"{self.priced.product.key}{self.priced.ask.term_months:02d}"


@dataclass(frozen=True)
class Field:
    """All candidates of a car, and the products that could not be offered."""

    plans: tuple[Plan, ...]
    too_heavy: tuple[Plan, ...]
    rejected: tuple[Rejected, ...]


def fits_what_was_said(catalogue: Catalogue, product: ProductTerms, needs: Needs) -> bool:
    """Whether a product that suits only some situations has been given a reason to appear."""
    request = needs.request
    if names_product(product, request.product):
        return True
    if product.type is Method.SEASONAL:
        return needs.cash_shape == "bonus" or needs.lump is not None
    if product.type is Method.INTEREST_FIRST:
        return needs.cash_shape in TIGHT_SHAPES
    if product.is_lease:
        short = request.keep_years is not None
        short = short and needs.keep_years <= catalogue.defaults.short_keep_years
        return short or request.end_choice in LEASE_ENDS
    return True


def _lump(product: ProductTerms, loan: Decimal, needs: Needs) -> Decimal | None:
    """The lump that was said, at most the product's cap; None leaves the cap."""
    if product.lump_max_pct is None:
        return None
    most = floor_to(loan * product.lump_max_pct / 100, LUMP_UNIT)
    said = needs.lump if needs.lump is not None else most
    return min(said, most) if min(said, most) > 0 else None


def _lease_km(product: ProductTerms, needs: Needs) -> int | None:
    """The smallest contract mileage that covers what is driven, else the largest."""
    if not product.annual_km:
        return None
    return min(
        (km for km in product.annual_km if km >= needs.annual_km), default=max(product.annual_km)
    )


def _ask(product: ProductTerms, months: int, needs: Needs, choice: Choice) -> Ask:
    down = needs.share_of(choice.price)
    loan = choice.price - down
    return Ask(
        product=product,
        term_months=months,
        loan=loan,
        price=choice.price,
        down_payment=down,
        vehicle=choice.vehicle,
        trim=choice.trim,
        lump=_lump(product, loan, needs),
        annual_km=_lease_km(product, needs),
        customer_type=needs.customer_type or "private",
    )


def plan_of(catalogue: Catalogue, priced: Priced, needs: Needs) -> Plan:
    """A priced plan as a candidate: with its burden and the discount it costs."""
    burden = None
    if needs.income is not None:
        burden = weigh(catalogue, priced, needs.income, needs.other_debt, needs.business)
    forgone = needs.cash_discount if priced.product.excludes_discount else Decimal("0.00")
    return Plan(priced, burden, forgone)


def _terms(product: ProductTerms, needs: Needs) -> list[int]:
    """The terms to look at: the one said, the longest within the usual one, or all."""
    if needs.term_months is not None:
        return [needs.term_months]
    if needs.longest_term is not None:
        return [
            max((t for t in product.terms if t <= needs.longest_term), default=product.terms[0])
        ]
    return product.terms


def _rejection(product: ProductTerms, refusal: Refusal) -> Rejected:
    return Rejected(
        product_key=product.key,
        product_name=product.name,
        code=refusal.response_code,
        reason=refusal.response_title,
    )


def _not_for_vehicle(product: ProductTerms, choice: Choice) -> Rejected:
    try:
        check_vehicle(product, choice.vehicle)
    except Refusal as refusal:
        return _rejection(product, refusal)
    raise AssertionError("called only for a product that does not finance the vehicle")


def _too_heavy(plan: Plan) -> Rejected:
    assert plan.burden is not None
    product = plan.priced.product
    reason = SAY(
        "TOO_HEAVY",
        product=product.name,
        payment=yuan(max(plan.priced.steady_payment, extension_of(plan.priced))),
        pti=plan.burden.pti_pct,
    )
    return Rejected(
        product_key=product.key, product_name=product.name, code="TOO_HEAVY", reason=reason
    )


def _priced(
    catalogue: Catalogue, product: ProductTerms, needs: Needs, choice: Choice
) -> Iterator[Plan | Refusal]:
    for months in _terms(product, needs):
        try:
            priced = price_plan(catalogue, _ask(product, months, needs, choice))
        except Refusal as refusal:
            yield refusal
        else:
            yield plan_of(catalogue, priced, needs)


def enumerate_plans(catalogue: Catalogue, needs: Needs, choice: Choice) -> Field:
    """Every eligible product at every offered term, hard rules applied."""
    if needs.share_of(choice.price) >= choice.price:
        raise Refusal("NOTHING_TO_FINANCE")
    plans: list[Plan] = []
    heavy: list[Plan] = []
    rejected: list[Rejected] = []
    wanted = named_product(catalogue, needs.request.product)
    if wanted is not None and choice.vehicle.key not in wanted.eligible_models:
        rejected.append(_not_for_vehicle(wanted, choice))
    for product in catalogue.products_for(choice.vehicle.key):
        if not fits_what_was_said(catalogue, product, needs):
            continue
        found = list(_priced(catalogue, product, needs, choice))
        fine = [plan for plan in found if isinstance(plan, Plan)]
        red = [plan for plan in fine if plan.burden and plan.burden.grade is Grade.RED]
        bearable = [plan for plan in fine if plan not in red]
        plans += bearable
        heavy += red
        if bearable:
            continue
        if red:
            rejected.append(_too_heavy(min(red, key=lambda plan: plan.priced.steady_payment)))
        else:
            refusal = next(item for item in found if isinstance(item, Refusal))
            rejected.append(_rejection(product, refusal))
    return Field(tuple(plans), tuple(heavy), tuple(rejected))


def score_view(catalogue: Catalogue, plan: Plan, needs: Needs) -> Candidate:
    """The plan as the published score sees it."""
    product = plan.priced.product
    return Candidate(
        key=plan.key,
        term_months=plan.priced.ask.term_months,
        payment=plan.priced.steady_payment,
        cost=plan.cost,
        pti=None if plan.burden is None else plan.burden.pti / 100,
        amortising=product.type not in NOT_AMORTISING,
        lease=product.is_lease,
        cash_match=product.type in catalogue.rules["cash_match"][needs.cash_shape],
        free_after_months=product.free_after_months,
    )
