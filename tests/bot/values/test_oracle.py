"""How customers say numbers, and what each saying means: one line a saying."""

import datetime as dt

import pytest

from bot.values.pipeline import read

TODAY = dt.date(2026, 11, 21)
UP, DOWN = "up", "down"


def bound(low, high):
    return {"min": low, "max": high}


RATIOS = [
    ("首付三成", 30),
    ("首付3成", 30),
    ("首付三层", 30),
    ("首付三成五", 35),
    ("首付两成半", 25),
    ("首付百分之二十", 20),
    ("首付20%", 20),
    ("首付２０％", 20),
    ("首付一半", 50),
    ("首付对半", 50),
    ("首付五成", 50),
    ("首付百分之三十五", 35),
    ("零首付", 0),
    ("0首付", 0),
    ("首付为零", 0),
    ("不用首付", 0),
    ("首付百分之33.5", 33.5),
    ("首付 三 成", 30),
]
AMOUNTS = [
    ("车价20个w", 200000),
    ("车价20w", 200000),
    ("车价二十个", 200000),
    ("车价20万", 200000),
    ("车价二十万块", 200000),
    ("车价二十来万", bound(200000, None)),
    ("车价20万左右", 200000),
    ("预算差不多二十", 200000),
    ("车价二十多万", bound(200000, None)),
    ("车价20几万", bound(200000, None)),
    ("车价十大几万", bound(160000, 199999)),
    ("车价十七八万", bound(170000, 180000)),
    ("车价十二三万", bound(120000, 130000)),
    ("车价一万二", 12000),
    ("车价1万2", 12000),
    ("首付1.2个", 12000),
    ("车价两万五", 25000),
    ("车价2w5", 25000),
    ("车价2.5w", 25000),
    ("车价十五万八", 158000),
    ("车价15万8", 158000),
    ("车价15.8", 158000),
    ("优惠万把块", 10000),
    ("优惠一万出头", bound(10000, None)),
    ("月供三千五", 3500),
    ("月供3k5", 3500),
    ("月供3500块", 3500),
    ("月供四千左右", 4000),
    ("月供小五千", bound(4500, 5000)),
    ("月供五千打底", bound(5000, None)),
    ("月供五千封顶", bound(None, 5000)),
    ("月供不过五千", bound(None, 5000)),
    ("首付十万以内", bound(None, 100000)),
    ("首付不超10个", bound(None, 100000)),
    ("落地二十五万", 250000),
    ("落地25", 250000),
    ("车价八万到十万", bound(80000, 100000)),
    ("车价8万到10万", bound(80000, 100000)),
    ("车价8到10万", bound(80000, 100000)),
    ("车价15-18w", bound(150000, 180000)),
    ("车价7、8万", bound(70000, 80000)),
    ("月供三四千", bound(3000, 4000)),
    ("月供4000-5000", bound(4000, 5000)),
    ("车价三十万以上", bound(300000, None)),
    ("月供不到三千", bound(None, 3000)),
    ("月供最多三千", bound(None, 3000)),
    ("首付至少五万", bound(50000, None)),
    ("月供不低于两千", bound(2000, None)),
    ("月供别超过3500", bound(None, 3500)),
    ("月供3,500元", 3500),
    ("车价１５８０００元", 158000),
    ("车价158 000", 158000),
    ("车价¥158,000", 158000),
    ("月供三千多", bound(3000, None)),
    ("月供三千来块", bound(3000, None)),
    ("车价十几万", bound(100000, None)),
    ("车价壹拾伍萬捌", 158000),
    ("车价十五点八万", 158000),
    ("车价二十三万八千", 238000),
    ("月供四千五", 4500),
    ("月供两千零五十", 2050),
    ("车价二三十万", bound(200000, 300000)),
    ("月供两千五以内", bound(None, 2500)),
    ("车价100多万", bound(1000000, None)),
    ("月供一千二三", bound(1200, 1300)),
    ("车价十万元整", 100000),
]
TERMS = [
    ("3年", 36),
    ("三年", 36),
    ("36期", 36),
    ("36个月", 36),
    ("三十六期", 36),
    ("3y", 36),
    ("分半年", 6),
    ("一年半", 18),
    ("两年半", 30),
    ("5年封顶", 60),
    ("期限拉满", 60),
    ("分最长的", 60),
    ("五年60个月", 60),
    ("分一年", 12),
    ("分俩年", 24),
    ("贷仨年", 36),
    ("1年6个月", 18),
    ("三年期", 36),
    ("四十八期", 48),
    ("2.5年", 30),
    ("分12个月", 12),
    ("五 年", 60),
]
RATES = [
    ("年化4.5", 4.5, None),
    ("三点八八个点", 3.88, None),
    ("年化四个点", 4, None),
    ("利率3.99%", 3.99, None),
    ("年利率百分之四点五", 4.5, None),
    ("4厘", 4.8, "rate_basis"),
    ("4厘8", 5.76, "rate_basis"),
    ("月息三厘五", 4.2, "rate_basis"),
    ("4个点", 4, "meaning"),
    ("5个点", 5, "meaning"),
    ("月费率0.33", 3.96, "rate_basis"),
    ("年化３．８", 3.8, None),
]
ASKED_BACK = [
    ("15.8", 158000, "unit"),
    ("15.8那个", 158000, "unit"),
    ("一个月三张半", 3500, "meaning"),
]
DATES = [
    ("今天", "2026-11-21"),
    ("明天", "2026-11-22"),
    ("明儿", "2026-11-22"),
    ("后天", "2026-11-23"),
    ("大后天", "2026-11-24"),
    ("周五", "2026-11-27"),
    ("周六", "2026-11-28"),
    ("这周日", "2026-11-22"),
    ("下周三", "2026-11-25"),
    ("下下周一", "2026-11-30"),
    ("星期二", "2026-11-24"),
    ("礼拜天", "2026-11-22"),
    ("这周末", "2026-11-28"),
    ("下周末", "2026-11-28"),
    ("25号", "2026-11-25"),
    ("15号", "2026-12-15"),
    ("下个月15号", "2026-12-15"),
    ("下月十五号", "2026-12-15"),
    ("月底", "2026-11-30"),
    ("下个月底", "2026-12-31"),
    ("3月5号", "2027-03-05"),
    ("十二月二十号", "2026-12-20"),
    ("12/20", "2026-12-20"),
    ("2027年1月3日", "2027-01-03"),
    ("2026-12-20", "2026-12-20"),
    ("三天后", "2026-11-24"),
    ("一周后", "2026-11-28"),
    ("两个月后", "2027-01-21"),
    ("这个月28号", "2026-11-28"),
    ("明年2月1号", "2027-02-01"),
    ("下下个月3号", "2027-01-03"),
    ("过两天", "2026-11-23"),
]
NO_DATE = [
    "过完年",
    "春节前",
    "每月15号",
    "上个月15号",
    "昨天",
    "上周五",
    "周一到周五",
    "双十一",
    "年底",
    "几号扣款",
    "下个月",
    "2月30号",
]
TIMES = [
    ("下午三点", "15:00"),
    ("十点半", "10:30"),
    ("15:30", "15:30"),
    ("上午10点", "10:00"),
    ("晚上八点", "20:00"),
    ("下午两点一刻", "14:15"),
    ("九点钟", "09:00"),
    ("早上9点20", "09:20"),
    ("中午十二点", "12:00"),
    ("下午１点４５", "13:45"),
]
OTHERS = [
    ("一年跑两万公里", "annual_mileage", 20000),
    ("每年3万公里", "annual_mileage", 30000),
    ("一个月开两千公里", "annual_mileage", 24000),
    ("提前三天提醒", "lead_days", 3),
    ("还款前一天发短信", "lead_days", 1),
    ("提前一周提醒", "lead_days", 7),
    ("扣款日前5天", "lead_days", 5),
    ("第二个", "ordinal", 2),
    ("第3个方案", "ordinal", 3),
    ("最后那个", "ordinal", -1),
    ("方案二", "ordinal", 2),
    ("头一个", "ordinal", 1),
    ("倒数第二个", "ordinal", -2),
]


def only(text, entity):
    found = [e for e in read(text, TODAY) if e["entity"] == entity]
    assert len(found) == 1, f"{text}: {found}"
    return found[0]


@pytest.mark.parametrize("text, value", RATIOS)
def test_ratio(text, value):
    found = only(text, "ratio")
    assert (found["value"], found["role"]) == (value, "down_payment")


@pytest.mark.parametrize("text, value", AMOUNTS)
def test_amount(text, value):
    found = read(text, TODAY)
    assert [(e["entity"], e["value"]) for e in found] == [("amount", value)]
    assert found[0]["role"]
    assert "confirm" not in found[0]


@pytest.mark.parametrize("text, months", TERMS)
def test_term(text, months):
    assert [(e["entity"], e["value"]) for e in read(text, TODAY)] == [("term", months)]


@pytest.mark.parametrize("text, percent, confirm", RATES)
def test_rate(text, percent, confirm):
    found = only(text, "rate")
    assert (found["value"], found.get("confirm")) == (percent, confirm)


@pytest.mark.parametrize("text, value, confirm", ASKED_BACK)
def test_ambiguous_number_is_to_be_confirmed(text, value, confirm):
    found = only(text, "amount")
    assert (found["value"], found["confirm"]) == (value, confirm)


@pytest.mark.parametrize("text, iso", DATES)
def test_date(text, iso):
    assert only(text, "date")["value"] == iso


@pytest.mark.parametrize("text", NO_DATE)
def test_no_date_where_none_can_be_told(text):
    assert not [e for e in read(text, TODAY) if e["entity"] == "date"]


@pytest.mark.parametrize("text, clock", TIMES)
def test_time(text, clock):
    assert only(text, "time")["value"] == clock


@pytest.mark.parametrize("text, entity, value", OTHERS)
def test_counts(text, entity, value):
    assert only(text, entity)["value"] == value
