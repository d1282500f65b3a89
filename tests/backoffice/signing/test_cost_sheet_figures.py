"""What the cost sheet says: the worked vectors, and the annualised cost of what is signed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.lending.contingent import claw_back
from backoffice.lending.contract_schedule import ContractSchedule, contract_schedule
from backoffice.lending.schedule import build
from backoffice.lending.terms import Terms
from backoffice.signing.cost_sheet import CostSheetContradicts, build_sheet
from tests.backoffice.signing.deals import (
    ACTIVATION,
    MADE_ON,
    V1,
    V3,
    V4,
    V8,
    V9,
    block,
    deal,
    item,
    line,
    product,
    sheet_of,
)

CASES = {"AXD": V1, "QXD": V3, "LX24": V4, "SXZ": V8, "HZ": V9}


def irr_of(schedule: ContractSchedule, principal: Decimal) -> float:
    """Annualised simple rate of dated cash flows, by bisection in floats: nothing of ours."""
    start = schedule.first.days / 30
    flows = [(start + index, float(row.payment)) for index, row in enumerate(schedule.rows)]
    flows[-1] = (flows[-1][0], flows[-1][1] + float(schedule.balloon))
    low, high = 0.0, 0.05
    for _ in range(200):
        rate = (low + high) / 2
        worth = sum(amount / (1 + rate) ** months for months, amount in flows)
        low, high = (rate, high) if worth > float(principal) else (low, rate)
    return low * 1200


@pytest.mark.parametrize(
    ("key", "terms", "cost", "total", "irr"),
    [
        ("AXD", V1, "11,818.62", "161,818.62", "4.99"),
        ("QXD", V3, "18,679.60", "200,539.60", "4.49"),
        ("LX24", V4, "0.00", "120,000.00", "0.00"),
    ],
)
def test_totals_are_the_vectors(key: str, terms: Terms, cost: str, total: str, irr: str) -> None:
    sheet = sheet_of(deal(key, terms))
    assert line(sheet, "合计", "正常费用合计") == cost
    assert line(sheet, "合计", "应还总额") == total
    assert line(sheet, "合计", "年化") == f"{irr}%"
    assert sheet["irr_pct"] == irr
    assert item(sheet, "正常", "利息")["amount"] == cost


@pytest.mark.parametrize("key", CASES)
@pytest.mark.parametrize("day", [1, 3, 15, 22, 28, 31])
def test_annualised_cost_is_that_of_the_signed_schedule(key: str, day: int) -> None:
    a_deal, activation = deal(key, CASES[key]), date(2026, 12, day)
    sheet, dated = build_sheet(a_deal, MADE_ON, activation), a_deal.dated(activation)
    principal = a_deal.schedule.terms.principal
    assert abs(irr_of(dated, principal) - float(sheet["irr_pct"])) < 0.01
    assert sum(row.principal for row in dated.rows) + dated.balloon == principal
    assert sum(row.interest for row in dated.rows) == dated.total_interest


@given(st.integers(0, 2000), st.integers(1, 28))
def test_first_period_is_16_to_46_days_and_costs_the_same_rate(later: int, due: int) -> None:
    activated = date(2026, 1, 1) + timedelta(days=later)
    dated = contract_schedule(build(V1), activated, due)
    assert 16 <= dated.first.days <= 46
    assert abs(dated.irr_pct - Decimal("4.99")) <= Decimal("0.01")
    assert dated.rows[0].due_date == activated + timedelta(days=dated.first.days)


@pytest.mark.parametrize(
    ("activated", "days", "interest", "payment"),
    [
        (date(2026, 3, 18), 33, "686.13", "4557.34"),
        (date(2026, 3, 5), 46, "956.42", "4827.63"),
        (date(2026, 3, 31), 20, "415.83", "4287.04"),
    ],
)
def test_stub_vectors(activated: date, days: int, interest: str, payment: str) -> None:
    first = contract_schedule(build(V1), activated, 20).first
    assert (first.days, str(first.interest), str(first.payment)) == (days, interest, payment)


def test_claw_back_is_the_smaller_of_share_and_accrued_interest() -> None:
    share, quoted, rate = Decimal("7047.92"), build(V4), Decimal("5.88")
    assert claw_back(share, quoted, rate, 8) == Decimal("4049.48")
    assert claw_back(share, quoted, rate, 20) == Decimal("1174.65")
    shown = item(sheet_of(deal("LX24", V4)), "只有发生", "贴息追回")
    assert "4,698.61" in shown["amount"] and "4,049.48" in shown["amount"]
    assert "12 个月" in shown["when"]


def test_subsidy_names_payer_and_sum() -> None:
    sheet = sheet_of(deal("LX24", V4))
    assert line(sheet, "贴息", "厂家承担") == "7,047.92"
    assert "现金优惠" in line(sheet, "贴息", "条件")
    assert not [b for b in sheet_of(deal("AXD", V1))["blocks"] if "贴息" in b["title"]]


def test_contingent_costs_of_a_balloon_loan() -> None:
    sheet = sheet_of(deal("QXD", V3))
    penalty = item(sheet, "只有发生", "罚息")
    assert "4.49% × 1.5" in penalty["basis"] and "5.70" in penalty["amount"]
    bands = [i for i in block(sheet, "只有发生")["items"] if "提前结清" in i["item"]]
    assert [band["basis"] for band in bands[:2]] == [
        "结清当日剩余贷款本金的 3%", "结清当日剩余贷款本金的 2%",
    ]  # fmt: skip
    assert bands[2]["amount"] == "0.00"
    assert "4,009.21" in item(sheet, "只有发生", "展期")["amount"]
    assert "5,291.04" in item(sheet, "只有发生", "展期")["amount"]


def test_a_lease_is_never_called_a_loan() -> None:
    for key in ("SXZ", "HZ"):
        assert "贷款" not in str(sheet_of(deal(key, CASES[key])))
    excess = item(sheet_of(deal("SXZ", V8)), "只有发生", "超里程")
    assert "1,000 公里" in excess["basis"] and "800.00" in excess["amount"]


def test_every_block_stands_and_nothing_else_is_charged() -> None:
    sheet = sheet_of(deal("AXD", V1))
    titles = [each["title"] for each in sheet["blocks"]]
    assert titles == ["基本信息", "贷款本金", "正常履约时的费用", "合计", "只有发生时才产生的费用"]
    assert "除本表所列外，不再收取" in sheet["statement"]
    charges = [i for i in block(sheet, "正常")["items"] if i["amount"] != "0.00"]
    assert [charge["item"] for charge in charges] == ["利息"]
    assert line(sheet, "基本信息", "客户") == "白**"


def test_a_sheet_that_contradicts_its_schedule_is_not_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_deal = deal("AXD", V1)
    monkeypatch.setitem(a_deal.__dict__, "irr_pct", Decimal("4.80"))
    with pytest.raises(CostSheetContradicts):
        build_sheet(a_deal, MADE_ON, ACTIVATION)


def test_early_settlement_bands_beyond_the_term_are_left_out() -> None:
    short = Terms(V1.method, V1.principal, V1.annual_rate_pct, 12)
    bands = [i for i in block(sheet_of(deal("AXD", short)), "只有发生")["items"]
             if "提前结清" in i["item"]]  # fmt: skip
    assert len(bands) == 1 and product("AXD").early_fees[0].pct == Decimal("3.0")
