"""Papers of traders and companies: which are asked for, and how each is judged."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.applications.models import Application
from backoffice.documents.case import Person
from tests.backoffice.applications.journey import Journey
from tests.specimens import people, proofs
from tests.specimens.camera import on_a_table

Judged = Callable[..., Any]
ZHOU = people.ZHOU
COMPANY = "样本货运(测试)有限公司"
TRADER = {
    "customer_type": "self_employed",
    "person": Person(ZHOU.name, ZHOU.id_no),
    "company": ZHOU.employer,
}
OF_COMPANY = {"customer_type": "company", "person": Person(ZHOU.name), "company": COMPANY}


def test_a_traders_tax_certificate(judged: Judged) -> None:
    photo = on_a_table(proofs.tax_certificate(ZHOU))
    reading, verdict = judged("tax_certificate", photo, **TRADER)
    assert (verdict.status, verdict.code, verdict.review) == ("accepted", None, ())
    assert reading.value("tax_total") == "5400.00"
    unlike = judged("tax_certificate", photo, **{**TRADER, "company": None})[1]
    assert (unlike.status, unlike.review) == ("accepted", ("taxpayer_unlike",))
    assert judged("tax_certificate", photo, **OF_COMPANY)[1].code == "wrong_taxpayer"
    late = judged("tax_certificate", photo, **TRADER, today=date(2027, 1, 5))[1]
    assert late.code == "too_old_paper"
    bare = on_a_table(proofs.tax_certificate(ZHOU, sealed=False))
    assert judged("tax_certificate", bare, **TRADER)[1].code == "no_seal"


def test_a_company_shows_twelve_months_of_its_own_account(judged: Judged) -> None:
    photo = on_a_table(proofs.bank_statement(ZHOU, name=COMPANY, months=12))
    written = {**OF_COMPANY, "company": "样本货运（测试）有限公司"}
    assert judged("bank_statement", photo, **written)[1].status == "accepted"
    other = {**OF_COMPANY, "company": "别家货运有限公司"}
    assert judged("bank_statement", photo, **other)[1].code == "wrong_company"
    short = on_a_table(proofs.bank_statement(ZHOU, name=COMPANY, months=6))
    assert judged("bank_statement", short, **OF_COMPANY)[1].code == "months_short_company"


@pytest.mark.parametrize("document", list(proofs.company_papers(COMPANY)))
def test_what_a_person_reads_is_kept_for_him(judged: Judged, document: str) -> None:
    photo = on_a_table(proofs.company_papers(COMPANY)[document])
    verdict = judged(document, photo, **OF_COMPANY)[1]
    assert (verdict.status, verdict.review) == ("accepted", ("read_by_person",))
    assert judged("business_licence", photo, **OF_COMPANY)[1].status == "rejected"


def test_what_a_trader_and_a_company_are_asked_for(own: TestClient) -> None:
    journey = Journey(own)
    journey.open()

    def asked(customer_type: str) -> list[str]:
        with journey.office.database.transaction() as session:
            session.execute(sa.update(Application).values(customer_type=customer_type))
        items = journey.get(f"/applications/{journey.number}/documents")["items"]
        return [
            item["document"]
            for item in items
            if item["required"] is True and item["stage"] == "decision" and item["why"]
        ]

    assert asked("self_employed") == [
        "id_card", "driving_licence", "bank_statement", "business_licence", "tax_record",
    ]  # fmt: skip
    journey.paper("tax_certificate", taxpayer="白小川", tax_total="5400.00")
    items = journey.get(f"/applications/{journey.number}/documents")["items"]
    assert next(i for i in items if i["document"] == "tax_record")["status"] == "accepted"
    assert asked("company") == [
        "id_card", "business_licence", "articles_of_association", "financial_statements",
        "tax_certificate", "bank_statement",
    ]  # fmt: skip


def test_a_small_loan_waives_a_traders_proofs_of_income(own: TestClient) -> None:
    plan = {"product_key": "AXD", "trim_key": "xingzhi-110p", "term_months": 36}
    journey = Journey(own, plan={**plan, "down_payment_pct": 50})
    journey.to_pre_approved()
    with journey.office.database.transaction() as session:
        session.execute(sa.update(Application).values(customer_type="self_employed"))
    items = journey.get(f"/applications/{journey.number}/documents")["items"]
    wanted = {item["document"]: item["required"] for item in items}
    assert (wanted["bank_statement"], wanted["tax_record"]) == ("waived", "waived")
    assert wanted["business_licence"] is True
