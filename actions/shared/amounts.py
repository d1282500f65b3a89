"""Amounts of yuan in running Chinese text."""

from typing import Any

from actions.shared.wording import phrase
from foundation import zh


def yuan(value: Any) -> str:
    """An amount, or a span `{min, max}`, as people say it: 20 万元, 4,000 元, 20 万元以上."""
    if not isinstance(value, dict):
        said = zh.wan(str(value))
        return phrase("shared.yuan" if said[-1].isdigit() else "shared.wan_yuan", amount=said)
    low, high = value.get("min"), value.get("max")
    kind = "above" if high is None else "below" if low is None else "between"
    return phrase(
        f"shared.span.{kind}",
        min=yuan(low) if low is not None else "",
        max=yuan(high) if high is not None else "",
    )
