"""Every card at three sizes: drawn, inside the window, to be read and pressed by everybody."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import say, shot
from tests.browser.reach import (
    assert_named,
    assert_no_sideways_scroll,
    assert_targets,
    assert_words_inside,
)

FIXTURES = sorted(path.stem for path in (Path(__file__).parent / "fixtures").glob("*.json"))
FALLEN_BACK = {"unknown", "broken"}


def _card(name: str) -> dict | None:  # type: ignore[type-arg]
    path = Path(__file__).parent / "fixtures" / f"{name}.json"
    messages = json.loads(path.read_text(encoding="utf-8"))
    return next((m["card"] for m in messages if "card" in m), None)


@pytest.mark.parametrize("context", ["phone", "tablet", "desk"], indirect=True)
@pytest.mark.parametrize("name", FIXTURES)
def test_card_is_drawn_and_fits(page: Page, name: str, request: pytest.FixtureRequest) -> None:
    say(page, name)
    card = _card(name)
    if card:
        article = page.get_by_role("article", name=card["title"])
        expect(article.get_by_role("heading", name=card["title"]).first).to_be_visible()
        as_text = article.locator("> .card__text").count()
        assert as_text == (1 if name in FALLEN_BACK else 0)
    page.wait_for_timeout(400)  # longer than any motion
    shot(page, f"{name}-{request.node.callspec.params['context']}")
    assert_no_sideways_scroll(page)
    assert_words_inside(page)
    assert_targets(page)
    assert_named(page)
    assert page.errors == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("context", ["phone", "desk"], indirect=True)
def test_plans_stand_beside_each_other_or_are_swiped(
    page: Page, request: pytest.FixtureRequest
) -> None:
    say(page, "recommendation")
    plans = page.locator(".plan")
    expect(plans).to_have_count(3)
    boxes = [plans.nth(i).bounding_box() for i in range(3)]
    assert all(boxes)
    tops = {round(box["y"]) for box in boxes if box}
    assert len(tops) == 1
    width = page.viewport_size["width"]  # type: ignore[index]
    beside = all(box and box["x"] + box["width"] <= width for box in boxes)
    assert beside == (request.node.callspec.params["context"] == "desk")
    if not beside:
        tab = page.get_by_role("button", name="安心贷 60 期", exact=True)
        tab.click()
        expect(plans.nth(2).get_by_role("heading").first).to_be_in_viewport()
        expect(tab).to_have_attribute("aria-current", "true")


def test_plans_have_the_same_rows_in_the_same_order(page: Page) -> None:
    say(page, "recommendation")
    expect(page.locator(".plan")).to_have_count(3)
    labels = [page.locator(".plan").nth(i).locator("dt").all_inner_texts() for i in range(3)]
    assert labels[0] == labels[1] == labels[2]
    must = {"首付", "期数", "年利率", "年化（单利）", "总利息", "费用", "到期还要付"}
    assert must <= set(labels[0])


def test_payment_never_stands_without_its_terms(page: Page) -> None:
    say(page, "quote_balloon")
    hero = page.locator(".hero")
    expect(hero).to_contain_text("2,644.95")
    expect(hero).to_contain_text("36 期")
    expect(hero).to_contain_text("年化（单利）5.19%")
    expect(hero).to_contain_text("年利率 5.19%")
    expect(page.locator(".card")).to_contain_text("18,288.29")
    expect(page.locator(".points--catch")).to_contain_text("76,930.00")


def test_schedule_opens_as_a_sheet_and_escape_gives_the_focus_back(page: Page) -> None:
    say(page, "quote")
    opener = page.get_by_role("button", name="每期还款明细")
    opener.click()
    sheet = page.get_by_role("dialog", name="每期还款明细")
    expect(sheet.get_by_role("row")).to_have_count(38)  # head, 36 instalments, totals
    page.wait_for_timeout(300)
    shot(page, "schedule-sheet")
    assert sheet.locator(".table-scroll").evaluate("box => box.scrollWidth <= box.clientWidth")
    assert_no_sideways_scroll(page)
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_need_is_corrected_in_place(page: Page) -> None:
    say(page, "needs")
    page.get_by_role("button", name="期数 36 期").click()
    shot(page, "needs-open")
    assert_targets(page)
    page.get_by_role("button", name="48 期").click()
    expect(page.locator(".bubble--own").last).to_have_text("改成48期")


def test_a_need_can_be_asked_anew_by_its_own_button(page: Page) -> None:
    say(page, "needs")
    expect(page.locator(".need")).to_have_count(6)
    assert page.locator(".actions button").count() == 0
    page.get_by_role("button", name="车 听澜 600 后驱版").click()
    page.get_by_role("button", name="改车", exact=True).click()
    expect(page.locator(".bubble--own").last).to_have_text("go-back-vehicle_model")


def test_a_need_is_corrected_by_typing(page: Page) -> None:
    say(page, "needs")
    page.get_by_role("button", name="月供 4,000 元左右").click()
    page.get_by_label("月供改成（元）").fill("3500")
    page.keyboard.press("Enter")
    expect(page.locator(".bubble--own").last).to_have_text("月供改成3500元")


def test_a_confirmation_is_pressed_once(page: Page) -> None:
    say(page, "confirm")
    page.get_by_role("button", name="确认存下").click()
    expect(page.get_by_role("button", name="确认存下")).to_be_disabled()
    expect(page.get_by_role("button", name="先不存")).to_be_disabled()
