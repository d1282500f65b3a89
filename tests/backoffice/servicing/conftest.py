"""Asking for settlements over HTTP."""

import uuid
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backoffice.audit.actors import SYSTEM
from backoffice.database import Database
from backoffice.loans import trials
from backoffice.loans.looking import look
from backoffice.loans.models import Loan
from backoffice.office import Office
from backoffice.servicing.schemas import OrderErrand
from backoffice.servicing.settlement.figures import figures
from backoffice.servicing.settlement.ordering import order_settlement
from tests.backoffice.applications.journey import acting
from tests.backoffice.conftest import make_settings

Json = dict[str, Any]
P06, P07, P08, P11 = "C202509180006", "C202602100007", "C202511130008", "C202311060011"


class Desk:
    """A customer at the back office."""

    def __init__(self, client: TestClient, who: str = "customer:P06", loan: str = P06) -> None:
        self.client, self.who, self.loan = client, who, loan

    @property
    def office(self) -> Office:
        office: Office = self.client.app.state.office  # type: ignore[attr-defined]
        return office

    def post(
        self, path: str, body: Json | None = None, *, expect: int = 200, level: str = "L3",
        key: str | None = None,
    ) -> Json:  # fmt: skip
        headers = {**acting(self.who, level), "Idempotency-Key": key or uuid.uuid4().hex}
        answer = self.client.post(path, json=body, headers=headers)
        assert answer.status_code == expect, answer.text
        found: Json = answer.json()
        return found

    def get(self, path: str, expect: int = 200) -> Json:
        answer = self.client.get(path, headers=acting(self.who, "L1"))
        assert answer.status_code == expect, answer.text
        found: Json = answer.json()
        return found

    def try_on(self, day: str, expect: int = 200) -> Json:
        path = f"/loans/{self.loan}/trials/settlement"
        return self.post(path, {"settle_on": day}, level="L1", expect=expect)

    def order(self, trial: Json, *, expect: int = 200, **how: Any) -> Json:
        body = {
            "errand": "settlement",
            "trial_id": trial["trial_id"],
            "hash": trial["hash"],
            "confirm": True,
        }
        return self.post(f"/loans/{self.loan}/errands", body, expect=expect, **how)

    def move(self, day: str) -> None:
        self.post("/sandbox/clock", {"business_date": day})

    def bank(self, **told: Any) -> None:
        self.post(f"/sandbox/bank/{self.loan}", told)

    def shown(self) -> Json:
        return self.get(f"/loans/{self.loan}")


@pytest.fixture
def desk(own: TestClient) -> Desk:
    """P06 at a back office of one test alone."""
    return Desk(own)


@pytest.fixture
def asking(own: TestClient) -> Callable[[str, str], Desk]:
    """Another customer there."""
    return lambda who, loan: Desk(own, f"customer:{who}", loan)


@pytest.fixture
def ordered(copied_database: str) -> Iterator[tuple[Office, str]]:
    """An office without work, and the number of P06's errand for 28 November."""
    database = Database(copied_database)
    office = Office.over(database, make_settings(copied_database))
    with database.transaction() as session:
        loan = session.get_one(Loan, P06)
        told = figures(look(session, loan), date(2026, 11, 28))
        trial = trials.make(session, loan, "settlement", told)
        request = OrderErrand(
            errand="settlement", trial_id=trial.trial_id, hash=trial.hash, confirm=True
        )
        request_no = order_settlement(session, SYSTEM, loan, request).request_no
    yield office, request_no
    database.close()
