"""Plans beside each other, and their differences in plain words."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from backoffice.quotes.schemas import Quote
from backoffice.wording import wording
from foundation.zh import percent, yuan

SAY = wording("quotes/wording/differences.yml").say


def _named(quote: Quote, others: Sequence[Quote]) -> str:
    """A name that tells the quote from the others."""
    name = SAY("plan", product=quote.product_name, term=quote.term_months)
    twins = [
        q
        for q in others
        if (q.product_name, q.term_months) == (quote.product_name, quote.term_months)
    ]
    if len(twins) < 2:
        return name
    if len({q.vehicle_name for q in twins}) == len(twins):
        return f"{quote.vehicle_name or ''}{name}"
    if len({q.loan_amount for q in twins}) == len(twins):
        return SAY("with_loan", plan=name, loan=yuan(quote.loan_amount))
    return SAY("with_number", plan=name, number=quote.quote_id)


def _pair(a: Quote, b: Quote, name_a: str, name_b: str) -> list[str]:
    """Differences between two plans, the cheaper a month named first."""
    if Decimal(b.monthly_payment) < Decimal(a.monthly_payment):
        a, b, name_a, name_b = b, a, name_b, name_a
    less = Decimal(b.monthly_payment) - Decimal(a.monthly_payment)
    more = Decimal(a.total_interest) + Decimal(a.total_fees)
    more -= Decimal(b.total_interest) + Decimal(b.total_fees)
    figures = {"a": name_a, "b": name_b, "less": yuan(less), "cost": yuan(abs(more))}
    if not less:
        key = "same_month" if more else "same"
        return [SAY(key, **figures, sign=SAY("dearer" if more > 0 else "cheaper"))]
    key = "month_for_cost" if more > 0 else ("month_and_cost" if more < 0 else "month_only")
    return [SAY(key, **figures)]


def _catches(quote: Quote, name: str) -> list[str]:
    said = []
    if Decimal(quote.balloon) > 0:
        said.append(SAY("balloon", a=name, balloon=yuan(quote.balloon)))
    if Decimal(quote.highest_payment) - Decimal(quote.monthly_payment) > 1:
        said.append(SAY("rises", a=name, highest=yuan(quote.highest_payment)))
    return said


def differences(quotes: Sequence[Quote]) -> list[str]:
    """Chinese sentences that say what the choice comes down to (at least two plans)."""
    names = {quote.quote_id: _named(quote, quotes) for quote in quotes}
    said: list[str] = []
    for a, b in combinations(quotes, 2):
        said += _pair(a, b, names[a.quote_id], names[b.quote_id])
    for quote in quotes:
        said += _catches(quote, names[quote.quote_id])
    rates = {quote.irr_pct for quote in quotes}
    if len(rates) > 1:
        listed = "，".join(
            SAY("rate", a=names[quote.quote_id], irr=percent(quote.irr_pct)) for quote in quotes
        )
        said.append(SAY("rates", listed=listed))
    downs = {quote.down_payment for quote in quotes if quote.down_payment is not None}
    if len(downs) > 1:
        listed = "，".join(
            SAY("down", a=names[q.quote_id], down=yuan(q.down_payment))
            for q in quotes
            if q.down_payment is not None
        )
        said.append(SAY("downs", listed=listed))
    return said
