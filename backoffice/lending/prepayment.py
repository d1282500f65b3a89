"""Repaying a part early, on a due date after its instalment: sooner done, or less a month."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from backoffice.lending.money import ZERO
from backoffice.lending.remaining import Rest, repay, repay_sooner, rescaled, total_interest
from backoffice.lending.schedule import Row
from backoffice.lending.terms import InvalidTerms


class Effect(StrEnum):
    """What a part payment does to the rest."""

    SHORTEN = "shorten_term"
    REDUCE = "reduce_payment"


@dataclass(frozen=True, slots=True)
class Prepaid:
    """The rest after a part payment, and the interest it saves before any fee."""

    effect: Effect
    rows: tuple[Row, ...]
    balloon: Decimal
    interest: Decimal
    saved: Decimal

    @property
    def payment(self) -> Decimal:
        """The next instalment."""
        return self.rows[0].payment

    @property
    def last_payment(self) -> Decimal:
        """The last instalment, without the balloon."""
        return self.rows[-1].payment


def _with_less(rest: Rest, amount: Decimal) -> Rest:
    """The rest with `amount` less owed: the instalments' part first, the balloon last."""
    balance = rest.balance - amount
    if amount <= 0 or balance <= 0:
        raise InvalidTerms("a part payment is more than nothing and less than all")
    return replace(rest, balance=balance, balloon=min(rest.balloon, balance))


def prepay(rest: Rest, amount: Decimal, effect: Effect) -> Prepaid:
    """The rest after `amount` more was repaid.

    Shortening keeps the instalments; with only the balloon left they fall away but for interest
    until its date, so the balloon stays where it was.
    """
    before = total_interest(repay(rest))
    less = _with_less(rest, amount)
    if less.balance == less.balloon:
        rows = repay(replace(less, share=ZERO, idle=less.months))
    elif effect is Effect.SHORTEN and not less.balloon:
        rows = repay_sooner(less)
    elif effect is Effect.SHORTEN:
        rows = _until_the_balloon(less)
    else:
        rows = repay(rescaled(less, less.balance))
    interest = total_interest(rows)
    return Prepaid(effect, rows, less.balloon, interest, before - interest)


def _until_the_balloon(rest: Rest) -> tuple[Row, ...]:
    """Instalments as before until only the balloon is left, then its interest to its date."""
    early = repay_sooner(rest)
    left = rest.months - len(early)
    if not left:
        return early
    tail = Rest(rest.balloon, rest.annual_rate_pct, (ZERO,) * left, rest.balloon, ZERO, left)
    return (*early, *(row._replace(period=row.period + len(early)) for row in repay(tail)))
