"""A settlement that is ordered: how far it is, left again, its proof and the release."""

import pytest

from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_loans import SETTLED, loan
from tests.actions.fakes_servicing import errand, running
from tests.actions.talk import Talk


# -- how far it is, and leaving it ---------------------------------------------------------------
@pytest.fixture
def ordered(known: Talk, desk: FakeBackOffice) -> Talk:
    """A customer whose settlement is ordered."""
    desk.lends(running(errands=[errand("settlement", "C202509180006")]))
    return known


@pytest.mark.parametrize("intent", ["ask_application_status", "early_settlement", "nlu_fallback"])
def test_how_far_it_is(ordered: Talk, intent: str) -> None:
    ordered.say(intent, "我的结清办到哪了")
    assert ordered.shown == ["timeline"] and ordered.responses == ["utter_errand_at"]
    assert "11月28日" in ordered.said


def test_asked_for_again_the_running_one_is_told(ordered: Talk, desk: FakeBackOffice) -> None:
    ordered.say("early_settlement", "我要提前结清")
    assert ordered.responses == ["utter_errand_stands"] and not desk.called("try_errand")


def test_it_is_left_after_one_confirmation(ordered: Talk, desk: FakeBackOffice) -> None:
    ordered.say("cancel_application", "取消提前结清")
    ordered.press("撤回")
    assert ordered.shown == ["confirm"] and not desk.effects
    ordered.press("确认撤回")
    assert ordered.responses == ["utter_errand_cancelled"] and len(desk.effects) == 1


def test_with_nothing_under_way_that_is_said(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(running())
    known.say("early_settlement", "我的展期批了吗")
    assert known.responses == ["utter_errand_none"]


# -- proof and release ---------------------------------------------------------------------------
def test_the_proof_and_the_release_of_a_settled_loan(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(**SETTLED, lien={"status": "RELEASE_PENDING"}), running())
    known.say("request_settlement_proof", "结清证明怎么拿，怎么解押")
    assert known.shown == ["timeline"] and known.responses == ["utter_proof_and_lien"]
    assert known.cards[0]["actions"][0]["url"] == "/service/loans/C202509180006"
    assert "12月1日" in known.said


def test_the_proof_without_a_lien(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(**SETTLED))
    known.say("request_settlement_proof", "给我开结清证明")
    assert known.responses == ["utter_proof"] and known.cards[0]["actions"]


def test_before_settling_there_is_no_proof(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(running())
    known.say("request_settlement_proof", "结清证明")
    assert known.responses == ["utter_proof_not_settled"]
    known.press("提前结清要多少")
    assert known.shown == ["settlement_quote"]


def test_a_visitor_hears_the_rule_and_the_way_in(talk: Talk) -> None:
    talk.say("request_settlement_proof", "结清证明要红章的")
    assert "电子印章" in talk.said and talk.responses == ["utter_loan_login"]
