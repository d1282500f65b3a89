"""The sandbox's controls over HTTP: providers told what to say, the seller's side played."""

import pytest
from fastapi.testclient import TestClient

from backoffice.lending.validation.vehicle import vin_valid
from backoffice.providers.assembly import PORTS, providers_of
from backoffice.providers.playing import fictional_vin
from tests.backoffice.applications.journey import Journey
from tests.backoffice.conftest import make_settings, running_client


def test_every_port_is_told_and_untold(own: TestClient) -> None:
    told = {"answer": "no", "reason": "limit", "for": "15400000002"}
    for port in PORTS:
        path = f"/sandbox/providers/{port}"
        assert own.post(path, json=told).json() == {"port": port, "seconds": None, **told}
        assert own.get(path, params={"for": "15400000002"}).json()["answer"] == "no"
        assert own.get(path, params={"for": "15400000003"}).json()["answer"] == "yes"
        own.post(path, json={"answer": None, "for": "15400000002"})
        assert own.get(path, params={"for": "15400000002"}).json()["answer"] == "yes"


def test_one_person_goes_before_everybody(own: TestClient) -> None:
    path = "/sandbox/providers/sms"
    own.post(path, json={"answer": "down"})
    own.post(path, json={"answer": "slow", "seconds": 2, "for": "15400000002"})
    assert own.get(path).json()["answer"] == "down"
    told = own.get(path, params={"for": "15400000002"}).json()
    assert (told["answer"], told["seconds"]) == ("slow", 2)


@pytest.mark.parametrize(
    "body",
    [{}, {"answer": "perhaps"}, {"answer": "slow", "seconds": 0}, {"answer": "no", "for": "a b"}],
)
def test_what_cannot_be_told(client: TestClient, body: dict[str, object]) -> None:
    assert client.post("/sandbox/providers/sms", json=body).status_code == 422
    assert client.post("/sandbox/providers/nobody", json={"answer": "no"}).status_code == 422


def test_the_sellers_side_is_played(own: TestClient) -> None:
    journey = Journey(own).open()
    path = f"/sandbox/seller/{journey.number}"
    first = own.post(path, json={"event": "down_payment_received"}).json()["events"]
    assert first[0]["facts"]["amount"] == journey.shown["purchase"]["down_payment"]
    own.post(path, json={"event": "invoice_issued", "amount": "150000.00"})
    own.post(path, json={"event": "invoice_issued"})
    events = own.get(path).json()["events"]
    assert [event["kind"] for event in events] == ["down_payment_received", "invoice_issued"]
    invoice = events[1]["facts"]
    assert invoice["amount"] == journey.shown["purchase"]["price"]
    assert vin_valid(invoice["vin"]) and invoice["vin"] == fictional_vin(journey.number)
    seen = providers_of(journey.office).seller.status(journey.number)
    assert [event.kind for event in seen.events] == [event["kind"] for event in events]


def test_an_unknown_application_is_not_played(client: TestClient) -> None:
    answer = client.post("/sandbox/seller/A0", json={"event": "insured"})
    assert (answer.status_code, answer.json()["code"]) == (404, "APPLICATION_UNKNOWN")


def test_no_controls_outside_the_sandbox(shared_database: str) -> None:
    names = ("backoffice_token", "rasa_token", "rasa_channel_secret", "edge_signing_key",
             "vault_key", "papers_key")  # fmt: skip
    secrets = dict.fromkeys(names, "x") | {"backoffice_token": "not-the-known-one"}
    headers = {"Authorization": "Bearer not-the-known-one"}
    with running_client(make_settings(shared_database, sandbox=False, **secrets)) as real:
        for method, path in (
            ("POST", "/sandbox/providers/sms"),
            ("GET", "/sandbox/providers/sms"),
            ("POST", "/sandbox/seller/A1"),
            ("GET", "/sandbox/seller/A1"),
        ):
            body = {"answer": "no", "event": "insured"} if method == "POST" else None
            answer = real.request(method, path, json=body, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "SANDBOX_ONLY"), path
