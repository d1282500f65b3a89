"""The annualised rate of a loan from its cash flows.

A float Newton iteration finds the monthly rate; the two decimals shown are decided in `Decimal`
wherever the float could fall on the wrong side of a rounding boundary.
"""

from collections.abc import Sequence
from decimal import Decimal

from backoffice.lending.money import ENGINE, ONE, two_decimals
from backoffice.lending.terms import NoSolution

LOWEST, HIGHEST = -0.02, 0.20  # monthly
# In hundredths of a percent: float errors are below 1e-8, so outside this band they cannot matter.
DOUBT = 1e-5
_NEWTON_STEPS = 60
_DECIMAL_TOLERANCE = Decimal("1e-24")


def _value_and_slope(flows: Sequence[float], factor: float) -> tuple[float, float]:
    """Present value and its derivative in `factor` = 1/(1+r), by Horner's rule."""
    value = slope = 0.0
    for flow in reversed(flows):
        slope = slope * factor + value
        value = value * factor + flow
    return value, slope


def _bisect(net: float, flows: Sequence[float]) -> float:
    low, high = 1 / (1 + HIGHEST), 1 / (1 + LOWEST)
    if not _value_and_slope(flows, low)[0] <= net <= _value_and_slope(flows, high)[0]:
        raise NoSolution("no monthly rate between -2 % and 20 %")
    for _ in range(120):
        middle = (low + high) / 2
        if _value_and_slope(flows, middle)[0] < net:
            low = middle
        else:
            high = middle
    return low


def _newton(net: float, flows: Sequence[float], factor: float) -> float:
    for _ in range(_NEWTON_STEPS):
        value, slope = _value_and_slope(flows, factor)
        if slope <= 0:
            break
        step = (value - net) / slope
        factor -= step
        if not 0.8 < factor < 1.05:
            break
        if abs(step) < 1e-14:
            return factor
    return _bisect(net, flows)


def _exact(net: Decimal, flows: Sequence[Decimal], factor: float) -> Decimal:
    """Monthly rate to 24 digits, from a factor already good to about 14."""
    current = Decimal(factor)
    for _ in range(4):
        value = slope = Decimal(0)
        for flow in reversed(flows):
            slope = ENGINE.fma(slope, current, value)
            value = ENGINE.fma(value, current, flow)
        step = ENGINE.divide(value - net, slope)
        current = ENGINE.subtract(current, step)
        if abs(step) < _DECIMAL_TOLERANCE:
            break
    return ENGINE.subtract(ENGINE.divide(ONE, current), ONE)


def monthly_rate_of(
    net: Decimal, flows: Sequence[Decimal], guess_pct: Decimal = Decimal(5)
) -> Decimal:
    """The monthly rate r with Σ flows[k]/(1+r)^k = `net`; flows[0] is paid at activation.

    Raises `NoSolution` outside -2 % … 20 % a month.
    """
    if sum(flows) == net:
        return Decimal(0)
    floats = [float(flow) for flow in flows]
    return _exact(net, flows, _newton(float(net), floats, 1 / (1 + float(guess_pct) / 1200)))


def annualised_pct(
    net: Decimal, flows: Sequence[Decimal], guess_pct: Decimal = Decimal(5)
) -> Decimal:
    """The annualised simple rate (monthly × 12) in percent, two decimals half-up.

    `net` is what the customer receives, `flows[k]` what he pays k months after. Raises
    `NoSolution` outside -2 % … 20 % a month.
    """
    if sum(flows) == net:
        return Decimal("0.00")
    floats = [float(flow) for flow in flows]
    factor = _newton(float(net), floats, 1 / (1 + float(guess_pct) / 1200))
    hundredths = (1 / factor - 1) * 120000
    if abs(hundredths % 1 - 0.5) < DOUBT:
        return two_decimals(_exact(net, flows, factor) * 1200)
    return two_decimals(Decimal(round(hundredths)) / 100)


def compound_pct(monthly: Decimal) -> Decimal:
    """The compound annual rate in percent, two decimals."""
    return two_decimals((ENGINE.power(ONE + monthly, 12) - ONE) * 100)
