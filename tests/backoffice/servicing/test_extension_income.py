"""An extension that weighs much: a paper about what is earned, judged, and the way on after it."""

from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.customers.models import Customer
from backoffice.deliveries.models import Delivery
from tests.backoffice.servicing.extending import P09, Extending


@pytest.fixture
def desk(own: TestClient) -> Extending:
    """P09 at a back office of one test alone."""
    return Extending(own, "customer:P09", P09)


def earns(desk: Extending, monthly: str) -> None:
    """What the customer said of his business; his wife earns 7 000, other debts are 4 000."""
    with desk.office.database.transaction() as session:
        session.get_one(Customer, "P09").income_monthly = Decimal(monthly)


def weights(trial: dict[str, Any]) -> list[str]:
    return [option["affordability"] for option in trial["figures"]["options"]]


def asked_for_a_paper(desk: Extending, months: str, monthly: str) -> None:
    """Ordered, authorised: what he earns is to be shown, and everything else is there."""
    earns(desk, monthly)
    desk.ordered(desk.tried(), months)
    desk.authorise()
    assert (desk.case["state"], desk.case["next"]["page"]) == ("NEEDS_DOCS", "upload")
    assert [d["document"] for d in desk.case["documents"] if d["required"]] == ["income_proof"]
    desk.bind_card()
    assert desk.case["state"] == "NEEDS_DOCS"


def test_a_paper_that_shows_enough_lets_it_go_on(desk: Extending) -> None:
    earns(desk, "16500.00")
    assert weights(desk.tried()) == ["tight", "ok", "ok"]
    asked_for_a_paper(desk, "12", "16500.00")
    desk.paper("income_proof", income_monthly="17000.00")
    assert (desk.case["state"], desk.case["next"]["page"]) == ("APPROVED", "cost")
    desk.read_cost()
    assert desk.signed_by_all()["state"] == "ACCEPTED"


def test_one_that_shows_too_little_leads_to_a_longer_tenor(desk: Extending) -> None:
    asked_for_a_paper(desk, "12", "16500.00")
    desk.paper("income_proof", income_monthly="14000.00")
    errand = desk.errand()
    assert (errand["state"], errand["failure_code"]) == ("FAILED", "income")
    said = errand["next"]["label"]
    assert "18、24 期的负担更轻" in said and "先还一部分" in said and "人工" in said
    with desk.office.database.transaction() as session:
        told = sa.select(Delivery.text).where(Delivery.customer_id == "P09")
        assert said in set(session.scalars(told))
    # What was shown counts from now on, not what was said.
    trial = desk.tried()
    assert weights(trial) == ["too_much", "tight", "ok"]
    desk.ordered(trial, "24")
    desk.authorise()
    desk.bind_card()
    assert desk.case["next"]["page"] == "cost"


def test_one_that_shows_much_less_than_was_said_is_looked_at_by_a_person(desk: Extending) -> None:
    asked_for_a_paper(desk, "18", "14000.00")
    desk.paper("income_proof", income_monthly="11000.00")
    assert desk.case["state"] == "DOCS_CHECKING" and desk.errand()["next"]["who"] == "lender"
    play = f"/sandbox/errands/{desk.request_no}"
    desk.post(play, {"event": "ask_papers"})
    # Not the same paper again: one that shows it better.
    assert (desk.case["next"]["page"], desk.case["state"]) == ("upload", "NEEDS_DOCS")
    assert [d["document"] for d in desk.case["documents"] if d["required"]] == ["bank_statement"]
    desk.paper("bank_statement", regular_income="11100.00")
    assert desk.case["state"] == "DOCS_CHECKING"
    desk.post(play, {"event": "approve"})
    assert desk.case["next"]["page"] == "cost"
