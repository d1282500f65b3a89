"""The talk under good and bad lines: nothing lost, nothing doubled, nothing typed in vain."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import opened, say, shot
from tests.browser.reach import assert_named, assert_no_sideways_scroll, assert_targets

Fault = Callable[..., Any]
OWN, THEIRS = ".bubble--own", ".line--bot .bubble"
REFUSAL = {"status": 429, "code": "TOO_MANY_REQUESTS", "title": "您发得有点快，请等 5 秒再试。"}


@pytest.mark.parametrize("context", ["phone", "tablet", "desk"], indirect=True)
def test_first_sight_says_what_it_is(page: Page, request: pytest.FixtureRequest) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("车贷顾问")
    expect(page.get_by_role("banner")).to_contain_text("AI 智能顾问，非真人")
    shot(page, f"welcome-{request.node.callspec.params['context']}")
    assert_no_sideways_scroll(page)
    assert_targets(page)
    assert_named(page)


def test_a_starter_begins_the_talk(page: Page) -> None:
    page.get_by_role("button", name="气球贷是什么意思").click()
    expect(page.locator(OWN)).to_have_text(["气球贷是什么意思"])
    expect(page.locator(THEIRS)).to_have_text(["这句我收到了。"])


def test_each_answer_is_labelled_as_ai(page: Page) -> None:
    say(page, "plain")
    expect(page.locator(".speaker")).to_have_text("车贷顾问 · AI")


def test_quick_replies_are_at_most_four_and_send_their_payload(page: Page) -> None:
    say(page, "plain")
    replies = page.get_by_role("group", name="您可以这样说").get_by_role("button")
    expect(replies).to_have_text(["算一下", "和安心贷比", "要什么材料", "转人工"])
    with page.expect_request("**/api/messages") as sent:
        replies.first.click()
    body = sent.value.post_data_json
    assert body["payload"] == "b1.calc" and "text" not in body
    expect(page.locator(OWN).last).to_have_text("calc")  # what the edge kept of it


def test_shift_enter_breaks_the_line_and_enter_sends(page: Page) -> None:
    box = page.get_by_role("textbox", name="想问什么")
    box.type("第一行")
    box.press("Shift+Enter")
    box.type("第二行")
    expect(page.locator(OWN)).to_have_count(0)
    box.press("Enter")
    expect(page.locator(OWN)).to_have_text("第一行\n第二行")
    expect(box).to_have_value("")


def test_send_button_answers_to_the_keyboard(page: Page) -> None:
    box = page.get_by_role("textbox", name="想问什么")
    box.fill("在吗")
    box.press("Tab")
    expect(page.get_by_role("button", name="发送")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(OWN)).to_have_text(["在吗"])


def test_focus_goes_from_the_talk_to_the_composer_and_is_seen(page: Page) -> None:
    say(page, "plain")
    expect(page.locator(THEIRS)).to_have_count(1)
    page.reload()  # the keyboard begins at the top again
    expect(page.locator(THEIRS)).to_have_count(1)
    order = []
    for _ in range(8):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const node = document.activeElement; const style = getComputedStyle(node);
            return [node.getAttribute('aria-label') || node.textContent.trim().slice(0, 12),
                    style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2]; }"""
        )
        order.append(seen[0])
        assert seen[1], f"the focus on {seen[0]} cannot be seen"
    wanted = ["跳到输入框", "计算器", "对话内容", "算一下", "转人工", "想问什么，直接说"]
    assert [name for name in order if name in wanted] == wanted


def test_reload_brings_the_talk_back_once(page: Page) -> None:
    say(page, "quote")
    expect(page.locator(".card")).to_have_count(1)
    page.reload()
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(OWN)).to_have_text(["quote"])
    say(page, "plain")
    expect(page.locator(OWN)).to_have_text(["quote", "plain"])


def test_waiting_shows_a_skeleton_after_a_moment(page: Page, fault: Fault) -> None:
    say(page, "你好")
    expect(page.locator(THEIRS)).to_have_count(1)
    fault(delay=1.2)
    say(page, "plain")
    expect(page.locator(OWN).last).to_have_text("plain")
    expect(page.get_by_test_id("waiting")).to_be_visible()
    shot(page, "waiting")
    expect(page.get_by_test_id("waiting")).to_have_count(0)
    expect(page.locator(THEIRS)).to_have_count(2)


def test_a_refused_message_keeps_its_words_and_is_sent_again(page: Page, fault: Fault) -> None:
    fault(fail=REFUSAL)
    say(page, "plain")
    failed = page.get_by_role("alert")
    expect(failed).to_contain_text("您发得有点快，请等 5 秒再试。")
    expect(page.locator(OWN)).to_have_text(["plain"])
    shot(page, "failed")
    assert_targets(page)
    failed.get_by_role("button", name="再发一次").click()
    expect(failed).to_have_count(0)
    expect(page.locator(OWN)).to_have_text(["plain"])
    expect(page.locator(THEIRS)).to_have_count(1)


def test_an_answer_lost_on_its_way_is_neither_lost_nor_doubled(page: Page, fault: Fault) -> None:
    say(page, "你好")
    expect(page.locator(THEIRS)).to_have_count(1)
    taken = fault()["taken"]
    fault(mute=True)
    say(page, "plain")
    expect(page.locator(THEIRS)).to_have_count(2)  # the stream brings what the request lost
    expect(page.get_by_role("alert")).to_have_count(0)
    assert fault()["taken"] == taken + 1


def test_broken_streams_lose_and_double_nothing(page: Page, fault: Fault) -> None:
    say(page, "你好")
    expect(page.locator(THEIRS)).to_have_count(1)
    for number in range(6):
        if number % 2:
            fault(drop=True)
        fault(push={"text": f"提醒 {number}"})
    expect(page.locator(THEIRS)).to_have_text(
        ["这句我收到了。", *(f"提醒 {number}" for number in range(6))], timeout=15_000
    )


def test_a_reader_further_up_is_left_in_peace(page: Page, fault: Fault) -> None:
    for _ in range(3):
        say(page, "process")
        expect(page.get_by_test_id("waiting")).to_have_count(0)
    log = page.get_by_role("log")
    newest = page.get_by_role("button", name="回到最新")
    expect(newest).to_have_count(0)  # led to the last question, not scrolled away
    log.evaluate("node => { node.scrollTop = 0; }")
    expect(newest).to_be_visible()
    fault(push={"text": "提醒"})
    expect(page.locator(THEIRS)).to_have_text(["提醒"])
    assert log.evaluate("node => node.scrollTop") == 0
    newest.click()
    expect(page.locator(THEIRS)).to_be_in_viewport()


def test_offline_is_said_and_the_words_wait(page: Page, context: BrowserContext) -> None:
    say(page, "你好")
    expect(page.locator(THEIRS)).to_have_count(1)
    context.set_offline(True)
    expect(page.locator(".banner")).to_contain_text("网络断开了")
    say(page, "plain")
    expect(page.get_by_role("alert")).to_contain_text("网络没有回应")
    shot(page, "offline")
    context.set_offline(False)
    expect(page.locator(".banner")).to_have_count(0, timeout=15_000)
    page.get_by_role("button", name="再发一次").click()
    expect(page.locator(OWN)).to_have_text(["你好", "plain"])
    expect(page.locator(THEIRS)).to_have_count(2)


def test_an_expired_session_begins_a_new_one_and_keeps_the_words(page: Page, fault: Fault) -> None:
    say(page, "你好")
    expect(page.locator(THEIRS)).to_have_count(1)
    fault(forget=True)
    say(page, "plain")
    expect(page.locator(".system")).to_contain_text("已过期")
    expect(page.locator(OWN)).to_have_text(["plain"])
    expect(page.locator(THEIRS)).to_have_count(1)


def test_two_windows_of_one_visitor_show_the_same_talk(
    page: Page, context: BrowserContext, fake_edge: str
) -> None:
    say(page, "你好")
    expect(page.locator(THEIRS)).to_have_count(1)
    other = opened(context, fake_edge)
    expect(other.locator(OWN)).to_have_text(["你好"])
    say(other, "plain")
    for window in (page, other):
        expect(window.locator(OWN)).to_have_text(["你好", "plain"])
        expect(window.locator(THEIRS)).to_have_count(2)


def test_the_token_is_in_no_address(page: Page) -> None:
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    say(page, "你好")
    expect(page.locator(THEIRS)).to_have_count(1)
    token = page.evaluate("() => JSON.parse(localStorage.getItem('chedai.session')).token")
    assert token and not [url for url in addresses if token in url]


def test_the_talk_is_a_live_log_for_screen_readers(page: Page) -> None:
    say(page, "quote")
    log = page.get_by_role("log", name="对话内容")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log.get_by_role("article")).to_have_count(1)
    assert log.locator("[role=alert], [aria-live=assertive]").count() == 0


def test_the_timeline_of_an_application_is_one_and_live(page: Page, fault: Fault) -> None:
    say(page, "timeline")
    card = page.get_by_role("article", name="您的申请进度")
    expect(card).to_contain_text("还差银行流水、结婚证")
    path = Path(__file__).parent / "fixtures" / "timeline.json"
    news = json.loads(path.read_text(encoding="utf-8"))[0]
    news["card"]["data"]["next_action"] = "正在审批，有结果马上告诉您。"
    fault(push=news)
    expect(card).to_contain_text("正在审批")
    expect(card).to_have_count(1)
    say(page, "timeline")
    expect(page.locator(".folded-card")).to_have_count(1)
    expect(card).to_have_count(1)


def test_a_card_leads_to_the_page_in_the_same_window(page: Page) -> None:
    say(page, "verify")
    page.get_by_role("link", name="去登录").click()
    expect(page.get_by_role("heading", name="登录后继续申请")).to_be_visible()
    page.get_by_role("link", name="对话").click()
    expect(page.get_by_role("article", name="先确认是您本人")).to_be_visible()
