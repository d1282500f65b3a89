"""Copies of what was signed with the way to each; the title book lent out after a confirmation."""

import pytest

from tests.actions.conftest import CUSTOMER
from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_loans import LATE, SETTLED, loan
from tests.actions.fakes_servicing import running
from tests.actions.talk import Talk


@pytest.fixture
def owing(known: Talk, desk: FakeBackOffice) -> Talk:
    """A customer with one running loan."""
    desk.lends(running())
    return known


# -- copies ----------------------------------------------------------------------------------------
def test_the_page_hands_out_below_level_two(owing: Talk) -> None:
    owing.say("request_contract_copy", "合同发我一份")
    assert owing.shown == ["documents"] and owing.responses == ["utter_copies"]
    assert [a["url"] for a in owing.cards[0]["actions"]] == ["/service/loans/C202509180006"]
    assert "再核实一次身份" in owing.said and "结清证明（还没有）" in owing.said


def test_well_known_each_document_opens(owing: Talk) -> None:
    owing.metadata = CUSTOMER | {"assurance": "L2"}
    owing.say("request_contract_copy", "合同发我一份")
    urls = [action["url"] for action in owing.cards[0]["actions"]]
    kinds = ("schedule", "statement")
    assert urls == [f"/api/loans/C202509180006/documents/{kind}.pdf" for kind in kinds]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("利息发票怎么开", "真人顾问登记"),
        ("机动车发票丢了，你们有存档吗", "门店"),
        ("合同能寄一份纸质的到我家吗", "效力一样"),
    ],
)
def test_invoices_and_paper_by_a_person(owing: Talk, text: str, part: str) -> None:
    owing.say("request_contract_copy", text)
    assert owing.responses == ["utter_copies_by_person"] and part in owing.said


def test_each_party_has_its_own(owing: Talk, desk: FakeBackOffice) -> None:
    owing.say("request_contract_copy", "担保人也要一份合同")
    assert owing.responses == ["utter_copies_guarantor"] and not desk.called("loan_documents")


def test_copies_of_another_are_not_told_of(owing: Talk, desk: FakeBackOffice) -> None:
    owing.say("request_contract_copy", "把我朋友的合同发我")
    assert owing.responses == ["utter_loan_of_another"] and not desk.called("loan_documents")


def test_a_visitor_logs_in(talk: Talk) -> None:
    talk.say("request_contract_copy", "合同副本")
    assert talk.shown == ["verify"] and talk.responses == ["utter_loan_login"]


def test_no_documents_while_nobody_answers(owing: Talk, desk: FakeBackOffice) -> None:
    desk.down = True
    owing.say("request_contract_copy", "合同副本")
    assert owing.responses == ["utter_backoffice_unavailable"]


# -- the title book --------------------------------------------------------------------------------
def test_it_is_lent_for_a_reason_until_a_day(owing: Talk, desk: FakeBackOffice) -> None:
    owing.say("request_settlement_proof", "绿本能借出来用一下吗")
    assert owing.responses == ["utter_ask_title_form_title_reason"]
    owing.press("换车牌")
    assert owing.shown == ["confirm"]
    assert "2026年11月25日" in owing.said and "2026年12月25日" in owing.said
    owing.press("确认借用")
    assert owing.responses == ["utter_title_form_done"] and len(desk.effects) == 1
    assert desk.called("try_errand")[0][2:] == ("title_loan", {"reason": "plate"})


@pytest.mark.parametrize("intent", ["request_settlement_proof", "change_contact", "nlu_fallback"])
def test_it_is_heard_whatever_it_was_taken_for(owing: Talk, intent: str) -> None:
    owing.say(intent, "迁户籍换牌 绿本在你们那 怎么借")
    assert owing.shown == ["confirm"] and "变更登记" in owing.said


def test_while_late_it_is_not_lent(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(**LATE))
    known.say("request_settlement_proof", "换牌照要用绿本 能先借吗")
    assert "先还清逾期" in known.said and not known.cards and known.loop is None


def test_settled_it_comes_with_the_release(known: Talk, desk: FakeBackOffice) -> None:
    desk.lends(loan(**SETTLED))
    known.say("request_settlement_proof", "绿本借我用几天,换牌")
    assert known.responses == ["utter_title_settled"]


def test_an_outage_of_the_title_book_is_worded(owing: Talk, desk: FakeBackOffice) -> None:
    desk.down = True
    owing.say("request_settlement_proof", "绿本借我用几天,换牌")
    assert owing.responses == ["utter_backoffice_unavailable"]
