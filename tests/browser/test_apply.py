"""The customer's page of an application, walked through as a customer would, and looked at."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, give_last_four, picture, shot
from tests.browser.fake_loan import STATES
from tests.browser.reach import assert_fits

Fault = Callable[..., Any]


@pytest.mark.parametrize("context", ["phone", "tablet", "desk"], indirect=True)
@pytest.mark.parametrize("scene", list(STATES))
def test_every_state_is_drawn_and_fits(
    visit: Visit, scene: str, request: pytest.FixtureRequest
) -> None:
    page = visit(scene, level="L2")
    expect(page.get_by_text("4,406.28").first).to_be_visible()
    expect(page.get_by_text("年化（单利）").first).to_be_visible()
    page.wait_for_timeout(700)
    shot(page, f"apply-{scene}-{request.node.callspec.params['context']}")
    assert_fits(page)


def test_a_visitor_signs_in_and_goes_on(visit: Visit) -> None:
    page = visit("DRAFT", level="L0")
    page.get_by_label("手机号").fill("154 0000 0002")
    page.get_by_role("button", name="获取验证码").click()
    expect(page.get_by_text("验证码已发出")).to_be_visible()
    page.get_by_label("6 位验证码").fill("000000")
    page.get_by_role("button", name="登录并继续").click()
    expect(page.get_by_role("alert")).to_contain_text("验证码不对")
    page.get_by_label("6 位验证码").fill("123456")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="拍身份证")).to_be_visible()
    expect(page.get_by_role("banner")).to_contain_text("沈*夏")


def test_without_an_application_the_way_to_one_is_shown(visit: Visit) -> None:
    page = visit(None)
    expect(page.get_by_role("heading", name="还没有进行中的申请")).to_be_visible()
    shot(page, "apply-none")
    assert_fits(page)


def test_identity_from_consent_to_the_living_person(visit: Visit, tmp_path: Path) -> None:
    page = visit("DRAFT")
    tick = page.get_by_role("checkbox", name="使用身份证照片")
    expect(tick).not_to_be_checked()
    assert page.locator("input[type=file]").count() == 0
    tick.check()
    front = page.locator("input[type=file]").first
    expect(front).to_have_attribute("capture", "environment")
    front.set_input_files(picture(tmp_path, "front.jpg"))
    expect(page.get_by_label("住址")).to_have_value("成都市青羊区河畔路 8 号")
    shot(page, "apply-id-confirm")
    assert_fits(page)
    page.get_by_role("button", name="核对好了，确认").click()
    page.locator("input[type=file]").nth(1).set_input_files(picture(tmp_path, "back.jpg"))
    face = page.get_by_role("checkbox", name="真人核验")
    expect(face).not_to_be_checked()
    start = page.get_by_role("button", name="开始真人核验")
    expect(start).to_be_disabled()
    face.check()
    shot(page, "apply-face")
    start.click()
    page.frame_locator("iframe.provider").get_by_role("button", name="通过").click()
    expect(page.get_by_role("heading", name="补几项信息")).to_be_visible(timeout=10_000)
    assert_fits(page)


def test_a_photo_is_made_smaller_and_goes_on_after_a_cut(
    visit: Visit, fault: Fault, tmp_path: Path
) -> None:
    page = visit("DRAFT")
    page.get_by_role("checkbox", name="使用身份证照片").check()
    fault(cut=2)
    large = picture(tmp_path, "front.jpg", (4800, 3200))
    page.locator("input[type=file]").first.set_input_files(large)
    expect(page.get_by_label("住址")).to_be_visible(timeout=15_000)
    calls = fault()["calls"]
    begun = next(body for _, path, body in calls if path == "/api/uploads/begin")
    assert begun["size"] < Path(large).stat().st_size
    assert begun["document"] == "id_card" and begun["side"] == "front"


def test_fields_are_saved_one_by_one_and_only_what_was_typed_counts(
    visit: Visit, fault: Fault
) -> None:
    page = visit("FIELDS")
    page.get_by_text("8 千左右").click()
    expect(page.get_by_text("已保存")).to_have_count(1)
    page.get_by_label("单位名称").fill("星河科技")
    page.get_by_label("单位电话").fill("021-60000000")
    page.get_by_label("单位电话").press("Enter")
    go = page.get_by_role("button", name="填好了，继续")
    expect(go).to_be_enabled()
    saved = [body for method, _, body in fault()["calls"] if method == "PATCH"]
    assert {name for body in saved for name in body["typed"]} == {
        "income_monthly",
        "employer_name",
        "employer_phone",
    }
    page.get_by_role("button", name="已替您填好").click()
    expect(page.get_by_text("从证件读取").first).to_be_visible()
    shot(page, "apply-fields-filled")
    assert_fits(page)
    go.click()
    expect(page.get_by_role("heading", name="阅读并授权查征信")).to_be_visible()


def test_a_wrong_field_says_why_and_loses_nothing(visit: Visit, fault: Fault) -> None:
    page = visit("FIELDS")
    page.get_by_label("单位名称").fill("星河科技")
    page.get_by_label("单位名称").blur()
    expect(page.get_by_text("已保存")).to_have_count(1)
    hint = "请填单位电话，如 021-60000000"
    refusal = {"status": 422, "code": "FIELD_INVALID", "title": "这一项填得不对。"}
    fault(refuse={**refusal, "allowed": {"field": "employer_phone", "hint": hint}})
    page.get_by_label("单位电话").fill("12")
    page.get_by_label("单位电话").blur()
    expect(page.get_by_role("alert")).to_contain_text(hint)
    shot(page, "apply-field-wrong")
    page.reload()
    expect(page.get_by_label("单位名称")).to_have_value("星河科技")


@pytest.mark.parametrize(
    ("scene", "box", "tick", "go", "then"),
    [
        ("ID_VERIFIED", "征信查询授权书", "我已读完，同意查询", "同意并授权", "预审中"),
        ("APPROVED", "综合融资成本明示表", "我已看完，清楚", "确认费用，生成合同", "签合同"),
    ],
)
def test_a_text_is_read_to_its_end_and_long_enough(
    visit: Visit, scene: str, box: str, tick: str, go: str, then: str
) -> None:
    page = visit(scene, level="L2" if scene == "APPROVED" else "L1")
    page.clock.install()
    page.reload()
    text = page.get_by_role("region", name=box)
    expect(text).to_be_visible()
    agree = page.get_by_role("checkbox", name=tick)
    expect(agree).not_to_be_checked()
    agree.check()
    button = page.get_by_role("button", name=go)
    expect(button).to_be_disabled()
    text.evaluate("box => { box.scrollTop = box.scrollHeight; }")
    expect(page.get_by_text("已读到最后")).to_be_visible()
    expect(button).to_be_disabled()
    for _ in range(11):
        page.clock.run_for(1000)
    expect(page.get_by_text("阅读时间够了")).to_be_visible()
    shot(page, f"apply-read-{scene}")
    button.click()
    if scene == "ID_VERIFIED":
        give_last_four(page)
    expect(page.get_by_role("heading", name=then)).to_be_visible()


def test_costs_are_shown_to_who_proved_himself(visit: Visit) -> None:
    page = visit("APPROVED")
    shot(page, "apply-locked")
    page.get_by_role("button", name="确认是本人，继续").click()
    give_last_four(page)
    expect(page.get_by_role("region", name="综合融资成本明示表")).to_be_visible()


def test_a_paper_of_several_pages_is_sent_as_one(
    visit: Visit, fault: Fault, tmp_path: Path
) -> None:
    page = visit("NEEDS_DOCS")
    page.get_by_role("button", name="重新上传银行流水").click()
    sheet = page.get_by_role("dialog", name="银行流水")
    pages = [picture(tmp_path, f"{n}.jpg", (900, 1200)) for n in range(3)]
    sheet.locator("input[type=file]").set_input_files(pages)
    expect(sheet.get_by_text("第 3 页", exact=True)).to_be_visible()
    shot(page, "apply-pages")
    assert_fits(page)
    sheet.get_by_role("button", name="上传这 3 页").click()
    expect(sheet.get_by_text("这份材料通过了")).to_be_visible()
    shot(page, "apply-paper-accepted")
    begun = [body for _, path, body in fault()["calls"] if path == "/api/uploads/begin"]
    assert [len(body["pages"]) for body in begun] == [3]
    sheet.get_by_role("button", name="好的").click()
    page.get_by_role("button", name="已通过 2 份").click()
    row = page.locator(".list__item", has_text="银行流水")
    expect(row).to_contain_text("已通过")


def test_an_upload_goes_on_after_the_page_was_reloaded(
    visit: Visit, fault: Fault, tmp_path: Path
) -> None:
    """The page says how far it came and asks for the same files; only the rest is sent."""
    page = visit("NEEDS_DOCS")
    pages = [picture(tmp_path, f"{n}.jpg", (900, 1200)) for n in range(3)]

    def send() -> None:
        page.get_by_role("button", name="重新上传银行流水").click()
        sheet = page.get_by_role("dialog", name="银行流水")
        sheet.locator("input[type=file]").set_input_files(pages)
        sheet.get_by_role("button", name="上传这 3 页").click()

    fault(room=1)
    send()
    expect(page.get_by_text("网络断了一下")).to_be_visible()
    page.reload()
    row = page.locator(".list__item", has_text="银行流水")
    expect(row).to_contain_text("可以接着传")
    shot(page, "apply-upload-begun")
    row.get_by_role("button", name="重新上传银行流水").click()
    sheet = page.get_by_role("dialog", name="银行流水")
    expect(sheet.get_by_role("status")).to_contain_text("上次的 3 页传到")
    shot(page, "apply-upload-goes-on")
    assert_fits(page)
    page.keyboard.press("Escape")
    fault(room=None)
    send()
    expect(sheet.get_by_text("这份材料通过了")).to_be_visible()
    offsets = [body["offset"] for method, _, body in fault()["calls"] if method == "PUT"]
    assert len(offsets) > 1 and offsets == sorted(set(offsets)), "nothing is sent twice"
    begun = [body for _, path, body in fault()["calls"] if path == "/api/uploads/begin"]
    assert len({body["sha256"] for body in begun}) == 1


def test_a_link_opens_the_paper_it_names(visit: Visit) -> None:
    page = visit("NEEDS_DOCS", "/apply?step=upload&document=marriage_certificate")
    expect(page.get_by_role("dialog", name="结婚证")).to_be_visible()


def test_a_card_is_refused_in_words_and_then_taken(visit: Visit) -> None:
    page = visit("CARD")
    page.get_by_role("checkbox", name="核对银行卡").check()
    page.get_by_label("银行卡号").fill("6222021234567899999")
    expect(page.get_by_label("银行卡号")).to_have_value("6222 0212 3456 7899 999")
    page.get_by_label("银行预留手机号").fill("15400000002")
    page.get_by_role("button", name="核对这张卡").click()
    expect(page.get_by_role("alert")).to_contain_text("今天还可以试 2 次")
    shot(page, "apply-card-refused")
    assert_fits(page)
    page.get_by_label("银行卡号").fill("6222021234567890123")
    page.get_by_role("button", name="核对这张卡").click()
    expect(page.get_by_role("heading", name="看费用明示表")).to_be_visible()
