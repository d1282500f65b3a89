"""The advisor on somebody else's page, by one script tag."""

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import shot


def test_one_tag_brings_the_talk(context: BrowserContext, fake_edge: str) -> None:
    page = context.new_page()
    page.goto(f"{fake_edge}/embed-demo.html")
    launch = page.get_by_role("button", name="车贷顾问")
    box = launch.bounding_box()
    assert box and box["height"] >= 44
    assert launch.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(14, 124, 134)"
    launch.click()
    frame = page.frame_locator("iframe[title=车贷顾问]")
    frame.get_by_role("textbox", name="想问什么").fill("plain")
    frame.get_by_role("textbox", name="想问什么").press("Enter")
    expect(frame.locator(".line--bot .bubble")).to_have_count(1)
    shot(page, "embedded")
    page.get_by_role("button", name="收起").click()
    expect(launch).to_be_focused()
    launch.click()
    expect(frame.locator(".line--bot .bubble")).to_have_count(1)  # folded, not forgotten
    frame.get_by_role("textbox", name="想问什么").press("Escape")
    expect(launch).to_be_focused()
