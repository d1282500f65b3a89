"""Lines as a fan reads them: complete, in parts that fit, numbered, with links that know him."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from channels.storage.talks import Line
from channels.wechat.rendering import TEXT_BYTES, Rendering
from channels.wechat.splitting import split

AT = datetime(2026, 11, 21, tzinfo=UTC)
RENDER = Rendering("https://car.example")
OWN = "wx.w-1."


def line(seq: int, role: str = "bot", turn: str | None = "t1", **body: Any) -> Line:
    return Line(seq, turn, role, body, AT)


def card(text: str, *actions: dict[str, str], **more: Any) -> dict[str, Any]:
    return {
        "name": "quote",
        "title": "方案",
        "text": text,
        "data": {},
        "actions": list(actions),
    } | more


def test_texts_of_a_turn_go_as_one_message() -> None:
    outs = RENDER.render([line(2, text="一"), line(3, text="二")], OWN)
    assert [(out.text, out.upto) for out in outs] == [("一\n\n二", 3)]


def test_his_own_words_are_not_told_him() -> None:
    lines = [
        line(1, "customer", text="我说", client_message_id=f"{OWN}abc"),
        line(2, "customer", "t2", text="网页上说", client_message_id="page-1"),
        line(3, "customer", "t3", text="另一个微信", client_message_id="wx.w-2.abc"),
        line(4, turn="t2", text="答"),
    ]
    outs = RENDER.render(lines, OWN)
    assert [out.text for out in outs] == ["〔网页〕您：网页上说\n\n〔微信〕您：另一个微信\n\n答"]
    assert RENDER.skipped(lines, OWN) == 1


def test_words_that_wait_for_their_answer_wait_too() -> None:
    lines = [line(1, text="答"), line(2, "customer", "t2", text="网页上说")]
    assert [out.upto for out in RENDER.render(lines, OWN)] == [1]
    assert RENDER.render(lines[1:], OWN) == []


def test_buttons_are_numbered_through_the_turn() -> None:
    first = card("月供 4,406.28 元", {"label": "就用这个", "payload": "b1.a"})
    lines = [
        line(1, turn="t0", text="旧", actions=[{"label": "旧的", "payload": "b1.0"}]),
        line(2, card=first),
        line(3, text="还要看别的吗", actions=[{"label": "换首付", "payload": "b1.b"}]),
    ]
    (out,) = RENDER.render(lines, OWN)
    assert "1. 就用这个" in out.text and "2. 换首付" in out.text and "旧的" not in out.text
    assert [choice["payload"] for choice in out.buttons or []] == ["b1.a", "b1.b"]
    later = RENDER.render([line(4, text="对了", actions=[{"label": "存下", "payload": "b1.c"}])],
                          OWN, out.buttons or [])  # fmt: skip
    assert "3. 存下" in later[0].text and len(later[0].buttons or []) == 3


def test_buttons_inside_a_card_name_their_item() -> None:
    items = [
        {"name": "低息贷", "action": {"label": "选它", "payload": "b1.a"}},
        {"name": "气球贷", "action": {"label": "选它", "payload": "b1.b"}},
    ]
    (out,) = RENDER.render([line(1, card=card("两种", data={"items": items}))], OWN)
    assert "1. 选它（低息贷）\n2. 选它（气球贷）" in out.text


def test_own_pages_are_reached_through_the_door() -> None:
    (out,) = RENDER.render(
        [line(1, text="去看", actions=[{"label": "申请", "url": "/apply"}])], OWN
    )
    assert '<a href="https://car.example/wechat/enter?to=%2Fapply">申请</a>' in out.text
    foreign = RENDER.render(
        [line(1, text="看", actions=[{"label": "官网", "url": "https://x.cn"}])], OWN
    )
    assert '<a href="https://x.cn">官网</a>' in foreign[0].text


def test_a_short_card_with_one_page_is_an_article() -> None:
    upload = card(
        "请拍身份证正反面", {"label": "去上传", "url": "/apply?step=upload"}, title="上传材料"
    )
    (out,) = RENDER.render([line(1, card=upload)], OWN)
    assert (out.title, out.text) == ("上传材料", "请拍身份证正反面")
    assert out.url.endswith("to=%2Fapply%3Fstep%3Dupload")
    long = card("长" * 300, {"label": "去上传", "url": "/apply"}, title="上传材料")
    assert RENDER.render([line(1, card=long)], OWN)[0].url == ""


def test_what_nobody_asked_for_is_important() -> None:
    assert RENDER.render([line(1, turn=None, text="您的申请通过了")], OWN)[0].important
    assert not RENDER.render([line(1, text="答")], OWN)[0].important


@given(st.text(alphabet="一二三，。！\n 1234.,元%abc<>😀", max_size=3000))
def test_parts_fit_and_nothing_is_lost(text: str) -> None:
    parts = split(text, 300)
    assert all(0 < len(part.encode()) <= 300 for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_figures_are_not_cut() -> None:
    figures = [f"月供 {n},406.28 元、年化 1.{n % 90 + 10}%" for n in range(100, 400)]
    for limit in (200, 251, 302, 2048):
        for text in ("；".join(figures), "".join(figures), "，".join(figures)):
            joined = "\n".join(split(text, limit))
            for figure in figures:
                amount, rate = figure.split("、")
                assert amount.removeprefix("月供 ") in joined, (limit, amount)
                assert rate.removeprefix("年化 ") in joined, (limit, rate)


def test_links_are_not_cut() -> None:
    link = '<a href="https://car.example/wechat/enter?to=%2Fapply">申请页面</a>'
    for before in range(0, 220, 7):
        parts = split("字" * before + link + "尾" * 50, 300)
        assert sum(link in part for part in parts) == 1


def test_a_very_long_answer_goes_in_parts_with_its_buttons_last() -> None:
    text = "。".join(f"第{n}条说明，月供 4,{n:03d}.28 元" for n in range(200))
    actions = [{"label": "好", "payload": "b1.a"}]
    outs = RENDER.render([line(1, text=text, actions=actions)], OWN)
    assert len(outs) > 2 and all(len(out.text.encode()) <= TEXT_BYTES for out in outs)
    assert [out.upto for out in outs] == [None] * (len(outs) - 1) + [1]
    assert outs[-1].text.endswith("1. 好")
