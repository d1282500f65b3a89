"""A sentence for people names days as people write them, never as machines do."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from fastapi.testclient import TestClient

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
