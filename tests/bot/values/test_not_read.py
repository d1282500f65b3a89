"""Numbers that are no value, or another one than they look like."""

import datetime as dt

import pytest

from bot.values.pipeline import read

QUIET = [
    "12123能解押吗",
    "打12378投诉",
    "不同人利率一样吗",
    "从第8期到16期",
    "接下来五个月每月应还多少",
    "租了三年想退",
    "证件十年到期",
    "周一提交的申请",
    "几十块钱的年费",
    "缓两三个月",
]
SAID = [
    ("一月底能清吗", [("date", "2027-01-31")]),
    ("首付 4万 期数 36", [("amount", 40000), ("term", 36)]),
    ("别家给我3.6的贷款", [("rate", 3.6)]),
    ("每个月能拿出两千", [("amount", 2000)]),
    ("我明天休息,九点半到", [("date", "2026-11-22"), ("time", "09:30")]),
]


def values(text):
    return [(e["entity"], e["value"]) for e in read(text, dt.date(2026, 11, 21))]


@pytest.mark.parametrize("text", QUIET)
def test_no_value(text):
    assert values(text) == []


@pytest.mark.parametrize("text, expected", SAID)
def test_read_as_meant(text, expected):
    assert values(text) == expected
