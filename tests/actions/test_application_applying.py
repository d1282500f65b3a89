"""Applying: which plan, read back, log in, one confirmation, one effect, receipt and what next."""

from typing import Any

import pytest

from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_application import DECISION, NUMBER
from tests.actions.talk import Talk

PLAN = {"amount:price": 219800, "ratio:down_payment": 30, "term": 36}
VISITOR = {"owner": {"kind": "visitor", "id": "v1"}, "assurance": "L0", "channel": "web"}
CUSTOMER = {"owner": {"kind": "customer", "id": "U1"}, "assurance": "L1", "channel": "web"}
BESIDE_A_PAYMENT = ("期", "年利率", "年化", "总利息", "尾款")


def commits(talk: Talk) -> list[dict[str, Any]]:
    """The buttons that commit something."""
    return [button for button in talk.buttons if "commit" in str(button.get("payload"))]


@pytest.fixture
def planned(known: Talk) -> Talk:
    """A customer with a plan on the table."""
    known.say("calculate_payment", "算一下", said=dict(PLAN))
    return known


def keep(talk: Talk, *terms: int) -> None:
    for term in terms:
        talk.say("calculate_payment", "算一下", said=PLAN | {"term": term})
        talk.say("save_quote", "存一下")
    talk.slots["plan"] = talk.slots["shown"] = None


def test_the_plan_is_read_back_with_one_committing_button(
    confirming: Talk, desk: FakeBackOffice
) -> None:
    card = confirming.cards[0]
    assert card["name"] == "confirm"
    assert len(commits(confirming)) == 1
    assert all(word in card["text"] for word in BESIDE_A_PAYMENT)
    assert "撤回" in card["data"]["consequence"]
    labels = [row["label"] for row in card["data"]["rows"]]
    assert labels[:5] == ["车", "车价", "首付", "贷款", "方案"]
    assert not desk.called("open_application")


def test_the_press_submits_once_and_shows_what_comes_next(
    confirming: Talk, desk: FakeBackOffice
) -> None:
    confirming.press("确认提交")
    (actor, request, key) = desk.called("open_application")[0]
    assert actor == ("customer:U1", "L1", "web")
    assert request == {"customer_id": "U1", "quote_id": confirming.slots["plan"]["quote_id"]}
    assert key.startswith("apply_form-m")
    assert confirming.shown == ["receipt", "timeline", "verify"]
    assert confirming.cards[1]["actions"][0]["url"] == "/apply?step=verify"
    assert NUMBER in confirming.said
    assert confirming.loop is None and confirming.slots["beside"] is None


def test_a_second_press_of_the_same_card_does_nothing_twice(
    confirming: Talk, desk: FakeBackOffice
) -> None:
    payload = commits(confirming)[0]["payload"]
    confirming.press("确认提交")
    confirming.press_payload(payload, "确认提交")
    assert confirming.responses == ["utter_done_already"]
    assert NUMBER in confirming.said
    assert len(desk.called("open_application")) == 1


@pytest.mark.parametrize("text", ["确认提交", "好的，提交吧", "没问题", "对", "办吧"])
def test_an_explicit_yes_is_a_confirmation(
    confirming: Talk, desk: FakeBackOffice, text: str
) -> None:
    confirming.say("affirm" if text == "对" else "apply_loan", text)
    assert len(desk.effects) == 1


@pytest.mark.parametrize(
    ("intent", "text"),
    [("inform", "嗯嗯"), ("affirm", "好，但是先别提交"), ("nlu_fallback", "可以分期吗"),
     ("deny", "先不"), ("dont_know", "不知道"), ("stop", "算了")],
)  # fmt: skip
def test_anything_less_commits_nothing(
    confirming: Talk, desk: FakeBackOffice, intent: str, text: str
) -> None:
    confirming.say(intent, text)
    assert not desk.called("open_application")


def test_a_change_of_mind_leaves_the_plan(confirming: Talk, desk: FakeBackOffice) -> None:
    payload = commits(confirming)[0]["payload"]
    confirming.press("先不提交")
    assert confirming.responses == ["utter_apply_form_left"]
    assert confirming.loop is None
    confirming.press_payload(payload, "确认提交")
    assert confirming.responses == ["utter_confirm_gone"]
    assert not desk.called("open_application")


def test_a_visitor_hears_the_plan_then_logs_in_and_goes_on(
    talk: Talk, desk: FakeBackOffice
) -> None:
    talk.metadata = VISITOR
    talk.say("calculate_payment", "算一下", said=dict(PLAN))
    talk.say("apply_loan", "就这个方案，我要申请")
    assert talk.shown == ["verify"]
    assert talk.cards[0]["data"] == {"kind": "otp", "url": "/apply"}
    assert all(word in talk.said for word in BESIDE_A_PAYMENT)
    talk.say("affirm", "好")
    assert "还没看到您登录" in talk.said
    talk.metadata = CUSTOMER
    talk.say("link_account", "登录好了")
    assert talk.shown == ["confirm"]
    talk.press("确认提交")
    assert len(desk.effects) == 1


def test_a_question_after_the_log_in_leads_back_to_the_application(talk: Talk) -> None:
    talk.metadata = VISITOR
    talk.say("calculate_payment", "算一下", said=dict(PLAN))
    talk.say("apply_loan", "我要申请")
    talk.metadata = CUSTOMER
    talk.say("explain_process", "有哪些步骤")
    assert talk.responses[-1] == "utter_logged_in"
    talk.press("接着办")
    assert talk.shown == ["confirm"]


def test_who_never_logs_in_keeps_the_plan(talk: Talk) -> None:
    talk.say("calculate_payment", "算一下", said=dict(PLAN))
    talk.say("apply_loan", "我要申请")
    talk.press("先不登录")
    assert talk.responses == ["utter_apply_form_left"]
    assert talk.loop is None


def test_the_only_kept_plan_is_taken(talk: Talk) -> None:
    talk.metadata = CUSTOMER
    keep(talk, 36)
    talk.say("apply_loan", "我要申请")
    assert talk.shown == ["confirm"]


@pytest.mark.parametrize(
    ("intent", "text", "said"),
    [("inform", "第二个", {"ordinal": 2}), ("affirm", "就最后那个", {"ordinal": -1}),
     ("apply_loan", "24期的那个", {"term": 24}), ("inform", "月供4001的", {"amount": 4001})],
)  # fmt: skip
def test_of_several_kept_plans_one_is_asked_for(
    talk: Talk, intent: str, text: str, said: dict[str, Any]
) -> None:
    talk.metadata = CUSTOMER
    keep(talk, 24, 60)
    talk.say("apply_loan", "我要申请")
    assert talk.responses == ["utter_ask_apply_form_apply_plan"]
    assert all(word in talk.said for word in BESIDE_A_PAYMENT)
    talk.say(intent, text, said=said)
    assert talk.shown == ["confirm"]
    assert "24 期" in talk.cards[0]["text"]


def test_a_kept_plan_is_picked_by_its_button(talk: Talk) -> None:
    talk.metadata = CUSTOMER
    keep(talk, 24, 60)
    talk.say("apply_loan", "我要申请")
    talk.press("第 一 个")
    assert "60 期" in talk.cards[0]["text"]


def test_without_any_plan_one_is_offered(talk: Talk) -> None:
    talk.metadata = CUSTOMER
    talk.say("apply_loan", "我要申请")
    assert talk.responses == ["utter_apply_no_plan"]
    assert talk.loop is None


def test_the_second_of_the_plans_just_shown_is_meant(talk: Talk) -> None:
    talk.metadata = CUSTOMER
    said = {"vehicle_model": "tinglan", "ratio:down_payment": 30}
    talk.say("ask_recommendation", "听澜怎么贷", said=said)
    second = talk.slots["shown"]["items"][1]["quote_id"]
    talk.say("apply_loan", "我要第二个,给我办", said={"ordinal": 2})
    assert talk.slots["beside"]["apply_form"]["facts"] == {"quote_id": second}


def test_an_open_application_is_shown_instead(planned: Talk, desk: FakeBackOffice) -> None:
    desk.holds("NEEDS_DOCS")
    planned.say("apply_loan", "我要申请")
    assert planned.responses == ["utter_apply_open"]
    assert planned.shown == ["timeline", "upload"]
    assert planned.loop is None


def test_what_changes_the_plan_is_a_what_if_and_asks_which_one(
    confirming: Talk, desk: FakeBackOffice
) -> None:
    old = confirming.slots["plan"]["quote_id"]
    confirming.say("adjust_plan", "首付降到两成呢", said={"ratio:down_payment": 20})
    new = confirming.slots["plan"]["quote_id"]
    assert old != new and "按哪个申请" in confirming.said
    confirming.press("按安心贷 36 期申请")
    assert confirming.shown == ["confirm"]
    assert confirming.slots["beside"]["apply_form"]["facts"] == {"quote_id": new}


def test_a_plan_without_a_car_needs_one(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    talk.metadata = CUSTOMER
    talk.say("calculate_payment", "算一下", said=dict(PLAN))
    talk.slots["plan"] |= {"price": None, "vehicle_name": None}
    talk.say("apply_loan", "我要申请")
    assert talk.responses == ["utter_apply_needs_car"]


def test_who_was_declined_lately_hears_from_when_on(planned: Talk, desk: FakeBackOffice) -> None:
    desk.holds("DECLINED", decision=DECISION)
    planned.metadata = CUSTOMER | {"business_date": "2026-11-21"}
    planned.say("apply_loan", "几个月以后再申请")
    assert planned.responses == ["utter_apply_wait"] and "2027年2月6日" in planned.said
    planned.metadata = CUSTOMER | {"business_date": "2027-02-06"}
    planned.say("apply_loan", "我要申请")
    assert planned.shown == ["confirm"]


def test_nobody_applies_for_another(planned: Talk) -> None:
    planned.say("apply_loan", "给我爸申请车贷")
    assert planned.responses == ["utter_apply_for_another"]


def test_the_card_comes_back_after_a_question(confirming: Talk, desk: FakeBackOffice) -> None:
    confirming.say("explain_term", "年化是什么", said={"finance_term": "apr"})
    assert confirming.shown == ["term", "confirm"]
    assert confirming.responses[-1] == "utter_ask_apply_form_agreed"
    confirming.press("确认提交")
    assert len(desk.effects) == 1
