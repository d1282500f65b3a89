"""Solving a plan backwards: for the price, the loan or the term that an instalment carries.

Bound of the inversion: a solved sum is the largest whole multiple of `unit` whose steady payment
does not exceed the wish; one unit more exceeds it, unless the upper limit was reached.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from backoffice.lending.instalments import steady_payment
from backoffice.lending.terms import NoSolution, Terms

YUAN = Decimal(1)


def largest_sum(
    payment: Decimal,
    terms_of: Callable[[Decimal], Terms],
    lowest: Decimal,
    highest: Decimal,
    unit: Decimal = YUAN,
) -> Decimal:
    """The largest sum (a price or a loan) between the limits that `payment` a month carries.

    `terms_of(sum)` gives the plan's terms. Raises `NoSolution` when even the lowest is too much.
    """
    low, high = -(-lowest // unit), highest // unit

    def fits(units: Decimal) -> bool:
        return steady_payment(terms_of(units * unit)) <= payment

    if low > high or not fits(low):
        raise NoSolution("the instalment is too small for the smallest sum")
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return low * unit


def shortest_term(
    payment: Decimal, terms_of: Callable[[int], Terms], offered: Sequence[int]
) -> int:
    """The shortest offered term whose steady payment does not exceed `payment`.

    Raises `NoSolution` when none does.
    """
    for months in sorted(offered):
        if steady_payment(terms_of(months)) <= payment:
            return months
    raise NoSolution("no offered term brings the instalment down to the wish")
