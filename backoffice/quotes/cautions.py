"""What a plan really costs, said before the customer finds it: one sentence a real catch."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from backoffice.catalogue.products import ProductTerms
from backoffice.catalogue.snapshot import Catalogue
from backoffice.forms import percent
from backoffice.lending.money import r2
from backoffice.lending.schedule import Schedule, build
from backoffice.lending.terms import Method, Terms
from backoffice.quotes.pricing import Priced, least_down_payment_pct
from backoffice.wording import wording
from foundation.zh import day, yuan

SAY = wording("quotes/wording/cautions.yml").say
DISCLOSE = wording("quotes/wording/disclosures.yml").say
LONG_TERM_MONTHS, USUAL_TERM_MONTHS = 48, 36


def standard_product(catalogue: Catalogue, priced: Priced) -> ProductTerms | None:
    """The plain equal-instalment product the customer could take instead, at the same term."""
    vehicle = priced.ask.vehicle
    offers = catalogue.products_for(vehicle.key) if vehicle else catalogue.products.values()
    for product in offers:
        plain = product.type is Method.EQUAL_INSTALMENT and product.offer is None
        if plain and priced.ask.term_months in product.rates:
            return product
    return None


def standard_schedule(product: ProductTerms, loan: Decimal, months: int) -> Schedule:
    """The plain product's schedule of the same loan."""
    return build(Terms(Method.EQUAL_INSTALMENT, loan, product.rates[months], months))


def early_fee(product: ProductTerms) -> str:
    """The early-settlement table in one sentence."""
    if not any(band.pct for band in product.early_fees):
        return SAY("early_fee_none", reason=SAY("zero_no_saving"))
    bands = []
    for band in product.early_fees:
        figures = {"from_month": band.from_month, "to_month": band.to_month}
        if not band.pct:
            bands.append(SAY("band_free", **figures))
        else:
            name = "band_open" if band.to_month >= 999 else "band"
            bands.append(SAY(name, pct=percent(band.pct), **figures))
    return SAY("early_fee", bands="，".join(bands))


def _extra(catalogue: Catalogue, priced: Priced) -> Iterator[str]:
    """Extra interest against the plain product, if it is dearer."""
    standard = standard_product(catalogue, priced)
    if standard is None:
        return
    other = standard_schedule(standard, priced.ask.loan, priced.ask.term_months)
    more = priced.cost - other.total_interest
    if more > 0:
        yield SAY(
            "dearer_than_standard",
            standard=standard.name,
            term=priced.ask.term_months,
            more=yuan(more),
        )


def _balloon(catalogue: Catalogue, priced: Priced) -> Iterator[str]:
    schedule, term = priced.schedule, priced.ask.term_months
    wall = {"balloon": yuan(schedule.balloon), "pct": percent(priced.balloon_pct or Decimal(0))}
    standard = standard_product(catalogue, priced)
    if standard is None:
        yield SAY("balloon_wall_alone", **wall)
    else:
        other = standard_schedule(standard, priced.ask.loan, term)
        yield SAY(
            "balloon_wall",
            standard=standard.name,
            term=term,
            less=yuan(other.first_payment - schedule.first_payment),
            more=yuan(priced.cost - other.total_interest),
            **wall,
        )
    rule = priced.product.extension
    months = rule.longest(term) if rule else 0
    if rule and months:
        extended = build(Terms(Method.EQUAL_INSTALMENT, schedule.balloon, rule.rate_pct, months))
        yield SAY(
            "balloon_extension",
            months=months,
            rate=percent(rule.rate_pct),
            payment=yuan(extended.first_payment),
            interest=yuan(extended.total_interest),
        )


def _equal_principal(_: Catalogue, priced: Priced) -> Iterator[str]:
    schedule = priced.schedule
    first, last = yuan(schedule.first_payment), yuan(schedule.last_payment)
    yield SAY("first_is_highest", first=first, last=last)


def _stepped(catalogue: Catalogue, priced: Priced) -> Iterator[str]:
    first_step = priced.product.steps[0].to_period
    low = priced.schedule.first_payment
    high = priced.schedule.rows[first_step].payment
    yield SAY(
        "step_up",
        low_to=first_step,
        low=yuan(low),
        high_from=first_step + 1,
        high=yuan(high),
        rise=yuan(high - low),
    )
    yield from _extra(catalogue, priced)


def _seasonal(catalogue: Catalogue, priced: Priced) -> Iterator[str]:
    terms = priced.schedule.terms
    yield SAY(
        "lump_due",
        every=terms.lump_every,
        lump=yuan(terms.lump),
        total=yuan(priced.schedule.first_payment + terms.lump),
    )
    yield from _extra(catalogue, priced)


def _interest_first(catalogue: Catalogue, priced: Priced) -> Iterator[str]:
    months = priced.product.interest_only
    high = priced.schedule.rows[months].payment
    yield SAY("principal_later", months=months, next=months + 1, high=yuan(high))
    yield from _extra(catalogue, priced)


def _lease(_: Catalogue, priced: Priced) -> Iterator[str]:
    product, chosen = priced.product, priced.ask.annual_km
    yield SAY("lease_title")
    yield SAY(
        "lease_residual",
        balloon=yuan(priced.schedule.balloon),
        pct=percent(priced.balloon_pct or Decimal(0)),
    )
    if chosen is None:
        options = "、".join(f"{km:,}" for km in product.annual_km)
        limit = SAY("lease_km_open", options=options)
    else:
        limit = SAY("lease_km_chosen", km=f"{chosen:,}")
    tolerance = f"{product.rules['km_tolerance']:,}"
    price = yuan(product.excess_km_price)
    yield SAY("lease_km", limit=limit, tolerance=tolerance, price=price)


def _leaseback(_: Catalogue, priced: Priced) -> Iterator[str]:
    yield SAY("leaseback_title", nominal=yuan(priced.product.nominal_price))
    yield SAY("leaseback_customer")


def _equal_instalment(catalogue: Catalogue, priced: Priced) -> Iterator[str]:
    product, months = priced.product, priced.ask.term_months
    if product.contract_rate is None:
        if months >= LONG_TERM_MONTHS and USUAL_TERM_MONTHS in product.rates:
            shorter = standard_schedule(product, priced.ask.loan, USUAL_TERM_MONTHS)
            more = yuan(priced.cost - shorter.total_interest)
            yield SAY("long_term", shorter=USUAL_TERM_MONTHS, more=more)
        elif priced.cost:
            yield SAY("interest_cost", interest=yuan(priced.cost))
        return
    least = least_down_payment_pct(catalogue, priced.ask)
    if priced.ask.price is None:
        yield SAY("down_payment_floor_alone", pct=percent(least))
    else:
        amount = yuan(r2(priced.ask.price * least / 100))
        yield SAY("down_payment_floor", pct=percent(least), amount=amount)


_BY_TYPE: dict[Method, Callable[[Catalogue, Priced], Iterator[str]]] = {
    Method.EQUAL_INSTALMENT: _equal_instalment,
    Method.EQUAL_PRINCIPAL: _equal_principal,
    Method.BALLOON: _balloon,
    Method.STEPPED: _stepped,
    Method.SEASONAL: _seasonal,
    Method.INTEREST_FIRST: _interest_first,
    Method.FINANCE_LEASE: _lease,
    Method.SALE_LEASEBACK: _leaseback,
}


def _subsidy(priced: Priced) -> Iterator[str]:
    product, share = priced.product, priced.manufacturer_share
    if product.excludes_discount:
        yield SAY("discount_excluded")
    if product.contract_rate and share and product.free_claw_back_after:
        yield SAY(
            "claw_back",
            share=yuan(share),
            months=product.free_claw_back_after,
            rate=percent(product.contract_rate),
        )


def cautions(catalogue: Catalogue, priced: Priced) -> list[str]:
    """The catches of a plan, the heaviest first."""
    product = priced.product
    found = [*_BY_TYPE[product.type](catalogue, priced), early_fee(product), *_subsidy(priced)]
    if not product.part_payment and not product.is_lease:
        found.append(SAY("no_part_payment"))
    return found


def disclosures(catalogue: Catalogue, priced: Priced) -> list[str]:
    """What the law wants said with every quote."""
    product = priced.product
    leased = product.type in (Method.FINANCE_LEASE, Method.SALE_LEASEBACK)
    until = catalogue.day.fromordinal(catalogue.day.toordinal() + catalogue.quote_days + 1)
    said = [
        DISCLOSE("lessor" if leased else "lender", lender=catalogue.lender),
        DISCLOSE("rates", rate=priced.schedule.terms.annual_rate_pct, irr=priced.irr_pct),
        DISCLOSE("months"),
        DISCLOSE("validity", until=day(until)),
        DISCLOSE("approval"),
    ]
    return said if leased else [*said, DISCLOSE("mortgage")]
