"""The people of an application, its documents, its ends: walked through in the browser."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Visit, give_last_four, shot
from tests.browser.reach import assert_fits

Fault = Callable[..., Any]


def test_somebody_is_invited_and_sent_a_link(visit: Visit, fake_edge: str) -> None:
    page = visit("INVITE")
    page.get_by_role("button", name="邀请一个人").click()
    sheet = page.get_by_role("dialog", name="邀请一个人一起办")
    expect(sheet.get_by_role("radio", name="担保人")).to_be_checked()
    sheet.get_by_text("父母", exact=True).click()
    sheet.get_by_label("TA 的姓名").fill("许国安")
    sheet.get_by_label("TA 的手机号").fill("15400000104")
    shot(page, "apply-invite")
    assert_fits(page)
    sheet.get_by_role("button", name="邀请", exact=True).click()
    page.get_by_role("button", name="生成签约链接").click()
    box = page.locator(".link-box")
    expect(box.locator(".link-box__url")).to_contain_text(f"{fake_edge}/s#")
    box.get_by_role("button", name="当面扫码").click()
    expect(box.get_by_role("img", name="让 TA 用微信")).to_be_visible()
    shot(page, "apply-link")
    assert_fits(page)
    page.get_by_role("button", name="收回链接").click()
    expect(page.locator(".party")).to_contain_text("链接已收回")
    expect(box).to_have_count(0)


def test_documents_are_opened_before_they_are_signed(visit: Visit, fault: Fault) -> None:
    page = visit("CONTRACT_GENERATED", level="L1")
    page.get_by_role("button", name="确认是本人，继续").click()
    give_last_four(page)
    sign = page.get_by_role("button", name="签名", exact=True)
    page.get_by_role("checkbox", name="我已看过以上文件").check()
    for title in ("汽车贷款合同", "综合融资成本明示表", "还款计划表"):
        expect(sign).to_be_disabled()
        page.get_by_role("button", name=f"打开看{title}").click()
        sheet = page.get_by_role("dialog", name=title)
        expect(sheet.get_by_role("link", name="在新窗口打开")).to_be_visible()
        expect(sheet.locator(".pdf__page canvas")).to_be_visible()
        expect(sheet.get_by_role("region", name="第 1 页")).to_contain_text("Loan contract")
        shot(page, f"apply-document-{title}")
        page.keyboard.press("Escape")
    expect(sign).to_be_enabled()
    sign.click()
    code = page.get_by_role("dialog", name="签名验证码")
    code.get_by_label("6 位验证码").fill("123456")
    shot(page, "apply-sign-code")
    assert_fits(page)
    code.get_by_role("button", name="确认").click()
    expect(page.get_by_role("heading", name="放款前核对", level=2)).to_be_visible()
    sent = [body for _, path, body in fault()["calls"] if path.endswith("/signature")]
    assert all(body["agreed"] is True and len(body["hash"]) == 64 for body in sent)


def test_delivery_is_booked_and_kept_in_the_calendar(visit: Visit) -> None:
    page = visit("ACTIVATED")
    page.get_by_role("button", name="每期还款明细").click()
    expect(page.get_by_role("dialog", name="每期还款明细").get_by_role("row")).to_have_count(38)
    shot(page, "apply-schedule")
    page.keyboard.press("Escape")
    page.get_by_role("group", name="11月27日").get_by_text("14:00").click()
    page.get_by_role("button", name="就约这个时间").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="加到手机日历").click()
    assert download.value.suggested_filename == "delivery.ics"


def test_cancelling_is_asked_once_and_told(visit: Visit) -> None:
    page = visit("NEEDS_DOCS")
    page.get_by_role("button", name="取消申请").click()
    sheet = page.get_by_role("dialog", name="取消这份申请")
    sheet.get_by_text("换了方案").click()
    shot(page, "apply-cancel")
    assert_fits(page)
    sheet.get_by_role("button", name="确认取消").click()
    expect(page.get_by_role("heading", name="申请已取消")).to_be_visible()


def test_a_refusal_comes_with_its_rights(visit: Visit) -> None:
    page = visit("DECLINED")
    expect(page.get_by_text("综合评估未通过（收入与负债）")).to_be_visible()
    expect(page.get_by_text("2027年2月19日起可以重新申请")).to_be_visible()
    page.get_by_role("button", name="申请人工复核").click()
    page.get_by_label("想补充说明的").fill("上个月涨了工资")
    shot(page, "apply-review")
    assert_fits(page)
    page.get_by_role("button", name="提交复核").click()
    expect(page.get_by_text("最晚 11月27日")).to_be_visible()
