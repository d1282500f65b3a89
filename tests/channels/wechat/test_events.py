"""Everything a fan can send, and what comes of it."""

from channels.wechat.menu import document, groups
from channels.wechat.rendering import Rendering
from channels.wechat.wording import phrase
from tests.wechat.playing import FanPhone, WeChatWorld, bring, event


def test_voice_is_what_was_recognised(world: WeChatWorld, fan: FanPhone) -> None:
    fan.speaks("首付三成月供多少。")
    fan.hears("答：首付三成月供多少。")
    bring(world, fan.openid, "voice", MediaId="m", Format="amr", Recognition="")
    fan.hears(phrase("voice_unheard"))


def test_a_position_becomes_the_city_of_a_showroom(world: WeChatWorld, fan: FanPhone) -> None:
    fan.is_at(31.2, 121.4, "上海市浦东新区听潮路")
    fan.hears("我在上海，附近哪里有门店")
    fan.is_at(39.1, 117.2, "天津市和平区")
    fan.hears("我在北京，附近哪里有门店")
    world.outside.backoffice_up = False
    fan.is_at(39.1, 117.2, "天津市和平区")
    fan.hears("我在天津市和平区，附近哪里有门店")


def test_links_and_films_get_a_kind_word(world: WeChatWorld, fan: FanPhone) -> None:
    bring(world, fan.openid, "link", Title="t", Description="d", Url="https://x.cn")
    bring(world, fan.openid, "shortvideo", MediaId="m", ThumbMediaId="t")
    bring(world, fan.openid, "something_new", Whatever="1")
    assert fan.read() == [phrase("link"), phrase("video"), phrase("other")]
    assert world.outside.turns == []


def test_the_menu_says_what_it_stands_for(world: WeChatWorld, fan: FanPhone) -> None:
    fan.presses("dealers")
    fan.hears("答：附近哪里有门店")
    fan.presses("nothing_of_ours")
    bring(world, fan.openid, "event", Event="VIEW", EventKey="https://x.cn")
    assert len(world.outside.turns) == 1 and len(fan.read()) == 1


def test_the_menu_is_data_that_wechat_takes(world: WeChatWorld) -> None:
    world.wait_for(lambda: world.wechat.menu is not None)
    assert world.wechat.menu == document(Rendering(f"http://127.0.0.1:{world.edge_port}"))
    assert len(groups()) <= 3
    for group in groups():
        assert len(group["name"]) <= 4 and 1 <= len(group["items"]) <= 5
        for item in group["items"]:
            assert len(item["name"]) <= 8 and ("say" in item) == ("key" in item) != ("page" in item)


def test_following_is_welcomed(world: WeChatWorld) -> None:
    fan = world.fan(follows=False)
    fan.follows()
    said = fan.hears("您好，我是霁川汽车金融的智能顾问（AI）")
    assert "/wechat/enter?to=%2Faccount" in said[0] and "{" not in said[0]


def test_an_event_delivered_again_is_one(world: WeChatWorld) -> None:
    document_ = event("oEvent000001", "CLICK", "dealers", at=1_700_000_000)
    first, second = world.deliver(document_), world.deliver(document_)
    assert world.opened(first)["Content"] == world.opened(second)["Content"]
    assert len(world.outside.turns) == 1
    other = event("oEvent000001", "CLICK", "vehicles", at=1_700_000_000)
    world.deliver(other)
    assert len(world.outside.turns) == 2


def test_who_leaves_is_told_nothing_more(world: WeChatWorld, fan: FanPhone) -> None:
    fan.writes("一")
    fan.hears("答：一")
    world.outside.mode = "down"
    fan.writes("二")
    fan.waits(lambda said: len(said) == 2)
    fan.leaves()
    world.outside.mode = "ok"
    world.wait_for(lambda: "二" in world.text_turns())
    assert len(fan.read()) == 2
    fan.follows()
    fan.writes("我回来了")
    told = "\n".join(fan.hears("答：我回来了"))
    assert told.index("答：二") < told.index("答：我回来了")


def test_a_number_presses_the_button_just_shown(world: WeChatWorld, fan: FanPhone) -> None:
    world.outside.script = lambda turn: (
        [{"text": "选吧", "actions": [{"label": "低息", "payload": "/a"},
                                     {"label": "气球", "payload": "/b"}]}]
        if "text" in turn and turn["text"] == "推荐"
        else [{"text": f"按了{turn.get('press')}{turn.get('text', '')}"}]
    )  # fmt: skip
    for typed, pressed in (("2", "/b"), ("「1」", "/a"), ("１", "/a"), ("2.", "/b")):
        assert "2. 气球" in fan.gets(lambda: fan.writes("推荐"))
        assert fan.gets(lambda typed=typed: fan.writes(typed)) == f"按了{pressed}"
    assert fan.gets(lambda: fan.writes("2")) == "按了None2"  # nothing is open any more
    assert "选吧" in fan.gets(lambda: fan.writes("推荐"))
    assert fan.gets(lambda: fan.writes("3")) == "按了None3"


def test_too_long_a_text_is_said_so(world: WeChatWorld, fan: FanPhone) -> None:
    fan.writes("长" * 1500)
    fan.hears("一次最多 1000 个字")
    assert world.outside.turns == []
