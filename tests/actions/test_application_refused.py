"""Applying when the back office is down, loses its answer, or says no: one effect, a way on."""

import pytest

from tests.actions.fakes import FakeBackOffice
from tests.actions.talk import Talk

PLAN = {"amount:price": 219800, "ratio:down_payment": 30, "term": 36}


@pytest.mark.parametrize("again", ["press", "say"])
def test_an_answer_that_was_lost_has_one_effect(
    confirming: Talk, desk: FakeBackOffice, again: str
) -> None:
    desk.lost = True
    confirming.press("确认提交")
    assert confirming.responses == ["utter_backoffice_unavailable"]
    assert confirming.loop == "apply_form"
    if again == "press":
        confirming.press("再试一次")
    else:
        confirming.say("affirm", "好了吗")
    assert "receipt" in confirming.shown
    assert len(desk.effects) == 1
    assert len({key for _, _, key in desk.called("open_application")}) == 1


def test_the_back_office_down_at_the_start_is_told_and_the_wish_kept(
    known: Talk, desk: FakeBackOffice
) -> None:
    known.say("calculate_payment", "算一下", said=dict(PLAN))
    desk.down = True
    known.say("apply_loan", "我要申请")
    assert known.responses == ["utter_backoffice_unavailable"]
    desk.down = False
    known.press("再试一次")
    assert known.shown == ["confirm"]


def test_a_level_too_low_shows_the_way_and_keeps_the_card(
    confirming: Talk, desk: FakeBackOffice
) -> None:
    refusal = {"code": "LEVEL_TOO_LOW", "title": "要再核实。", "allowed": {"level": "L2"}}
    desk.refusals["open_application"] = refusal
    confirming.press("确认提交")
    assert confirming.cards[0]["data"]["kind"] == "four_factor"
    desk.refusals.clear()
    confirming.say("affirm", "确认提交")
    assert len(desk.effects) == 1


def test_an_expired_quote_is_priced_anew_and_put_again(
    confirming: Talk, desk: FakeBackOffice
) -> None:
    old = confirming.slots["plan"]["quote_id"]
    desk.refusals["open_application"] = {"code": "QUOTE_EXPIRED", "title": "报价过期。"}
    confirming.press("确认提交")
    assert "重算" in confirming.said
    assert confirming.shown == ["confirm"]
    desk.refusals.clear()
    confirming.press("确认提交")
    assert desk.called("open_application")[-1][1]["quote_id"] != old


def test_one_opened_elsewhere_meanwhile_is_shown(confirming: Talk, desk: FakeBackOffice) -> None:
    desk.holds("DRAFT")
    confirming.press("确认提交")
    assert confirming.responses == ["utter_apply_open"]
    assert confirming.loop is None
