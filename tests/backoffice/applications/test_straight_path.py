"""A salaried applicant from the quote to the keys, over HTTP; only the outside is played."""

from fastapi.testclient import TestClient

from tests.backoffice.applications.journey import Journey


def test_to_pre_approval_and_approval(own: TestClient) -> None:
    journey = Journey(own).open()
    assert journey.shown["state"] == "DRAFT"
    assert journey.shown["next"]["page"] == "upload"
    journey.identify()
    assert journey.state == "ID_VERIFIED"
    journey.fill()
    journey.authorise()
    assert journey.state == "PRE_APPROVED", journey.get(f"/applications/{journey.number}/events")
    journey.papers()
    journey.bind_card()
    assert journey.state == "APPROVED"
    assert journey.shown["typed_count"] == 3


def test_to_the_keys(own: TestClient) -> None:
    journey = Journey(own).to_approved()
    assert journey.shown["next"]["page"] == "cost" or journey.refresh()["next"]["page"] == "cost"
    journey.read_cost()
    assert journey.state == "CONTRACT_GENERATED"
    contract = journey.shown["contract_no"]
    assert contract and journey.shown["next"]["page"] == "sign"
    journey.sign()
    assert journey.state == "PRE_DISBURSE_CHECK"
    assert journey.shown["next"]["key"] == "receipt"
    journey.seller("down_payment_received")
    assert journey.refresh()["next"]["key"] == "insurance"
    journey.seller("insured")
    assert journey.state == "PRE_DISBURSE_CHECK"
    assert "购车发票" in journey.shown["next"]["detail"]
    journey.seller("invoice_issued")
    assert journey.state == "ACTIVATED", journey.get(f"/applications/{journey.number}/events")

    loan = journey.get(f"/loans/{contract}")
    assert loan["principal_outstanding"] == "118860.00"
    assert loan["next_due_date"] == "2026-12-24"  # contract of 11-21, expected to be paid on 11-24
    schedule = journey.get(f"/loans/{contract}/schedule")
    # 33 days from 11-21 to 12-24 at 4.99 %, against 494.26 of a month of thirty days.
    first = schedule["rows"][0]
    assert (schedule["first_days"], first["interest"], first["payment"]) == (
        33, "543.69", "3611.24",
    )  # fmt: skip
    assert schedule["rows"][1]["payment"] == "3561.81"
    assert schedule["first_extra"] == "49.43"
    assert "33 天" in schedule["note"]

    slots = journey.get(f"/applications/{journey.number}/delivery-slots")
    assert slots["dealer"]["city"] == "杭州"
    at = slots["slots"][0]
    shown = journey.post(f"/applications/{journey.number}/delivery", {"starts_at": at})
    assert shown["next"]["key"] == "booked"
    left = journey.get(f"/applications/{journey.number}/delivery-slots")["slots"]
    assert at not in left
    journey.seller("delivered")
    assert journey.state == "DELIVERED"
    assert {step["status"] for step in journey.shown["steps"]} == {"done"}
    states = [
        event["facts"]["state"]
        for event in journey.get(f"/applications/{journey.number}/events")["items"]
        if event["kind"] == "state"
    ]
    assert states == [
        "DRAFT", "ID_VERIFIED", "CREDIT_AUTHORISED", "PRE_APPROVED", "DOCS_CHECKING", "APPROVED",
        "COST_CONFIRMED", "CONTRACT_GENERATED", "SIGNING", "SIGNED_ALL", "PRE_DISBURSE_CHECK",
        "ACTIVATED", "DELIVERED",
    ]  # fmt: skip
