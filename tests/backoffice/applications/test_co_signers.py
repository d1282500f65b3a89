"""Co-signers: conditions, waiting, signing in any order, refusing, being replaced."""

from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.customers.models import Customer
from tests.backoffice.applications.journey import Journey
from tests.backoffice.people import PEOPLE


def invite(journey: Journey, role: str, person: str, relation: str = "父亲") -> str:
    known = PEOPLE[person]
    body = {"role": role, "relation": relation, "name": known["name"], "phone": known["phone"]}
    journey.post(f"/applications/{journey.number}/parties", body)
    return journey.party(role)


def join(journey: Journey, role: str, person: str) -> None:
    """A co-signer proves himself, authorises, and shows his income."""
    journey.identify(role, person)
    journey.paper("income_proof", role, name=PEOPLE[person]["name"], income_monthly="12000.00")
    journey.authorise(role)


def first_job(journey: Journey) -> None:
    with journey.office.database.transaction() as session:
        session.execute(
            sa.update(Customer)
            .where(Customer.customer_id == journey.customer_id)
            .values(first_job_months=5)
        )


def conditional(own: TestClient) -> Journey:
    """Approved on the condition of a guarantor."""
    journey = Journey(own).open()
    first_job(journey)
    journey.identify()
    journey.fill()
    journey.authorise()
    journey.papers()
    journey.bind_card()
    return journey


def test_a_first_job_needs_a_guarantor(own: TestClient) -> None:
    journey = conditional(own)
    assert journey.state == "APPROVED_WITH_CONDITIONS"
    assert journey.shown["conditions"] == [
        {"code": "guarantor_signature", "label": "增加一位担保人，本人核实身份并授权", "met": False}
    ]
    assert journey.shown["next"]["key"] == "invite_guarantor"
    guarantor = invite(journey, "guarantor", "second")
    assert journey.refresh()["next"]["key"] == "send_link"
    journey.post(f"/parties/{guarantor}/link")
    following = journey.refresh()["next"]
    assert (following["who"], following["party_id"]) == ("party", guarantor)
    join(journey, "guarantor", "second")
    assert journey.state == "APPROVED"
    assert journey.shown["conditions"][0]["met"]


def test_the_down_payment_is_a_condition_at_the_cap(own: TestClient) -> None:
    journey = Journey(own)
    journey.plan["down_payment_pct"] = 20
    journey.to_approved()
    assert journey.state == "APPROVED_WITH_CONDITIONS"
    assert [c["code"] for c in journey.shown["conditions"]] == ["down_payment_receipt"]
    journey.seller("down_payment_received")
    assert journey.state == "APPROVED"


def test_a_pending_co_borrower_is_waited_for_and_counts(own: TestClient) -> None:
    journey = Journey(own).open()
    journey.identify()
    journey.fill()
    body = {"fields": {"income_monthly": "5000"}, "typed": ["income_monthly"]}
    journey.call("PATCH", f"/applications/{journey.number}/fields", body)
    invite(journey, "co_borrower", "second", "配偶")
    journey.authorise()
    assert journey.state == "NEEDS_DOCS"
    known = PEOPLE["good"]
    journey.paper("driving_licence", licence_no=known["id_no"], name=known["name"])
    journey.paper("income_proof", name=known["name"], income_monthly="5000.00")
    journey.paper("bank_statement", name=known["name"])
    journey.paper("marriage_certificate", name=known["name"])
    journey.bind_card()
    assert journey.state == "NEEDS_DOCS"
    join(journey, "co_borrower", "second")
    assert journey.state == "APPROVED"


def to_signing(own: TestClient) -> Journey:
    journey = conditional(own)
    invite(journey, "guarantor", "second")
    join(journey, "guarantor", "second")
    journey.read_cost()
    assert journey.state == "CONTRACT_GENERATED"
    return journey


@pytest.mark.parametrize("order", [("borrower", "guarantor"), ("guarantor", "borrower")])
def test_all_sign_in_any_order(own: TestClient, order: tuple[str, str]) -> None:
    journey = to_signing(own)
    guarantor = journey.party("guarantor")
    url = journey.post(f"/parties/{guarantor}/link")["url"]
    journey.sign(order[0])
    assert journey.state == "SIGNING"
    journey.sign(order[0], expect=409)
    journey.sign(order[1])
    assert journey.state == "PRE_DISBURSE_CHECK"
    assert {p["signature"] for p in journey.shown["parties"]} == {"signed"}
    link = next(p for p in journey.shown["parties"] if p["party_id"] == guarantor)["link"]
    assert link["state"] == "used"  # signing uses it up
    token: Any = url.partition("#")[2]
    journey.post("/links/open", {"token": token}, who="system", expect=410)


def test_nobody_signs_for_another(own: TestClient) -> None:
    journey = to_signing(own)
    guarantor, borrower = journey.party("guarantor"), journey.party()
    body = {"hash": "0" * 64, "agreed": True}
    for party, who in (
        (guarantor, journey.me), (borrower, f"party:{guarantor}"), (guarantor, "staff:lin"),
    ):  # fmt: skip
        journey.post(f"/parties/{party}/signature", body, who=who, expect=404)
    refused = journey.post(f"/parties/{borrower}/signature", body, level="L2", expect=403)
    assert refused["allowed"] == {"level": "L3"}


def test_a_guarantor_who_refuses_is_replaced(own: TestClient) -> None:
    journey = to_signing(own)
    journey.sign()
    guarantor, contract = journey.party("guarantor"), journey.refresh()["contract_no"]
    path = f"/parties/{guarantor}/refusal"
    journey.post(path, {"reason": "不想担保"}, who=f"party:{guarantor}")
    assert journey.state == "APPROVED_WITH_CONDITIONS"
    assert journey.shown["contract_no"] is None
    assert journey.shown["next"]["key"] == "replace_signer"
    signatures = {p["role"]: p["signature"] for p in journey.shown["parties"]}
    assert signatures == {"borrower": "todo", "guarantor": "refused"}
    journey.call("DELETE", f"/applications/{journey.number}/parties/{guarantor}")
    assert journey.state == "APPROVED_WITH_CONDITIONS"
    invite(journey, "guarantor", "third")
    join(journey, "guarantor", "third")
    assert journey.state == "APPROVED"
    journey.read_cost()
    assert journey.state == "CONTRACT_GENERATED"
    assert journey.shown["contract_no"] != contract
    journey.sign()
    journey.sign("guarantor")
    assert journey.state == "PRE_DISBURSE_CHECK"


def test_a_borrower_who_refuses_takes_his_application_back(own: TestClient) -> None:
    journey = to_signing(own)
    journey.post(f"/parties/{journey.party()}/refusal", {"reason": "不买了"})
    assert journey.state == "CANCELLED"


def test_what_does_not_fit_is_not_paid_out(own: TestClient) -> None:
    journey = Journey(own).to_approved()
    journey.read_cost()
    journey.sign()
    journey.seller("down_payment_received", "invoice_issued")
    journey.seller("insured", vin="L0TEST00XTJ000006")
    assert journey.state == "PRE_DISBURSE_CHECK"
    assert "车架号核对一致" in journey.shown["next"]["detail"]
    journey.seller("insured")
    assert journey.state == "ACTIVATED"


def test_a_mortgage_that_is_denied_holds_the_money_back(own: TestClient) -> None:
    journey = Journey(own).to_approved()
    journey.read_cost()
    journey.sign()
    told = {"answer": "no", "reason": "already_mortgaged"}
    own.post("/sandbox/providers/mortgage_registry", json=told)
    journey.seller("down_payment_received", "invoice_issued", "insured")
    assert journey.state == "PRE_DISBURSE_CHECK"
    assert "抵押登记" in journey.shown["next"]["detail"]
    own.post("/sandbox/providers/mortgage_registry", json={"answer": None})
    journey.seller("registered")
    assert journey.state == "ACTIVATED"
