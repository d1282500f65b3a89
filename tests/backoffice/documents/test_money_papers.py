"""Papers about money: good ones pass, every forgery and shortcoming is named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PIL import Image

from backoffice.documents.case import Person
from backoffice.documents.rules.money import covered, movements
from tests.backoffice.documents.conftest import BOUGHT
from tests.specimens import camera, cards, people, proofs
from tests.specimens.camera import on_a_table

Judged = Callable[..., Any]
SHEN = people.SHEN
STATEMENT = proofs.bank_statement(SHEN)
PROOF = proofs.income_proof(SHEN)
ZHOU = Person(people.ZHOU.name, people.ZHOU.id_no)


def test_a_bank_card_and_its_number(judged: Judged) -> None:
    photo = on_a_table(cards.bank_card("6200000000000000067"))
    reading, verdict = judged("bank_card", photo)
    assert (verdict.status, reading.value("card_no")) == ("accepted", "6200000000000000067")


@pytest.mark.parametrize(
    ("card", "code"),
    [
        (cards.bank_card("6200000000000000068"), "card_number"),
        (cards.bank_card("6200000000000000067", kind="信用卡"), "credit_card"),
        (cards.bank_card("6225758888888889", bank="招商银行", kind=""), "credit_card"),
    ],
    ids=["edited digit", "says credit", "credit by its beginning"],
)
def test_cards_that_cannot_be_debited(judged: Judged, card: Image.Image, code: str) -> None:
    assert judged("bank_card", on_a_table(card))[1].code == code


def test_a_good_income_proof(judged: Judged) -> None:
    reading, verdict = judged("income_proof", on_a_table(PROOF))
    assert (verdict.status, verdict.code) == ("accepted", None)
    assert reading.value("income_monthly") == "9800.00"
    assert reading.value("employer_name") == SHEN.employer
    assert reading.value("written_on") == "2026-11-10"


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        ({"sealed": False}, "no_seal"),
        ({"phone": "13800001111"}, "employer_mobile"),
        ({"written_on": date(2026, 9, 1)}, "too_old_paper"),
        ({"written_on": date(2026, 12, 1)}, "date_ahead"),
        ({"name": "顾川"}, "wrong_person"),
    ],
    ids=["no seal", "mobile", "old", "of tomorrow", "other name"],
)
def test_income_proofs_with_a_fault(judged: Judged, forge: dict[str, Any], code: str) -> None:
    _, verdict = judged("income_proof", on_a_table(proofs.income_proof(SHEN, **forge)))
    assert (verdict.status, verdict.code) == ("rejected", code)


@pytest.mark.parametrize(
    ("seen", "code"),
    [("8200.00", None), ("8100.00", "income_disagrees"), ("12400.00", "income_disagrees")],
)
def test_the_letter_against_the_account(judged: Judged, seen: str, code: str | None) -> None:
    """9,800 may differ from what the account shows by a fifth of that."""
    others = {"bank_statement": {"regular_income": seen}}
    assert judged("income_proof", on_a_table(PROOF), others=others)[1].code == code


def test_another_employer_than_told_is_looked_at(judged: Judged) -> None:
    _, verdict = judged("income_proof", on_a_table(PROOF), employer="别家公司")
    assert (verdict.status, verdict.review) == ("accepted", ("employer_differs",))


def test_a_good_statement(judged: Judged) -> None:
    reading, verdict = judged("bank_statement", on_a_table(STATEMENT))
    assert (verdict.status, verdict.code) == ("accepted", None)
    lines = movements(reading)
    assert len(lines) == 18
    assert covered(reading, lines) == 6
    assert sum(line.amount for line in lines) == Decimal(6 * (9800 - 1260 - 2300))
    assert {line.other_side for line in lines} == {SHEN.employer, "样本超市", "房东李某"}


def test_the_statement_against_what_else_is_known(judged: Judged) -> None:
    photo = on_a_table(STATEMENT)
    told = {"income_proof": {"income_monthly": "16000.00"}}
    assert judged("bank_statement", photo, others=told)[1].code == "income_disagrees"
    dear = replace(BOUGHT, highest_payment=Decimal("4900.01"))
    assert judged("bank_statement", photo, bought=dear)[1].review == ("inflow_low",)
    assert judged("bank_statement", photo, bought=dear, shared=True)[1].review == ()
    assert judged("bank_statement", photo, today=date(2027, 1, 5))[1].code == "too_old_paper"
    assert judged("bank_statement", photo, person=ZHOU)[1].code == "wrong_person"


def test_a_balance_that_was_edited(judged: Judged) -> None:
    forged = proofs.bank_statement(SHEN, break_at=7)
    _, verdict = judged("bank_statement", on_a_table(forged))
    assert (verdict.code, verdict.figures["day"]) == ("arithmetic", "2026-08-10")


def test_too_few_months(judged: Judged) -> None:
    short = proofs.bank_statement(SHEN, months=4)
    _, verdict = judged("bank_statement", on_a_table(short))
    assert (verdict.code, verdict.figures["months"]) == ("months_short", "4")


@pytest.mark.parametrize("heads", [True, False], ids=["with heads", "without"])
def test_a_scanned_statement_of_two_pages(judged: Judged, heads: bool) -> None:
    """Lines that a page break parts are one table, also when the second page has no heads."""
    top, bottom = proofs.in_two(STATEMENT, heads=heads)
    reading, verdict = judged("bank_statement", top, bottom)
    assert len(reading.rows) == 18
    assert verdict.status == "accepted"


def test_a_statement_that_nobody_can_read(judged: Judged) -> None:
    photo = camera.blurred(on_a_table(STATEMENT), 4)
    assert judged("bank_statement", photo)[1].code == "blurred"


def test_the_page_that_nobody_can_read_is_named(judged: Judged) -> None:
    top, bottom = proofs.in_two(STATEMENT)
    _, verdict = judged("bank_statement", camera.blurred(top, 6), camera.dark(bottom))
    assert (verdict.code, verdict.figures) == ("blurred", {"page": "1"})


def test_a_good_business_licence(judged: Judged) -> None:
    photo = on_a_table(proofs.business_licence(people.ZHOU))
    reading, verdict = judged("business_licence", photo, person=ZHOU)
    assert verdict.status == "accepted"
    assert reading.value("uscc") == "92999999MA0000051Q"
    assert reading.value("company_name") == "麦冬家居经营部"


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        ({"uscc": "92999999MA0000052Q"}, "uscc_wrong"),
        ({"owner": "梁艾"}, "wrong_owner"),
        ({"valid_to": date(2025, 5, 20)}, "expired"),
    ],
    ids=["edited digit", "other owner", "expired"],
)
def test_business_licences_with_a_fault(judged: Judged, forge: dict[str, Any], code: str) -> None:
    photo = on_a_table(proofs.business_licence(people.ZHOU, **forge))
    assert judged("business_licence", photo, person=ZHOU)[1].code == code
