"""Cash or loan: the honest case, with its assumptions and what money does not measure."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from backoffice.catalogue.products import ProductTerms
from backoffice.catalogue.snapshot import Catalogue
from backoffice.estimates.schemas import CashOrLoanAnswer, CashOrLoanRequest
from backoffice.forms import money, percent
from backoffice.lending.cash import CashOrLoan, compare
from backoffice.lending.money import ZERO
from backoffice.lending.terms import LendingError, Method
from backoffice.quotes.asking import Car, find_car, split
from backoffice.quotes.pricing import Ask, Priced, price_plan
from backoffice.quotes.schemas import QuoteAnswer
from backoffice.refusals import Refusal
from backoffice.wording import wording
from foundation.zh import yuan

SAY = wording("estimates/wording.yml").say
# A lease does not end with the car paid: it is no alternative to paying cash.
NO_PURCHASE = frozenset({Method.FINANCE_LEASE, Method.SALE_LEASEBACK})


@dataclass(frozen=True)
class Case:
    """The plan compared, and the result."""

    priced: Priced
    result: CashOrLoan
    deposit_rate_pct: Decimal
    discount_lost: Decimal
    fees: Decimal

    @property
    def forgone(self) -> Decimal:
        """Discount lost and fees."""
        return self.discount_lost + self.fees


def _case(
    catalogue: Catalogue, request: CashOrLoanRequest, car: Car, product: ProductTerms, months: int
) -> Case:
    share = split(catalogue, product, request, car.price)
    ask = Ask(
        product=product,
        term_months=months,
        loan=share.loan,
        price=car.price,
        down_payment=share.down_payment,
        vehicle=car.vehicle,
        trim=car.trim,
        customer_type=request.customer_type or "private",
    )
    priced = price_plan(catalogue, ask)
    deposit = request.deposit_rate_pct
    if deposit is None:
        deposit = catalogue.deposit_rate_pct
    fees = priced.fees + (request.fees or ZERO)
    lost = request.cash_discount or ZERO  # what is named as a discount for cash is lost
    try:
        result = compare(priced.schedule, deposit, lost + fees, catalogue.even_within)
    except LendingError as error:
        raise Refusal("NO_LOAN_LEFT") from error
    return Case(priced, result, deposit, lost, fees)


def _pairs(
    catalogue: Catalogue, request: CashOrLoanRequest, car: Car
) -> Iterator[tuple[ProductTerms, int]]:
    if request.product_key is not None:
        products = [catalogue.product(request.product_key)]
    elif car.vehicle is not None:
        products = catalogue.products_for(car.vehicle.key)
    else:
        products = list(catalogue.products.values())
    for product in products:
        if product.type in NO_PURCHASE and request.product_key is None:
            continue
        terms = product.terms if request.term_months is None else [request.term_months]
        for months in terms:
            yield product, months


def best_case(catalogue: Catalogue, request: CashOrLoanRequest) -> Case:
    """The plan that comes off best against cash, among those that were left open.

    Raises the `Refusal` of the named product, or NO_LOAN_TO_COMPARE when no product fits.
    """
    car = find_car(catalogue, request)
    if car.price is None and request.loan_amount is None:
        raise Refusal("PRICE_MISSING")
    cases: list[Case] = []
    refusal: Refusal | None = None
    for product, months in _pairs(catalogue, request, car):
        try:
            cases.append(_case(catalogue, request, car, product, months))
        except Refusal as refused:
            refusal = refusal or refused
    if not cases:
        if request.product_key is not None and refusal is not None:
            raise refusal
        raise Refusal("NO_LOAN_TO_COMPARE")
    return max(cases, key=lambda case: (case.result.difference, -case.priced.ask.term_months))


def _assumptions(case: Case, request: CashOrLoanRequest) -> list[str]:
    deposit = percent(case.deposit_rate_pct)
    named = request.deposit_rate_pct is not None
    said = [SAY("assume_deposit" if named else "assume_deposit_default", deposit=deposit)]
    if case.discount_lost:
        said.append(SAY("assume_discount", discount=yuan(case.discount_lost)))
    else:
        said.append(SAY("assume_no_discount"))
    if case.fees:
        said.append(SAY("assume_fees", fees=yuan(case.fees)))
    return [*said, SAY("assume_drawn_down"), SAY("assume_risk_free")]


def _points(case: Case) -> list[str]:
    priced, product = case.priced, case.priced.product
    interest = yuan(priced.schedule.total_interest)
    said = [SAY("point_interest", interest=interest, irr=money(priced.irr_pct))]
    rate = case.result.break_even_rate_pct
    if rate > 0:
        said.append(SAY("point_break_even", rate=money(rate)))
    else:
        said.append(SAY("point_break_even_zero"))
    if case.result.verdict == "cash":
        return [*said, SAY("point_cash_simple")]
    said.append(SAY("point_emergency", loan=yuan(priced.ask.loan)))
    free_after = product.settles_free_after
    if not free_after:
        said.append(SAY("point_free_always"))
    elif free_after < priced.ask.term_months:
        said.append(SAY("point_free_after", months=free_after))
    return [*said, SAY("point_mortgage"), SAY("point_insurance")]


def say_case(case: Case, request: CashOrLoanRequest, answered: QuoteAnswer) -> CashOrLoanAnswer:
    """The case in figures and words."""
    priced, result = case.priced, case.result
    ask = priced.ask
    down = ask.down_payment or ZERO
    cash_total = ask.price if ask.price is not None else ask.loan
    extra_fees = case.fees - priced.fees
    summary = SAY(
        f"verdict_{result.verdict}",
        deposit=percent(case.deposit_rate_pct),
        difference=yuan(abs(result.difference)),
    )
    return CashOrLoanAnswer(
        cash_total=money(cash_total),
        loan_total=money(down + priced.total_paid + extra_fees + case.discount_lost),
        deposit_rate_pct=percent(case.deposit_rate_pct),
        break_even_rate_pct=money(result.break_even_rate_pct),
        difference=money(result.difference),
        verdict=result.verdict.value,
        summary=summary,
        assumptions=_assumptions(case, request),
        points=_points(case),
        cautions=answered.cautions,
        quote=answered.quote,
    )
