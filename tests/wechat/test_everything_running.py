"""WeChat with everything running: the product's own sandbox plays WeChat, a persona is the fan."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.running import Running

pytestmark = pytest.mark.stack
Json = dict[str, Any]
PHONE = "15400000001"


class Telephone:
    """A fan's telephone at the running product."""

    def __init__(self, stack: Running, openid: str) -> None:
        self.stack = stack
        self.openid = openid
        self.base = f"{stack.edge}/sandbox/wechat/telephone/{openid}"

    def does(self, what: str, **body: Any) -> None:
        answer = requests.post(f"{self.base}/{what}", json=body, timeout=10)
        assert answer.status_code == 200, answer.text

    def screen(self) -> list[Json]:
        seen: Json = requests.get(f"{self.base}/screen", timeout=10).json()
        return [message for message in seen["messages"] if message["from"] == "account"]

    def until(self, wanted: Callable[[list[Json]], list[Json]]) -> list[Json]:
        """What is wanted of the screen, once it stands there."""
        until = time.monotonic() + 60
        while not (found := wanted(self.screen())):
            said = [(m["way"], m.get("text")) for m in self.screen()[-5:]]
            assert time.monotonic() < until, "\n".join(map(str, said))
            time.sleep(0.1)
        return found

    def gets(self, what: str, enough: Callable[[str], bool] = bool, **body: Any) -> str:
        """Everything said after doing something, once it is enough."""
        before = len(self.screen())
        self.does(what, **body)
        until = time.monotonic() + 30
        while True:
            text = "\n".join(message.get("text") or "" for message in self.screen()[before:])
            if text and enough(text):
                return text
            assert time.monotonic() < until, f"still: {text}"
            time.sleep(0.1)

    def writes(self, text: str, enough: Callable[[str], bool] = bool) -> str:
        return self.gets("text", enough, text=text)

    def sends_photo(self, photo: bytes) -> str:
        """Everything said after sending a photo."""
        before = len(self.screen())
        headers = {"Content-Type": "image/jpeg"}
        answer = requests.post(f"{self.base}/image", data=photo, headers=headers, timeout=30)
        assert answer.status_code == 200, answer.text
        said = self.until(lambda seen: seen[before:])
        return "\n".join(message.get("text") or "" for message in said)


def sign_in(stack: Running, http: requests.Session) -> None:
    assert http.post(f"{stack.edge}/api/login/code", json={"phone": PHONE}).status_code == 200
    mails = http.get(f"{stack.edge}/sandbox/outbox", params={"to": PHONE}).json()["items"]
    code = re.search(r"(?<!\d)\d{6}(?!\d)", mails[-1]["text"])
    assert code
    body = {"phone": PHONE, "code": code.group()}
    answer = http.post(f"{stack.edge}/api/login", json=body)
    assert answer.status_code == 200, answer.text


def web(stack: Running) -> requests.Session:
    http = requests.Session()
    opened = http.post(f"{stack.edge}/api/sessions").json()
    http.headers["Authorization"] = f"Bearer {opened['token']}"
    return http


def say(stack: Running, http: requests.Session, text: str) -> list[Json]:
    answer = http.post(f"{stack.edge}/api/messages", json={"text": text}, timeout=30)
    messages: list[Json] = answer.json()["messages"]
    return messages


@pytest.fixture(scope="module")
def fan(stack: Running) -> Telephone:
    phone = Telephone(stack, "oSandboxLinXia00000000000001")
    phone.does("follow")
    return phone


def test_following_is_welcomed(stack: Running) -> None:
    assert "AI" in Telephone(stack, "oSandboxShenTing000000000003").gets("follow")


def test_a_plan_is_worked_out_and_a_number_presses(fan: Telephone) -> None:
    told = fan.writes("二十来万的车，首付三成，一个月四千能搞定不", lambda text: "1. " in text)
    assert "年化" in told and "总利息" in told and "回复数字" in told
    pressed = fan.writes("1")
    assert pressed and "没能理解" not in pressed


def test_a_position_finds_the_showrooms(fan: Telephone) -> None:
    place = {"latitude": 31.23, "longitude": 121.47, "label": "上海市黄浦区人民大道"}
    assert "上海浦江体验中心" in fan.gets("location", **place)


def test_the_menu_talks(fan: Telephone) -> None:
    known = requests.get(f"{fan.stack.edge}/sandbox/wechat/telephone/fans", timeout=10).json()
    keys = [item["key"] for group in known["menu"] for item in group["sub_button"] if "key" in item]
    assert keys
    for key in keys:
        assert "没能理解" not in fan.gets("menu", key=key), key


def test_a_plan_kept_on_the_web_opens_in_wechat(stack: Running) -> None:
    http = web(stack)
    say(stack, http, "听澜600后驱版，首付三成，36期")
    say(stack, http, "存一下")
    sign_in(stack, http)
    shown = http.post(f"{stack.edge}/api/bindings/wechat").json()
    phone = Telephone(stack, "oSandboxZhouYu00000000000002")
    assert "已经绑定" in phone.gets("scan", key=shown["url"])
    assert "听澜" in phone.writes("看看我存的方案")
    assert "36" in phone.writes("那首付降到两成呢", lambda text: "年化" in text)
    lines = http.get(f"{stack.edge}/api/messages").json()["messages"]
    assert any(line.get("text") == "那首付降到两成呢" for line in lines)


def test_a_page_opened_in_wechat_knows_the_customer(stack: Running) -> None:
    phone = Telephone(stack, "oSandboxZhouYu00000000000002")
    browser = requests.Session()
    browser.cookies.set("wx_fan", phone.openid)
    entered = browser.get(f"{stack.edge}/wechat/enter", params={"to": "/apply"}, timeout=10)
    assert entered.status_code == 200 and entered.url.split("#")[0].endswith("/apply")
    code = entered.url.split("#wx=")[1]
    session = browser.post(f"{stack.edge}/api/sessions/exchange", json={"code": code}).json()
    me = requests.get(
        f"{stack.edge}/api/me", headers={"Authorization": f"Bearer {session['token']}"}, timeout=10
    ).json()
    assert (me["kind"], me["assurance"]) == ("customer", "L1")


def test_nothing_is_lost_while_the_engine_hangs(stack: Running, fan: Telephone) -> None:
    with stack.frozen("RASA_PORT"):
        assert fan.writes("气球贷是什么")
        fan.does("text", text="等额本息是什么")
        time.sleep(3)
    until = time.monotonic() + 60
    while True:
        told = "\n".join(message.get("text") or "" for message in fan.screen())
        later = told.rpartition("气球贷")[0]
        if "等额本息" in told.rpartition("接着答您刚才那句")[2]:
            break
        assert time.monotonic() < until, told[-1500:]
        time.sleep(0.3)
    assert later
    assert not [m for m in fan.screen() if m["kind"] == "fault"]


def test_the_openid_is_found_nowhere_in_the_dialogue(stack: Running, fan: Telephone) -> None:
    http = web(stack)
    sign_in(stack, http)
    talk = http.get(f"{stack.edge}/api/me").json()["conversation_id"]
    assert fan.openid not in str(stack.tracker(talk))
