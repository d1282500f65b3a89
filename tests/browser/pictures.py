"""Takes the pictures of `docs/img` from a product that runs.

usage: python -m tests.browser.pictures http://127.0.0.1:8000
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM, opened, say

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "img"
WISH = "二十来万的车，首付三成，一个月四千能搞定不"
ANSWER_MS = 30_000
SETTLED_MS = 800


def _page(browser: Browser, edge: str, width: int, height: int, scale: int) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    page = opened(context, edge)
    say(page, WISH)
    page.locator(".plan").first.wait_for(timeout=ANSWER_MS)
    page.locator(".quick").wait_for(timeout=ANSWER_MS)
    return page


def _save(page: Page, name: str) -> None:
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=FOLDER / f"{name}.png")
    print(f"· docs/img/{name}.png")


def take(edge: str) -> None:
    """The talk on a desk and on a phone, and the calculator with the plan of the talk."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        desk = _page(browser, edge, 1440, 1100, 1)
        _save(desk, "chat-desktop")
        desk.set_viewport_size({"width": 1440, "height": 960})
        desk.get_by_role("button", name="计算器").click()
        desk.locator(".result .hero__figure").wait_for(timeout=ANSWER_MS)
        _save(desk, "calculator")
        phone = _page(browser, edge, 390, 844, 2)
        phone.locator(".plan .hero").first.evaluate("hero => hero.closest('.log').scrollBy(0, 300)")
        _save(phone, "chat-phone")
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1].rstrip("/"))
