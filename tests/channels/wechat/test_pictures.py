"""Pictures: handed in as the paper the application waits for, asked when there are several."""

from channels.wechat.wording import phrase
from tests.channels.wechat.test_sending import bound
from tests.wechat.playing import FanPhone, WeChatWorld

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def wanted(document: str, title: str, status: str = "missing", party: str = "T1") -> dict[str, str]:
    return {"document": document, "title": title, "status": status, "party_id": party}


def test_a_strangers_picture_is_not_kept(world: WeChatWorld, fan: FanPhone) -> None:
    fan.sends_picture(PNG)
    said = fan.hears("没有保存")
    assert "/wechat/enter?to=%2Faccount" in said[0]
    assert world.outside.papers == []


def test_without_an_application_nothing_is_kept(world: WeChatWorld) -> None:
    fan = bound(world)
    fan.sends_picture(PNG)
    fan.hears(phrase("image_no_application"))


def test_the_one_missing_paper_is_handed_in(world: WeChatWorld) -> None:
    fan = bound(world)
    world.outside.documents = [
        wanted("income_proof", "收入证明"), wanted("id_card", "身份证", "accepted"),
        wanted("income_proof", "收入证明", party="T2"),
    ]  # fmt: skip
    fan.sends_picture(PNG)
    fan.hears("《收入证明》收到了")
    (paper,) = world.outside.papers
    assert (paper["document"], paper["content"]) == ("income_proof", PNG)
    assert paper["actor"] == "customer:P01"


def test_which_paper_it_is_is_asked(world: WeChatWorld) -> None:
    fan = bound(world)
    world.outside.documents = [
        wanted("id_card", "身份证"),
        wanted("income_proof", "收入证明", "rejected"),
    ]
    fan.sends_picture(PNG)
    said = fan.hears("这是哪一份材料")[-1]
    assert "1. 身份证（正面）\n2. 身份证（反面）\n3. 收入证明" in said
    fan.writes("2")
    fan.hears("《身份证（反面）》收到了")
    (paper,) = world.outside.papers
    assert (paper["document"], paper["side"]) == ("id_card", "back")
    fan.writes("2")
    fan.hears("答：2")  # the choice is closed


def test_a_slow_back_office_does_not_keep_wechat_waiting(world: WeChatWorld) -> None:
    fan = bound(world)
    world.outside.documents = [wanted("income_proof", "收入证明")]
    world.outside.paper_seconds = 1.5
    fan.sends_picture(PNG)
    fan.hears("《收入证明》收到了")
    assert fan.ways()[-1] == "service" and len(world.outside.papers) == 1


def test_what_is_no_picture_is_refused_in_words(world: WeChatWorld) -> None:
    fan = bound(world)
    world.outside.documents = [wanted("income_proof", "收入证明")]
    fan.sends_picture(b"GIF89a" + bytes(100), "image/gif")
    fan.hears("没能收下")
    assert world.outside.papers == []


def test_a_picture_that_cannot_be_fetched_is_said_so(world: WeChatWorld) -> None:
    fan = bound(world)
    world.outside.documents = [wanted("income_proof", "收入证明")]
    world.wechat.faults["/cgi-bin/media/get"] = [40007]
    fan.sends_picture(PNG)
    fan.hears("没能取到")
