"""Changes of one's own data: from when, on which page; no number is used in the talk."""

from typing import Any

import pytest

from tests.actions.conftest import CUSTOMER
from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_changes import change
from tests.actions.fakes_loans import LATE, SETTLED, loan
from tests.actions.talk import Talk


@pytest.fixture
def owing(known: Talk, desk: FakeBackOffice) -> Talk:
    """A customer with one running loan."""
    desk.lends(loan())
    return known


# -- the identity card -----------------------------------------------------------------------------
def test_the_identity_card_is_renewed_on_its_page(owing: Talk) -> None:
    owing.say("update_id_card", "身份证12月8号到期")
    assert owing.shown == ["upload"] and owing.responses == ["utter_id_card_page"]
    assert owing.cards[0]["data"]["url"] == "/service/changes/id-card"
    for part in ("2026年12月8日", "2027年3月9日", "约 5 分钟", "还款、查看照常"):
        assert part in owing.said


@pytest.mark.parametrize("text", ["身份证号码有变更", "共同借款人的身份证换了"])
def test_what_the_page_cannot_do_goes_to_a_person(owing: Talk, text: str) -> None:
    owing.say("update_id_card", text)
    assert owing.responses == ["utter_change_by_person"] and not owing.cards


def test_a_number_in_the_talk_is_not_used(owing: Talk, desk: FakeBackOffice) -> None:
    owing.say("update_id_card", "新身份证 <id:abc>")
    assert "没有用它" in owing.said and owing.shown == ["upload"]
    assert all("abc" not in str(call) for call in desk.calls)


def test_a_change_that_runs_is_told_and_taken_back_once(owing: Talk, desk: FakeBackOffice) -> None:
    desk.on_file["items"] = [change("id_card", "更新身份证")]
    owing.say("update_id_card", "身份证换了怎么更新")
    assert owing.responses == ["utter_change_stands"] and owing.shown == ["receipt"]
    assert "G1" in owing.said and owing.cards[0]["actions"][0]["url"] == "/service/changes/G1"
    owing.press("撤回这次修改")
    assert owing.shown == ["confirm"]
    commits = owing.cards[0]["actions"]
    owing.press("确认撤回")
    assert owing.responses == ["utter_change_cancelled"]
    owing.press_payload(commits[0]["payload"], "确认撤回")
    assert len(desk.effects) == 1


def test_nothing_open_is_taken_back(owing: Talk) -> None:
    owing.press_payload('/update_id_card{"known": "cancel_change"}', "撤回这次修改")
    assert owing.responses == ["utter_change_nothing_open"] and owing.loop is None


# -- the repayment card ----------------------------------------------------------------------------
def test_from_which_instalment_another_card_counts(owing: Talk) -> None:
    owing.say("change_bank_card", "换一张卡扣款")
    assert owing.shown == ["verify"] and owing.responses == ["utter_bank_card_page"]
    assert owing.cards[0]["data"]["url"] == "/service/changes/bank-card?contract=C202509180006"
    for part in ("12月18日（周五）17:00前", "12月20日（周日）这期", "尾号 0067", "先别销"):
        assert part in owing.said


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("用我老婆的卡扣行吗", "您本人名下"),
        ("能绑两张卡吗 一张不够扣另一张", "只能绑一张"),
        ("取消代扣授权", "不能单独取消"),
    ],
)
def test_what_a_card_cannot_be(owing: Talk, text: str, part: str) -> None:
    owing.say("change_bank_card", text)
    assert part in owing.said and not owing.cards


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("换卡时说预留手机不对", "四样要一致"),
        ("信用卡扣款可以设吗", "信用卡"),
        ("卡丢了", "先别急"),
    ],
)
def test_help_comes_before_the_page(owing: Talk, text: str, part: str) -> None:
    owing.say("change_bank_card", text)
    assert part in owing.said and owing.shown == ["verify"]


def test_being_late_the_new_card_may_pay_at_once(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(**LATE))
    known.say("change_bank_card", "那张破卡老出毛病 换一个扣")
    assert "马上用新卡" in known.said


def test_of_two_contracts_the_car_is_asked_for(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(), loan("C202511130008", "望舒", "wangshu"))
    known.say("change_bank_card", "换卡")
    assert known.responses == ["utter_which_loan"]
    known.press("望舒")
    assert "contract=C202511130008" in known.cards[0]["data"]["url"]


@pytest.mark.parametrize(
    ("lent", "response"),
    [([loan(**SETTLED)], "utter_bank_card_settled"), ([], "utter_no_loan")],
)
def test_where_nothing_is_drawn(
    known: Talk, desk: FakeBackOffice, lent: list[Any], response: str
) -> None:
    desk.lends(*lent)
    known.say("change_bank_card", "换卡")
    assert known.responses == [response] and not known.cards


# -- phone, address and the rest -------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "url", "part"),
    [
        ("我换手机号了", "/service/changes/phone", "24 小时"),
        ("搬家了，地址要改", "/service/changes/address", "约 1 分钟"),
        ("从广州搬到佛山了", "/service/changes/address", "抵押登记"),
    ],
)
def test_phone_and_address_have_their_page(owing: Talk, text: str, url: str, part: str) -> None:
    owing.say("change_contact", text)
    assert owing.cards[0]["data"]["url"] == url and part in owing.said


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("旧手机丢了号也没了", "真人顾问"),
        ("旧号没法收短信,怎么换", "刷脸"),
        ("紧急联系人想换一下", "只跟您本人说"),
        ("换单位了", "不用交证明"),
        ("邮箱换了", "不靠邮箱"),
    ],
)
def test_the_rest_is_done_by_a_person(owing: Talk, text: str, part: str) -> None:
    owing.say("change_contact", text)
    assert owing.responses == ["utter_change_by_person"] and part in owing.said
    assert not owing.cards


def test_what_changed_is_asked_when_it_was_not_said(owing: Talk) -> None:
    owing.say("change_contact", "资料更新一下")
    assert owing.responses == ["utter_contact_which"]
    owing.press("手机号")
    assert owing.cards[0]["data"]["url"] == "/service/changes/phone"


# -- who asks, and when nobody answers -------------------------------------------------------------
@pytest.mark.parametrize("intent", ["update_id_card", "change_bank_card", "change_contact"])
def test_a_visitor_logs_in_first(talk: Talk, desk: FakeBackOffice, intent: str) -> None:
    talk.say(intent, "换手机号")
    assert talk.shown == ["verify"] and talk.responses[-1] == "utter_change_login"
    assert not desk.called("changes")
    desk.lends(loan())
    talk.metadata = CUSTOMER
    talk.press("我已登录")
    assert talk.cards or talk.responses == ["utter_contact_which"]


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("update_id_card", "身份证换了"),
        ("change_bank_card", "换卡"),
        ("change_contact", "换手机号"),
    ],
)
def test_an_outage_is_worded(known: Talk, desk: FakeBackOffice, intent: str, text: str) -> None:
    desk.down = True
    known.say(intent, text)
    assert known.responses == ["utter_backoffice_unavailable"]
