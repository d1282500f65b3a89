"""The pages on which a customer changes what is known of him, and how he is reminded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Stage, Visit, whole
from tests.browser.fake_servicing import LOAN
from tests.browser.reach import assert_fits


def test_a_card_is_refused_in_words_and_then_changed(
    visit: Visit, stage: Stage, fault: Callable[..., Any]
) -> None:
    page = visit(None, f"/service/changes/bank-card?contract={LOAN}", level="L3")
    page.get_by_label("新卡卡号").fill("6222021234567891234")
    page.get_by_label("银行预留手机号").fill("15400000002")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="核对这张卡").click()
    expect(page.get_by_role("alert")).to_contain_text("今天还可以试 2 次")
    expect(page.get_by_label("新卡卡号")).to_have_value("6222 0212 3456 7891 234")
    page.get_by_label("新卡卡号").fill("6222021234567899876")
    page.get_by_role("button", name="核对这张卡").click()
    expect(page.get_by_text("锦江银行（尾号 9876）")).to_be_visible()
    whole(page, "service-card-found")
    assert_fits(page)
    page.get_by_role("button", name="看好了，换成这张卡").click()
    page.get_by_role("button", name="确认换卡并签扣款授权").click()
    page.wait_for_url("**/service/changes/H1")
    sent = [body for _, path, body in fault()["calls"] if path == "/api/changes/bank_card"]
    assert sent[-1]["trial_id"] == "T-card" and "card_no" not in sent[-1]


def test_an_identity_card_is_renewed_with_photos_and_a_face(
    visit: Visit, stage: Stage, tmp_path: Path
) -> None:
    page = visit(None, "/service/changes/id-card", level="L2")
    page.get_by_role("button", name="开始更新").click()
    page.wait_for_url("**/service/changes/H9")
    page.get_by_role("checkbox", name="使用身份证照片").check()
    expect(page.locator("input[type=file]")).to_have_count(2)
    stage(read=True)
    page.reload()
    page.get_by_role("checkbox", name="真人核验").check()
    whole(page, "service-id-face")
    assert_fits(page)
    page.get_by_role("button", name="开始真人核验").click()
    expect(page.frame_locator("iframe.provider").get_by_role("button", name="通过")).to_be_visible()


def test_a_phone_is_proved_by_its_own_code(visit: Visit, stage: Stage) -> None:
    page = visit(None, "/service/changes/phone", level="L2")
    page.get_by_label("新手机号").fill("15400000099")
    page.get_by_role("button", name="获取验证码").click()
    expect(page.get_by_text("验证码已发到新手机号")).to_be_visible()
    page.get_by_label("6 位验证码").fill("123456")
    page.get_by_role("button", name="确认换成这个号码").click()
    page.wait_for_url("**/service/changes/H1")


def test_another_city_is_said_before_it_is_confirmed(visit: Visit, stage: Stage) -> None:
    page = visit(None, "/service/changes/address")
    page.get_by_label("城市").fill("重庆")
    page.get_by_label("详细地址").fill("江北区嘉陵路 6 号 2 栋")
    page.get_by_label("从哪天起").fill("2026-12-01")
    page.get_by_role("button", name="看看有什么影响").click()
    sheet = page.get_by_role("dialog", name="确认更新地址")
    expect(sheet).to_contain_text("抵押可能要办变更")
    sheet.get_by_role("button", name="再看看").click()
    expect(page.get_by_label("详细地址")).to_have_value("江北区嘉陵路 6 号 2 栋")


def test_reminders_are_chosen_and_kept(
    visit: Visit, stage: Stage, fault: Callable[..., Any]
) -> None:
    page = visit(None, "/service/reminders")
    expect(page.get_by_role("button", name="保存提醒设置")).to_be_disabled()
    page.get_by_role("checkbox", name="提前 7 天").uncheck()
    page.get_by_role("radio", name="微信").check()
    page.get_by_role("button", name="保存提醒设置").click()
    expect(page.get_by_text("保存好了")).to_be_visible()
    whole(page, "service-reminders-saved")
    sent = [body for method, _, body in fault()["calls"] if method == "PUT"][-1]
    assert sent["lead_days"] == [3, 1] and sent["channel"] == "wechat" and sent["confirm"] is True
