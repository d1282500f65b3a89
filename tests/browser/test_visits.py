"""The page of visits: showrooms by distance, a time booked, moved and left, leads taken back."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Stage, Visit, whole
from tests.browser.reach import assert_fits

TAKEN = {"status": 409, "code": "SLOT_TAKEN", "title": "这个时间刚被约走了。",
         "allowed": {"slots": ["2026-11-23T11:00:00+08:00"]}}  # fmt: skip
REFUSED = """
() => { navigator.geolocation.getCurrentPosition = (_, refused) => refused(new Error('no')); }
"""
STANDS = {"status": 409, "code": "VISIT_STANDS", "title": "您已经有一个预约了。",
          "allowed": {"visit_no": "V1"}}  # fmt: skip


@pytest.fixture
def play(fake_edge: str) -> Iterator[Stage]:
    """Stages visits and leads; everything is taken back afterwards."""

    def make(**wish: Any) -> None:
        httpx.post(f"{fake_edge}/fault/visits", json=wish).raise_for_status()

    make()
    yield make
    make()


def choose(page: Page, day: str, hour: str) -> None:
    page.get_by_role("radio", name=day).check(force=True)
    page.get_by_role("radio", name=hour).check(force=True)
    page.get_by_role("button", name="下一步：核对").click()


def sent(fault: Callable[..., Any], path: str) -> list[Any]:
    return [body for _, called, body in fault()["calls"] if called == path]


@pytest.mark.parametrize("context", ["phone", "tablet", "desk"], indirect=True)
def test_showrooms_are_listed_and_drawn_by_distance(
    visit: Visit, play: Stage, request: pytest.FixtureRequest
) -> None:
    play(visits=2, leads=2)
    page = visit(None, "/visits?place=上海")
    names = page.locator(".dealer__name")
    expect(names).to_have_text([  # the one beyond 100 km is left out
        "霁川汽车上海浦江体验中心", "霁川汽车上海虹桥交付中心", "霁川汽车苏州金鸡湖体验中心",
    ])  # fmt: skip
    expect(page.locator(".dealer").first).to_contain_text("4.0 公里")
    expect(page.get_by_role("img", name="上海和 3 家门店")).to_be_visible()
    expect(page.get_by_text("已打烊，明天 09:00 开门")).to_be_visible()
    page.locator(".map__dealer").first.click()
    whole(page, f"visits-{request.node.callspec.params['context']}")
    assert_fits(page)


def test_a_place_is_named_anew_until_it_is_one(
    visit: Visit, play: Stage, fault: Callable[..., Any]
) -> None:
    page = visit(None, "/visits")
    whole(page, "visits-empty")
    assert_fits(page)
    place = page.get_by_label("您在哪个城市或区")
    place.fill("火星")
    page.get_by_role("button", name="查门店").click()
    expect(page.get_by_role("alert")).to_contain_text("没有找到这个地方")
    place.fill("江北区")
    page.get_by_role("button", name="查门店").click()
    expect(page.get_by_role("button", name="宁波江北")).to_be_visible()
    place.fill("拉萨")
    page.get_by_role("button", name="查门店").click()
    expect(page.get_by_text("100 公里内没有门店")).to_be_visible()
    assert_fits(page)


def test_a_position_is_asked_for_by_a_press_and_told_roughly(
    visit: Visit, play: Stage, context: BrowserContext, fault: Callable[..., Any]
) -> None:
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": 31.230416, "longitude": 121.473701})
    page = visit(None, "/visits", level="L0")
    expect(page.get_by_role("button", name="用我的位置")).to_be_visible()
    assert sent(fault, "/api/dealers/nearest") == []
    page.get_by_role("button", name="用我的位置").click()
    expect(page.locator(".dealer")).to_have_count(3)
    expect(page.get_by_role("heading", name="登录后看您的预约")).to_be_visible()
    assert sent(fault, "/api/dealers/nearest") == [{"latitude": 31.23, "longitude": 121.474}]


def test_without_a_position_a_place_can_be_written(
    visit: Visit, play: Stage, context: BrowserContext
) -> None:
    context.clear_permissions()
    page = visit(None, "/visits", level="L0")
    page.evaluate(REFUSED)
    page.get_by_role("button", name="用我的位置").click()
    expect(page.get_by_role("alert")).to_contain_text("可以在上面写城市或区")


def test_a_time_that_was_taken_leads_to_another_and_is_booked(
    visit: Visit, play: Stage, fault: Callable[..., Any]
) -> None:
    page = visit(None, "/visits?place=上海")
    page.get_by_role("button", name="约时间").first.click()
    whole(page, "visits-times")
    choose(page, "11月23日", "10:00")
    confirm = page.get_by_role("button", name="确认预约")
    expect(confirm).to_be_disabled()
    page.get_by_role("checkbox").check()
    whole(page, "visits-read-back")
    assert_fits(page)
    play(refuse=TAKEN)
    confirm.click()
    expect(page.get_by_role("alert")).to_contain_text("刚刚被约走了，没有约成")
    whole(page, "visits-taken")
    choose(page, "11月23日", "11:00")
    page.get_by_role("button", name="确认预约").click()
    expect(page.get_by_role("dialog", name="约好了")).to_contain_text("V1")
    with page.expect_download() as kept:
        page.get_by_role("button", name="加到手机日历").last.click()
    assert kept.value.suggested_filename == "appointment.ics"
    page.get_by_role("button", name="完成").click()
    expect(page.get_by_role("region", name="我的预约")).to_contain_text("11:00")
    assert sent(fault, "/api/visits")[-1] == {
        "dealer_id": "sh-01", "starts_at": "2026-11-23T11:00:00+08:00", "kind": "test_drive",
        "vehicle_key": None, "confirm": True,
    }  # fmt: skip


def test_a_visitor_signs_in_on_the_way_and_goes_on(visit: Visit, play: Stage) -> None:
    page = visit(None, "/visits?place=上海", level="L0")
    page.get_by_role("button", name="约时间").first.click()
    choose(page, "11月23日", "10:00")
    sheet = page.get_by_role("dialog", name="登录后就能约这个时间")
    sheet.get_by_label("手机号").fill("15400000002")
    sheet.get_by_role("button", name="获取验证码").click()
    sheet.get_by_label("6 位验证码").fill("123456")
    sheet.get_by_role("button", name="登录并继续").click()
    expect(page.get_by_role("dialog", name="请核对后确认")).to_contain_text("11月23日（周一）10:00")
    expect(page.get_by_role("region", name="我的预约")).to_be_visible()


def test_one_that_stands_is_moved_instead_and_left(
    visit: Visit, play: Stage, fault: Callable[..., Any]
) -> None:
    play(visits=2)
    page = visit(None, "/visits?place=上海")
    page.get_by_role("button", name="约时间").first.click()
    choose(page, "11月25日", "16:00")
    page.get_by_role("checkbox").check()
    play(refuse=STANDS)
    page.get_by_role("button", name="确认预约").click()
    page.get_by_role("button", name="改已有的预约").click()
    choose(page, "11月25日", "16:00")
    expect(page.get_by_role("dialog")).to_contain_text("11月24日 14:00")
    page.get_by_role("button", name="确认改到这个时间").click()
    page.get_by_role("button", name="完成").click()
    own = page.get_by_role("region", name="我的预约")
    expect(own).to_contain_text("11月25日（周三）16:00")
    own.get_by_role("button", name="取消预约").click()
    page.get_by_role("button", name="确认取消").click()
    expect(own).to_contain_text("还没有预约")
    own.get_by_role("button", name="以前的预约（2）").click()
    expect(own).to_contain_text("已取消")


def test_an_inspection_stands_among_them_with_the_way_to_its_errand(
    visit: Visit, play: Stage
) -> None:
    play(inspection=True)
    page = visit(None, "/visits")
    own = page.get_by_role("region", name="我的预约")
    expect(own).to_contain_text("11月26日（周四）10:00")
    whole(page, "visits-inspection")
    way = own.get_by_role("link", name="改时间、看进度或取消")
    expect(way).to_have_attribute("href", "/service/errands/E3")


def test_what_a_dealer_was_told_is_seen_and_taken_back(
    visit: Visit, play: Stage, fault: Callable[..., Any]
) -> None:
    play(leads=2)
    page = visit(None, "/visits")
    leads = page.get_by_role("region", name="给门店的信息")
    expect(leads).to_contain_text("154****0002")
    expect(leads).to_contain_text("同意提供给门店")
    leads.get_by_role("button", name="撤回").click()
    whole(page, "visits-revoke")
    page.get_by_role("button", name="确认撤回").click()
    expect(leads.get_by_role("button", name="已结束的（2）")).to_be_visible()
    assert sent(fault, "/api/leads/K1/revoke") == [{}]


def test_what_cannot_be_read_says_so_and_is_tried_again(visit: Visit, play: Stage) -> None:
    down = {"status": 503, "code": "OFFICE_DOWN", "title": "后台系统暂时没有回应，请稍后再试。"}
    play(fail=down)
    page = visit(None, "/visits")
    own = page.get_by_role("region", name="我的预约")
    expect(own.get_by_role("alert")).to_contain_text("暂时没有回应")
    whole(page, "visits-failed")
    play(fail=None, visits=2)
    own.get_by_role("button", name="再试一次").click()
    expect(own).to_contain_text("11月24日（周二）14:00")
