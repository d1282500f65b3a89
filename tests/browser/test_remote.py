"""The page of a forwarded link and the account page, in the browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Visit, picture, shot, watched
from tests.browser.fake_edge_party import LINK_TOKEN
from tests.browser.reach import assert_fits

Fault = Callable[..., Any]


@pytest.fixture
def follow(context: BrowserContext, fake_edge: str, fault: Fault) -> Callable[..., Page]:
    """Opens a forwarded link on somebody's own phone."""

    def open_link(token: str = LINK_TOKEN, **person: Any) -> Page:
        fault(scene="SIGNING", guarantor=person)
        page = watched(context)
        page.goto(f"{fake_edge}/s#{token}" if token else f"{fake_edge}/s")
        return page

    return open_link


def prove(page: Page) -> None:
    """The phone and the end of the ID."""
    page.get_by_label("身份证号最后 6 位").fill("180076")
    page.get_by_role("button", name="获取验证码").click()
    page.get_by_label("6 位验证码").fill("123456")
    page.get_by_role("button", name="确认", exact=True).click()


@pytest.mark.parametrize("context", ["phone", "tablet", "desk"], indirect=True)
def test_a_link_says_what_one_takes_on_before_anything_is_asked(
    follow: Callable[..., Page], request: pytest.FixtureRequest
) -> None:
    page = follow()
    expect(page.get_by_role("heading", name="许*满 邀请您为这笔车贷担保")).to_be_visible()
    expect(page.get_by_text("TA 还不上的时候，由您来还")).to_be_visible()
    expect(page.get_by_text("签不签由您决定")).to_be_visible()
    assert page.url.endswith("/s")
    shot(page, f"remote-about-{request.node.callspec.params['context']}")
    assert_fits(page)


def test_the_token_of_a_link_stays_with_the_tab(
    follow: Callable[..., Page], context: BrowserContext, fake_edge: str
) -> None:
    page = follow()
    expect(page.get_by_role("heading", name="许*满 邀请您")).to_be_visible()
    assert page.evaluate("() => Object.values(localStorage).join()").find(LINK_TOKEN) < 0
    page.reload()
    expect(page.get_by_role("heading", name="许*满 邀请您")).to_be_visible()
    other = context.new_page()
    other.goto(f"{fake_edge}/s")
    expect(other.get_by_role("heading", name="请从收到的链接打开")).to_be_visible()


def test_a_link_that_ended_says_why(follow: Callable[..., Page]) -> None:
    page = follow("another-token")
    expect(page.get_by_role("heading", name="这个链接不能用了")).to_be_visible()
    expect(page.get_by_text("过了 72 小时有效期")).to_be_visible()
    shot(page, "remote-gone")
    assert_fits(page)


def test_a_guarantor_proves_himself_reads_and_signs(
    follow: Callable[..., Page], tmp_path: Any
) -> None:
    page = follow()
    prove(page)
    page.get_by_role("checkbox", name="使用身份证照片").check()
    files = page.locator("input[type=file]")
    files.first.set_input_files(picture(tmp_path, "front.jpg"))
    page.get_by_role("button", name="核对好了，确认").click()
    files.nth(1).set_input_files(picture(tmp_path, "back.jpg"))
    page.get_by_role("checkbox", name="真人核验").check()
    shot(page, "remote-face")
    assert_fits(page)
    page.get_by_role("button", name="开始真人核验").click()
    page.frame_locator("iframe.provider").get_by_role("button", name="通过").click()
    text = page.get_by_role("region", name="征信查询授权书")
    expect(text).to_be_visible(timeout=10_000)
    shot(page, "remote-authorise")
    assert_fits(page)


def test_a_guarantor_reads_the_costs_and_signs(follow: Callable[..., Page]) -> None:
    page = follow(identity="done", authorised=True)
    page.clock.install()
    prove(page)
    text = page.get_by_role("region", name="综合融资成本明示表")
    text.evaluate("box => { box.scrollTop = box.scrollHeight; }")
    for _ in range(11):
        page.clock.run_for(1000)
    page.get_by_role("checkbox", name="我已看完，清楚").check()
    page.get_by_role("button", name="我已看清，继续").click()
    for title in ("汽车贷款合同", "综合融资成本明示表", "还款计划表"):
        page.get_by_role("button", name=f"打开看{title}").click()
        sheet = page.get_by_role("dialog", name=title)
        expect(sheet.get_by_role("link", name="在新窗口打开")).to_be_visible()
        page.keyboard.press("Escape")
    page.get_by_role("checkbox", name="我已看过以上文件").check()
    shot(page, "remote-sign")
    assert_fits(page)
    page.get_by_role("button", name="签名", exact=True).click()
    code = page.get_by_role("dialog", name="签名验证码")
    code.get_by_label("6 位验证码").fill("123456")
    code.get_by_role("button", name="确认").click()
    expect(page.get_by_role("heading", name="都办好了")).to_be_visible()
    shot(page, "remote-done")


def test_no_is_an_answer(follow: Callable[..., Page]) -> None:
    page = follow(identity="done", authorised=True, cost_confirmed=True)
    page.clock.install()
    prove(page)
    text = page.get_by_role("region", name="综合融资成本明示表")
    text.evaluate("box => { box.scrollTop = box.scrollHeight; }")
    for _ in range(11):
        page.clock.run_for(1000)
    page.get_by_role("checkbox", name="我已看完，清楚").check()
    page.get_by_role("button", name="我已看清，继续").click()
    page.get_by_role("button", name="我不签").click()
    sheet = page.get_by_role("dialog", name="不签这份合同")
    shot(page, "remote-refuse")
    assert_fits(page)
    sheet.get_by_role("button", name="确认不签").click()
    expect(page.get_by_role("heading", name="您没有签")).to_be_visible()


@pytest.mark.parametrize("context", ["phone", "tablet", "desk"], indirect=True)
def test_the_account_shows_consents_and_devices(
    visit: Visit,
    request: pytest.FixtureRequest,
) -> None:
    page = visit("DRAFT", "/account")
    expect(page.get_by_text("接收优惠短信")).to_be_visible()
    expect(page.get_by_text("Windows 电脑")).to_be_visible()
    page.wait_for_timeout(400)
    shot(page, f"account-{request.node.callspec.params['context']}")
    assert_fits(page)


def test_consents_are_given_and_taken_back_with_one_press(
    visit: Visit,
    fault: Fault,
) -> None:
    page = visit("DRAFT", "/account")
    page.get_by_role("button", name="同意：接收优惠短信").click()
    page.get_by_role("button", name="取消：接收优惠短信").click()
    expect(page.get_by_role("button", name="同意：接收优惠短信")).to_be_visible()
    given = [body["granted"] for _, path, body in fault()["calls"] if path == "/api/consents"]
    assert given == [True, False]


def test_another_device_is_ended_and_one_signs_out(
    visit: Visit,
) -> None:
    page = visit("DRAFT", "/account")
    page.get_by_role("button", name="退出这台：Windows 电脑").click()
    expect(page.get_by_text("Windows 电脑")).to_have_count(0)
    page.get_by_role("button", name="现在再确认一次").click()
    sheet = page.get_by_role("dialog", name="再确认一次是您本人")
    sheet.get_by_label("身份证号最后 4 位").fill("0022")
    sheet.get_by_role("button", name="确认").click()
    expect(page.get_by_text("身份已再次确认")).to_be_visible()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", name="登录后查看")).to_be_visible()
    assert page.evaluate("() => localStorage.getItem('chedai.session')") is None
