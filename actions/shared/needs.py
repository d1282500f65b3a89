"""The customer's needs: slots shared by advice, calculation and what-if, and how they are sent.

A need is a slot of the same name. `assumed` lists those that were not said but chosen for the
customer, and said aloud. Amounts may be spans `{min, max}` (either None); all are in yuan.
"""

from decimal import Decimal
from typing import Any

from actions.shared.turn import Turn

Json = dict[str, Any]

# Need → name in the requests of the back office.
FIELDS = {
    "vehicle_model": "vehicle_key",
    "trim": "trim_key",
    "price": "price",
    "on_the_road": "on_the_road",
    "down_payment": "down_payment",
    "down_payment_pct": "down_payment_pct",
    "monthly_payment": "monthly_payment",
    "term_months": "term_months",
    "income": "income",
    "other_debt": "other_debt",
    "keep_years": "keep_years",
    "annual_mileage": "annual_mileage",
    "cash_shape": "cash_shape",
    "lump_sum": "lump_sum",
    "goal": "goal",
    "early_repay": "early_repay",
    "employment": "employment",
    "customer_type": "customer_type",
    "usage": "usage",
    "powertrain": "powertrain",
    "min_seats": "min_seats",
    "product": "product",
    "end_choice": "end_choice",
    "cash_discount": "cash_discount",
}
OTHERS = ("loan_amount", "balloon_pct", "deposit_rate_pct", "city")
ALL = (*FIELDS, *OTHERS)
AMOUNTS = frozenset(
    {
        "price",
        "on_the_road",
        "down_payment",
        "monthly_payment",
        "income",
        "other_debt",
        "lump_sum",
        "loan_amount",
        "cash_discount",
    }
)
# Those that the back office takes as a span; of the others it takes one number.
SPANS = frozenset({"price", "on_the_road", "down_payment", "monthly_payment", "income"})
PERCENTAGES = frozenset({"down_payment_pct", "balloon_pct", "deposit_rate_pct"})
# A new value of the key makes the others void.
REPLACES = {
    "down_payment": ("down_payment_pct",),
    "down_payment_pct": ("down_payment",),
    "vehicle_model": ("trim", "price", "on_the_road", "loan_amount"),
    "trim": ("price", "on_the_road", "loan_amount"),
    "price": ("trim", "on_the_road", "loan_amount"),
    "on_the_road": ("price", "trim", "loan_amount"),
    "loan_amount": ("price", "trim", "on_the_road", "down_payment", "down_payment_pct"),
    "powertrain": ("trim",),
}


def put(turn: Turn, need: str, value: Any, *, assumed: bool = False) -> bool:
    """Set a need; True if that changed what is known. What it makes void is cleared."""
    known = turn.get(need)
    marks = [name for name in turn.get("assumed") or [] if name != need]
    turn.set("assumed", [*marks, need] if assumed else marks)
    if known == value:
        return False
    turn.set(need, value)
    for void in REPLACES.get(need, ()):
        turn.set(void, None)
    if need == "vehicle_model":
        turn.set("powertrain", None)
        turn.set("min_seats", None)
    return True


def known(turn: Turn) -> list[str]:
    """The needs that have a value, in the order of the fields."""
    return [need for need in ALL if turn.get(need) not in (None, [], {})]


def is_assumed(turn: Turn, need: str) -> bool:
    """Whether the value was chosen for the customer."""
    return need in (turn.get("assumed") or [])


def money(value: Any) -> Any:
    """An amount as the back office takes it: two decimals, or a span of such."""
    if isinstance(value, dict):
        return {
            side: None if value.get(side) is None else money(value[side]) for side in ("min", "max")
        }
    return f"{Decimal(str(value)):.2f}"


def plain(value: Any) -> Any:
    """The one number that a span stands for where a figure is needed: its upper bound, else lower.

    A target of payment or price that is open upwards (四千多) is taken at its lower end.
    """
    if isinstance(value, dict):
        return value["max"] if value.get("max") is not None else value.get("min")
    return value


def sendable(turn: Turn, need: str) -> Any:
    """The need's value in the form of a request, or None."""
    value = turn.get(need)
    if value is None:
        return None
    if need in AMOUNTS:
        return money(value if need in SPANS else plain(value))
    return str(value) if need in PERCENTAGES else value


def recommendation_request(turn: Turn) -> Json:
    """Everything known, as `POST /recommendations` takes it."""
    request = {field: sendable(turn, need) for need, field in FIELDS.items()}
    if request["trim_key"]:
        request["price"] = None
    return {field: value for field, value in request.items() if value is not None}
