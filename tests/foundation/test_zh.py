"""How figures and dates are written for people."""

import pytest

from foundation import zh


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("118900.00", "11.89 万"), ("200000.00", "20 万"), ("50000", "5 万"), ("118923.00", "118,923"),
     ("3561.81", "3,561.81"), ("9000.00", "9,000")],
)  # fmt: skip
def test_wan_only_where_exact(amount: str, shown: str) -> None:
    assert zh.wan(amount) == shown


def test_money_percent_and_dates() -> None:
    assert zh.yuan("1234567.8") == "1,234,567.80"
    assert (zh.percent("30.00"), zh.percent("4.99")) == ("30%", "4.99%")
    assert zh.day("2026-12-20") == "12月20日（周日）"
    assert zh.moment("2026-11-23T09:30:00+08:00") == "11月23日（周一）09:30"
