"""Care and offers on the account page: why, why not, no, and the switch over all of it."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Stage, Visit, whole
from tests.browser.reach import assert_fits

DOWN = {"status": 503, "code": "OFFICE_DOWN", "title": "业务系统暂时没有回应。"}


@pytest.fixture
def play(fake_edge: str) -> Iterator[Stage]:
    """Stages offers; everything is taken back afterwards."""

    def make(**wish: Any) -> None:
        httpx.post(f"{fake_edge}/fault/care", json=wish).raise_for_status()

    make()
    yield make
    make()


def test_an_offer_is_explained_declined_and_all_of_it_switched_off(
    visit: Visit, play: Stage, fault: Callable[..., Any]
) -> None:
    play(offers=True, fail=DOWN)
    page = visit("DRAFT", "/account")
    panel = page.get_by_role("region", name="关怀与优惠")
    expect(panel.get_by_role("alert")).to_have_count(2)
    play(fail=None)
    for again in reversed(panel.get_by_role("button", name="再试一次").all()):
        again.click()
    panel.get_by_role("button", name="为什么给我看这个").click()
    expect(panel.get_by_text("最近 90 天没有晚还过。")).to_be_visible()
    panel.get_by_role("button", name="为什么没有别的").click()
    held = panel.locator(".care__offer", has_text="用车三年")
    expect(held.locator(".care__rule").first).to_contain_text("不符合：最近 90 天已经主动联系过您")
    whole(page, "care-why")
    assert_fits(page)
    panel.get_by_role("button", name="不用", exact=True).click()
    expect(panel.get_by_text("现在没有给您的优惠。")).to_be_visible()
    expect(panel.get_by_text("2027年5月20日前不再提")).to_be_visible()
    page.get_by_role("button", name="同意：接收优惠短信").click()
    panel.get_by_role("button", name="全部关掉").click()
    expect(panel.get_by_text("2026年11月21日关掉的")).to_be_visible()
    expect(page.get_by_role("button", name="同意：接收优惠短信")).to_be_visible()
    panel.get_by_role("button", name="重新打开").click()
    expect(panel.get_by_role("button", name="全部关掉")).to_be_visible()
    sent = [body for _, path, body in fault()["calls"] if path == "/api/care"]
    assert sent == [{"on": False}, {"on": True}]
