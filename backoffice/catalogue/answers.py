"""Turns the snapshot's offers into what is said over HTTP."""

from collections.abc import Sequence

from backoffice.catalogue.products import ProductTerms
from backoffice.catalogue.schemas import (
    BalloonAnswer,
    FeeBandAnswer,
    LeaseAnswer,
    ProductAnswer,
    RateAnswer,
    Span,
    SubsidyAnswer,
    TrimAnswer,
    VehicleAnswer,
)
from backoffice.catalogue.snapshot import Catalogue, TrimOffer, VehicleOffer
from backoffice.forms import money, percent


def vehicle_answer(
    catalogue: Catalogue, vehicle: VehicleOffer, trims: Sequence[TrimOffer]
) -> VehicleAnswer:
    """A vehicle with the given versions (cheapest first, at least one)."""
    return VehicleAnswer(
        vehicle_key=vehicle.key,
        name=vehicle.name,
        full_name=vehicle.full_name,
        body=vehicle.body,
        powertrain=vehicle.powertrain,
        powertrain_zh=vehicle.powertrain_zh,
        seats=vehicle.seats,
        usage=vehicle.usage,
        energy=vehicle.energy,
        range_cltc_km=vehicle.range_cltc_km,
        range_ev_km=vehicle.range_ev_km,
        colours=list(vehicle.colours),
        tags=list(vehicle.tags),
        trims=[TrimAnswer(trim_key=t.key, name=t.name, price=money(t.price)) for t in trims],
        price_from=money(trims[0].price),
        price_to=money(trims[-1].price),
        product_keys=[product.key for product in catalogue.products_for(vehicle.key)],
    )


def _subsidy(product: ProductTerms) -> SubsidyAnswer | None:
    if product.contract_rate is None:
        return None
    return SubsidyAnswer(
        payer=product.rules["subsidy"]["payer"],
        contract_rate_pct=percent(product.contract_rate),
        claw_back_until_month=product.free_claw_back_after,
        excludes_cash_discount=product.excludes_discount,
    )


def _balloon(product: ProductTerms) -> BalloonAnswer | None:
    if product.balloon is None:
        return None
    rule = product.balloon
    return BalloonAnswer(
        base=product.rules["balloon_pct"]["base"],
        shares_by_term={
            str(term): [percent(share) for share in rule.shares(term)] for term in product.terms
        },
    )


def _lease(product: ProductTerms) -> LeaseAnswer | None:
    if not product.is_lease:
        return None
    return LeaseAnswer(
        residual_pct_by_term={
            str(term): percent(share) for term, share in product.residual_by_term.items()
        },
        annual_km=list(product.annual_km),
        excess_km_price=money(product.excess_km_price),
        rent_timing=product.timing,
    )


def product_answer(product: ProductTerms) -> ProductAnswer:
    """A product with all its rules."""
    return ProductAnswer(
        product_key=product.key,
        name=product.name,
        type=product.type,
        offer=product.offer,
        type_zh=product.type_zh,
        eligible_models=list(product.rules["eligible_models"]),
        customer_types=sorted(product.customer_types) if product.customer_types else None,
        down_payment_pct=Span(
            min=percent(product.down_payment_min), max=percent(product.down_payment_max)
        ),
        amount=Span(min=money(product.amount_min), max=money(product.amount_max)),
        terms=product.terms,
        rates=[
            RateAnswer(term_months=term, annual_rate_pct=money(product.rates[term]))
            for term in product.terms
        ],
        early_fee=[
            FeeBandAnswer(from_month=b.from_month, to_month=b.to_month, pct=percent(b.pct))
            for b in product.early_fees
        ],
        part_payment_allowed=product.part_payment,
        settles_free_after_month=product.settles_free_after,
        upfront_fee=money(product.upfront_fee),
        monthly_fee=money(product.monthly_fee),
        subsidy=_subsidy(product),
        balloon=_balloon(product),
        lease=_lease(product),
        interest_only_periods=product.interest_only,
        lump_max_pct=percent(product.lump_max_pct) if product.lump_max_pct else None,
        rules=dict(product.rules),
    )
