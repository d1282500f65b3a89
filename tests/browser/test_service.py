"""The pages of running loans, walked through as a customer would, and looked at."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Stage, Visit, give_last_four, shot, whole
from tests.browser.fake_servicing import BALLOON, DONE, LATE, LEASE, LOAN
from tests.browser.reach import assert_fits

LOANS = f"/service/loans/{LOAN}"
# Every page, and what a person should see first on it.
PAGES = {
    "overview": ("/service", "3,596.07"),
    "loan": (LOANS, "3,596.07"),
    "loan-late": (f"/service/loans/{LATE}", "已逾期 5 天"),
    "loan-done": (f"/service/loans/{DONE}", "2026年11月20日结清"),
    "settle": (f"{LOANS}/settle", "76,311.52"),
    "prepay": (f"{LOANS}/prepay", "想提前还多少"),
    "extend": (f"/service/loans/{BALLOON}/extend", "90,930.00"),
    "lease-end": (f"/service/loans/{LEASE}/lease-end", "4,640.00"),
    "hardship": (f"{LOANS}/hardship", "这段时间一定不容易"),
    "total-loss": (f"{LOANS}/total-loss", "51,603.84"),
    "title": (f"{LOANS}/title", "登记证书"),
    "insurance": (f"{LOANS}/insurance", "2026年12月9日"),
    "errand": ("/service/errands/E1", "11月28日 10:00"),
    "errand-mine": ("/service/errands/E2", "请您签字"),
    "errand-booked": ("/service/errands/E3", "加到手机日历"),
    "id-card": ("/service/changes/id-card", "2026年12月8日"),
    "id-renewal": ("/service/changes/H9", "请拍新身份证的两面"),
    "bank-card": ("/service/changes/bank-card", "成都银行（尾号 0123）"),
    "phone": ("/service/changes/phone", "154****0002"),
    "address": ("/service/changes/address", "青羊区河畔路"),
    "change": ("/service/changes/H1", "办好了"),
    "reminders": ("/service/reminders", "提前 7 天"),
    "missing": ("/service/loans/C999", "没有找到这个页面"),
}
_SMALL_WORDS = """
() => Array.from(document.querySelectorAll('main *'))
  .filter((node) => node.checkVisibility() && !node.closest('.visually-hidden'))
  .filter((node) => Array.from(node.childNodes)
    .some((one) => one.nodeType === 3 && one.data.trim()))
  .filter((node) => parseFloat(getComputedStyle(node).fontSize) < 13)
  .map((node) => `${getComputedStyle(node).fontSize} ${node.textContent.trim().slice(0, 40)}`)
"""


@pytest.mark.parametrize("context", ["phone", "tablet", "desk"], indirect=True)
@pytest.mark.parametrize("name", list(PAGES))
def test_every_page_is_drawn_and_fits(
    visit: Visit, stage: Stage, name: str, request: pytest.FixtureRequest
) -> None:
    path, first = PAGES[name]
    page = visit(None, path, level="L1")
    expect(page.get_by_text(first).first).to_be_visible()
    page.wait_for_timeout(700)
    whole(page, f"service-{name}-{request.node.callspec.params['context']}")
    assert_fits(page)
    assert page.locator("h1").count() == 1
    assert page.evaluate(_SMALL_WORDS) == []


def prove(page: Page) -> None:
    """Both proofs: the last four of the ID, then a code."""
    give_last_four(page)
    sheet = page.get_by_role("dialog", name="签名验证码")
    sheet.get_by_label("6 位验证码").fill("123456")
    sheet.get_by_role("button", name="确认").click()


def ordered(fault: Callable[..., Any]) -> list[Any]:
    """What was ordered."""
    calls = fault()["calls"]
    return [body for method, path, body in calls if path.endswith("/errands") and method == "POST"]


def test_settling_from_the_day_to_the_way(
    visit: Visit, stage: Stage, fault: Callable[..., Any]
) -> None:
    page = visit(None, f"{LOANS}/settle")
    day = page.get_by_label("哪一天结清")
    assert (day.get_attribute("min"), day.get_attribute("max")) == ("2026-11-21", "2026-12-21")
    day.fill("2026-12-20")
    expect(page.get_by_text("请选 2026-12-21")).to_be_visible()
    expect(page.get_by_role("button", name="继续结清")).to_have_count(0)
    day.fill("2026-11-28")
    expect(page.get_by_text("74,733.97 元 × 4.99%")).to_be_visible()
    expect(page.get_by_text("共少付 2,016.92 元")).to_be_visible()
    offer = page.get_by_role("complementary")
    go = page.get_by_role("button", name="继续结清")
    box, panel = go.bounding_box(), page.locator(".panel").first.bounding_box()
    assert box and panel and box["width"] > panel["width"] * 0.85
    offer.get_by_role("button", name="不需要").click()
    expect(page.get_by_text("半年内不再提")).to_be_visible()
    go.click()
    sheet = page.get_by_role("dialog", name="确认提前结清")
    expect(sheet).to_contain_text("76,311.52")
    expect(sheet).to_contain_text("2026年11月28日")
    shot(page, "service-settle-confirm")
    assert_fits(page)
    sheet.get_by_role("button", name="确认结清").click()
    prove(page)
    page.wait_for_url("**/service/errands/E1")
    expect(page.get_by_text("扣款前可以取消")).to_be_visible()
    sent = ordered(fault)[-1]
    assert sent["errand"] == "settlement" and sent["confirm"] is True and len(sent["hash"]) == 64


def test_leaving_the_proof_and_a_void_trial_lose_nothing(visit: Visit, stage: Stage) -> None:
    page = visit(None, f"{LOANS}/prepay")
    page.get_by_label("想提前还多少").fill("5万")
    expect(page.get_by_text("51,000.00").first).to_be_visible()
    expect(page.get_by_role("button", name="看好了，继续")).to_be_disabled()
    page.get_by_role("radio", name="期数不变，月供变少").check()
    page.get_by_role("button", name="看好了，继续").click()
    sheet = page.get_by_role("dialog", name="确认部分提前还款")
    expect(sheet).to_contain_text("2,301.62")
    sheet.get_by_role("button", name="确认提前还款").click()
    page.get_by_role("dialog", name="再确认一次是您本人").get_by_label("关闭").click()
    expect(sheet).to_be_visible()
    void = {"status": 409, "code": "TRIAL_VOID", "title": "这份试算已经失效，请重新算一次再确认。"}
    stage(refuse=void)
    sheet.get_by_role("button", name="确认提前还款").click()
    prove(page)
    expect(page.get_by_text("已经重新算好")).to_be_visible()
    expect(page.get_by_label("想提前还多少")).to_have_value("5万")
    expect(page.get_by_role("radio", name="期数不变，月供变少")).to_be_checked()
    whole(page, "service-prepay-void")
    page.get_by_role("button", name="看好了，继续").click()
    page.get_by_role("dialog").get_by_role("button", name="确认提前还款").click()
    page.wait_for_url("**/service/errands/E1")


@pytest.mark.parametrize("context", ["phone", "tablet", "desk"], indirect=True)
def test_two_effects_stand_side_by_side_where_there_is_room(
    visit: Visit, stage: Stage, request: pytest.FixtureRequest
) -> None:
    page = visit(None, f"{LOANS}/prepay")
    page.get_by_label("想提前还多少").fill("50000")
    ways = page.locator(".way")
    expect(ways).to_have_count(2)
    size = request.node.callspec.params["context"]
    whole(page, f"service-prepay-filled-{size}")
    assert_fits(page)
    tops = {round((ways.nth(i).bounding_box() or {"y": -i})["y"]) for i in range(2)}
    assert (len(tops) == 1) == (size != "phone")


def test_a_sum_that_is_too_small_is_told_how_to_mend(visit: Visit, stage: Stage) -> None:
    page = visit(None, f"{LOANS}/prepay")
    page.get_by_label("想提前还多少").fill("100")
    expect(page.get_by_text("一次至少提前还 10,000.00 元")).to_be_visible()
    expect(page.get_by_role("button", name="看好了，继续")).to_have_count(0)


def test_an_extension_says_who_signs_and_leads_to_the_way(
    visit: Visit, stage: Stage, fault: Callable[..., Any]
) -> None:
    page = visit(None, f"/service/loans/{BALLOON}/extend", level="L3")
    page.get_by_label("先还一部分").fill("30000")
    expect(page.get_by_text("60,930.00")).to_be_visible()
    expect(page.get_by_text("负担偏重")).to_be_visible()
    expect(page.get_by_text("担保人")).to_be_visible()
    page.get_by_role("radio", name="24 期").check()
    page.get_by_role("button", name="看好了，继续申请").click()
    page.get_by_role("dialog").get_by_role("button", name="确认申请").click()
    page.wait_for_url("**/service/errands/E2")
    expect(page.get_by_text("要您做").first).to_be_visible()
    assert ordered(fault)[-1]["choice"] == "24"


def test_a_car_is_given_back_with_a_visit_in_the_calendar(
    visit: Visit, stage: Stage, fault: Callable[..., Any]
) -> None:
    page = visit(None, f"/service/loans/{LEASE}/lease-end", level="L2")
    page.get_by_label("现在的里程").fill("66800")
    page.get_by_role("radio", name="退车").check()
    expect(page.get_by_role("button", name="约好了，继续退车")).to_be_disabled()
    page.get_by_role("radio", name="听澜成都青羊店").check()
    page.get_by_role("radio", name="10:00").first.check()
    whole(page, "service-lease-return")
    assert_fits(page)
    page.get_by_role("button", name="约好了，继续退车").click()
    sheet = page.get_by_role("dialog", name="确认到期退车")
    expect(sheet).to_contain_text("11月26日（周四） 10:00")
    sheet.get_by_role("button", name="确认退车并预约").click()
    page.wait_for_url("**/service/errands/E3")
    with page.expect_download() as download:
        page.get_by_role("button", name="加到手机日历").click()
    assert download.value.suggested_filename == "E3.ics"
    sent = ordered(fault)[-1]
    assert sent["details"] == {"dealer_id": "D1", "starts_at": "2026-11-26T10:00:00+08:00"}
    page.get_by_role("button", name="改时间或门店").click()
    sheet = page.get_by_role("dialog", name="改验车预约")
    expect(sheet.get_by_role("button", name="确认改约")).to_be_disabled()
    sheet.get_by_role("radio", name="听澜成都高新店").check()
    sheet.get_by_role("radio", name="10:00").check()
    assert_fits(page)
    sheet.get_by_role("button", name="确认改约").click()
    expect(page.get_by_role("status").filter(has_text="会自动替换")).to_be_visible()
    expect(page.get_by_label("验车预约", exact=True)).to_contain_text("11月28日（周六） 10:00")
    moved = [body for _, path, body in fault()["calls"] if path.endswith("/appointment")]
    assert moved == [
        {"dealer_id": "D2", "starts_at": "2026-11-28T10:00:00+08:00", "confirm": True}
    ]  # fmt: skip


def test_hard_times_need_no_reason(visit: Visit, stage: Stage, fault: Callable[..., Any]) -> None:
    page = visit(None, f"{LOANS}/hardship", level="L3")
    page.get_by_role("radio", name="先只还利息 3 个月").check()
    page.get_by_role("button", name="看好了，提交申请").click()
    sheet = page.get_by_role("dialog", name="确认提交")
    expect(sheet).to_contain_text("1,278.30")
    sheet.get_by_role("button", name="确认提交申请").click()
    page.wait_for_url("**/service/errands/E1")
    sent = ordered(fault)[-1]
    assert (sent["choice"], sent["details"]) == ("interest_only", {})


def test_what_is_not_possible_says_why_and_from_when(visit: Visit, stage: Stage) -> None:
    page = visit(None, f"/service/loans/{LATE}/prepay")
    expect(page.get_by_role("heading", name="现在还不能办")).to_be_visible()
    expect(page.get_by_text("请先还清逾期的金额")).to_be_visible()
    expect(page.get_by_text("2026年12月20日起可办")).to_be_visible()
    whole(page, "service-not-now")
    assert_fits(page)


def test_late_money_is_paid_from_the_contract(visit: Visit, stage: Stage) -> None:
    page = visit(None, f"/service/loans/{LATE}")
    page.get_by_role("link", name="现在还上").click()
    sheet = page.get_by_role("dialog", name="现在还款")
    expect(sheet).to_contain_text("1,469.44")
    shot(page, "service-pay-now")
    assert_fits(page)
    sheet.get_by_role("button", name="确认，现在扣款").click()
    expect(sheet).to_contain_text("已入账")


def test_a_paper_is_proved_for_and_downloaded(visit: Visit, stage: Stage) -> None:
    page = visit(None, LOANS)
    page.get_by_role("button", name="下载 还款计划表").click()
    with page.expect_download() as download:
        give_last_four(page)
    assert download.value.suggested_filename == "还款计划表.pdf"


def test_the_schedule_is_a_picture_and_a_table(visit: Visit, stage: Stage) -> None:
    page = visit(None, LOANS)
    expect(page.get_by_role("img", name="每期本金、利息和剩余本金")).to_be_visible()
    page.get_by_role("button", name="看全部 36 期的表").click()
    sheet = page.get_by_role("dialog", name="还款计划")
    expect(sheet.get_by_role("row")).to_have_count(38)  # head, 36 instalments, totals
    shot(page, "service-schedule")
    assert_fits(page)


def test_news_of_an_errand_change_its_way(
    visit: Visit, stage: Stage, fault: Callable[..., Any]
) -> None:
    page = visit(None, "/service/errands/E1")
    expect(page.get_by_role("button", name="取消这项业务")).to_be_visible()
    page.wait_for_timeout(500)
    stage(errand="RELEASING")
    fault(push={"text": "贷款已结清！"})
    expect(page.get_by_text("已结清，解押办理中")).to_be_visible()
    expect(page.get_by_role("button", name="下载 结清证明")).to_be_visible()
    expect(page.get_by_role("button", name="取消这项业务")).to_have_count(0)


def test_an_errand_is_left_once_it_was_said_what_follows(visit: Visit, stage: Stage) -> None:
    page = visit(None, "/service/errands/E1")
    page.get_by_role("button", name="取消这项业务").click()
    sheet = page.get_by_role("dialog", name="取消这项业务")
    expect(sheet).to_contain_text("合同按原计划继续")
    sheet.get_by_role("button", name="确认取消").click()
    expect(page.get_by_text("没有扣款，贷款按原计划继续")).to_be_visible()


def test_a_broken_line_keeps_what_was_typed(visit: Visit, stage: Stage) -> None:
    page = visit(None, f"{LOANS}/prepay")
    page.get_by_label("想提前还多少").fill("40000")
    expect(page.locator(".way")).to_have_count(2)
    page.context.set_offline(True)
    page.get_by_label("想提前还多少").fill("50000")
    expect(page.get_by_role("alert")).to_contain_text("网络没有回应")
    expect(page.get_by_role("status").filter(has_text="网络断开了")).to_be_visible()
    whole(page, "service-offline")
    page.context.set_offline(False)
    page.get_by_role("button", name="再试一次").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_label("想提前还多少")).to_have_value("50000")


def test_a_failed_page_is_looked_at_again(visit: Visit, stage: Stage) -> None:
    stage(fail={"status": 503, "code": "OFFICE_DOWN", "title": "后台系统暂时没有回应。"})
    page = visit(None, "/service")
    expect(page.get_by_role("heading", name="暂时没有取到")).to_be_visible()
    whole(page, "service-failed")
    assert_fits(page)
    stage(fail=None)
    page.get_by_role("button", name="再试一次").click()
    expect(page.get_by_text("3,596.07").first).to_be_visible()


def test_nothing_yet_and_nobody_signed_in(visit: Visit, stage: Stage) -> None:
    stage(loans=[])
    page = visit(None, "/service")
    expect(page.get_by_role("heading", name="您名下还没有合同")).to_be_visible()
    whole(page, "service-empty")
    assert_fits(page)
    stranger = visit(None, LOANS, level="L0")
    expect(stranger.get_by_role("heading", name="登录后查看您的合同")).to_be_visible()
    whole(stranger, "service-login")
    stranger.get_by_label("手机号").fill("15400000002")
    stranger.get_by_role("button", name="获取验证码").click()
    stranger.get_by_label("6 位验证码").fill("123456")
    stranger.get_by_role("button", name="登录并继续").click()
    expect(stranger.get_by_text("3,596.07").first).to_be_visible()
