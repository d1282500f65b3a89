"""One customer's whole way in WeChat with everything running, from binding to a reminder answered.

He is bound by a code, advised, keeps a plan; looks after his running loan, has a settlement worked
out, proves who he is on the page that WeChat opens and confirms; the date moves on, a template
message reminds him, and he answers it. The date never goes back: this is the last module that
needs everything running.
"""

import re
import uuid
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from tests.customer import Customer
from tests.running import Running
from tests.wechat.test_everything_running import Telephone

pytestmark = pytest.mark.stack
Json = dict[str, Any]
PHONE, ID_LAST4 = "15400000007", "0120"
# Three days before his instalment of the 15th; he settles after it.
REMINDED_ON = "2026-12-12"


@dataclass
class Way:
    """The telephone, and the customer on the web who bound it."""

    stack: Running
    phone: Telephone
    web: Customer


@pytest.fixture(scope="module")
def way(stack: Running) -> Way:
    web = Customer(stack.edge)
    web.login(PHONE)
    phone = Telephone(stack, "oSandboxTangQiubai000000004")
    code = web.http.post(f"{stack.edge}/api/bindings/wechat", timeout=10).json()
    assert "已经绑定" in phone.gets("scan", key=code["url"])
    return Way(stack, phone, web)


def number_of(label: str, told: str) -> str:
    """The number that stands for a choice."""
    found = re.findall(rf"(\d+)\. [^\n]*{label}", told)
    assert found, told
    return str(found[-1])


def linked(way: Way, text: str, page: str) -> Json:
    """What leads to a page of ours, after he wrote something."""
    before = len(way.phone.screen())
    way.phone.does("text", text=text)
    (found, *_) = way.phone.until(
        lambda seen: [each for each in seen[before:] if (each.get("url") or "").endswith(page)]
    )
    return found


def opened(way: Way, url: str) -> Customer:
    """The page behind a link, opened on his telephone: it knows him without typing."""
    browser = requests.Session()
    browser.cookies.set("wx_fan", way.phone.openid)
    page = browser.get(url, timeout=10)
    path, _, code = page.url.partition("#wx=")
    assert page.status_code == 200 and code, page.url
    session = browser.post(
        f"{way.stack.edge}/api/sessions/exchange", json={"code": code}, timeout=10
    ).json()
    assert path.startswith(f"{way.stack.edge}/service")
    return Customer(way.stack.edge, token=session["token"])


def moved_to(stack: Running, day: str) -> None:
    today = stack.call_backoffice("GET", "/clock").json()["business_date"]
    assert today < day, "an earlier module has moved the date too far"
    moved = stack.call_backoffice("POST", "/sandbox/clock", json={"business_date": day})
    assert moved.status_code == 200, moved.text


def test_advice_and_a_plan_that_is_kept(way: Way) -> None:
    told = way.phone.writes("听澜600后驱版，首付三成，36期", lambda text: "年化" in text)
    assert "总利息" in told and "回复数字" in told
    assert "存" in way.phone.writes("存一下")
    assert "听澜" in way.phone.writes("看看我存的方案", lambda text: "听澜" in text)
    way.web.say("看看我存的方案")
    assert "听澜" in way.web.text()


def test_the_next_payment_and_a_settlement_confirmed_after_its_page(way: Way) -> None:
    assert "12月15日" in way.phone.writes("我下期还多少", lambda text: "12月15日" in text)
    told = way.phone.writes("12月18号结清要多少", lambda text: "确认结清" in text)
    wanted = linked(way, number_of("确认结清", told), "settle")
    page = opened(way, wanted["url"])
    page.login(PHONE)  # whoever signs has the phone in his hand; WeChat alone does not prove it
    page.prove(PHONE, ID_LAST4)
    done = way.phone.writes("确认结清", lambda text: "回执" in text or "已" in text)
    assert "核实" not in done
    assert "12月18日" in way.phone.writes("我的结清办到哪了", lambda text: "12月18日" in text)


def test_the_day_comes_a_template_reminds_him_and_he_answers(way: Way) -> None:
    wished = {"lead_days": [3], "channel": "wechat", "confirm": True}
    headers = {"Idempotency-Key": uuid.uuid4().hex}
    set_so = way.web.http.put(
        f"{way.stack.edge}/api/reminders", json=wished, headers=headers, timeout=10
    )
    assert set_so.status_code == 200, set_so.text
    way.phone.does("silence")
    before = len(way.phone.screen())
    moved_to(way.stack, REMINDED_ON)
    (reminder, *_) = way.phone.until(
        lambda seen: [
            each
            for each in seen[before:]
            if each["way"] == "template" and "12月15日" in each["text"]
        ]
    )
    assert "元将于12月15日" in reminder["text"]
    assert "%2Fservice" in reminder["url"]
    opened(way, reminder["url"])
    assert linked(way, "新身份证怎么更新", "id-card")["way"] == "passive"
    lines = way.web.history()
    assert any(line.get("kind") == "reminder" for line in lines)
    assert any(line.get("text") == "新身份证怎么更新" for line in lines)
