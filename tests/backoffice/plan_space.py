"""Hypothesis strategies over the whole input space that the catalogue allows."""

from decimal import Decimal

from hypothesis import strategies as st

from backoffice.catalogue.products import ProductTerms
from backoffice.lending.money import r2
from backoffice.lending.terms import Method, Step, Terms
from backoffice.quotes.pricing import Ask
from tests.backoffice.reference import reference_catalogue

FEN = Decimal("0.01")


def sums(lowest: Decimal, highest: Decimal) -> st.SearchStrategy[Decimal]:
    """Sums of money to the fen, both ends included."""
    return st.integers(int(lowest * 100), int(highest * 100)).map(lambda fen: fen * FEN)


@st.composite
def allowed_asks(draw: st.DrawFn) -> Ask:
    """A plan within every limit of a product, or as near as the vehicle's prices let it be."""
    catalogue = reference_catalogue()
    product: ProductTerms = draw(st.sampled_from(list(catalogue.products.values())))
    key = draw(st.sampled_from(sorted(product.eligible_models)))
    vehicle = catalogue.vehicles[key]
    trim = draw(st.sampled_from(vehicle.trims))
    months = draw(st.sampled_from(product.terms))
    least = max(product.down_payment_min, 100 - catalogue.ltv_cap(vehicle, product))
    price = trim.price
    lowest = max(r2(price * least / 100), price - product.amount_max)
    highest = min(r2(price * product.down_payment_max / 100), price - product.amount_min)
    if lowest > highest:
        lowest = highest = r2(price * least / 100)
    down = draw(sums(lowest, highest))
    balloon_pct = lump = None
    if product.balloon is not None:
        balloon_pct = draw(st.none() | st.sampled_from(product.balloon.shares(months)))
    if product.lump_max_pct is not None:
        most = r2((price - down) * product.lump_max_pct / 100)
        lump = draw(st.none() | sums(FEN, max(most, FEN)))
    return Ask(
        product=product,
        term_months=months,
        loan=price - down,
        price=price,
        down_payment=down,
        vehicle=vehicle,
        trim=trim,
        balloon_pct=balloon_pct,
        lump=lump,
        customer_type="company" if product.customer_types else "private",
    )


loans = sums(Decimal(20000), Decimal(500000))
rates = st.integers(0, 1200).map(lambda hundredths: hundredths * FEN)
months_offered = st.sampled_from([12, 24, 36, 48, 60])


@st.composite
def any_terms(draw: st.DrawFn) -> Terms:
    """Terms of every method, wider than the catalogue: rates of 0 to 12 percent."""
    method = draw(st.sampled_from(list(Method)))
    principal, rate, months = draw(loans), draw(rates), draw(months_offered)
    balloon, lump, idle, steps = Decimal("0.00"), Decimal("0.00"), 0, ()
    if method in (Method.BALLOON, Method.FINANCE_LEASE):
        share = draw(st.integers(1, 70))
        balloon = r2(principal * share / 100)
    elif method is Method.SALE_LEASEBACK:
        balloon = Decimal("100.00")
    elif method is Method.STEPPED:
        steps = (
            Step(12, draw(st.sampled_from([Decimal("0.6"), Decimal("0.8")]))),
            Step(999, Decimal(1)),
        )
        months = draw(st.sampled_from([36, 48]))
    elif method is Method.SEASONAL:
        months = draw(st.sampled_from([24, 36]))
        lump = draw(sums(Decimal(1), r2(principal / 5)))
    elif method is Method.INTEREST_FIRST:
        months, idle = draw(st.sampled_from([24, 36])), 12
    return Terms(method, principal, rate, months, balloon, steps, lump, 12, idle)
