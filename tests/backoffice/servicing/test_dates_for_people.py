"""A sentence for people names days as people write them, never as machines do."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.applications.models import Application
from backoffice.customers.models import Customer
from backoffice.loans.models import Loan
from tests.backoffice.applications.journey import acting

CHINESE, MACHINE_DAY = re.compile(r"[一-鿿]"), re.compile(r"\d{4}-\d{2}-\d{2}")
KINDS = (
    "settlement", "prepayment", "extension", "lease_end", "hardship", "total_loss", "title_loan",
)  # fmt: skip
READ = ("", "/schedule", "/payments", "/documents", "/insurance", "/lien")


def sentences(told: Any) -> Iterator[str]:
    """Every text for people in an answer."""
    if isinstance(told, str):
        if CHINESE.search(told):
            yield told
    elif isinstance(told, dict):
        for value in told.values():
            yield from sentences(value)
    elif isinstance(told, list):
        for value in told:
            yield from sentences(value)


def test_no_sentence_of_any_loan_or_trial_writes_days_like_a_machine(own: TestClient) -> None:
    office = own.app.state.office  # type: ignore[attr-defined]
    with office.database.transaction() as session:
        loans = list(session.execute(sa.select(Loan.contract_no, Loan.customer_id)))
    today = office.clock.business_date()
    days = [(today + timedelta(days=count)).isoformat() for count in (0, 1, 7)]
    bodies: dict[str, list[dict[str, Any]]] = {
        "settlement": [{"settle_on": day} for day in days],
        "prepayment": [{"amount": "20000.00"}],
        "total_loss": [{"on": day} for day in days],
        "title_loan": [{"reason": "plate"}],
    }
    told, tried = [], set()
    for number, customer in loans:
        headers = acting(f"customer:{customer}", "L2")
        told += [own.get(f"/loans/{number}{path}", headers=headers).json() for path in READ]
        for kind in KINDS:
            for body in bodies.get(kind, [{}]):
                key = {"Idempotency-Key": uuid.uuid4().hex}
                answer = own.post(
                    f"/loans/{number}/trials/{kind}", json=body, headers={**headers, **key}
                )
                assert answer.status_code < 500
                told.append(answer.json())
                if answer.status_code == 200:
                    tried.add(kind)
    assert tried == set(KINDS)
    assert {text for text in sentences(told) if MACHINE_DAY.search(text)} == set()


def test_no_change_and_no_way_of_an_application_writes_days_like_a_machine(own: TestClient) -> None:
    office = own.app.state.office  # type: ignore[attr-defined]
    with office.database.transaction() as session:
        applied = list(session.scalars(sa.select(Application.application_no)))
        customers = list(session.scalars(sa.select(Customer.customer_id)))
    told, staff = [], acting("staff:lin", "L2")
    for number in applied:
        for path in ("", "/events"):
            answer = own.get(f"/applications/{number}{path}", headers=staff)
            assert answer.status_code == 200, answer.text
            told.append(answer.json())
    for customer in customers:
        headers = acting(f"customer:{customer}", "L3")

        def post(path: str, body: dict[str, Any], headers: dict[str, str] = headers) -> Any:
            key = {"Idempotency-Key": uuid.uuid4().hex}
            return own.post(f"/changes/{path}", json=body, headers={**headers, **key}).json()

        moving = {
            "customer_id": customer, "address": "浙江省杭州市样本路1号", "city": "杭州",
            "from_day": office.clock.business_date().isoformat(),
        }  # fmt: skip
        told.append(post("address/trial", moving))
        told.append(post("address", {**moving, "confirm": True}))
        told.append(post("id_card", {"customer_id": customer, "confirm": True}))
        answer = own.get("/changes", params={"customer_id": customer}, headers=headers)
        told.append(answer.json())
    kinds = {change["kind"] for page in told for change in page.get("items", []) if "now" in change}
    assert applied and {"address", "id_card"} <= kinds
    assert {text for text in sentences(told) if MACHINE_DAY.search(text)} == set()
