"""Papers about a person: good ones pass, every forgery and mix-up is named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PIL import Image

from backoffice.documents.case import Person, Register
from tests.backoffice.documents.conftest import BOUGHT
from tests.specimens import cards, people, proofs
from tests.specimens.camera import on_a_table

Judged = Callable[..., Any]
SHEN, GU = people.SHEN, people.GU
FRONT_READ = {
    "id_no": SHEN.id_no,
    "address": SHEN.address,
    "born": SHEN.born.isoformat(),
}


@pytest.mark.parametrize(
    ("card", "code"),
    [
        (cards.id_front(GU), "wrong_person"),
        (cards.id_front(SHEN, number="990102199306240023"), "id_checksum"),
        (cards.id_front(SHEN, number="990102199313240020"), "id_form"),
        (cards.id_front(SHEN, number="990102199306310027"), "id_date"),
        (cards.id_front(SHEN, number="000102199306240022"), "id_form"),
        (cards.id_front(SHEN, born="1994 年 6 月 24 日"), "born_disagrees"),
        (cards.id_front(SHEN, sex="男"), "sex_disagrees"),
    ],
    ids=["other", "edited digit", "form", "date", "zero", "born edited", "sex edited"],
)
def test_forged_fronts(judged: Judged, card: Image.Image, code: str) -> None:
    _, verdict = judged("id_card", on_a_table(card))
    assert (verdict.status, verdict.code) == ("rejected", code)


def test_a_name_the_register_does_not_know(judged: Judged) -> None:
    _, verdict = judged("id_card", on_a_table(cards.id_front(SHEN)), register=Register.DENIES)
    assert verdict.code == "register_denies"


def test_too_old_at_the_end_of_the_term(judged: Judged) -> None:
    old = people.Person("沈知夏", "990102196311240023", SHEN.address, SHEN.authority, SHEN.phone)
    person = Person(old.name, old.id_no)
    _, verdict = judged("id_card", on_a_table(cards.id_front(old)), person=person)
    assert verdict.code == "too_old"
    short = replace(BOUGHT, term_months=18)
    again = judged("id_card", on_a_table(cards.id_front(old)), person=person, bought=short)
    assert again[1].status == "accepted"


def test_a_good_back_and_for_ever(judged: Judged) -> None:
    reading, verdict = judged("id_card", on_a_table(cards.id_back(SHEN)))
    assert verdict.status == "accepted"
    assert reading.value("period") == "2015-08-01 - 2035-08-01"
    reading, verdict = judged("id_card", on_a_table(cards.id_back(people.ZHOU)))
    assert (verdict.status, reading.value("period")) == ("accepted", "2026-02-10 - long_term")


@pytest.mark.parametrize(
    ("person", "status", "code"),
    [
        (people.expired(SHEN), "rejected", "expired"),
        (replace(SHEN, valid_from=date(2016, 12, 8), valid_to=date(2026, 12, 8)),
         "accepted", "ends_soon"),
        (replace(SHEN, valid_to=date(2037, 8, 1)), "rejected", "period_wrong"),
        (replace(SHEN, valid_from=date(2027, 8, 1), valid_to=date(2037, 8, 1)),
         "rejected", "period_wrong"),
    ],
    ids=["expired", "soon", "no such span", "not yet"],
)  # fmt: skip
def test_periods(judged: Judged, person: people.Person, status: str, code: str) -> None:
    _, verdict = judged("id_card", on_a_table(cards.id_back(person)))
    assert (verdict.status, verdict.code) == (status, code)


def test_sides_of_two_cards(judged: Judged) -> None:
    others = {"id_card": FRONT_READ}
    back = on_a_table(cards.id_back(people.XU))
    assert judged("id_card", back, others=others)[1].code == "sides_disagree"
    own = on_a_table(cards.id_back(SHEN))
    assert judged("id_card", own, others=others)[1].status == "accepted"


@pytest.mark.parametrize(
    ("document", "card", "found"),
    [
        ("id_card", cards.bank_card(SHEN.card_no), "银行卡"),
        ("driving_licence", cards.id_front(SHEN), "身份证"),
        ("id_card", cards.driving_licence(SHEN), "驾驶证"),
        ("id_card", proofs.marriage_certificate(SHEN, GU), "结婚证"),
        ("bank_card", cards.driving_licence(SHEN), "驾驶证"),
        ("income_proof", cards.id_back(SHEN), "身份证"),
    ],
)
def test_the_wrong_kind_of_paper(
    judged: Judged, document: str, card: Image.Image, found: str
) -> None:
    _, verdict = judged(document, on_a_table(card))
    assert (verdict.code, verdict.figures["found"]) == ("wrong_kind", found)


def test_something_else_altogether(judged: Judged) -> None:
    blank = Image.new("RGB", (1200, 800), "#dddddd")
    noise = on_a_table(blank)
    assert judged("id_card", noise)[1].status == "rejected"


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        ({}, None),
        ({"vehicle_class": "D"}, "licence_class"),
        ({"valid_to": date(2026, 6, 1)}, "expired"),
        ({"name": "顾川"}, "other_driver"),
    ],
    ids=["good", "motorcycle", "expired", "other name"],
)
def test_driving_licences(judged: Judged, forge: dict[str, Any], code: str | None) -> None:
    _, verdict = judged("driving_licence", on_a_table(cards.driving_licence(SHEN, **forge)))
    assert verdict.code == code
    assert verdict.status == ("rejected" if code else "accepted")


def test_marriage_certificates(judged: Judged) -> None:
    photo = on_a_table(proofs.marriage_certificate(SHEN, GU))
    assert judged("marriage_certificate", photo)[1].status == "accepted"
    _, verdict = judged("marriage_certificate", photo, spouse=Person("梁艾", None))
    assert verdict.code == "spouse_disagrees"
    _, verdict = judged("marriage_certificate", photo, person=Person("梁艾", None))
    assert verdict.code == "wrong_person"


def test_a_specimen_is_refused_outside_the_sandbox(judged: Judged) -> None:
    _, verdict = judged("id_card", on_a_table(cards.id_front(SHEN)), fictional=False)
    assert verdict.code == "specimen"
