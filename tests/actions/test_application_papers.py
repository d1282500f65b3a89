"""Papers, the contract, logging in, consents."""

import pytest

from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_application import PAPERS, SPOUSE, party
from tests.actions.talk import Talk

SIGNED = party("borrower", "周*", signature="signed", signed_at="2026-11-19T20:14:00+08:00")


# -- papers --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("intent", "response"),
    [("upload_documents", "utter_upload_login"), ("sign_contract", "utter_sign_login"),
     ("invite_cosigner", "utter_cosigner_login")],
)  # fmt: skip
def test_a_visitor_logs_in_first(
    talk: Talk, desk: FakeBackOffice, intent: str, response: str
) -> None:
    talk.say(intent)
    assert talk.shown == ["verify"] and talk.responses == [response]
    assert not desk.called("applications")


def test_the_paper_that_was_named_is_handed_in(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("NEEDS_DOCS")
    known.say("upload_documents", "结婚证我重拍", said={"document": "marriage_certificate"})
    data = known.cards[0]["data"]
    assert data["url"] == "/apply?step=upload&document=marriage_certificate"
    assert data["problem"] == "拍得不清楚"
    assert known.responses == ["utter_upload_here"]


def test_the_open_ones_are_offered(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("NEEDS_DOCS")
    known.say("upload_documents", "我来交材料")
    assert known.shown == ["documents"] and known.responses == ["utter_upload_which"]
    known.press("传结婚证")
    assert known.responses == ["utter_upload_here"]


def test_one_that_is_not_asked_for_may_be_given(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("NEEDS_DOCS")
    known.say("upload_documents", "加一份居住证明", said={"document": "residence_proof"})
    assert known.responses == ["utter_upload_not_asked_for"]


def test_nothing_is_open(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("MANUAL_REVIEW", documents=PAPERS[:1])
    known.say("upload_documents", "还要传啥")
    assert known.responses == ["utter_upload_nothing_open"]
    assert known.shown == ["documents"]


@pytest.mark.parametrize("state", ["CANCELLED", "DECLINED"])
def test_what_is_over_takes_no_papers(known: Talk, desk: FakeBackOffice, state: str) -> None:
    desk.holds(state)
    known.say("upload_documents", "传材料")
    assert known.responses == ["utter_upload_closed"]


# -- the contract --------------------------------------------------------------------------------
def test_what_is_read_first_and_who_signs(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("CONTRACT_GENERATED", parties=[party("borrower", "周*"), SPOUSE], contract_no="C1")
    known.say("sign_contract", "合同在哪签")
    data = known.cards[0]["data"]
    assert data["read_first"] == ["费用明示表", "贷款合同"]
    assert [p["status"] for p in data["parties"]] == ["pending", "pending"]
    assert data["url"] == "/apply?step=sign"
    assert known.responses == ["utter_sign_now"]


def test_the_spouse_has_not_signed_yet(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("SIGNING", parties=[SIGNED, SPOUSE], contract_no="C1")
    known.say("sign_contract", "还剩一份没签")
    assert known.responses == ["utter_sign_waiting"] and "梁*" in known.said
    known.press("重新发链接")
    assert known.shown == ["confirm"]


@pytest.mark.parametrize(
    ("state", "response"),
    [("NEEDS_DOCS", "utter_sign_too_early"), ("APPROVED", "utter_sign_cost_first"),
     ("PRE_DISBURSE_CHECK", "utter_sign_done"), ("CANCELLED", "utter_sign_closed")],
)  # fmt: skip
def test_it_is_not_the_time_to_sign(
    known: Talk, desk: FakeBackOffice, state: str, response: str
) -> None:
    desk.holds(state)
    known.say("sign_contract", "签合同")
    assert known.responses == [response]


def test_the_titles_are_known_also_when_the_contract_is_refused(
    known: Talk, desk: FakeBackOffice
) -> None:
    desk.holds("CONTRACT_GENERATED", contract_no="C1")
    desk.refusals["signing"] = {"code": "STATE_CONFLICT", "title": "还不能签。"}
    known.say("sign_contract", "签合同")
    assert "费用明示表" in known.cards[0]["text"]


# -- logging in ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "words"),
    [("怎么登录", "验证码"), ("没有密码怎么登录", "没有密码"), ("微信怎么绑", "微信"),
     ("验证码没收到", "1 分钟"), ("不登录能用吗", "不用登录")],
)  # fmt: skip
def test_how_to_log_in(talk: Talk, text: str, words: str) -> None:
    talk.say("link_account", text)
    assert words in talk.said
    assert talk.cards[0]["data"] == {"kind": "otp", "url": "/account"}


def test_who_is_logged_in_is_told_so(known: Talk) -> None:
    known.say("link_account", "我绑定了吗")
    assert known.responses == ["utter_logged_in_already"]
    assert known.cards[0]["actions"][0]["url"] == "/account"


# -- consents ------------------------------------------------------------------------------------
def test_what_stands_is_shown_and_taken_back_by_its_button(
    known: Talk, desk: FakeBackOffice
) -> None:
    desk.granted = {"marketing_sms", "face_verify"}
    known.say("manage_consent", "我的授权")
    assert [item["purpose"] for item in known.cards[0]["data"]["items"]] == [
        "marketing_sms",
        "face_verify",
    ]
    known.press("撤回「人脸核验」")
    assert known.shown == ["receipt"] and "人工视频" in known.said
    assert desk.granted == {"marketing_sms"}


@pytest.mark.parametrize("text", ["别再给我发广告了", "TD退订", "把营销那部分关了，还款通知留着"])
def test_marketing_stops_at_once_with_a_receipt(
    known: Talk, desk: FakeBackOffice, text: str
) -> None:
    desk.granted = {"marketing_sms", "marketing_call"}
    known.say("manage_consent", text)
    assert known.shown == ["receipt"]
    assert not desk.granted
    requests = [arguments[1] for arguments in desk.called("change_consent")]
    assert [request["purpose"] for request in requests] == ["marketing_sms", "marketing_call"]
    assert all(request["granted"] is False for request in requests)


@pytest.mark.parametrize(
    ("text", "words"),
    [("把我的数据导出来", "马上能下载"), ("删除我的个人信息", "到期才删"),
     ("你们都收集了我什么 给我一份清单", "从哪来"), ("登记的婚姻状态是错的 要求更正", "直接改")],
)  # fmt: skip
def test_a_customer_does_it_himself_on_the_page(
    known: Talk, desk: FakeBackOffice, text: str, words: str
) -> None:
    known.say("manage_consent", text)
    assert known.responses == ["utter_record"]
    assert "2 类信息：账户，合同" in known.said.replace("、", "，") and words in known.said
    assert known.cards[-1]["actions"][-1]["url"] == "/account#record"
    assert len(desk.called("record")) == 1


def test_what_never_was_given_is_not_taken_back(known: Talk, desk: FakeBackOffice) -> None:
    known.say("manage_consent", "别再发广告了")
    assert known.responses == ["utter_consent_not_given"]
    assert not desk.called("change_consent")


def test_a_visitor_has_no_number_to_stop(talk: Talk) -> None:
    talk.say("manage_consent", "别给我发广告了")
    assert talk.responses == ["utter_consent_login_to_stop"]
    talk.say("manage_consent", "我的授权")
    assert talk.responses == ["utter_consent_login"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("把我的数据导出来", "导出"), ("删除我的个人信息", "到期才删"), ("我要注销", "注销"),
     ("登记的婚姻状态是错的 要求更正", "更正"), ("关闭个性化推荐", "不看浏览习惯"),
     ("谁查过我的征信", "1 次"), ("你们都收集了我什么 给我一份清单", "逐项")],
)  # fmt: skip
def test_the_other_rights_are_told_as_they_are(talk: Talk, text: str, words: str) -> None:
    talk.say("manage_consent", text)
    assert talk.responses == ["utter_data_right"] and words in talk.said
