"""Links of co-signers: kept as a hash, for 72 hours, for one person, until he signed."""

from typing import Any

import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.deliveries.models import Delivery
from backoffice.deliveries.work import message
from backoffice.idempotency.models import RememberedAnswer
from backoffice.parties.models import Link
from backoffice.risk.models import CreditReport
from tests.backoffice.applications.journey import Journey, key
from tests.backoffice.people import PEOPLE


def rows(journey: Journey, table: Any, *where: Any) -> list[Any]:
    with journey.office.database.transaction() as session:
        return list(session.scalars(sa.select(table).where(*where)))


def invited(own: TestClient) -> tuple[Journey, str]:
    journey = Journey(own).open()
    known = PEOPLE["second"]
    body = {"role": "co_borrower", "relation": "配偶", "name": known["name"],
            "phone": known["phone"]}  # fmt: skip
    journey.post(f"/applications/{journey.number}/parties", body)
    return journey, journey.party("co_borrower")


def make(journey: Journey, party: str, **options: Any) -> str:
    url: str = journey.post(f"/parties/{party}/link", **options)["url"]
    return url.partition("#")[2]


def open_link(journey: Journey, token: str, expect: int = 200) -> dict[str, Any]:
    return journey.post("/links/open", {"token": token}, who="system", expect=expect)


def test_a_link_is_kept_as_a_hash_and_sent_once(own: TestClient) -> None:
    journey, party = invited(own)
    once = key()
    token = make(journey, party, headers=once)
    assert make(journey, party, headers=once) == token
    link = rows(journey, Link)[-1]
    assert token not in str(link.__dict__)
    sent = rows(journey, Delivery, Delivery.kind == "link")
    assert [(d.phone, d.channel) for d in sent] == [(PEOPLE["second"]["phone"], "sms")]
    assert token not in sent[0].text
    assert token not in str([r.answer for r in rows(journey, RememberedAnswer)])
    with journey.office.database.transaction() as session:
        assert f"/s#{token} " in message(session, sent[0])["text"]


def test_opening_tells_little(own: TestClient) -> None:
    journey, party = invited(own)
    opened = open_link(journey, make(journey, party))
    assert opened["party_id"] == party
    assert (opened["name_masked"], opened["phone_masked"]) == ("青**", "154****9002")
    assert opened["state"] == "opened"
    shown = next(p for p in journey.refresh()["parties"] if p["party_id"] == party)
    assert shown["link"]["state"] == "opened"


def test_sent_again_the_old_link_ends(own: TestClient) -> None:
    journey, party = invited(own)
    old, new = make(journey, party), make(journey, party)
    assert old != new
    assert open_link(journey, old, 410)["code"] == "LINK_GONE"
    open_link(journey, new)
    journey.call("DELETE", f"/parties/{party}/link")
    open_link(journey, new, 410)
    open_link(journey, "x" * 43, 410)


def test_a_link_lasts_72_hours(own: TestClient) -> None:
    journey, party = invited(own)
    token = make(journey, party)
    own.post("/sandbox/clock", json={"business_date": "2026-11-23"})
    open_link(journey, token)
    own.post("/sandbox/clock", json={"business_date": "2026-11-25"})
    open_link(journey, token, 410)
    shown = next(p for p in journey.refresh()["parties"] if p["party_id"] == party)
    assert shown["link"]["state"] == "expired"
    open_link(journey, make(journey, party))


def test_five_wrong_proofs_end_a_link(own: TestClient) -> None:
    journey, party = invited(own)
    known = PEOPLE["second"]
    journey.identify("co_borrower", "second")
    token = make(journey, party)
    path, right = f"/links/{party}/prove", known["id_no"][-6:]
    body = {"token": token, "phone_code_ok": True, "id_last6": right}
    assert journey.post(path, body, who=f"party:{party}")["level"] == "L2"
    for left in (4, 3, 2, 1, 0):
        refused = journey.post(path, {**body, "id_last6": "000000"}, who="system", expect=422)
        assert (refused["code"], refused["allowed"]) == ("ID_PROOF_WRONG", {"tries_left": left})
    journey.post(path, body, who="system", expect=410)
    open_link(journey, token, 410)


def test_a_link_is_for_its_party_alone(own: TestClient) -> None:
    journey, party = invited(own)
    token = make(journey, party)
    body = {"token": token, "phone_code_ok": True, "id_last6": "123456"}
    journey.post(f"/links/{journey.party()}/prove", body, who="system", expect=410)
    refused = journey.post(f"/parties/{journey.party()}/link", expect=409)
    assert refused["code"] == "LINK_NEEDLESS"
    journey.post(f"/applications/{journey.number}/cancel", {"reason": "不买了"})
    open_link(journey, token, 410)


def test_a_co_signer_sees_his_own_page(own: TestClient) -> None:
    journey, party = invited(own)
    page = journey.get(f"/parties/{party}", who=f"party:{party}")
    assert page["next"]["key"] == "id_card"
    assert {item["party_id"] for item in page["documents"]} == {party}
    journey.identify("co_borrower", "second")
    page = journey.get(f"/parties/{party}", who=f"party:{party}")
    assert page["next"]["page"] == "authorise"
    journey.authorise("co_borrower")
    shown = next(p for p in journey.refresh()["parties"] if p["party_id"] == party)
    assert (shown["identity"], shown["authorised"]) == ("done", True)
    assert len(rows(journey, CreditReport, CreditReport.party_id == party)) == 1


def test_parties_come_and_go(own: TestClient) -> None:
    journey, party = invited(own)
    path = f"/applications/{journey.number}/parties"
    body = {"role": "guarantor", "relation": "朋友", "phone": PEOPLE["second"]["phone"]}
    assert journey.post(path, body, expect=409)["code"] == "PARTY_TWICE"
    for last in (3, 4):
        journey.post(path, {**body, "phone": f"1540000950{last}"})
    more = {**body, "phone": "15400009505"}
    assert journey.post(path, more, expect=422)["code"] == "PARTIES_TOO_MANY"
    shown = journey.call("DELETE", f"{path}/{party}")
    assert len(shown["parties"]) == 3
    journey.get(f"/parties/{party}", who=f"party:{party}", expect=404)
    journey.call("DELETE", f"{path}/{journey.party()}", expect=404)
