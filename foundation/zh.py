"""How figures and dates are written for people. Formatting only: nothing is computed here."""

from datetime import date, datetime
from decimal import Decimal

from foundation.wording import WEEKDAYS


def yuan(amount: str | Decimal) -> str:
    """Money with thousands separators and two decimals: `"3561.81"` → `3,561.81`."""
    return f"{Decimal(amount):,.2f}"


def wan(amount: str | Decimal) -> str:
    """Money as people say it, in 万 when that is exact to two places, else as `yuan`."""
    value = Decimal(amount)
    tens_of_thousands = value / 10000
    if abs(value) >= 10000 and tens_of_thousands == tens_of_thousands.quantize(Decimal("0.01")):
        return f"{tens_of_thousands.normalize():f} 万"
    if value == value.to_integral_value():
        return f"{value:,.0f}"
    return yuan(value)


def percent(value: str | Decimal) -> str:
    """A percentage as it stands, without superfluous zeros for whole ones: `30%`, `4.99%`."""
    number = Decimal(value)
    if number == number.to_integral_value():
        return f"{number:.0f}%"
    return f"{number}%"


def day(value: str | date) -> str:
    """A date with its weekday: `2026-12-20` → `12月20日（周日）`."""
    moment = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{moment.month}月{moment.day}日（{WEEKDAYS[moment.weekday()]}）"


def full_day(value: str | date) -> str:
    """A date with its year: `2026-11-28` → `2026年11月28日`."""
    on = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{on.year}年{on.month}月{on.day}日"


def month(value: date) -> str:
    """A month with its year: `2026-11-28` → `2026年11月`."""
    return f"{value.year}年{value.month}月"


def moment(value: str | datetime) -> str:
    """An instant as day and clock time in its own zone: `12月20日（周日）14:30`."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{day(at.date())}{at:%H:%M}"
