"""Numbers that are no value, or another one than they look like."""

import datetime as dt
import time

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
    "再拖两年行不行",
    "开了三五年了",
    "这个月一共扣多少",
    "连罚息一块交了",
    "886",
    "提前还十期",
    "合同第五条是啥",
    "二选一",
    "流水号发你",
    "提醒早一点",
    "国庆后第一个周六",
]
SAID = [
    ("还有个三轮车的账 一个月还六百", [("amount", 600)]),
    ("首付俺再凑凑 凑到七万", [("amount", 70000)]),
    ("预算12-15", [("amount", {"min": 120000, "max": 150000})]),
    ("首付两成到三成", [("ratio", 20), ("ratio", 30)]),
    ("首付两三成", [("ratio", 20), ("ratio", 30)]),
    ("两三年还清", [("term", 24), ("term", 36)]),
    ("元旦去看车", [("date", "2027-01-01")]),
    ("五一能提车吗", [("date", "2027-05-01")]),
    ("国庆提车", [("date", "2027-10-01")]),
    ("首付:60000 期数:36", [("amount", 60000), ("term", 36)]),
    ("今晚12点前还上", [("date", "2026-11-21"), ("time", "00:00")]),
    ("消费贷利率3%", [("rate", 3)]),
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


ROLES = [
    ("还有个三轮车的账 一个月还六百", "other_debt"),
    ("名下已有一笔二十万的车贷", "other_debt"),
    ("首付俺再凑凑 凑到七万", "down_payment"),
    ("我还有房贷，这车月供别超三千", "monthly_payment"),
    ("月供减五百", "monthly_payment"),
    ("店里还减五千", "cash_discount"),
]


@pytest.mark.parametrize("text, role", ROLES)
def test_role_as_meant(text, role):
    assert [e["role"] for e in read(text, dt.date(2026, 11, 21))] == [role]


@pytest.mark.parametrize(
    "piece", ["凑到能不能看看哈", "三千八一个月", "两三成到", "还有个账 ", "11.1-", "每个月的"]
)
def test_long_messages_are_read_in_time(piece):
    start = time.perf_counter()
    read(piece * 60, dt.date(2026, 11, 21))
    assert time.perf_counter() - start < 2
