"""A borrower without a licence names who drives: he agrees himself and hands in his own."""

import pytest
from fastapi.testclient import TestClient

from backoffice.applications.finding import party_of
from backoffice.documents.service import hand_in
from backoffice.refusals import Refusal
from tests.backoffice.applications.journey import Journey
from tests.backoffice.people import PEOPLE

DRIVER = PEOPLE["second"]


def _name(journey: Journey, expect: int = 200, **changed: str | None) -> dict[str, object]:
    body = {"role": "driver", "relation": "兄弟姐妹", "name": DRIVER["name"],
            "phone": DRIVER["phone"], **changed}  # fmt: skip
    return journey.post(f"/applications/{journey.number}/parties", body, expect=expect)


def _licence(journey: Journey, party_id: str) -> tuple[object, str]:
    found = journey.refresh()["documents"]
    return next(
        (paper["required"], paper["status"])
        for paper in found
        if (paper["document"], paper["party_id"]) == ("driving_licence", party_id)
    )


def _income_and_card(journey: Journey) -> None:
    journey.paper(
        "income_proof", name=PEOPLE["good"]["name"], income_monthly="20000.00",
        employer_name="霁城测试有限公司", employer_phone="0571-88880000",
    )  # fmt: skip
    journey.bind_card()


def test_a_named_drivers_licence_will_do(own: TestClient) -> None:
    journey = Journey(own).to_pre_approved()
    borrower = journey.party()
    assert _licence(journey, borrower) == (True, "missing")
    assert _name(journey, expect=422, name=None)["code"] == "DRIVER_UNNAMED"
    _name(journey)
    assert _name(journey, expect=409, phone="15400009555")["code"] == "DRIVER_NAMED"
    driver = journey.party("driver")
    assert _licence(journey, borrower) == ("named", "missing")
    assert _licence(journey, driver) == (True, "missing")
    _income_and_card(journey)
    assert journey.state == "PRE_APPROVED"
    assert journey.shown["next"]["key"] == "send_link_driver"
    journey.post(f"/parties/{driver}/link")
    coming = journey.refresh()["next"]
    assert (coming["key"], coming["who"], coming["party_id"]) == ("driver", "party", driver)

    himself = f"party:{driver}"
    page = journey.get(f"/parties/{driver}", who=himself)
    assert (page["next"]["key"], page["next"]["page"]) == ("drive", "upload")
    assert page["party"]["signature"] == "n/a"
    with journey.office.database.transaction() as session, pytest.raises(Refusal) as refused:
        hand_in(session, party_of(session, driver), "driving_licence", [])
    assert refused.value.response_code == "CONSENT_REQUIRED"
    journey.consent("named_driver", party_id=driver, who=himself)
    journey.paper("driving_licence", "driver", name=DRIVER["name"], licence_no=DRIVER["id_no"])
    assert journey.get(f"/parties/{driver}", who=himself)["next"]["key"] == "driver_done"
    assert journey.state == "APPROVED"

    # Nobody decides on him, asks for his report or his signature.
    given = {field["name"]: field["value"] for field in journey.shown["fields"]}
    assert not given.get("licence_no")
    journey.read_cost()
    journey.sign()
    assert journey.state == "PRE_DISBURSE_CHECK"


def test_a_driver_leaves_and_the_own_licence_is_asked_for_again(own: TestClient) -> None:
    journey = Journey(own).to_pre_approved()
    _name(journey)
    driver = journey.party("driver")
    himself = f"party:{driver}"
    journey.consent("named_driver", party_id=driver, who=himself)
    journey.paper("driving_licence", "driver", name=DRIVER["name"], licence_no=DRIVER["id_no"])
    assert _licence(journey, driver) == (True, "accepted")
    back = {"purpose": "named_driver", "granted": False, "text_version": "1", "party_id": driver}
    journey.post("/consents", back, who=himself)
    assert _licence(journey, driver) == (True, "missing")
    journey.call("DELETE", f"/applications/{journey.number}/parties/{driver}")
    assert _licence(journey, journey.party()) == (True, "missing")
    assert [party["role"] for party in journey.shown["parties"]] == ["borrower"]
