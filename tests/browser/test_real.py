"""The page against the running product: what the fake edge cannot promise.

`EDGE_URL` names a product that runs already; otherwise the whole of it is started for the session.
"""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import opened, say, shot
from tests.browser.reach import assert_no_sideways_scroll, assert_targets, assert_words_inside

pytestmark = pytest.mark.stack
WISH = "二十来万的车，首付三成，一个月四千能搞定不"
MONEY = re.compile(r"^\d{1,3}(,\d{3})*\.\d{2}$")
ANSWER_MS = 30_000


@pytest.fixture
def talk(context: BrowserContext, edge: str) -> Page:
    """The page of the running product, open and empty."""
    return opened(context, edge)


def _fits(page: Page) -> None:
    assert_no_sideways_scroll(page)
    assert_words_inside(page)
    assert_targets(page)
    assert page.errors == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("context", ["phone", "desk"], indirect=True)
def test_a_wish_leads_to_plans_and_a_plan_is_kept(
    talk: Page, request: pytest.FixtureRequest
) -> None:
    say(talk, WISH)
    plans = talk.locator(".plan")
    expect(plans.first).to_be_visible(timeout=ANSWER_MS)
    assert 2 <= plans.count() <= 3
    for index in range(plans.count()):
        figure = plans.nth(index).locator(".hero__figure").inner_text()
        assert MONEY.match(figure.removesuffix("元").strip())
        expect(plans.nth(index).locator(".hero__terms")).to_contain_text("年化（单利）")
    shot(talk, f"real-recommendation-{request.node.callspec.params['context']}")
    _fits(talk)
    talk.reload()
    expect(plans.first).to_be_visible()
    expect(talk.locator(".bubble--own")).to_have_text([WISH])
    figure = plans.last.locator(".hero__figure").inner_text()
    plans.last.locator(".actions .button").click()
    chosen = talk.locator(".card--quote")
    expect(chosen.locator(".hero__figure")).to_have_text(figure, timeout=ANSWER_MS)
    chosen.get_by_role("button", name="存下这个方案").click()
    expect(talk.locator(".bubble").last).to_contain_text("编号", timeout=ANSWER_MS)
    _fits(talk)


def test_the_ai_notice_is_given_once(talk: Page) -> None:
    say(talk, WISH)
    expect(talk.locator(".plan").first).to_be_visible(timeout=ANSWER_MS)
    expect(talk.locator(".ai-notice")).to_have_count(1)
    said = talk.locator(".line--bot .bubble").all_inner_texts()
    assert not [words for words in said if "AI" in words]


def test_schedule_of_a_real_plan_opens(talk: Page) -> None:
    say(talk, WISH)
    talk.get_by_role("button", name="每期还款明细").first.click(timeout=ANSWER_MS)
    rows = talk.get_by_role("dialog").get_by_role("row")
    expect(rows.nth(12)).to_be_visible()
    shot(talk, "real-schedule")


def test_calculator_prices_through_the_edge(talk: Page) -> None:
    talk.get_by_role("button", name="计算器").click()
    figure = talk.locator(".result .hero__figure")
    expect(figure).to_be_visible(timeout=ANSWER_MS)
    before = figure.inner_text()
    talk.get_by_role("slider", name="首付比例").press("PageUp")
    expect(figure).not_to_have_text(before)
    discuss = talk.get_by_role("button", name="带着这个方案去聊")
    expect(discuss).to_be_enabled()
    shot(talk, "real-calculator")
    _fits(talk)
    price = figure.inner_text()
    discuss.click()
    taken = talk.locator(".card--quote .hero__figure")
    expect(taken).to_have_text(price, timeout=ANSWER_MS)


def test_a_plan_of_the_calculator_is_kept(talk: Page) -> None:
    talk.get_by_role("button", name="计算器").click()
    talk.get_by_role("button", name="存下", exact=True).click(timeout=ANSWER_MS)
    expect(talk.locator(".bubble--own")).to_have_text(["存下"])
    expect(talk.locator(".bubble").last).to_contain_text("编号", timeout=ANSWER_MS)


def test_the_calculator_opens_with_the_plan_of_the_talk(talk: Page) -> None:
    say(talk, WISH)
    first = talk.locator(".plan .hero__figure").first
    expect(first).to_be_visible(timeout=ANSWER_MS)
    talk.get_by_role("button", name="计算器").click()
    expect(talk.locator(".result .hero__figure")).to_have_text(
        first.inner_text(), timeout=ANSWER_MS
    )


def test_a_car_is_chosen_by_its_button(talk: Page) -> None:
    say(talk, "有哪些车")
    cars = talk.locator(".vehicle")
    expect(cars.first).to_be_visible(timeout=ANSWER_MS)
    cars.first.get_by_role("button").click()
    name = cars.first.locator(".vehicle__name").inner_text()
    expect(talk.locator(".bubble--own").last).to_contain_text(name)
    expect(talk.locator(".line--bot").last).to_contain_text(name, timeout=ANSWER_MS)


@pytest.mark.parametrize(
    ("words", "card"),
    [("气球贷是什么意思", "term"), ("有哪些车", "vehicles"), ("贷款流程", "process")],
)
def test_questions_are_answered_with_cards(talk: Page, words: str, card: str) -> None:
    say(talk, words)
    expect(talk.locator(f".card--{card}").first).to_be_visible(timeout=ANSWER_MS)
    shot(talk, f"real-{card}")
    _fits(talk)
