"""One customer on the web and in WeChat: bound, in step, and apart again."""

from urllib.parse import parse_qs, urlsplit

from channels.wechat.wording import phrase
from tests.channels.world import Client
from tests.wechat.playing import FanPhone, WeChatWorld

PHONE = "15400000001"


def signed_in(world: WeChatWorld, phone: str = PHONE, customer_id: str = "P01") -> Client:
    world.outside.customers[phone] = {"customer_id": customer_id, "name_masked": "钱**"}
    client = world.customer()
    assert client.sign_in(phone).status_code == 200
    return client


def bind(client: Client, fan: FanPhone) -> None:
    """The customer scans the code that his page shows."""
    shown = client.post("/api/bindings/wechat")
    assert shown.status_code == 200, shown.text
    assert shown.json()["qr"].startswith("data:image/svg+xml;base64,")
    fan.scans(shown.json()["url"])
    fan.hears("已经绑定到 154****0001")


def test_a_scanned_code_binds_and_the_talk_goes_on(world: WeChatWorld, fan: FanPhone) -> None:
    client = signed_in(world)
    client.say("二十来万的车")
    assert client.get("/api/bindings").json() == {"items": []}
    bind(client, fan)
    (binding,) = client.get("/api/bindings").json()["items"]
    assert binding["channel"] == "wechat" and binding["subscribed"]
    assert fan.gets(lambda: fan.writes("那首付三成呢")) == "答：那首付三成呢"
    assert world.outside.turns[-1]["sender"] == client.conversation_id
    assert world.outside.turns[-1]["metadata"]["owner"] == {"kind": "customer", "id": "P01"}
    shown = [line["text"] for line in client.history() if "text" in line]
    assert shown[-2:] == ["那首付三成呢", "答：那首付三成呢"]
    assert any("已经绑定" in text for text in shown)


def test_what_is_said_on_the_web_arrives_in_wechat(world: WeChatWorld, fan: FanPhone) -> None:
    client = signed_in(world)
    bind(client, fan)
    client.say("网页上问一句")
    fan.hears("答：网页上问一句")
    assert "〔网页〕您：网页上问一句" in fan.read()[-1]
    assert fan.read()[-1].index("〔网页〕") < fan.read()[-1].index("答：")


def test_a_following_fan_and_a_new_one_bind_alike(world: WeChatWorld) -> None:
    client = signed_in(world)
    stranger = world.fan("oStranger00001", follows=False)
    bind(client, stranger)
    assert world.wechat.fans["oStranger00001"].subscribed


def test_what_was_said_in_wechat_comes_along(world: WeChatWorld, fan: FanPhone) -> None:
    fan.writes("我想要气球贷")
    fan.hears("答：我想要气球贷")
    first = world.outside.turns[-1]
    world.outside.slots[first["sender"]] = {"product": "QQD", "shown": "x", "city": None}
    client = signed_in(world)
    client.say("二十万")
    bind(client, fan)
    assert world.outside.transfers[-1] == {
        "from_owner": first["metadata"]["owner"], "to_owner": {"kind": "customer", "id": "P01"},
    }  # fmt: skip
    assert world.outside.slots[client.conversation_id] == {"product": "QQD"}


def test_where_the_web_said_nothing_wechats_talk_goes_on(world: WeChatWorld, fan: FanPhone) -> None:
    fan.writes("我想要气球贷")
    fan.hears("答：我想要气球贷")
    talk = world.outside.turns[-1]["sender"]
    client = signed_in(world)
    bind(client, fan)
    assert client.history()[0]["text"] == "我想要气球贷"
    client.say("继续")
    assert world.outside.turns[-1]["sender"] == talk


def test_wechat_follows_the_newest_talk_on_the_web(world: WeChatWorld, fan: FanPhone) -> None:
    first = signed_in(world)
    bind(first, fan)
    fan.writes("一")
    fan.hears("答：一")
    other = world.customer()  # another browser, where something was said before signing in
    other.say("在别的浏览器")
    other.sign_in(PHONE)
    other.say("登录以后")
    fan.hears("答：登录以后")
    fan.writes("二")
    fan.hears("答：二")
    assert world.outside.turns[-1]["sender"] == other.conversation_id
    assert other.history()[-1]["text"] == "答：二"


def test_two_devices_at_once_stay_in_step(world: WeChatWorld, fan: FanPhone) -> None:
    client = signed_in(world)
    bind(client, fan)
    for number in range(3):
        fan.writes(f"手机{number}")
        fan.hears(f"答：手机{number}")
        client.say(f"电脑{number}")
        fan.hears(f"答：电脑{number}")
    texts = [line["text"] for line in client.history() if line.get("text")]
    for side in ("手机", "电脑"):
        assert [texts.count(f"{side}{n}") for n in range(3)] == [1, 1, 1]
        assert [texts.count(f"答：{side}{n}") for n in range(3)] == [1, 1, 1]
    told = "\n".join(fan.read())
    places = [told.index(f"答：{side}{n}") for n in range(3) for side in ("手机", "电脑")]
    assert places == sorted(places)


def test_a_code_serves_once_and_ten_minutes(world: WeChatWorld, fan: FanPhone) -> None:
    client = signed_in(world)
    used = client.post("/api/bindings/wechat").json()["url"]
    fan.scans(used)
    fan.hears("已经绑定")
    thief = world.fan("oThief00000001")
    thief.scans(used)
    thief.hears(phrase("ticket_gone"))
    assert len(client.get("/api/bindings").json()["items"]) == 1


def test_a_made_up_scene_binds_nobody(world: WeChatWorld, fan: FanPhone) -> None:
    from tests.wechat.playing import event

    for scene in ("b_guess", "P01", "qrscene_P01", "1"):
        document = event(fan.openid, "SCAN", scene)
        assert world.opened(world.deliver(document))["Content"] == phrase("ticket_gone")


def test_a_code_of_a_page_that_was_signed_out_is_dead(world: WeChatWorld, fan: FanPhone) -> None:
    client = signed_in(world)
    shown = client.post("/api/bindings/wechat").json()["url"]
    client.post("/api/logout")
    fan.scans(shown)
    fan.hears(phrase("ticket_gone"))


def test_visitors_have_no_bindings(world: WeChatWorld) -> None:
    client = world.customer()
    for call in (client.get, client.post, client.http.delete):
        path = "/api/bindings" if call == client.get else "/api/bindings/wechat"
        url = world.url + path if call == client.http.delete else path
        answer = call(url)
        assert answer.status_code == 401 and answer.json()["code"] == "LOGIN_REQUIRED"


def test_unbinding_ends_it_on_both_sides(world: WeChatWorld, fan: FanPhone) -> None:
    client = signed_in(world)
    bind(client, fan)
    fan.writes("一")
    fan.hears("答：一")
    answer = client.http.delete(f"{world.url}/api/bindings/wechat")
    assert answer.json() == {"items": []}
    fan.hears(phrase("unbound_here"))
    assert client.history()[-1]["text"] == phrase("unbound_there")
    client.say("只有我看")
    fan.writes("二")
    fan.hears("答：二")
    assert not any("只有我看" in text for text in fan.read())
    turn = world.outside.turns[-1]
    assert turn["sender"] != client.conversation_id
    assert turn["metadata"]["owner"]["kind"] == "visitor"


def test_saying_so_in_wechat_unbinds(world: WeChatWorld, fan: FanPhone) -> None:
    assert fan.gets(lambda: fan.writes("解绑微信")) == phrase("not_bound")
    client = signed_in(world)
    bind(client, fan)
    assert fan.gets(lambda: fan.writes("解绑微信")) == phrase("unbound_here")
    assert client.get("/api/bindings").json() == {"items": []}


def test_removing_the_device_unbinds(world: WeChatWorld, fan: FanPhone) -> None:
    client = signed_in(world)
    bind(client, fan)
    devices = client.get("/api/devices").json()["items"]
    (wechat,) = [device for device in devices if device["name"] == phrase("device")]
    removed = client.http.delete(f"{world.url}/api/devices/{wechat['device_id']}")
    assert removed.status_code == 200
    fan.writes("还在吗")
    fan.hears("答：还在吗")
    assert world.outside.turns[-1]["metadata"]["owner"]["kind"] == "visitor"
    assert client.get("/api/bindings").json() == {"items": []}


def test_a_silent_back_office_does_not_spoil_the_code(world: WeChatWorld, fan: FanPhone) -> None:
    fan.writes("一")
    fan.hears("答：一")
    client = signed_in(world)
    url = client.post("/api/bindings/wechat").json()["url"]
    world.outside.backoffice_up = False
    ticket = parse_qs(urlsplit(url).query)["scan"][0]
    fan.scans(ticket)
    world.wait_for(lambda: any(message["kind"] == "scanned" for message in fan.screen))
    world.outside.backoffice_up = True
    fan.scans(ticket)
    fan.hears("已经绑定")
