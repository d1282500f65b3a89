"""A subsidised offer that only the down payment keeps away, named before the customer finds it."""

from backoffice.catalogue.products import ProductTerms
from backoffice.catalogue.snapshot import Catalogue
from backoffice.forms import percent
from backoffice.lending.money import r2
from backoffice.recommendations.candidates import Field
from backoffice.recommendations.needs import Needs
from backoffice.recommendations.vehicle_choice import Choice
from backoffice.recommendations.ways_out import SAY, Way, figures_of, try_price
from foundation.zh import yuan


def _term_within(product: ProductTerms, needs: Needs) -> int | None:
    limit = needs.term_months or needs.longest_term or product.terms[-1]
    return max((term for term in product.terms if term <= limit), default=None)


def find_opportunities(
    catalogue: Catalogue, needs: Needs, choice: Choice, field: Field
) -> list[Way]:
    """Subsidised products that a higher down payment would open and that cost less."""
    if not field.plans:
        return []
    least_cost = min(plan.cost for plan in field.plans)
    found = []
    for item in field.rejected:
        product = catalogue.products[item.product_key]
        if item.code != "DOWN_PAYMENT_TOO_LOW" or product.contract_rate is None:
            continue
        months = _term_within(product, needs)
        if months is None:
            continue
        pct = product.down_payment_min
        down = r2(choice.price * pct / 100)
        priced = try_price(
            catalogue, product, months, choice.trim, choice.price, down, needs.customer_type
        )
        if priced is None or priced.cost >= least_cost:
            continue
        text = SAY("MORE_DOWN_FOR_OFFER", pct=percent(pct), down=yuan(down), **figures_of(priced))
        change = {"down_payment_pct": percent(pct)}
        found.append(Way("MORE_DOWN_FOR_OFFER", text, change, priced))
    return found
