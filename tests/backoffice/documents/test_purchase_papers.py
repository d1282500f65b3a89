"""Papers about the car: invoice, policy, receipt, against purchase and register."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from backoffice.documents.case import Register
from tests.backoffice.documents.conftest import BOUGHT
from tests.specimens import people, purchase
from tests.specimens.camera import on_a_table

Judged = Callable[..., Any]
SHEN, VIN = people.SHEN, purchase.VIN


def test_a_good_invoice(judged: Judged) -> None:
    photo = on_a_table(purchase.vehicle_invoice(SHEN, vin=VIN))
    reading, verdict = judged("vehicle_invoice", photo)
    assert (verdict.status, verdict.code) == ("accepted", None)
    assert (reading.value("vin"), reading.value("price")) == (VIN, "259800.00")
    _, verdict = judged("vehicle_invoice", photo, register=Register.DENIES)
    assert verdict.code == "invoice_denied"
    other_car = replace(BOUGHT, vin="L0TEST005TJ000012")
    assert judged("vehicle_invoice", photo, bought=other_car)[1].code == "vin_disagrees"


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        ({"vin": "L0TEST008TJ000111"}, "vin_wrong"),
        ({"price": "239800.00"}, "price_low"),
        ({"price": "279800.00"}, "price_high"),
        ({"buyer": "顾川"}, "wrong_person"),
        ({"issued_on": date(2026, 12, 2)}, "date_ahead"),
    ],
    ids=["edited digit", "too low", "too high", "other buyer", "of tomorrow"],
)
def test_invoices_with_a_fault(judged: Judged, forge: dict[str, Any], code: str) -> None:
    sheet = purchase.vehicle_invoice(SHEN, **{"vin": VIN, **forge})
    assert judged("vehicle_invoice", on_a_table(sheet))[1].code == code


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        ({}, None),
        ({"third_party": "500000.00"}, "third_party_low"),
        ({"damage": False}, "no_damage"),
        ({"compulsory": False}, "no_compulsory"),
        ({"insured": "顾川"}, "wrong_person"),
        ({"until": date(2027, 5, 24)}, "cover_short"),
        ({"vin": "L0TEST005TJ000012"}, "vin_disagrees"),
    ],
    ids=["good", "low", "no damage", "no compulsory", "other", "half a year", "other car"],
)
def test_insurance_policies(judged: Judged, forge: dict[str, Any], code: str | None) -> None:
    sheet = purchase.insurance_policy(SHEN, **{"vin": VIN, **forge})
    _, verdict = judged("insurance_policy", on_a_table(sheet))
    assert verdict.code == code
    assert verdict.status == ("rejected" if code else "accepted")


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        ({}, None),
        ({"amount": "70000.00"}, "receipt_amount"),
        ({"payer": "顾川"}, "wrong_person"),
        ({"sealed": False}, "no_seal"),
    ],
    ids=["good", "less", "other payer", "no seal"],
)
def test_down_payment_receipts(judged: Judged, forge: dict[str, Any], code: str | None) -> None:
    sheet = purchase.down_payment_receipt(SHEN, **forge)
    assert judged("down_payment_receipt", on_a_table(sheet))[1].code == code
