"""The page against the running product: what the fake edge cannot promise.

`EDGE_URL` names a product that runs already; otherwise the whole of it is started for the session.
"""

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import opened, say, shot
from tests.browser.reach import assert_no_sideways_scroll, assert_targets, assert_words_inside

pytestmark = pytest.mark.stack
WISH = "二十来万的车，首付三成，一个月四千能搞定不"
MONEY = re.compile(r"^\d{1,3}(,\d{3})*\.\d{2}$")
ANSWER_MS = 30_000


@pytest.fixture(scope="session")
def edge(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a running edge."""
    given = os.environ.get("EDGE_URL")
    yield given.rstrip("/") if given else request.getfixturevalue("stack").edge


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
    shot(talk, "real-calculator")
    _fits(talk)
    talk.get_by_role("button", name="带着这个方案去聊").click()
    expect(talk.locator(".line--bot").last).to_be_visible(timeout=ANSWER_MS)


@pytest.mark.parametrize(
    ("words", "card"),
    [("气球贷是什么意思", "term"), ("有哪些车", "vehicles"), ("贷款流程", "process")],
)
def test_questions_are_answered_with_cards(talk: Page, words: str, card: str) -> None:
    say(talk, words)
    expect(talk.locator(f".card--{card}").first).to_be_visible(timeout=ANSWER_MS)
    shot(talk, f"real-{card}")
    _fits(talk)
