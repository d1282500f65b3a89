"""The planned instalments of each method, rounded to the fen, before the last absorbs the rest."""

from decimal import Decimal

from backoffice.lending.money import ENGINE, ONE, ZERO, monthly_rate, r2
from backoffice.lending.terms import InvalidTerms, Method, RentTiming, Terms


def level_payment(
    principal: Decimal, annual_rate_pct: Decimal, months: int, balloon: Decimal = ZERO
) -> Decimal:
    """The unrounded level payment in arrears that leaves `balloon` after `months` payments."""
    if not annual_rate_pct:
        return ENGINE.divide(principal - balloon, Decimal(months))
    rate = monthly_rate(annual_rate_pct)
    discount = ENGINE.power(ENGINE.add(ONE, rate), -months)
    owed = ENGINE.subtract(principal, ENGINE.multiply(balloon, discount))
    return ENGINE.divide(ENGINE.multiply(owed, rate), ENGINE.subtract(ONE, discount))


def rent_in_advance(terms: Terms) -> Decimal:
    """The unrounded level rent paid at the start of each month."""
    arrears = level_payment(terms.principal, terms.annual_rate_pct, terms.months, terms.balloon)
    return ENGINE.divide(arrears, ONE + monthly_rate(terms.annual_rate_pct))


def _discounts(terms: Terms) -> list[Decimal]:
    factor = ENGINE.divide(ONE, ONE + monthly_rate(terms.annual_rate_pct))
    values, current = [], ONE
    for _ in range(terms.months):
        current = ENGINE.multiply(current, factor)
        values.append(current)
    return values


def _weights(terms: Terms) -> list[Decimal]:
    weights = [terms.steps[-1].weight] * terms.months
    start = 0
    for step in terms.steps:
        for index in range(start, min(step.to_period, terms.months)):
            weights[index] = step.weight
        start = step.to_period
    return weights


def _stepped(terms: Terms) -> list[Decimal]:
    weights = _weights(terms)
    present = ZERO
    for weight, discount in zip(weights, _discounts(terms), strict=True):
        present = ENGINE.add(present, ENGINE.multiply(weight, discount))
    unit = ENGINE.divide(terms.principal, present)
    amounts = {weight: r2(ENGINE.multiply(unit, weight)) for weight in set(weights)}
    return [amounts[weight] for weight in weights]


def seasonal_base(terms: Terms) -> Decimal:
    """The regular instalment beside the lumps; raises `InvalidTerms` when the lumps repay all."""
    discounts = _discounts(terms)
    lumps = ZERO
    for period in terms.lump_periods():
        lumps = ENGINE.add(lumps, ENGINE.multiply(terms.lump, discounts[period - 1]))
    rest = terms.principal - lumps
    if rest <= 0:
        raise InvalidTerms("the lumps alone repay more than the loan")
    return r2(level_payment(rest, terms.annual_rate_pct, terms.months))


def _seasonal(terms: Terms) -> list[Decimal]:
    base = seasonal_base(terms)
    payments = [base] * terms.months
    for period in terms.lump_periods():
        payments[period - 1] = base + terms.lump
    return payments


def planned_payments(terms: Terms) -> list[Decimal]:
    """Planned payment of each period for the methods that fix payments (not equal principal,
    not the interest-only months, which follow from the balance)."""
    if terms.method is Method.STEPPED:
        return _stepped(terms)
    if terms.method is Method.SEASONAL:
        return _seasonal(terms)
    if terms.timing is RentTiming.ADVANCE:
        return [r2(rent_in_advance(terms))] * terms.months
    months = terms.months - terms.interest_only
    level = r2(level_payment(terms.principal, terms.annual_rate_pct, months, terms.balloon))
    return [level] * terms.months


def steady_payment(terms: Terms) -> Decimal:
    """What the customer must carry month by month: the regular instalment without lumps, and the
    largest of them where they differ. Cheap: no schedule is built."""
    if terms.method is Method.EQUAL_PRINCIPAL:
        first_interest = r2(terms.principal * monthly_rate(terms.annual_rate_pct))
        return r2(terms.principal / terms.months) + first_interest
    if terms.method is Method.SEASONAL:
        return seasonal_base(terms)
    if terms.method is Method.BULLET:
        return r2(terms.principal * monthly_rate(terms.annual_rate_pct))
    return max(planned_payments(terms))
