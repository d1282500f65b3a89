"""Records of taxes and contributions, proofs of residence: good ones pass, each fault is named."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backoffice.documents.rules.records import record_income
from tests.specimens import people, records
from tests.specimens.camera import on_a_table

Judged = Callable[..., Any]
SHEN = people.SHEN


def test_a_good_tax_record(judged: Judged) -> None:
    photo = on_a_table(records.tax_record(SHEN))
    reading, verdict = judged("tax_record", photo, employer=SHEN.employer, city="成都")
    assert (verdict.status, verdict.code, verdict.review) == ("accepted", None, ())
    assert len(reading.months) == 7
    assert record_income(reading) == Decimal("9800.00"), "a bonus is no monthly income"
    assert reading.value("employer_name") == SHEN.employer
    told = {"income_proof": {"income_monthly": "12000.00"}}
    assert judged("tax_record", photo, others=told)[1].review == ("record_unlike",)
    _, verdict = judged("tax_record", photo, employer="别家公司")
    assert verdict.review == ("employer_differs",)
    assert judged("tax_record", photo, today=date(2027, 1, 5))[1].code == "too_old_paper"
    assert judged("income_proof", photo)[1].code == "wrong_kind"


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        ({"more_total": 3000}, "record_sum"),
        ({"months": 4}, "record_short"),
        ({"last": date(2026, 7, 1)}, "record_ended"),
        ({"name": "顾川"}, "wrong_person"),
    ],
    ids=["edited sum", "four months", "ended", "other name"],
)
def test_tax_records_with_a_fault(judged: Judged, forge: dict[str, Any], code: str) -> None:
    _, verdict = judged("tax_record", on_a_table(records.tax_record(SHEN, **forge)))
    assert (verdict.status, verdict.code) == ("rejected", code)


def test_a_good_record_of_contributions(judged: Judged) -> None:
    photo = on_a_table(records.social_insurance_record(SHEN))
    reading, verdict = judged("social_insurance_record", photo, employer=SHEN.employer)
    assert (verdict.status, verdict.code, verdict.review) == ("accepted", None, ())
    assert record_income(reading) == Decimal("9800.00")


def test_a_record_of_the_housing_fund(judged: Judged) -> None:
    photo = on_a_table(records.housing_fund_record(SHEN))
    reading, verdict = judged("social_insurance_record", photo, employer=SHEN.employer)
    assert (verdict.status, verdict.code, verdict.review) == ("accepted", None, ())
    assert record_income(reading) == Decimal("9800.00")


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        ({"wrong_at": 2}, "record_line"),
        ({"printed_on": date(2026, 10, 1)}, "too_old_paper"),
        ({"name": "顾川"}, "wrong_person"),
    ],
    ids=["edited line", "old", "other name"],
)
def test_contributions_with_a_fault(judged: Judged, forge: dict[str, Any], code: str) -> None:
    photo = on_a_table(records.social_insurance_record(SHEN, **forge))
    _, verdict = judged("social_insurance_record", photo)
    assert (verdict.status, verdict.code) == ("rejected", code)


def test_a_residence_permit_needs_both_its_sides(judged: Judged) -> None:
    front, back = (on_a_table(side) for side in records.residence_card(SHEN))
    reading, verdict = judged("residence_proof", front, back, city="成都")
    assert (verdict.status, verdict.code, verdict.review) == ("accepted", None, ())
    assert reading.value("address") == SHEN.address
    _, verdict = judged("residence_proof", front, back, city="重庆")
    assert (verdict.status, verdict.review) == ("accepted", ("residence_elsewhere",))
    _, verdict = judged("residence_proof", front, back, today=date(2027, 6, 2))
    assert verdict.code == "expired"
    assert judged("residence_proof", front)[1].code == "other_side_missing"
    assert judged("id_card", back)[1].code == "wrong_kind"


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        ({}, None),
        ({"sealed": False}, "no_seal"),
        ({"written_on": date(2026, 8, 1)}, "too_old_paper"),
        ({"name": "顾川"}, "wrong_person"),
    ],
    ids=["good", "no seal", "old", "other name"],
)
def test_letters_of_residence(judged: Judged, forge: dict[str, Any], code: str | None) -> None:
    photo = on_a_table(records.residence_letter(SHEN, **forge))
    reading, verdict = judged("residence_proof", photo)
    assert verdict.code == code
    assert reading.value("address") == SHEN.address
