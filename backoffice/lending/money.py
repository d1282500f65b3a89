"""Money in yuan as `Decimal` with two places, rounded half-up away from zero."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

# Enough digits that (1+i)^60 times a loan is exact far below a fen.
ENGINE = Context(prec=34, rounding=ROUND_HALF_UP)
FEN = Decimal("0.01")
ZERO = Decimal("0.00")
ONE = Decimal(1)
# An annual percentage divided by this is the monthly rate.
PCT_MONTHS = Decimal(1200)


def r2(amount: Decimal) -> Decimal:
    """`amount` rounded half-up (away from zero) to the fen."""
    return amount.quantize(FEN, ROUND_HALF_UP, ENGINE)


def floor_to(amount: Decimal, unit: Decimal) -> Decimal:
    """`amount` (not negative) rounded down to a multiple of `unit` yuan."""
    return r2((amount / unit).to_integral_value(ROUND_DOWN) * unit)


def monthly_rate(annual_rate_pct: Decimal) -> Decimal:
    """The unrounded monthly rate of a nominal annual percentage."""
    return ENGINE.divide(annual_rate_pct, PCT_MONTHS)


def one_decimal(value: Decimal) -> Decimal:
    """`value` rounded half-up to one decimal place."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP, ENGINE)


def two_decimals(value: Decimal) -> Decimal:
    """`value` (a percentage) rounded half-up to two decimal places."""
    return value.quantize(FEN, ROUND_HALF_UP, ENGINE)
