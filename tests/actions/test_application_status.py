"""Where it stands and what follows: papers, conditions, others, a refusal and its rights."""

import pytest

from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_application import DECISION, GUARANTOR, NUMBER, SPOUSE, party
from tests.actions.talk import Talk

BORROWER = party("borrower", "沈*")


def labels(talk: Talk) -> list[str]:
    return [button["label"] for button in talk.buttons]


def test_a_visitor_logs_in_first(talk: Talk, desk: FakeBackOffice) -> None:
    talk.say("ask_application_status", "批了没")
    assert talk.shown == ["verify"]
    assert talk.responses == ["utter_status_login"]
    assert not desk.called("applications")


def test_who_has_none_is_told_so(known: Talk) -> None:
    known.say("ask_application_status", "批了没")
    assert known.responses == ["utter_no_application"]


@pytest.mark.parametrize(
    "text",
    [
        "我朋友的申请批了没",
        "我老公的贷款批下来没",
        "帮我看看同事那个申请到哪了",
        "我爸的车贷批了吗",
    ],
)
def test_nothing_is_told_of_anothers(known: Talk, desk: FakeBackOffice, text: str) -> None:
    desk.holds("NEEDS_DOCS")
    known.say("ask_application_status", text)
    assert known.responses == ["utter_application_of_another"]
    assert not known.cards and not desk.called("applications")


def test_a_number_that_is_not_ones_own_tells_nothing(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("NEEDS_DOCS")
    known.say("ask_application_status", "A2026110008批了没")
    assert known.responses == ["utter_application_of_another"] and not known.cards
    known.say("ask_application_status", f"{NUMBER} 批了没")
    assert known.shown == ["timeline", "upload"]


@pytest.mark.parametrize("text", ["我老婆那个链接点了没", "担保人签了没", "我的申请批了没"])
def test_the_others_of_ones_own_are_told(known: Talk, desk: FakeBackOffice, text: str) -> None:
    desk.holds("SIGNING", parties=[BORROWER, SPOUSE])
    known.say("ask_application_status", text)
    assert "梁*" in known.said


def test_missing_papers_are_named_with_why_and_what_replaces_them(
    known: Talk, desk: FakeBackOffice
) -> None:
    desk.holds("NEEDS_DOCS")
    known.say("ask_application_status", "显示补件 补啥")
    assert known.responses[0] == "utter_status"
    assert "还差 2 样" in known.said and "银行流水" in known.said and "结婚证" in known.said
    assert "拍得不清楚" in known.said and "社保" in known.said
    assert known.shown == ["timeline", "upload"]
    upload = known.cards[1]["data"]
    assert upload["url"] == "/apply?step=upload&document=bank_statement"


def test_the_timeline_says_who_acts_and_how_long(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("MANUAL_REVIEW")
    known.say("ask_application_status", "还要等几天")
    data = known.cards[0]["data"]
    assert (data["state"], data["who"], data["takes"]) == ("MANUAL_REVIEW", "us", "约 1 分钟")
    assert {step["status"] for step in data["steps"]} == {"done", "current", "todo"}
    assert "现在我们在办" in known.cards[0]["text"]


def test_a_guarantor_that_is_wanted_is_invited_on_the_page(
    known: Talk, desk: FakeBackOffice
) -> None:
    condition = {"code": "guarantor_signature", "label": "增加一位担保人", "met": False}
    desk.holds("APPROVED_WITH_CONDITIONS", conditions=[condition])
    known.say("ask_application_status", "条件是啥")
    assert "增加一位担保人（还没满足）" in known.said
    assert known.responses[-1] == "utter_status_needs_guarantor"
    known.press("去加担保人")
    assert known.responses == ["utter_invite_guarantor"]
    assert known.cards[0]["actions"][0]["url"] == "/apply?step=parties&role=guarantor"
    assert "担保人平时不还款" in known.said


def test_waiting_for_a_co_signer_is_said_with_a_masked_name(
    known: Talk, desk: FakeBackOffice
) -> None:
    desk.holds("SIGNING", parties=[BORROWER | {"signature": "signed"}, SPOUSE])
    known.say("ask_application_status", "到哪了")
    assert known.responses[-1] == "utter_status_waits_for_party"
    assert "梁*" in known.said
    assert labels(known)[-3:] == ["重新发链接", "作废那条链接", "转人工"]


def test_a_refusal_is_told_with_its_reason_and_rights(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("DECLINED", decision=DECISION)
    known.say("ask_application_status", "批了没")
    assert known.responses == ["utter_status_declined", "utter_status_rights"]
    assert "收入与负债" in known.said and "2027年2月6日" in known.said
    assert {"请人工复核", "说明原因", "删除我的资料"} <= set(labels(known))
    assert "差一点" not in known.said


def test_why_it_was_declined(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("DECLINED", decision=DECISION)
    known.say("ask_application_status", "为啥拒我")
    assert known.responses == ["utter_status_why"]


@pytest.mark.parametrize(
    ("intent", "text"),
    [("ask_application_status", "我要申请人工复核"), ("request_human", "机器判的 我要人工看"),
     ("ask_eligibility", "能不能人工复核一下"), ("nlu_fallback", "请帮我重新审")],
)  # fmt: skip
def test_a_review_is_asked_for_confirmed_and_taken_once(
    known: Talk, desk: FakeBackOffice, intent: str, text: str
) -> None:
    desk.holds("DECLINED", decision=DECISION)
    known.say("ask_application_status", "批了没")
    known.say(intent, text)
    assert known.shown == ["confirm"]
    assert "可能维持" in known.cards[0]["data"]["consequence"]
    known.press("确认申请复核")
    assert desk.called("ask_review")[0][1] == NUMBER
    assert known.shown == ["receipt"] and "11月27日" in known.said
    known.say("ask_application_status", "复核结果如何")
    assert known.responses[-1] == "utter_status_in_review"


def test_a_review_is_for_refusals_only(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("MANUAL_REVIEW")
    known.say("ask_application_status", "我要申请人工复核")
    assert known.responses == ["utter_review_not_declined"]
    assert not desk.called("ask_review")


def test_the_deletion_of_what_was_declined_is_told_honestly(
    known: Talk, desk: FakeBackOffice
) -> None:
    desk.holds("DECLINED", decision=DECISION)
    known.say("ask_application_status", "批了没")
    known.press("删除我的资料")
    assert known.responses == ["utter_record"]
    assert "删除我的信息" in known.said and "到期才删" in known.said


def test_the_back_office_down_is_told(known: Talk, desk: FakeBackOffice) -> None:
    desk.down = True
    known.say("ask_application_status", "批了没")
    assert known.responses == ["utter_backoffice_unavailable"]


def test_a_refused_look_speaks_of_the_application_not_of_terms(
    known: Talk, desk: FakeBackOffice
) -> None:
    desk.refusals["applications"] = {"code": "STATE_CONFLICT", "title": "现在办不了。"}
    known.say("ask_application_status", "批了没")
    assert "换成能做的条件" not in known.said
    assert "看看申请到哪了" in labels(known)


def test_the_own_papers_are_listed_while_it_runs(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("NEEDS_DOCS")
    known.say("ask_documents", "还差啥材料")
    statuses = [item["status"] for item in known.cards[0]["data"]["items"]]
    assert statuses == ["accepted", "missing", "rejected"]
    assert known.responses == ["utter_own_documents_missing"]
    known.say("ask_documents", "没流水咋办", said={"document": "bank_statement"})
    assert "还没交" in known.said and "个税" in known.said


def test_papers_in_general_are_told_also_when_nobody_answers(
    known: Talk, desk: FakeBackOffice
) -> None:
    desk.down = True
    known.say("ask_documents", "要带些啥")
    assert known.shown == ["documents"]


def test_eligibility_uses_the_applications_own_figures(known: Talk, desk: FakeBackOffice) -> None:
    desk.holds("NEEDS_DOCS", parties=[BORROWER, GUARANTOR])
    known.say("ask_eligibility", "我这情况能批不")
    request = desk.called("affordability")[0][0]
    assert (request["income"], request["other_debt"]) == ("9800.00", "2600.00")
    assert "不是审批结果" in known.said
