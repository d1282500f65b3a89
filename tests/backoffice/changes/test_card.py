"""Another card to repay from: its bank's word, the right day, one signature, the first debit."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.changes.card_days import plan_card
from backoffice.changes.models import ChangeDocument, CustomerCardTry
from backoffice.clock.service import SHANGHAI
from backoffice.loans.running_models import Debit, Mandate
from backoffice.signing.models import IssuedCertificate
from backoffice.signing.ports import authority_of
from backoffice.signing.verification import examine
from tests.backoffice.applications.journey import acting
from tests.backoffice.changes.conftest import CONTRACT, NEW_CARD, P07, PHONE, Counter
from tests.backoffice.people import card

Json = dict[str, Any]
P08, LATE = "P08", "C202511130008"


def mandates(counter: Counter, contract: str = CONTRACT) -> list[tuple[str, str]]:
    query = sa.select(Mandate).where(Mandate.contract_no == contract).order_by(Mandate.mandate_no)
    with counter.office.database.transaction() as session:
        return [(row.tail, row.state) for row in session.scalars(query)]


def debits(counter: Counter, day: str, contract: str = CONTRACT) -> list[tuple[str, str]]:
    query = (
        sa.select(Mandate.tail, Debit.state)
        .join(Mandate, Mandate.mandate_no == Debit.mandate_no)
        .where(Debit.contract_no == contract, Debit.asked_on == date.fromisoformat(day))
    )
    with counter.office.database.transaction() as session:
        return [(tail, state) for tail, state in session.execute(query)]


def test_p07_pays_the_next_instalment_from_the_new_card(counter: Counter) -> None:
    trial = counter.try_card()
    assert (trial["eligible"], trial["reasons"], trial["tries_left"]) == (True, [], 3)
    figures = trial["figures"]
    assert (figures["tail"], figures["old_tail"]) == ("1073", "0075")
    assert figures["first_due_with_new"] == "2026-12-15"
    assert figures["cutoff"] == "2026-12-13T17:00:00+08:00"
    assert figures["note"].startswith("从 12月15日（周二） 这期起用新卡")
    assert mandates(counter) == [("0075", "active")]
    change = counter.order_card(trial, key="once")
    assert (change["state"], change["documents"]) == ("DONE", ["debit_authorisation"])
    assert change["receipt"]["effective"] == "2026-11-21"
    assert counter.order_card(trial, key="once")["request_no"] == change["request_no"]
    assert counter.order_card(trial, expect=409)["code"] == "TRIAL_VOID"
    # The card before it stays until the new one gave.
    assert mandates(counter) == [("0075", "active"), ("1073", "active")]
    counter.move("2026-12-16")
    assert debits(counter, "2026-12-15") == [("1073", "ok")]
    assert mandates(counter) == [("0075", "ended"), ("1073", "active")]
    steps = {s["key"]: s["state"] for s in counter.change(change["request_no"])["steps"]}
    assert (steps["first_debit"], steps["old_card"]) == ("done", "done")
    assert counter.sms()[-1].startswith("【霁川金融】您的还款卡已换成尾号 1073 的卡")
    assert NEW_CARD not in str(counter.told()) + str(change)


def test_a_new_card_that_gives_nothing_keeps_the_old_one(counter: Counter) -> None:
    counter.order_card(counter.try_card())
    counter.post(
        f"/sandbox/bank/{CONTRACT}", {"event": "debit_failed", "code": "INSUFFICIENT_FUNDS"}
    )
    counter.move("2026-12-16")
    assert {tail for tail, _ in debits(counter, "2026-12-15")} == {"1073"}
    assert mandates(counter) == [("0075", "active"), ("1073", "active")]


def test_the_authorisation_is_signed_kept_and_verifies(counter: Counter) -> None:
    change = counter.order_card(counter.try_card())
    path = f"/changes/{change['request_no']}/documents/debit_authorisation.pdf"
    assert counter.get(path, level="L1", expect=403)["code"] == "LEVEL_TOO_LOW"
    answer = counter.client.get(path, headers=acting(counter.who, "L2"))
    assert answer.status_code == 200
    listed = counter.get(f"/loans/{CONTRACT}/documents")["items"][-1]
    assert listed == {"kind": "debit_authorisation", "label": "自动扣款授权书（2026年11月21日）",
                      "ready": True, "url": path, "level": "L2"}  # fmt: skip
    own = counter.get(f"/changes?customer_id={P07}")["documents"]
    assert [(each["url"], each["contract_no"]) for each in own] == [(path, CONTRACT)]
    for who in ("customer:P08", "customer:P06", "party:T20261121-00000000"):
        assert counter.client.get(path, headers=acting(who, "L3")).status_code == 404
    assert answer.content.startswith(b"%PDF-")
    assert answer.content.count(b"/ByteRange") == 2  # the customer's, then the lender's seal
    with counter.office.database.transaction() as session:
        kept = session.scalars(sa.select(ChangeDocument)).one()
        assert (kept.content, kept.evidence["level"]) == (answer.content, "L3")
        serial = session.scalars(sa.select(IssuedCertificate.serial).where(
            IssuedCertificate.party_id == P07)).one()  # fmt: skip
        assert kept.evidence["certificate_serial"] == serial
    with counter.office.database.transaction() as session:
        trust = authority_of(counter.office).trust(session, counter.office.clock.now())
    verdict = examine(answer.content, trust)
    assert [found.intact and found.trusted for found in verdict.findings] == [True, True]
    assert verdict.findings[0].signer == "唐秋白"
    place = answer.content.index(b"/ByteRange") - 200
    forged = answer.content[:place] + b"X" + answer.content[place + 1 :]
    broken = examine(forged, trust)
    assert not broken.readable or not all(found.intact for found in broken.findings)


def test_a_silent_timestamp_signs_nothing(counter: Counter) -> None:
    trial = counter.try_card()
    counter.tell("timestamp", **{"for": "*", "answer": "down"})
    assert counter.order_card(trial, expect=503)["code"] == "TIMESTAMP_UNAVAILABLE"
    assert mandates(counter) == [("0075", "active")]
    counter.tell("timestamp", **{"for": "*", "answer": None})
    assert counter.order_card(trial)["state"] == "DONE"


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("reserved_phone", "手机号和您在银行预留的不一致"),
        ("name_or_id", "卡主姓名或证件号对不上"),
        ("card_status", "这张卡目前不能用来扣款"),
        ("limit", "这张卡的限额不够扣月供"),
    ],
)
def test_what_does_not_fit_is_said(counter: Counter, reason: str, said: str) -> None:
    counter.tell("bank_card", **{"for": "*", "answer": "no", "reason": reason})
    trial = counter.try_card()
    assert (trial["eligible"], trial["trial_id"], trial["tries_left"]) == (False, None, 2)
    assert trial["reasons"][0].startswith(said)
    assert trial["reasons"][0].endswith("今天还可以试 2 次。")


def test_three_wrong_tries_lock_for_a_day(counter: Counter) -> None:
    wrong = {"phone": "15400000999"}
    first = counter.try_card(key="one", **wrong)
    assert counter.try_card(key="one", **wrong) == first  # the same try
    assert counter.try_card(**wrong)["tries_left"] == 1
    third = counter.try_card(**wrong)
    assert third["tries_left"] == 0
    assert third["reasons"][0].endswith("也可以换个时间联系人工。")
    locked = counter.try_card(expect=429)
    assert locked["code"] == "CARD_LOCKED"
    assert locked["allowed"]["until"].startswith("2026-11-22T")
    counter.move("2026-11-23")
    assert counter.try_card()["eligible"] is True


def test_a_silent_bank_is_no_try(counter: Counter) -> None:
    counter.tell("bank_card", **{"for": "*", "answer": "down"})
    assert counter.try_card(expect=503)["code"] == "OUTSIDE_SILENT"
    with counter.office.database.transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(CustomerCardTry)) == 0


def test_a_number_that_can_be_no_debit_card_is_no_try(counter: Counter) -> None:
    refused = counter.try_card(NEW_CARD[:-1] + "0", expect=422)
    assert (refused["code"], refused["allowed"]["reason"]) == ("CARD_INVALID", "luhn")
    assert counter.try_card(card("622230000000001"), expect=422)["allowed"]["reason"] == "credit"
    assert counter.try_card()["tries_left"] == 3


def test_levels_consents_and_strangers(counter: Counter, asking: Callable[[str], Counter]) -> None:
    trial = counter.try_card()
    low = counter.order_card(trial, level="L2", expect=403)
    assert (low["code"], low["allowed"]) == ("LEVEL_TOO_LOW", {"level": "L3"})
    stranger = asking("P06")
    assert stranger.try_card(expect=404)["code"] == "LOAN_UNKNOWN"
    assert stranger.try_card(customer=P07, expect=404)["code"] == "CUSTOMER_UNKNOWN"
    assert stranger.order_card(trial, expect=409)["code"] == "TRIAL_VOID"
    own = stranger.try_card(contract="C202509180006", expect=403)
    assert (own["code"], own["allowed"]["purpose"]) == ("CONSENT_REQUIRED", "bank_card")
    other = {**trial, "hash": "0" * 64}
    assert counter.order_card(other, expect=409)["code"] == "TRIAL_VOID"
    change = counter.order_card(trial)
    path = f"/changes/{change['request_no']}/documents/debit_authorisation.pdf"
    assert stranger.get(path, expect=404)["code"] == "CHANGE_UNKNOWN"
    assert counter.post(f"/changes/{change['request_no']}/cancel", expect=409)


def test_who_is_overdue_pays_now_from_the_new_card(own: TestClient) -> None:
    late = Counter(own, f"customer:{P08}")
    late.consent("bank_card")
    trial = late.try_card(card("620000000000900108"), contract=LATE, phone="15400000008")
    assert (trial["figures"]["overdue"], trial["figures"]["effective_on"]) == (True, "2026-11-21")
    change = late.order_card(trial)
    assert (change["next"]["who"], change["next"]["page"]) == ("customer", f"/service/loans/{LATE}")
    pay = late.post(f"/loans/{LATE}/trials/pay_now")
    assert pay["figures"]["card"]["tail"] == change["figures"]["tail"]
    body = {"trial_id": pay["trial_id"], "hash": pay["hash"], "confirm": True}
    late.post(f"/loans/{LATE}/payments", body)
    assert (change["figures"]["tail"], "ok") in debits(late, "2026-11-21", LATE)


def test_a_card_named_after_another_takes_its_place(counter: Counter) -> None:
    counter.order_card(counter.try_card())
    third = card("620000000000900777")
    counter.order_card(counter.try_card(third))
    counter.move("2026-12-16")
    assert debits(counter, "2026-12-15") == [(third[-4:], "ok")]
    assert [state for _, state in mandates(counter)] == ["ended", "ended", "active"]


DUES = [date(2026, 12, 15), date(2027, 1, 15)]


@pytest.mark.parametrize(
    ("now", "overdue", "from_day", "first", "in_time"),
    [
        ("2026-12-13T17:00:00", False, "2026-12-13", "2026-12-15", True),
        ("2026-12-13T17:00:01", False, "2026-12-16", "2027-01-15", False),
        ("2026-12-15T08:00:00", False, "2026-12-16", "2027-01-15", False),
        ("2026-12-14T08:00:00", True, "2026-12-14", "2026-12-15", False),
    ],
)
def test_the_cut_off_is_two_days_before_at_five(
    now: str, overdue: bool, from_day: str, first: str, in_time: bool
) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)
    plan = plan_card(at, DUES, overdue=overdue)
    assert plan.from_day.isoformat() == from_day
    assert plan.first_due is not None
    assert (plan.first_due.isoformat(), plan.in_time) == (first, in_time)


def test_after_the_last_instalment_nothing_is_left() -> None:
    at = datetime(2027, 1, 14, 9, tzinfo=SHANGHAI)
    assert plan_card(at, DUES[1:], overdue=False).first_due is None


def test_within_the_cut_off_the_old_card_pays_once_more(counter: Counter) -> None:
    counter.move("2026-12-14")
    trial = counter.try_card()
    assert trial["figures"]["first_due_with_new"] == "2027-01-15"
    assert trial["figures"]["effective_on"] == "2026-12-16"
    assert "12月15日（周二）" in trial["figures"]["note"]
    counter.order_card(trial)
    counter.move("2027-01-16")
    assert debits(counter, "2026-12-15") == [("0075", "ok")]
    assert debits(counter, "2027-01-15") == [("1073", "ok")]
    assert PHONE not in str(trial)
