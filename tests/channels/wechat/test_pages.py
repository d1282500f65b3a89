"""Our pages opened in WeChat: known without typing, only here, only once, only our own."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.channels.world import Client
from tests.wechat.playing import FanPhone, WeChatWorld


class Browser:
    """WeChat's own browser in a fan's hand."""

    def __init__(self, world: WeChatWorld, fan: FanPhone) -> None:
        self.world = world
        self.fan = fan
        self.http = requests.Session()

    def enter(self, to: str = "/apply") -> requests.Response:
        url = f"{self.world.url}/wechat/enter"
        return self.http.get(url, params={"to": to}, allow_redirects=False, timeout=5)

    def authorise(self, entered: requests.Response) -> str:
        """WeChat's page sends the browser back; the address it is sent to."""
        address = entered.headers["Location"].removesuffix("#wechat_redirect")
        answer = requests.get(
            address, params={"fan": self.fan.openid}, allow_redirects=False, timeout=5
        )
        return str(answer.headers["Location"])

    def open(self, to: str = "/apply") -> str:
        """Through the door; the address of the page with its code."""
        back = self.authorise(self.enter(to))
        answer = self.http.get(back, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        return str(answer.headers["Location"])

    def exchange(self, page: str) -> requests.Response:
        code = page.split("#wx=")[1]
        url = f"{self.world.url}/api/sessions/exchange"
        return self.http.post(url, json={"code": code}, timeout=5)

    def client(self) -> Client:
        """The page's own session."""
        client = Client(self.world)
        client.use(**self.exchange(self.open()).json())
        return client


@pytest.fixture
def browser(world: WeChatWorld, fan: FanPhone) -> Browser:
    return Browser(world, fan)


def test_the_page_speaks_for_the_fans_talk(browser: Browser, fan: FanPhone) -> None:
    fan.writes("在微信里说的")
    fan.hears("答：在微信里说的")
    page = browser.open("/apply?step=upload&document=income_proof")
    assert page.startswith("/apply?step=upload&document=income_proof#wx=")
    client = Client(browser.world)
    client.use(**browser.exchange(page).json())
    assert client.history()[0]["text"] == "在微信里说的"
    client.say("在页面里说的")
    fan.hears("答：在页面里说的")


def test_a_code_serves_once(browser: Browser) -> None:
    page = browser.open()
    assert browser.exchange(page).status_code == 200
    again = browser.exchange(page)
    assert again.status_code == 410 and again.json()["code"] == "EXCHANGE_GONE"


def test_a_code_serves_a_minute(browser: Browser) -> None:
    page = browser.open()
    browser.world.clock.forward(seconds=61)
    assert browser.exchange(page).status_code == 410


def test_a_forwarded_address_opens_nothing(browser: Browser) -> None:
    page = browser.open()
    other = Browser(browser.world, browser.fan)
    assert other.exchange(page).status_code == 410
    other.enter()
    assert other.exchange(page).status_code == 410
    assert browser.exchange(page).status_code == 200


def test_the_state_is_checked(browser: Browser) -> None:
    back = browser.authorise(browser.enter())
    code = parse_qs(urlsplit(back).query)["code"][0]
    callback = f"{browser.world.url}/wechat/callback"
    forged = ["", "x", f"{browser.fan.openid}", '{"openid": "oVictim00001"}', "../..", "0" * 43]
    for state in forged:
        answer = browser.http.get(
            callback, params={"code": code, "state": state}, allow_redirects=False, timeout=5
        )
        assert answer.status_code == 400 and "Location" not in answer.headers
    victim = requests.Session()
    assert victim.get(back, allow_redirects=False, timeout=5).status_code == 400
    begun_elsewhere = Browser(browser.world, browser.fan)
    begun_elsewhere.enter()
    answer = begun_elsewhere.http.get(back, allow_redirects=False, timeout=5)
    assert answer.status_code == 400
    assert browser.http.get(back, allow_redirects=False, timeout=5).status_code == 302
    assert browser.http.get(back, allow_redirects=False, timeout=5).status_code == 400


def test_an_openid_in_the_address_counts_for_nothing(world: WeChatWorld, browser: Browser) -> None:
    back = browser.authorise(browser.enter()) + "&openid=oVictim00001&user=oVictim00001"
    page = browser.http.get(back, allow_redirects=False, timeout=5).headers["Location"]
    assert browser.exchange(page).status_code == 200
    assert "oVictim00001" not in world.wechat.fans


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "evil",
        "/ok\r\nX: y", "javascript:alert(1)", "/a b", "/#wx=x", "/api/logout", "/wechat/enter",
        "/sandbox/wechat", "", "/internal/deliveries", "/" + "a" * 400, "/<script>",
    ],
)  # fmt: skip
def test_only_own_pages_are_led_to(browser: Browser, to: str) -> None:
    answer = browser.enter(to)
    assert answer.status_code in (400, 422) and "Location" not in answer.headers
    assert "<script>" not in answer.text


def test_the_way_tells_wechat_nothing_but_itself(browser: Browser) -> None:
    entered = browser.enter("/apply")
    address = urlsplit(entered.headers["Location"])
    query = parse_qs(address.query)
    assert set(query) == {"appid", "redirect_uri", "response_type", "scope", "state"}
    assert query["scope"] == ["snsapi_base"] and address.fragment == "wechat_redirect"
    assert query["redirect_uri"] == [f"http://127.0.0.1:{browser.world.edge_port}/wechat/callback"]
    assert "/apply" not in address.query
    cookie = entered.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie


def test_a_refused_code_leads_nowhere(browser: Browser) -> None:
    entered = browser.enter()
    state = parse_qs(urlsplit(entered.headers["Location"]).query)["state"][0]
    callback = f"{browser.world.url}/wechat/callback"
    answer = browser.http.get(
        callback, params={"code": "made-up", "state": state}, allow_redirects=False, timeout=5
    )
    assert answer.status_code == 400 and "没能从微信打开" in answer.text


def test_signing_in_on_the_page_binds(world: WeChatWorld, browser: Browser, fan: FanPhone) -> None:
    world.outside.customers["15400000001"] = {"customer_id": "P01", "name_masked": "钱**"}
    fan.writes("先在微信里聊")
    fan.hears("答：先在微信里聊")
    client = browser.client()
    me = client.sign_in("15400000001").json()
    assert me["kind"] == "customer"
    fan.hears("已经绑定")
    (binding,) = client.get("/api/bindings").json()["items"]
    assert binding["channel"] == "wechat"
    fan.writes("我的方案")
    fan.hears("答：我的方案")
    assert world.outside.turns[-1]["metadata"]["owner"] == {"kind": "customer", "id": "P01"}
    assert world.outside.transfers


def test_signing_in_on_the_page_joins_the_talk_of_the_web(
    world: WeChatWorld, browser: Browser, fan: FanPhone
) -> None:
    world.outside.customers["15400000001"] = {"customer_id": "P01", "name_masked": "钱**"}
    web = world.customer()
    web.say("网页上算过的方案")
    web.sign_in("15400000001")
    fan.writes("你好")
    fan.hears("答：你好")
    client = browser.client()
    assert client.sign_in("15400000001").json()["conversation_id"] == web.conversation_id
    fan.hears("已经绑定")
    fan.writes("那首付降到两成呢")
    fan.hears("答：那首付降到两成呢")
    assert world.outside.turns[-1]["sender"] == web.conversation_id
    assert web.history()[-1]["text"] == "答：那首付降到两成呢"
    assert client.history()[-1]["text"] == "答：那首付降到两成呢"


def test_unbinding_signs_the_opened_pages_out(
    world: WeChatWorld, browser: Browser, fan: FanPhone
) -> None:
    fan.writes("你好")
    fan.hears("答：你好")
    client = browser.client()
    client.sign_in("15400000001")
    fan.hears("已经绑定")
    assert fan.gets(lambda: fan.writes("解绑微信")).startswith("这个微信已经解绑")
    assert client.get("/api/me").status_code == 401


def test_what_is_proved_on_his_page_counts_in_wechat_and_elsewhere_does_not(
    world: WeChatWorld, browser: Browser, fan: FanPhone
) -> None:
    world.outside.documents = [{"document": "income_proof", "status": "missing"}]
    world.outside.customers["15400000001"] = {"customer_id": "P01", "name_masked": "钱**"}
    fan.writes("你好")
    fan.hears("答：你好")
    page, web = browser.client(), world.customer()
    page.sign_in("15400000001")
    fan.hears("已经绑定")
    web.sign_in("15400000001")

    def assurance(text: str) -> str:
        fan.writes(text)
        fan.hears(f"答：{text}")
        return str(world.outside.turns[-1]["metadata"]["assurance"])

    proved = web.post("/api/step-up", id_last4="001X").json()
    assert proved.get("assurance") == "L2", proved
    assert assurance("在别处") == "L1"
    assert page.post("/api/step-up", id_last4="001X").json()["assurance"] == "L2"
    assert assurance("在这页") == "L2"
