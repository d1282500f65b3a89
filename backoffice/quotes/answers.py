"""Turns a priced plan into the quote that is said, stored and cited."""

from decimal import Decimal
from itertools import groupby

from backoffice.catalogue.snapshot import Catalogue
from backoffice.clock.service import end_of_day
from backoffice.forms import money, percent
from backoffice.lending.affordability import Burden, burden, counted_income, extension_payment
from backoffice.lending.money import ZERO
from backoffice.lending.schedule import Schedule
from backoffice.numbers import fresh_number
from backoffice.quotes.cautions import cautions, disclosures
from backoffice.quotes.pricing import Priced, down_payment_pct
from backoffice.quotes.schemas import AffordabilityPart, Breakdown, Phase, Quote, QuoteAnswer


def valid_until(catalogue: Catalogue) -> str:
    """The last instant at which a quote of today holds."""
    day = catalogue.day.fromordinal(catalogue.day.toordinal() + catalogue.quote_days)
    return end_of_day(day).isoformat()


def phases(schedule: Schedule) -> list[Phase]:
    """Runs of equal instalments; the last one stands alone when it absorbs a remainder."""
    rows = list(schedule.rows)
    found: list[Phase] = []
    for payment, run in groupby(rows, key=lambda row: row.payment):
        periods = [row.period for row in run]
        found.append(Phase(from_period=periods[0], to_period=periods[-1], payment=money(payment)))
    return found


def quote(catalogue: Catalogue, priced: Priced) -> Quote:
    """The quote of a plan under a fresh number."""
    ask, schedule, product = priced.ask, priced.schedule, priced.product
    pct = down_payment_pct(ask)
    return Quote(
        quote_id=fresh_number("Q", catalogue.day),
        product_key=product.key,
        product_type=product.type,
        product_name=product.name,
        vehicle_key=ask.vehicle.key if ask.vehicle else None,
        trim_key=ask.trim.key if ask.trim else None,
        vehicle_name=ask.vehicle.name if ask.vehicle else None,
        trim_name=ask.trim.name if ask.trim else None,
        price=None if ask.price is None else money(ask.price),
        down_payment=None if ask.down_payment is None else money(ask.down_payment),
        down_payment_pct=None if pct is None else percent(pct),
        loan_amount=money(ask.loan),
        term_months=ask.term_months,
        annual_rate_pct=money(schedule.terms.annual_rate_pct),
        irr_pct=money(priced.irr_pct),
        monthly_payment=money(schedule.regular_payment),
        highest_payment=money(schedule.highest_payment),
        last_payment=money(schedule.last_payment),
        balloon=money(schedule.balloon),
        balloon_pct=None if priced.balloon_pct is None else percent(priced.balloon_pct),
        total_interest=money(schedule.total_interest),
        total_fees=money(priced.fees),
        total_paid=money(priced.total_paid),
        valid_until=valid_until(catalogue),
    )


def breakdown(priced: Priced) -> Breakdown:
    """Where the money of a plan goes."""
    schedule, share = priced.schedule, priced.manufacturer_share
    lump = schedule.terms.lump
    return Breakdown(
        principal=money(priced.ask.loan),
        interest=money(schedule.total_interest),
        fees=money(priced.fees),
        balloon=money(schedule.balloon),
        first_payment=money(schedule.first_payment),
        lump=money(lump) if lump else None,
        manufacturer_share=None if share is None else money(share),
        settles_free_after_month=priced.product.settles_free_after,
    )


def extension_of(priced: Priced) -> Decimal:
    """The instalment if the balloon had to be repaid over its longest extension; zero without."""
    rule, balloon = priced.product.extension, priced.schedule.balloon
    months = rule.longest(priced.ask.term_months) if rule else 0
    if rule is None or not months:
        return ZERO
    return extension_payment(balloon, rule.rate_pct, months)


def weigh(
    catalogue: Catalogue, priced: Priced, income: Decimal, debt: Decimal, business: bool
) -> Burden:
    """How heavy the plan's heaviest month weighs, a balloon's extension included."""
    counted = counted_income(income, business, catalogue.caps)
    heaviest = max(priced.steady_payment, extension_of(priced))
    return burden(heaviest, counted, debt, catalogue.caps)


def affordability(
    catalogue: Catalogue, priced: Priced, income: Decimal, debt: Decimal, business: bool
) -> AffordabilityPart:
    """The burden as it is said."""
    weight = weigh(catalogue, priced, income, debt, business)
    extension = extension_of(priced)
    return AffordabilityPart(
        pti_pct=str(weight.pti_pct),
        dti_pct=str(weight.dti_pct),
        level=weight.grade.value,
        highest_payment=money(priced.steady_payment),
        extension_payment=money(extension) if extension else None,
        counted_income=money(counted_income(income, business, catalogue.caps)),
    )


def answer(
    catalogue: Catalogue,
    priced: Priced,
    assumptions: list[str],
    income: Decimal | None = None,
    debt: Decimal | None = None,
) -> QuoteAnswer:
    """Everything that is said with a quote."""
    weight = None
    if income is not None:
        business = priced.ask.customer_type == "self_employed"
        weight = affordability(catalogue, priced, income, debt or ZERO, business)
    return QuoteAnswer(
        quote=quote(catalogue, priced),
        schedule_summary=phases(priced.schedule),
        breakdown=breakdown(priced),
        cautions=cautions(catalogue, priced),
        disclosures=disclosures(catalogue, priced),
        assumptions=assumptions,
        affordability=weight,
    )
