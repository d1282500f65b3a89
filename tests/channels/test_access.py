"""Nobody sees or touches another's things, on any call the edge describes.

Generated from the description: each call, as a second customer, as a visitor and as somebody with
a link to another application, all of them known as surely as can be, with a victim's numbers in
every place. Behind the edge is the real back office with its reference people.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from backoffice.personal.sealing import personal_sealer
from channels.app import create_app
from channels.settings import EdgeSettings
from foundation.settings import Settings
from tests.channels.client import Client
from tests.channels.real_office import Office, lifted, real_world, signed_in, through_link
from tests.channels.world import World

Json = dict[str, Any]
VICTIM, SECOND, HOST = "15400000005", "15400000002", "15400000004"
# Calls that are nobody's, that end or change the speaker's own session, or that play the world.
NOT_TRIED = {
    "POST /api/sessions", "POST /api/sessions/exchange", "POST /api/login/code", "POST /api/login",
    "POST /api/logout", "GET /api/stream", "GET /api/catalogue", "POST /api/quotes",
    "GET /health", "GET /sandbox/outbox", "GET /wechat", "POST /wechat", "GET /wechat/callback",
    "GET /wechat/enter", "POST /api/contracts/verify", "GET /api/dealers/{dealer_id}/slots",
}  # fmt: skip
REFUSED = {400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 423}
BODIES: dict[str, Json] = {
    "PATCH /api/applications/{application_no}/fields": {"fields": {"city": "杭州"}, "typed": []},
    "POST /api/applications/{application_no}/cancel": {"reason": "planted"},
    "POST /api/applications/{application_no}/review": {"reason": "planted"},
    "POST /api/applications/{application_no}/parties": {
        "role": "guarantor", "relation": "朋友", "phone": "15400009999"},
    "POST /api/applications/{application_no}/pauses": {"step": "sign", "seconds": 60},
    "POST /api/applications/{application_no}/delivery": {"starts_at": "2026-12-01T10:00:00+08:00"},
    "POST /api/parties/{party_id}/credit-authorisation": {
        "text_hash": "0" * 64, "dwell_ms": 20000, "scrolled_to_end": True},
    "POST /api/parties/{party_id}/bank-card": {
        "card_no": "6200000000009000010", "reserved_phone": SECOND},
    "POST /api/parties/{party_id}/cost-sheet/confirm": {
        "text_hash": "0" * 64, "dwell_ms": 20000, "scrolled_to_end": True},
    "POST /api/parties/{party_id}/signature": {"hash": "0" * 64, "agreed": True},
    "POST /api/parties/{party_id}/refusal": {"reason": "planted"},
    "POST /api/papers/{paper_id}/confirm": {"fields": {"name": "别人"}},
    "POST /api/step-up": {"check_id": "rp-of-somebody"},
    "POST /api/messages": {"text": "我的申请到哪了", "client_message_id": "victim-1"},
    "POST /api/links/prove": {"code": "123456", "id_last6": "070069"},
    "POST /api/links/open": {"token": "guessed-token-0123456789"},
}  # fmt: skip


@dataclass
class Victim:
    """Whose things nobody else may see: his numbers, and what must stand in no answer."""

    client: Client
    places: dict[str, list[str]]
    planted: list[str] = field(default_factory=list)
    state: str = ""


@pytest.fixture(scope="module")
def real(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Office]]:
    folder, files = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp("files")
    with real_world(database_url, folder, files) as made:
        yield made


def ordered_things(office: Office) -> dict[str, list[str]]:
    """A visit with its lead and a change of P05; an errand of P06 and the offer beside it."""

    def agree(who: str, purpose: str) -> None:
        body = {"customer_id": who, "purpose": purpose, "granted": True, "text_version": "1",
                "method": "talk"}  # fmt: skip
        office.ask("POST", "/consents", f"customer:{who}", json=body)

    agree("P05", "dealer_share")
    free = office.ask("GET", "/visits/slots", params={"city": "北京"})["items"][0]
    wish = {"customer_id": "P05", "kind": "showroom", "dealer_id": free["dealer"]["dealer_id"],
            "starts_at": free["slots"][0], "confirm": True}  # fmt: skip
    visit = office.ask("POST", "/visits", "customer:P05", json=wish)
    owner = {"customer_id": "P05", "confirm": True}
    change = office.ask("POST", "/changes/id_card", "customer:P05", json=owner)
    agree("P06", "marketing_sms")
    path = "/loans/C202509180006"
    trial = office.ask("POST", f"{path}/trials/settlement", "customer:P06",
                       json={"settle_on": "2026-11-28"})  # fmt: skip
    order = {"errand": "settlement", "trial_id": trial["trial_id"], "hash": trial["hash"],
             "confirm": True}  # fmt: skip
    errand = office.ask("POST", f"{path}/errands", "customer:P06", json=order)
    return {
        "visit_no": [visit["visit_no"]],
        "lead_no": [visit["lead_no"]],
        "request_no": [change["request_no"], errand["request_no"]],
        "offer_id": [trial["offer"]["offer_id"]],
    }


@pytest.fixture(scope="module")
def victim(real: tuple[World, Office]) -> Victim:
    world, office = real
    client = signed_in(world, VICTIM)
    client.say("你好")
    application = client.get("/api/applications/current").json()
    parties = [party["party_id"] for party in application["parties"]]
    number = application["application_no"]
    papers = office.rows("SELECT paper_id FROM papers WHERE application_no = :no", no=number)
    borrower = next(p for p in application["parties"] if p["role"] == "borrower")
    upload = {"document": "id_card", "party_id": borrower["party_id"], "size": 9,
              "sha256": "0" * 64}  # fmt: skip
    places = {
        "application_no": [number],
        "party_id": parties,
        "paper_id": [str(papers[0][0])],
        "contract_no": [application["contract_no"] or "C202611030003"],
        "device_id": [client.get("/api/me").json()["device_id"]],
        "upload_id": [client.post("/api/uploads/begin", **upload).json()["upload_id"]],
        "quote_id": [application["quote"]["quote_id"]],
        "kind": ["contract"],
        "number": ["1"],
        **ordered_things(office),
    }
    columns = ("name", "phone", "id_no", "card_no")
    persons = office.rows(f"SELECT {', '.join(columns)} FROM parties WHERE application_no = :no",
                          no=number)  # fmt: skip
    planted = [
        personal_sealer().open_text(value, f"parties.{column}")
        for row in persons
        for column, value in zip(columns, row, strict=True)
        if value
    ]
    return Victim(client, places, planted + [number, *parties, client.conversation_id, "周**"])


@pytest.fixture(scope="module")
def strangers(real: tuple[World, Office]) -> dict[str, Client]:
    """Who tries: a customer, a visitor, a co-signer of somebody else."""
    world, office = real
    customer = lifted(world, signed_in(world, SECOND))
    customer.say("你好")
    host = signed_in(world, HOST)
    parties = host.get("/api/applications/current").json()["parties"]
    guarantor = next(p["party_id"] for p in parties if p["role"] == "guarantor")
    guest = lifted(world, through_link(world, office, host, guarantor))
    assert customer.get("/api/me").json()["assurance"] == "L3"
    assert guest.get("/api/me").json()["assurance"] == "L3"
    return {"customer": customer, "visitor": world.customer(), "guest": guest}


def described() -> list[tuple[str, str]]:
    paths = create_app(Settings(), EdgeSettings()).openapi()["paths"]
    return [
        (method.upper(), path)
        for path, methods in paths.items()
        for method in methods
        if f"{method.upper()} {path}" not in NOT_TRIED
    ]


def addresses(path: str, victim: Victim) -> list[str]:
    """The path with the victims' numbers, once for each thing there are several of."""
    numbers = {name: values[0] for name, values in victim.places.items()}
    made = {
        path.format(**numbers | {"party_id": party_id, "request_no": request_no})
        for party_id in victim.places["party_id"]
        for request_no in victim.places["request_no"]
    }
    return sorted(made)


def state_of(office: Office, victim: Victim) -> str:
    """Everything the back office knows of the victim's application."""
    number = victim.places["application_no"][0]
    seen = [
        office.ask("GET", f"/applications/{number}"),
        office.ask("GET", f"/applications/{number}/events"),
        office.rows("SELECT * FROM papers WHERE application_no = :no ORDER BY 1", no=number),
        office.rows(
            "SELECT l.* FROM party_links l JOIN parties p USING (party_id)"
            " WHERE p.application_no = :no ORDER BY 1",
            no=number,
        ),
        *(office.rows(f"SELECT * FROM {table} ORDER BY 1")
          for table in ("visits", "leads", "changes", "servicing_errands", "servicing_offers")),
        office.rows("SELECT * FROM consents WHERE subject_id = ANY(:ids) ORDER BY 1",
                    ids=[*victim.places["party_id"], "P05"]),
        victim.client.get("/api/messages").json(),
        victim.client.get(f"/api/uploads/{victim.places['upload_id'][0]}").json(),
        [d["device_id"] for d in victim.client.get("/api/devices").json()["items"]],
    ]  # fmt: skip
    return json.dumps(seen, ensure_ascii=False, default=str, sort_keys=True)


@pytest.mark.parametrize(("method", "path"), described(), ids=lambda part: str(part))
def test_nobody_reaches_anothers_things(
    real: tuple[World, Office], victim: Victim, strangers: dict[str, Client],
    method: str, path: str,
) -> None:  # fmt: skip
    _, office = real
    victim.state = victim.state or state_of(office, victim)
    number, party = victim.places["application_no"][0], victim.places["party_id"][0]
    forged = {
        "Chedai-Actor": "customer:P05", "Chedai-Level": "L3", "Upload-Offset": "0",
        "X-Customer-Id": "P05", "Idempotency-Key": "the-victims-key",
    }  # fmt: skip
    body = BODIES.get(f"{method} {path}", {})
    mixed = {"customer_id": "P05", "party_id": party, "application_no": number}
    own_things = "{" not in path
    for who, stranger in strangers.items():
        for address in addresses(path, victim):
            for sent in ({}, body, body | mixed):
                options: Json = {"json": sent} if method != "GET" else {"params": mixed}
                answer = stranger.ask(method, f"{address}", headers=forged, **options)
                told = f"{who} {method} {address} → {answer.status_code} {answer.text[:300]}"
                assert own_things or answer.status_code in REFUSED or method == "GET", told
                assert answer.status_code in {*range(200, 500), 503}, told
                for secret in victim.planted:
                    echoed = secret in address
                    assert echoed or secret not in answer.text, told
                if not own_things and "quote_id" not in path:
                    assert answer.status_code in REFUSED, told
    assert state_of(office, victim) == victim.state


def test_every_call_of_the_description_is_tried_or_named(real: tuple[World, Office]) -> None:
    paths = create_app(Settings(), EdgeSettings()).openapi()["paths"]
    known = {f"{m.upper()} {path}" for path, methods in paths.items() for m in methods}
    assert known >= NOT_TRIED, NOT_TRIED - known
    assert known >= set(BODIES), set(BODIES) - known


def test_nobody_signs_for_another(real: tuple[World, Office], victim: Victim) -> None:
    """Not even the borrower for his own co-borrower: that is what links are for."""
    world, office = real
    borrower = lifted(world, signed_in(world, VICTIM))
    parties = borrower.get("/api/applications/current").json()["parties"]
    other = next(p["party_id"] for p in parties if p["role"] == "co_borrower")
    before = office.ask("GET", f"/applications/{victim.places['application_no'][0]}")
    for way in ("signature", "refusal", "cost-sheet/confirm", "credit-authorisation", "bank-card",
                "real-person", "video-appointment"):  # fmt: skip
        body = BODIES.get(f"POST /api/parties/{{party_id}}/{way}", {})
        answer = borrower.ask("POST", f"/api/parties/{other}/{way}", json=body)
        assert answer.status_code == 404 and answer.json()["code"] == "PARTY_UNKNOWN", answer.text
    for way in ("", "/signing", "/cost-sheet", "/credit-authorisation"):
        assert borrower.get(f"/api/parties/{other}{way}").status_code == 404
    after = office.ask("GET", f"/applications/{victim.places['application_no'][0]}")
    assert before == after


def test_a_link_shows_nothing_of_the_borrower(real: tuple[World, Office], victim: Victim) -> None:
    world, office = real
    parties = victim.client.get("/api/applications/current").json()["parties"]
    mine = next(p["party_id"] for p in parties if p["role"] == "co_borrower")
    his = next(p["party_id"] for p in parties if p["role"] == "borrower")
    guest = lifted(world, through_link(world, office, victim.client, mine))
    page = guest.get(f"/api/parties/{mine}")
    assert page.status_code == 200 and his not in page.text and VICTIM not in page.text
    number = victim.places["application_no"][0]
    for path in (f"/api/parties/{his}", f"/api/parties/{his}/signing"):
        assert guest.get(path).status_code == 404
    for path in (f"/api/applications/{number}", "/api/applications", "/api/loans"):
        assert guest.get(path).status_code == 403
    paper = victim.places["paper_id"][0]
    owner = office.rows("SELECT party_id FROM papers WHERE paper_id = :p", p=paper)[0][0]
    if owner != mine:
        assert guest.get(f"/api/papers/{paper}").status_code == 404
