"""From a wish to the paid-out loan in one sitting, on two phones, with everything running."""

import json
import os
import re
import secrets
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.browser.applying import READ_MS, STEP_MS, Phone, papers, somebody
from tests.browser.conftest import say, shot, watched
from tests.browser.reach import assert_no_sideways_scroll, assert_words_inside
from tests.browser.test_real import ANSWER_MS, WISH

pytestmark = pytest.mark.stack
SIZE = {"width": 390, "height": 844}
EVENTS = ("down_payment_received", "invoice_issued", "insured", "registered")
MOST_TYPED = 6
Json = dict[str, Any]


@pytest.fixture
def phones(
    browser: Browser, edge: str, tmp_path: Path
) -> Iterator[Callable[[str, str, str, int], Phone]]:
    """Telephones of people who are new here."""
    made = []

    def give(name: str, digit: str, first_17: str, income: int) -> Phone:
        context = browser.new_context(
            viewport=SIZE, locale="zh-CN", timezone_id="Asia/Shanghai", has_touch=True
        )
        context.set_default_timeout(STEP_MS)
        made.append(context)
        person = somebody(name, f"15400{digit}{secrets.randbelow(10**5):05d}", first_17, income)
        return Phone(watched(context), edge, person, papers(person, tmp_path))

    yield give
    for context in made:
        context.close()


@pytest.fixture
def office(request: pytest.FixtureRequest, edge: str) -> str:
    """The address of the back office behind the edge."""
    if "EDGE_URL" in os.environ:
        return os.environ.get("BACKOFFICE_URL", "http://127.0.0.1:8100").rstrip("/")
    return str(request.getfixturevalue("stack").backoffice)


def settled(page: Page, name: str) -> None:
    """Looked at: nothing sideways, no word cut, no script error."""
    shot(page, f"real-application-{name}")
    assert_no_sideways_scroll(page)
    assert_words_inside(page)
    assert page.errors == []  # type: ignore[attr-defined]


def at_step(page: Page, title: str, wait: int = STEP_MS) -> None:
    """The page has come to a step."""
    heading = page.get_by_role("heading", name=title, exact=True, level=2)
    expect(heading).to_be_visible(timeout=wait)


def from_the_wish_to_the_application(me: Phone) -> None:
    page = me.page
    page.goto(me.edge)
    page.get_by_role("textbox", name="想问什么").wait_for()
    say(page, WISH)
    page.locator(".plan").first.locator(".actions .button").first.click(timeout=ANSWER_MS)
    page.locator(".card--quote").get_by_role("button", name="存下这个方案").click(timeout=ANSWER_MS)
    page.get_by_role("button", name="就按这个申请").click(timeout=ANSWER_MS)
    page.get_by_role("link", name="用手机号登录").click(timeout=ANSWER_MS)
    me.sign_in()
    page.get_by_role("link", name="回对话接着办").click()
    page.get_by_role("button", name="我已登录，接着办").click(timeout=ANSWER_MS)
    settled(page, "readback")
    page.get_by_role("button", name="确认提交").click(timeout=ANSWER_MS)
    expect(page.locator(".card--receipt").last).to_contain_text("申请已提交", timeout=ANSWER_MS)
    page.get_by_role("link", name="查看申请").first.click(timeout=ANSWER_MS)


def fill_in(me: Phone) -> None:
    page = me.page
    at_step(page, "补几项信息")
    page.get_by_label("所在城市").fill("成都")
    page.get_by_text("上班", exact=True).click()
    page.get_by_label("单位名称").fill(me.person.employer)
    page.get_by_label("单位电话").fill("028-99990001")
    page.get_by_text("2 万左右", exact=True).click()
    expect(page.get_by_text("已保存")).to_have_count(5)
    at_step(page, "补几项信息")
    settled(page, "fields")
    page.get_by_role("button", name="填好了，继续").click()


def invite(me: Phone, other: Phone) -> None:
    """Brought in by the page; what the other gets is a text message with his own link."""
    page = me.page
    page.get_by_role("button", name="邀请一个人").click()
    sheet = page.get_by_role("dialog", name="邀请一个人一起办")
    sheet.get_by_text("共同借款人", exact=True).click()
    sheet.get_by_text("朋友", exact=True).click()
    sheet.get_by_label("TA 的姓名").fill(other.person.name)
    sheet.get_by_label("TA 的手机号").fill(other.person.phone)
    sheet.get_by_role("button", name="邀请", exact=True).click()
    page.get_by_role("button", name="生成签约链接").click()
    other.page.goto(other.await_message(r"(http\S+/s#\S+)"))
    settled(other.page, "invited")


def other_shows_himself(other: Phone) -> None:
    other.prove()
    other.show_identity()
    other.authorise()
    other.hand_in("收入证明", "income")
    expect(other.page.get_by_text("您这边都办好了")).to_be_visible(timeout=READ_MS)
    settled(other.page, "other-done")


def give_papers_and_card(me: Phone) -> None:
    page = me.page
    for title, paper in (("驾驶证", "licence"), ("收入证明", "income")):
        me.hand_in(title, paper)
        sheet = page.get_by_role("dialog", name=title)
        expect(sheet.get_by_text("这份材料通过了")).to_be_visible(timeout=READ_MS)
        sheet.get_by_role("button", name="好的").click()
    at_step(page, "绑定还款卡")
    page.get_by_role("checkbox", name="银行卡信息").check()
    page.locator("input[type=file]").first.set_input_files(me.papers["card"])
    expect(page.get_by_text("已认出卡号")).to_be_visible(timeout=READ_MS)
    page.get_by_label("银行预留手机号").fill(me.person.phone)
    settled(page, "card")
    page.get_by_role("button", name="核对这张卡").click()


def told_by_the_seller(office: str, number: str) -> None:
    for event in EVENTS:
        answer = requests.post(
            f"{office}/sandbox/seller/{number}", json={"event": event},
            headers={"Authorization": "Bearer sandbox"}, timeout=30,
        )  # fmt: skip
        assert answer.ok, answer.text


def asked(me: Phone, path: str) -> requests.Response:
    """As the page asks the edge."""
    kept = me.page.evaluate("() => localStorage.getItem('chedai.session')")
    headers = {"Authorization": f"Bearer {json.loads(kept)['token']}"}
    answer = requests.get(me.edge + path, headers=headers, timeout=30)
    assert answer.ok, (path, answer.text)
    return answer


def assert_openssl_agrees(pdf: bytes, signatures: int, folder: Path) -> None:
    """Each signature of the file, checked by a program that knows nothing of the product."""
    found = re.findall(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", pdf)
    assert len(found) >= signatures
    for start, length, again, rest in (tuple(map(int, each)) for each in found):
        signed = pdf[start : start + length] + pdf[again : again + rest]
        packed = pdf[start + length : again].strip().strip(b"<>")
        der = bytes.fromhex(packed.decode())
        (folder / "signed").write_bytes(signed)
        (folder / "signature").write_bytes(der)
        if b"ETSI.RFC3161" in pdf[max(0, start + length - 400) : start + length]:
            continue
        verified = subprocess.run(
            ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-noverify",
             "-in", str(folder / "signature"), "-content", str(folder / "signed"),
             "-out", "/dev/null"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert verified.returncode == 0, verified.stderr


def assert_in_the_books(me: Phone, folder: Path) -> None:
    loan = asked(me, "/api/loans").json()["items"][0]
    rows = asked(me, f"/api/loans/{loan['contract_no']}/schedule").json()["rows"]
    assert len(rows) == loan["term_months"] and rows[-1]["balance"] == "0.00"
    assert rows[0]["due_date"] == loan["next_due_date"]
    assert rows[0]["payment"] == loan["next_due_amount"]
    pdf = asked(me, f"/api/contracts/{loan['contract_no']}/documents/contract.pdf").content
    assert_openssl_agrees(pdf, 3, folder)


def assert_told_in_the_talk(me: Phone) -> None:
    page = me.page
    page.goto(me.edge)
    timeline = page.locator(".card--timeline")
    expect(timeline.last).to_contain_text("提车", timeout=ANSWER_MS)
    expect(page.locator(".card--contract").last).to_contain_text("剩余本金", timeout=ANSWER_MS)
    page.locator(".card--contract").last.scroll_into_view_if_needed()
    settled(page, "talk")


def test_two_people_go_from_a_wish_to_a_loan(
    phones: Callable[[str, str, str, int], Phone], office: str, tmp_path: Path
) -> None:
    me = phones("江晚舟", "3", "99019919900501301", 20000)
    other = phones("宋一帆", "4", "99019919910812302", 15000)
    from_the_wish_to_the_application(me)
    me.show_identity()
    fill_in(me)
    me.authorise()
    at_step(me.page, "上传材料", READ_MS)
    settled(me.page, "timeline")
    invite(me, other)
    other_shows_himself(other)
    give_papers_and_card(me)
    at_step(me.page, "看费用明示表", READ_MS)
    settled(me.page, "costs")
    current: Json = asked(me, "/api/applications/current").json()
    assert current["typed_count"] <= MOST_TYPED
    me.read_costs("确认费用，生成合同")
    at_step(me.page, "签合同", READ_MS)
    me.sign("real-application-sign")
    expect(me.page.get_by_text("等宋**签约").first).to_be_visible(timeout=READ_MS)
    other.page.goto("about:blank")
    other.page.goto(other.await_message(r"轮到您看合同并签约：(http\S+/s#\S+)"))
    other.prove()
    other.read_costs("我已看清，继续")
    other.sign("real-application-other-sign")
    at_step(other.page, "都办好了", READ_MS)
    told_by_the_seller(office, current["application_no"])
    at_step(me.page, "约提车时间", READ_MS)
    expect(me.page.get_by_role("button", name="每期还款明细")).to_be_visible()
    settled(me.page, "activated")
    assert_in_the_books(me, tmp_path)
    assert_told_in_the_talk(me)
