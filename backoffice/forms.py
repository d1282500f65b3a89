"""Forms of values on the wire: money and percentages as strings, never as floats.

Requests may also write money as whole yuan (integer) and percentages as numbers.
"""

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema, model_validator

MOST_YUAN = 99_999_999
_WRITTEN = re.compile(r"[0-9]{1,8}(\.[0-9]{1,2})?", re.ASCII)

Money = Annotated[str, Field(pattern=r"^-?\d+\.\d{2}$", examples=["3561.81"])]
Percent = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$", examples=["4.99"])]
Instant = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T.+([+-]\d{2}:\d{2}|Z)$")]


def _decimal(value: Any, places: int) -> Any:
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        raise ValueError("a sum is a string or a number")
    if isinstance(value, str) and not _WRITTEN.fullmatch(value):
        raise ValueError("a sum is written in digits with at most two decimals")
    number = Decimal(str(value))
    if not number.is_finite() or not 0 <= number <= MOST_YUAN:
        raise ValueError("a sum has a limit")
    return number.quantize(Decimal(1).scaleb(-places))


def _money(value: Any) -> Any:
    if isinstance(value, float) and not value.is_integer():
        raise ValueError("money is a string or whole yuan")
    return _decimal(value, 2)


_MONEY_SCHEMA = {
    "anyOf": [
        {"type": "string", "pattern": r"^[0-9]{1,8}(\.[0-9]{1,2})?$"},
        {"type": "integer", "minimum": 0, "maximum": MOST_YUAN},
    ],
    "examples": ["150000.00", 150000],
}
_PERCENT_SCHEMA = {
    "anyOf": [
        {"type": "string", "pattern": r"^(100|[0-9]{1,2}(\.[0-9]{1,2})?)$"},
        {"type": "number", "minimum": 0, "maximum": 100},
    ],
    "examples": ["30", 22.5],
}
MoneyIn = Annotated[
    Decimal, BeforeValidator(_money), Field(ge=0, le=MOST_YUAN), WithJsonSchema(_MONEY_SCHEMA)
]
PercentIn = Annotated[
    Decimal,
    BeforeValidator(lambda value: _decimal(value, 2)),
    Field(ge=0, le=100),
    WithJsonSchema(_PERCENT_SCHEMA),
]


class MoneySpan(BaseModel):
    """An open or closed span in yuan; one end may be null, not both; it reaches above zero."""

    min: MoneyIn | None = None
    max: MoneyIn | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "MoneySpan":
        if self.min is None and self.max is None:
            raise ValueError("a span needs an end")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("a span's ends are in order")
        if (self.min if self.max is None else self.max) == 0:
            raise ValueError("a span reaches above zero")
        return self


MoneyOrSpan = MoneyIn | MoneySpan
PositiveOrSpan = Annotated[MoneyIn, Field(gt=0)] | MoneySpan
TermIn = Annotated[int, Field(ge=1, le=120)]
Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
CustomerType = Literal["private", "self_employed", "company"]


def money(amount: Decimal) -> str:
    """Money on the wire: two decimals."""
    return f"{amount:.2f}"


def percent(value: Decimal) -> str:
    """A percentage on the wire, without superfluous zeros: `30`, `4.99`, `33.33`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
