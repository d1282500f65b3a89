"""Identity, authorisation, card, consents: each guard, each refusal, each lock."""

from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.parties.models import RealPersonCheck
from backoffice.risk.models import CreditReport
from tests.backoffice.applications.journey import Journey
from tests.backoffice.people import CARD, OTHER_CARD, PEOPLE


def rows(journey: Journey, table: Any, *where: Any) -> list[Any]:
    with journey.office.database.transaction() as session:
        return list(session.scalars(sa.select(table).where(*where)))


def tell(own: TestClient, port: str, **told: Any) -> None:
    assert own.post(f"/sandbox/providers/{port}", json=told).status_code == 200


# -- identity ----------------------------------------------------------------------------------
def test_identity_needs_consents_and_papers(own: TestClient) -> None:
    journey = Journey(own).open()
    path = f"/parties/{journey.party()}/real-person"
    refused = journey.post(path, expect=403)
    assert (refused["code"], refused["allowed"]) == ("CONSENT_REQUIRED", {"purpose": "id_image"})
    journey.consent("id_image")
    assert journey.post(path, expect=422)["code"] == "ID_MISSING"
    known = PEOPLE["good"]
    journey.paper("id_card", name=known["name"], id_no=known["id_no"],
                  period="2016-01-01 - 2026-11-20")  # fmt: skip
    refused = journey.post(path, expect=422)
    assert (refused["code"], refused["allowed"]) == ("ID_EXPIRED", {"valid_to": "2026-11-20"})
    journey.paper("id_card", name=known["name"], id_no=known["id_no"],
                  period="2026-11-01 - long_term")  # fmt: skip
    refused = journey.post(path, expect=403)
    assert refused["allowed"] == {"purpose": "face_verify"}


@pytest.mark.parametrize(
    ("port", "reason", "told"),
    [("real_person", "face_differs", "face_differs"),
     ("identity_register", "mismatch", "register_mismatch"),
     ("identity_register", "not_found", "register_not_found")],
)  # fmt: skip
def test_identity_that_is_denied_may_be_tried_again(
    own: TestClient, port: str, reason: str, told: str
) -> None:
    journey = Journey(own).open()
    tell(own, port, answer="no", reason=reason)
    answer = journey.identify()
    assert (answer["identity"], answer["reason"]) == ("failed", told)
    assert answer["message"] and journey.state == "DRAFT"
    tell(own, port, answer=None)
    assert journey.identify()["identity"] == "done"
    assert journey.state == "ID_VERIFIED"


def test_an_abandoned_check_changes_nothing(own: TestClient) -> None:
    journey = Journey(own).open()
    assert journey.identify(outcome="abandoned")["identity"] == "todo"


def test_a_silent_register_is_asked_again_later(own: TestClient) -> None:
    journey = Journey(own).open()
    journey.consent("id_image", "face_verify")
    known = PEOPLE["good"]
    journey.paper("id_card", name=known["name"], id_no=known["id_no"],
                  period="2020-01-01 - 2040-01-01")  # fmt: skip
    check = journey.post(f"/parties/{journey.party()}/real-person")["check_id"]
    path = f"/providers/real-person/{check}/result"
    told = {"outcome": "passed", "score": "0.97", "liveness": True}
    tell(own, "identity_register", answer="down")
    assert journey.post(path, told, who="system", expect=503)["code"] == "OUTSIDE_SILENT"
    assert rows(journey, RealPersonCheck)[-1].state == "open"
    tell(own, "identity_register", answer=None)
    assert journey.post(path, told, who="system")["identity"] == "done"
    assert journey.post(path, told, who="system")["identity"] == "done"
    journey.post(path, told, expect=404)  # a customer cannot report for the provider
    refused = journey.post(f"/parties/{journey.party()}/real-person", expect=409)
    assert refused["code"] in ("IDENTITY_DONE", "STATE_CONFLICT")


def test_a_person_may_look_instead_of_the_machine(own: TestClient) -> None:
    journey = Journey(own).open()
    party = journey.party()
    seen = {"passed": True, "note": "本人"}
    path = f"/parties/{party}/video-identity"
    assert journey.post(path, seen, who="staff:lin", expect=409)["code"] == "VIDEO_NOT_ASKED"
    journey.consent("id_image")
    known = PEOPLE["good"]
    journey.paper("id_card", name=known["name"], id_no=known["id_no"],
                  period="2020-01-01 - 2040-01-01")  # fmt: skip
    journey.post(f"/parties/{party}/video-appointment")
    assert journey.post(path, seen, expect=403)["code"] == "STAFF_ONLY"
    assert journey.post(path, seen, who="staff:lin")["identity"] == "done"
    assert journey.state == "ID_VERIFIED"


# -- authorisation -------------------------------------------------------------------------------
def test_the_authorisation_is_read_and_given_by_oneself(own: TestClient) -> None:
    journey = Journey(own).open()
    journey.identify()
    path = f"/parties/{journey.party()}/credit-authorisation"
    text = journey.get(path)
    assert text["min_seconds"] == 10 and "征信" in text["text"]
    body = {"text_hash": text["text_hash"], "dwell_ms": 12000, "scrolled_to_end": True}
    refused = journey.post(path, body, expect=403)
    assert refused["allowed"] == {"purpose": "credit_query"}
    journey.consent("credit_query")
    assert journey.post(path, body, level="L1", expect=403)["allowed"] == {"level": "L2"}
    short = {**body, "dwell_ms": 9999}
    assert journey.post(path, short, expect=422)["code"] == "READ_TOO_SHORT"
    skipped = {**body, "scrolled_to_end": False}
    assert journey.post(path, skipped, expect=422)["code"] == "READ_TOO_SHORT"
    other = {**body, "text_hash": "0" * 64}
    assert journey.post(path, other, expect=409)["code"] == "TEXT_CHANGED"
    refused = journey.post(path, body, expect=422)
    assert refused["code"] == "FIELDS_MISSING"
    assert "income_monthly" in refused["allowed"]["fields"]
    journey.fill()
    journey.post(path, body, who="staff:lin", expect=404)
    assert rows(journey, CreditReport, CreditReport.party_id == journey.party()) == []
    journey.post(path, body)
    assert len(rows(journey, CreditReport, CreditReport.party_id == journey.party())) == 1


def test_taken_back_before_the_query_nothing_is_asked(own: TestClient) -> None:
    tell(own, "credit_bureau", answer="down")
    journey = Journey(own).to_pre_approved()
    assert journey.state == "CREDIT_AUTHORISED"
    party = journey.party()
    body = {"purpose": "credit_query", "granted": False, "party_id": party, "text_version": "1"}
    item = journey.post("/consents", body)
    assert not item["granted"]
    assert journey.state == "ID_VERIFIED"
    tell(own, "credit_bureau", answer=None)
    own.post("/sandbox/clock", json={"business_date": "2026-11-22"})  # waiting work goes on
    assert rows(journey, CreditReport, CreditReport.party_id == party) == []
    assert journey.state == "ID_VERIFIED"
    journey.authorise()
    assert journey.state == "PRE_APPROVED"


def test_taken_back_after_the_query_the_record_stays(own: TestClient) -> None:
    journey = Journey(own).to_pre_approved()
    body = {"purpose": "credit_query", "granted": False, "customer_id": journey.customer_id,
            "text_version": "1"}  # fmt: skip
    assert not journey.post("/consents", body)["granted"]
    assert journey.state == "PRE_APPROVED"
    assert len(rows(journey, CreditReport, CreditReport.party_id == journey.party())) == 1


def test_a_silent_bureau_is_waited_for(own: TestClient) -> None:
    tell(own, "credit_bureau", answer="down")
    journey = Journey(own).to_pre_approved()
    assert journey.state == "CREDIT_AUTHORISED"
    assert journey.shown["next"]["who"] == "us"
    tell(own, "credit_bureau", answer=None)
    own.post("/sandbox/clock", json={"business_date": "2026-11-22"})
    assert journey.state == "PRE_APPROVED"


# -- consents ------------------------------------------------------------------------------------
def test_nothing_is_agreed_to_by_default(own: TestClient) -> None:
    journey = Journey(own).open()
    found = journey.get(f"/consents?customer_id={journey.customer_id}")["items"]
    assert len(found) == 14
    assert not any(item["granted"] or item["since"] for item in found)
    assert all(item["title"] and item["text"] and item["needed_for"] for item in found)


def test_consents_are_given_for_the_text_that_was_read(own: TestClient) -> None:
    journey = Journey(own).open()
    body = {"purpose": "id_image", "granted": True, "party_id": journey.party()}
    refused = journey.post("/consents", {**body, "text_version": "0"}, expect=409)
    assert refused["code"] == "CONSENT_TEXT_CHANGED"
    assert journey.post("/consents", {**body, "text_version": "1"})["granted"]
    shown = journey.refresh()["consents"]
    assert [c["purpose"] for c in shown if c["granted"]] == ["id_image"]
    taken = {**body, "granted": False, "text_version": "1"}
    assert not journey.post("/consents", taken)["granted"]
    both = {**body, "customer_id": journey.customer_id, "text_version": "1"}
    journey.post("/consents", both, expect=422)


# -- card ----------------------------------------------------------------------------------------
def test_three_tries_a_day_then_a_lock(own: TestClient) -> None:
    journey = Journey(own).open()
    path = f"/parties/{journey.party()}/bank-card"
    body = {"card_no": CARD, "reserved_phone": PEOPLE["good"]["phone"]}
    assert journey.post(path, body, expect=403)["code"] == "CONSENT_REQUIRED"
    journey.consent("bank_card")
    assert journey.post(path, body, expect=409)["code"] == "IDENTITY_FIRST"
    journey.identify()
    wrong = {**body, "card_no": "6200000000000000001"}
    assert journey.post(path, wrong, expect=422)["code"] == "CARD_INVALID"
    tell(own, "bank_card", answer="no", reason="reserved_phone")
    for left in (2, 1, 0):
        answer = journey.post(path, body)
        assert (answer["status"], answer["tries_left"]) == ("failed", left)
        assert "预留" in answer["message"]
    tell(own, "bank_card", answer=None)
    refused = journey.post(path, {**body, "card_no": OTHER_CARD}, expect=429)
    assert refused["code"] == "CARD_LOCKED" and refused["allowed"]["until"]
    own.post("/sandbox/clock", json={"business_date": "2026-11-23"})
    answer = journey.post(path, body)
    assert (answer["status"], answer["tail"]) == ("done", CARD[-4:])
    assert CARD not in str(journey.refresh())
