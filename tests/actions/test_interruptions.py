"""Every form × every slot it asks × everything a customer may say instead of an answer.

The forms are read from the domain, so that a form added later is covered without writing.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.shared import needs
from tests.actions.fakes import FakeBackOffice, quote
from tests.actions.fakes_application import DECISION, GUARANTOR, SPOUSE, party
from tests.actions.fakes_changes import change
from tests.actions.fakes_loans import LATE, loan
from tests.actions.fakes_servicing import leased, running, with_balloon
from tests.actions.talk import Talk

ROOT = Path(__file__).resolve().parents[2]
CALLBACK = "callback_form"


def asked_slots() -> list[tuple[str, str]]:
    """(form, slot) for every form of the domain."""
    found = []
    for path in sorted((ROOT / "data").glob("*/domain.yml")):
        forms = yaml.safe_load(path.read_text(encoding="utf-8")).get("forms") or {}
        found += [(form, slot) for form in forms for slot in forms[form]["required_slots"]]
    return found


def slots_of(form: str) -> list[str]:
    """What a form asks, in order."""
    return [slot for name, slot in asked_slots() if name == form]


ASKED = asked_slots()
# A form that has a log-in asks what stands behind it of a customer, with an application like these.
LOGIN = "login"
CUSTOMER = {"owner": {"kind": "customer", "id": "U1"}, "assurance": "L1", "channel": "web"}
STANDING: dict[str, tuple[str, dict[str, Any]]] = {
    "cancel_form": ("NEEDS_DOCS", {}),
    "review_form": ("DECLINED", {"decision": DECISION}),
    "delivery_form": ("ACTIVATED", {}),
    "link_form": ("SIGNING", {"parties": [party("borrower", "周*"), SPOUSE, GUARANTOR]}),
}
# The loan that an errand is about; where none is named, one that is late.
LOANS: dict[str, dict[str, Any]] = {
    "settlement_form": running(),
    "prepayment_form": running(),
    "extension_form": with_balloon(),
    "lease_end_form": leased(),
    "total_loss_form": running(),
    "title_form": running(),
    "upgrade_form": running(),
}
# What was said before, by the slot it filled; a slot that is not named here was left open.
SAID_BEFORE = {
    "apply_plan": quote(1, {}),
    "link_party": "T-guarantor",
    "delivery_slot": "2026-11-24T10:00:00+08:00",
    "settle_on": "2026-11-28",
    "prepay_amount": "50000.00",
    "prepay_effect": "shorten_term",
    "extension_months": 24,
    "lease_choice": "renew",
    "lease_months": 12,
    "hardship_choice": "due_day",
    "hardship_day": 26,
    "loss_accident_on": "2026-11-12",
    "title_reason": "plate",
    "city": "杭州",
    "visit_at": {
        "dealer_id": "hz-01", "dealer": "杭州一店", "address": "路 8 号",
        "starts_at": "2026-11-28T14:00:00+08:00",
    },
}  # fmt: skip
# What there is to pick from, by the slot that is asked.
TO_PICK = {"apply_plan": [quote(1, {}), quote(2, {})]}
# Where the application is shown by the answer itself the question may stand beside it.
ABOUT_THE_APPLICATION = ("ask_application_status", "upload_documents", "sign_contract",
                         "manage_consent", "link_account")  # fmt: skip
QUESTIONS: list[tuple[str, dict[str, Any], str]] = [
    ("explain_term", {"finance_term": "apr"}, "term"),
    ("explain_product", {"product": "balloon"}, "utter_product_explained"),
    ("explain_process", {}, "process"),
    ("ask_documents", {}, "documents"),
    ("ask_eligibility", {}, "utter_eligibility_next"),
    ("ask_rate", {}, "utter_rates"),
    ("ask_fees", {}, "utter_fees"),
    ("ask_promotion", {}, "utter_promotions"),
    ("ask_privacy", {}, "utter_privacy"),
    ("ask_vehicle", {"vehicle_model": "wangshu"}, "vehicles"),
    ("list_quotes", {}, "utter_no_plans"),
    ("chitchat", {}, "utter_chitchat"),
    ("out_of_scope", {}, "utter_out_of_scope"),
    ("thank", {}, "utter_thanks"),
    ("ask_capabilities", {}, "utter_capabilities"),
    ("bot_challenge", {}, "utter_who_i_am"),
]


# A change of one's own data that was begun, for the form that takes it back.
BEGUN = change("id_card", "更新身份证")


def stand(form: str, slot: str, talk: Talk, desk: FakeBackOffice) -> None:
    """What must have gone before for this form to ask for this slot."""
    before = slots_of(form)[: slots_of(form).index(slot)]
    talk.slots |= {name: SAID_BEFORE[name] for name in before if name in SAID_BEFORE}
    if slot in TO_PICK:
        talk.slots["beside"] = {form: {"slot": slot, "items": TO_PICK[slot]}}
    if LOGIN in before or (slot != LOGIN and form in STANDING):
        talk.metadata = CUSTOMER
        desk.lends(LOANS.get(form) or loan(**LATE))
        if form == "change_cancel_form":
            desk.on_file["items"] = [BEGUN]
        if form in STANDING:
            state, more = STANDING[form]
            desk.holds(state, **more)


@pytest.fixture(params=ASKED, ids=lambda pair: f"{pair[0]}.{pair[1]}")
def asked(request: pytest.FixtureRequest, talk: Talk, desk: FakeBackOffice) -> Talk:
    """A talk in which this form has just asked for this slot; one need was said before."""
    form, slot = request.param
    stand(form, slot, talk, desk)
    talk.loop = form
    talk.slots |= {"requested_slot": slot, "end_choice": "keep"}
    talk.slot, talk.question = slot, f"utter_ask_{form}_{slot}"  # type: ignore[attr-defined]
    return talk


def kept(talk: Talk) -> dict[str, Any]:
    return {need: talk.slots.get(need) for need in (*needs.ALL, "human_phone")}


def assert_asked_again(talk: Talk) -> None:
    assert talk.responses[-1] == talk.question  # type: ignore[attr-defined]
    assert talk.responses.count(talk.question) == 1  # type: ignore[attr-defined]
    assert talk.slots["requested_slot"] == talk.slot  # type: ignore[attr-defined]


@pytest.mark.parametrize(("intent", "said", "answer"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_a_question_is_answered_then_ours_comes_back(
    asked: Talk, intent: str, said: dict[str, Any], answer: str
) -> None:
    if intent == "ask_vehicle" and asked.slot == "vehicle_model":  # type: ignore[attr-defined]
        said = {}  # a car's name would be the answer
    before, form = kept(asked), asked.loop
    asked.say(intent, said=said)
    assert answer in [*asked.responses, *(card["name"] for card in asked.cards)]
    assert_asked_again(asked)
    assert kept(asked) == before
    assert asked.loop == form
    assert len(asked.actions) <= 2


@pytest.mark.parametrize("intent", ABOUT_THE_APPLICATION)
def test_a_question_about_the_application_is_answered_then_ours_comes_back(
    asked: Talk, intent: str
) -> None:
    before, form = kept(asked), asked.loop
    asked.say(intent)
    assert len(asked.responses) > 1 or asked.cards
    assert_asked_again(asked)
    assert kept(asked) == before
    assert asked.loop == form


def test_why_it_is_asked_is_told(asked: Talk) -> None:
    asked.say("nlu_fallback", "为什么要问这个")
    assert asked.responses[0] == "utter_explain_question"
    assert_asked_again(asked)


def test_a_miss_offers_readings_and_asks_again(asked: Talk) -> None:
    before = kept(asked)
    asked.say("nlu_fallback", "呃", ranking=[{"name": "ask_fees"}, {"name": "ask_rate"}])
    assert asked.responses[0] == "utter_ask_which_reading"
    assert_asked_again(asked)
    assert kept(asked) == before


def test_a_value_for_another_slot_is_kept_and_the_talk_goes_on(asked: Talk) -> None:
    before = kept(asked)
    other = ("annual_mileage", 20000)
    asked.say("inform", "一年跑两万公里", said={other[0]: other[1]})
    assert kept(asked) == before | {other[0]: other[1]}
    assert asked.cards or asked.responses[-1] == asked.question  # type: ignore[attr-defined]


def test_an_earlier_value_is_corrected_and_the_talk_goes_on(asked: Talk) -> None:
    before = kept(asked)
    asked.say("inform", "到期我想退车", said={"need:end_choice": "return"})
    assert kept(asked) == before | {"end_choice": "return"}
    assert asked.cards or asked.responses[-1] == asked.question  # type: ignore[attr-defined]


def test_dont_know_never_gets_the_same_question_again(asked: Talk) -> None:
    asked.say("dont_know", "不知道")
    assert asked.said
    assert asked.question not in asked.responses  # type: ignore[attr-defined]


def test_an_empty_answer_is_helped_once_not_for_ever(asked: Talk) -> None:
    asked.say("inform", "嗯嗯")
    assert_asked_again(asked)
    asked.say("inform", "啊啊")
    assert asked.said


def test_repeat_says_the_question_again(asked: Talk) -> None:
    asked.say("explain_process")
    said, before = asked.said, kept(asked)
    asked.say("repeat", "没听清")
    assert asked.said == said
    assert kept(asked) == before
    assert asked.slots["requested_slot"] == asked.slot  # type: ignore[attr-defined]


def test_cancel_ends_it_and_keeps_what_was_said(asked: Talk) -> None:
    before = kept(asked)
    asked.say("stop", "算了不弄了")
    assert asked.responses == ["utter_stopped"]
    assert asked.loop is None
    assert kept(asked) == before


@pytest.mark.parametrize("entry", ["find_dealer", "calculate_payment", "ask_cash_vs_loan"])
def test_another_task_parks_this_one_and_offers_it_afterwards(asked: Talk, entry: str) -> None:
    form = asked.loop
    asked.say(entry)
    if asked.loop == form:
        assert asked.responses[-1] == asked.question or asked.cards  # type: ignore[attr-defined]
        return
    assert form in (asked.slots["parked"] or [])
    asked.say("stop", "算了")
    assert "接着来" in [button["label"] for button in asked.buttons]
    asked.say("affirm", "好")
    assert asked.loop == form or asked.cards
    assert asked.slots["parked"] is None


def test_a_person_is_one_step_away(asked: Talk) -> None:
    form = asked.loop
    asked.say("request_human", "转人工")
    if asked.metadata["owner"]["kind"] == "customer":
        assert asked.responses[0] == "utter_callback_taken"
        assert_asked_again(asked)
        return
    assert asked.loop == CALLBACK
    assert asked.responses[-1] == "utter_ask_callback_form_human_phone"
    if form != CALLBACK:
        assert asked.slots["parked"] == [form]


def test_distress_comes_before_everything(asked: Talk) -> None:
    asked.say("inform", "不想活了")
    assert asked.responses == ["utter_care"]
