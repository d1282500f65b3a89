"""On the road, flat rate, affordability: figures that need no stored quote."""

from decimal import Decimal

from backoffice.catalogue.snapshot import Catalogue
from backoffice.estimates.schemas import (
    AffordabilityAnswer,
    AffordabilityRequest,
    FlatRateAnswer,
    FlatRateRequest,
    LoanCapacity,
    OnTheRoadAnswer,
    OnTheRoadRequest,
)
from backoffice.forms import money, percent
from backoffice.lending.affordability import (
    bearable_payment,
    burden,
    comfortable_payment,
    counted_income,
    largest_loan,
    rounded_loan,
)
from backoffice.lending.flat_rate import FlatCost, annualise
from backoffice.lending.money import floor_to
from backoffice.lending.on_the_road import estimate
from backoffice.lending.terms import LendingError, Method
from backoffice.quotes.asking import NEEDS, find_car
from backoffice.refusals import Refusal
from backoffice.wording import wording
from foundation.zh import percent as shown_percent
from foundation.zh import yuan

SAY = wording("estimates/wording.yml").say
USUAL_SEATS = 5
TEN_THOUSAND = Decimal(10000)


def on_the_road(catalogue: Catalogue, request: OnTheRoadRequest) -> OnTheRoadAnswer:
    """Price, purchase tax, insurance estimate and plate; raises `Refusal` without a price."""
    car = find_car(catalogue, request)
    if car.price is None:
        raise Refusal("PRICE_MISSING")
    powertrain = car.vehicle.powertrain if car.vehicle else request.powertrain
    seats = car.vehicle.seats if car.vehicle else request.seats
    assumptions = [NEEDS.say("insurance")]
    if powertrain is None:
        assumptions.append(NEEDS.say("fuel_car"))
    if seats is None:
        assumptions.append(NEEDS.say("seats", seats=USUAL_SEATS))
    if request.trim_key is None and request.price is None and car.vehicle and car.trim:
        figures = {"vehicle": car.vehicle.name, "trim": car.trim.name}
        assumptions.append(NEEDS.say("base_trim", price=yuan(car.price), **figures))
    fuel = powertrain or "ice"
    insurance = catalogue.insurance(fuel, seats or USUAL_SEATS)
    new_energy = catalogue.new_energy(fuel)
    parts = estimate(car.price, catalogue.tax_law, insurance, catalogue.plate_fee, new_energy)
    return OnTheRoadAnswer(
        vehicle_key=car.vehicle.key if car.vehicle else None,
        trim_key=car.trim.key if car.trim else None,
        price=money(parts.price),
        purchase_tax=money(parts.tax.due),
        purchase_tax_cut=money(parts.tax.cut),
        insurance=money(parts.insurance),
        plate=money(parts.plate),
        total=money(parts.total),
        assumptions=assumptions,
    )


def flat_rate(request: FlatRateRequest) -> FlatRateAnswer:
    """What a flat rate costs as an annualised rate; raises `Refusal` for an impossible one."""
    # The rate does not depend on the sum; a large one keeps rounding out of it.
    reference = Decimal(100_000)

    def cost_of(principal: Decimal) -> FlatCost:
        return annualise(
            principal,
            request.rate_pct,
            request.term_months,
            per_month=request.basis == "monthly_flat",
            upfront_fee_pct=request.upfront_fee_pct,
        )

    try:
        cost = cost_of(reference)
        small = cost_of(TEN_THOUSAND)
        said = None if request.amount is None else cost_of(request.amount)
    except LendingError as error:
        raise Refusal("FLAT_RATE_IMPOSSIBLE") from error
    text = SAY(
        f"flat_{request.basis}",
        rate=shown_percent(request.rate_pct),
        term=request.term_months,
        irr=shown_percent(cost.irr_pct),
    )
    return FlatRateAnswer(
        rate_pct=percent(request.rate_pct),
        basis=request.basis,
        term_months=request.term_months,
        irr_pct=money(cost.irr_pct),
        compound_pct=money(cost.compound_pct),
        monthly_payment_per_10000=money(small.monthly_payment),
        total_cost_per_10000=money(small.total_cost),
        amount=money(said.principal) if said else None,
        monthly_payment=money(said.monthly_payment) if said else None,
        total_cost=money(said.total_cost) if said else None,
        text=text,
    )


def _capacities(
    catalogue: Catalogue, comfortable: Decimal, down_payment_pct: Decimal
) -> list[LoanCapacity]:
    plain = [
        product
        for product in catalogue.products.values()
        if product.type is Method.EQUAL_INSTALMENT and product.offer is None
    ]
    if not plain:
        return []
    product, found = plain[0], []
    for months in product.terms:
        rate = product.rates[months]
        loan = rounded_loan(largest_loan(comfortable, rate, months), catalogue.caps)
        loan = min(loan, product.amount_max)
        price = loan / (1 - down_payment_pct / 100)
        found.append(
            LoanCapacity(
                term_months=months,
                annual_rate_pct=money(rate),
                largest_loan=money(loan),
                largest_price=money(floor_to(price, catalogue.caps.loan_rounding)),
            )
        )
    return found


def affordability(
    catalogue: Catalogue, request: AffordabilityRequest, payment: Decimal | None
) -> AffordabilityAnswer:
    """Shares of income and what it carries; `payment` is the heaviest instalment if known."""
    caps, debt = catalogue.caps, request.other_debt or Decimal(0)
    income = counted_income(request.income, request.customer_type == "self_employed", caps)
    if income <= 0:
        raise Refusal("INCOME_MISSING")
    comfortable = comfortable_payment(income, debt, caps)
    weight = burden(payment, income, debt, caps) if payment is not None else None
    if weight is not None:
        text = SAY(f"burden_{weight.grade}", pti=weight.pti_pct, comfortable=yuan(comfortable))
    else:
        text = SAY("comfortable", comfortable=yuan(comfortable))
    pct = request.down_payment_pct
    pct = catalogue.defaults.down_payment_pct if pct is None else min(pct, Decimal(80))
    return AffordabilityAnswer(
        counted_income=money(income),
        comfortable_payment=money(comfortable),
        bearable_payment=money(bearable_payment(income, debt, caps)),
        payment=None if payment is None else money(payment),
        pti_pct=str(weight.pti_pct) if weight else None,
        dti_pct=str(weight.dti_pct) if weight else None,
        level=weight.grade.value if weight else None,
        capacities=_capacities(catalogue, comfortable, pct),
        caps={
            "green_pti_pct": percent(caps.green_pti),
            "green_dti_pct": percent(caps.green_dti),
            "amber_pti_pct": percent(caps.amber_pti),
            "amber_dti_pct": percent(caps.amber_dti),
        },
        text=text,
    )
