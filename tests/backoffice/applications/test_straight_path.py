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
