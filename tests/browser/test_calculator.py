"""The calculator: figures of the edge while sliders move, and no way into the impossible."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import say, shot
from tests.browser.reach import (
    assert_named,
    assert_no_sideways_scroll,
    assert_targets,
    assert_words_inside,
)


def _open(page: Page) -> None:
    page.get_by_role("button", name="计算器").click()
    expect(page.locator(".result .hero__figure")).to_be_visible()


def _figure(page: Page) -> str:
    return page.locator(".result .hero__figure").inner_text()


@pytest.mark.parametrize("context", ["phone", "tablet", "desk"], indirect=True)
def test_calculator_fits_and_can_be_reached(page: Page, request: pytest.FixtureRequest) -> None:
    _open(page)
    page.wait_for_timeout(300)
    shot(page, f"calculator-{request.node.callspec.params['context']}")
    assert_no_sideways_scroll(page)
    assert_words_inside(page)
    # A radio fills its tile; sliders, fields and buttons are measured as they are.
    assert_targets(page)
    assert_named(page)
    assert page.errors == []  # type: ignore[attr-defined]


def test_the_figure_follows_the_slider(page: Page) -> None:
    _open(page)
    before = _figure(page)
    with page.expect_request("**/api/quotes") as asked:
        page.get_by_role("slider", name="首付比例").press("ArrowRight")
    assert asked.value.post_data_json["down_payment_pct"] == "31"
    expect(page.locator(".result .hero__figure")).not_to_have_text(before)


def test_a_typed_amount_is_sent_as_typed(page: Page) -> None:
    _open(page)
    field = page.get_by_label("首付，金额（元）")
    with page.expect_request(lambda r: '"down_payment":"20000.00"' in (r.post_data or "")):
        field.fill("20000")
    expect(page.get_by_label("首付比例，比例（%）")).not_to_have_value("30")


def test_the_impossible_is_refused_with_its_reason_and_a_way_back(page: Page) -> None:
    _open(page)
    page.get_by_label("首付比例，比例（%）").fill("10")
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("安心贷的首付至少 20%")
    expect(page.get_by_role("button", name="带着这个方案去聊")).to_be_disabled()
    shot(page, "calculator-impossible")
    assert_targets(page)
    problem.get_by_role("button", name="首付改成 20%").click()
    expect(problem).to_have_count(0)
    expect(page.get_by_role("button", name="带着这个方案去聊")).to_be_enabled()


def test_a_term_not_offered_is_refused_with_the_terms_that_are(page: Page) -> None:
    _open(page)
    page.get_by_role("radio", name="阶梯贷").check()
    page.get_by_role("slider", name="期数").press("Home")
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("阶梯贷没有 12 期")
    problem.get_by_role("button", name="改成 48 期").click()
    expect(problem).to_have_count(0)


def test_a_loan_too_large_leads_to_the_largest(page: Page) -> None:
    _open(page)
    page.get_by_label("车型", exact=True).select_option(label="自己填车价")
    page.get_by_label("车价（元）").fill("900000")
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("贷款金额最多 500,000.00 元")
    problem.get_by_role("button", name="按贷款 500,000.00 元算").click()
    expect(problem).to_have_count(0)
    expect(page.get_by_label("首付，金额（元）")).to_have_value("400,000.00")


def test_products_of_other_cars_cannot_be_chosen(page: Page) -> None:
    _open(page)
    page.get_by_label("车型", exact=True).select_option("tinglan")
    expect(page.get_by_role("radio", name="零息贷")).to_be_disabled()
    expect(page.get_by_role("radio", name="低息贷")).to_be_enabled()


def test_it_opens_with_the_plan_of_a_card(page: Page) -> None:
    say(page, "quote")
    page.get_by_role("button", name="调首付和期数").click()
    expect(page.get_by_label("车型", exact=True)).to_have_value("tinglan")
    expect(page.get_by_role("radio", name="低息贷")).to_be_checked()
    expect(page.get_by_label("首付，金额（元）")).to_have_value("65,940.00")
    expect(page.locator(".result .hero__terms")).to_contain_text("36 期")


@pytest.mark.parametrize(
    ("button", "begin"), [("带着这个方案去聊", "青禾轻享版"), ("存下", "存一下这个方案")]
)
def test_a_plan_goes_into_the_talk(page: Page, button: str, begin: str) -> None:
    _open(page)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    words = page.locator(".bubble--own").inner_text()
    assert words.startswith(begin) and "首付23940.00元" in words and "36期" in words


def test_escape_closes_and_the_keyboard_stays_inside(page: Page) -> None:
    opener = page.get_by_role("button", name="计算器")
    opener.click()
    expect(page.locator(".result .hero__figure")).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        assert page.evaluate("() => !!document.activeElement.closest('[role=dialog]')")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()
