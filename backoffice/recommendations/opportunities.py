"""A subsidised offer that only the down payment keeps away, named before the customer finds it."""

from backoffice.catalogue.snapshot import Catalogue
from backoffice.forms import percent
from backoffice.lending.affordability import Grade
from backoffice.lending.money import r2
from backoffice.recommendations.candidates import Field
from backoffice.recommendations.needs import Needs
from backoffice.recommendations.vehicle_choice import Choice
from backoffice.recommendations.ways import Search, Way, way_to
from foundation.zh import yuan


def _terms(search: Search) -> list[int]:
    """The terms to look at: the one said, else the longest within the usual limit."""
    offered, said = search.product.terms, search.needs.term_months
    if said is not None:
        return [term for term in offered if term == said]
    limit = search.needs.longest_term or offered[-1]
    return [max((term for term in offered if term <= limit), default=offered[0])]


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
        search = Search(catalogue, needs, choice, product)
        pct = percent(search.least_pct)
        down = r2(choice.price * search.least_pct / 100)
        for months in _terms(search):
            priced = search.plan(choice.trim, choice.price, down, months, Grade.AMBER)
            forgone = needs.cash_discount if product.excludes_discount else 0
            if priced is not None and priced.cost + forgone < least_cost:
                change = {"down_payment_pct": pct}
                found.append(
                    way_to("MORE_DOWN_FOR_OFFER", priced, change, pct=pct, down=yuan(down))
                )
    return found
