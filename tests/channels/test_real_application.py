"""An application through the edge, with the real back office behind it: applied, known, signed."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from icalendar import Calendar

from backoffice.applications.finding import party_of
from backoffice.applications.service import papers_changed
from backoffice.reference.papers import accepted_paper
from channels.wording import say
from tests.backoffice.people import PEOPLE
from tests.channels.client import Client
from tests.channels.real_office import Office, real_world, signed_in, through_link
from tests.channels.test_stream import Listener
from tests.channels.world import World

Json = dict[str, Any]
PLAN = {"product_key": "AXD", "trim_key": "xingzhi-110p", "term_months": 36, "down_payment_pct": 30}
GOOD = PEOPLE["good"]
BORROWER, CO_BORROWER = "15400000005", "15400000105"
JPEG = b"\xff\xd8\xff\xe0 no picture at all"


@pytest.fixture(scope="module")
def real(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Office]]:
    folder, files = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp("files")
    with real_world(database_url, folder, files) as made:
        yield made


def ok(answer: Any) -> Json:
    assert answer.status_code in (200, 201), answer.text
    found: Json = answer.json()
    return found


def code(client: Client, phone: str, word: str) -> str:
    mails = client.get("/sandbox/outbox", to=phone).json()["items"]
    found = re.search(rf"{word}是 (\d{{6}})", mails[-1]["text"])
    assert found, mails[-1]
    return found.group(1)


def lift_to_sign(client: Client, phone: str) -> None:
    ok(client.post("/api/step-up/sign/code"))
    me = ok(client.post("/api/step-up/sign", code=code(client, phone, "签署验证码")))
    assert me["assurance"] == "L3"


def read_id_card(office: Office, number: str, party_id: str) -> None:
    """The reading process has read both sides of the card."""
    with office.app.state.office.database.transaction() as session:
        values = {"name": GOOD["name"], "id_no": GOOD["id_no"], "address": GOOD["address"],
                  "period": "2020-01-01 - 2040-01-01"}  # fmt: skip
        accepted_paper(session, party_of(session, party_id), "id_card", values)
        papers_changed(session, number)


def test_from_the_calculator_to_the_authorisation(real: tuple[World, Office]) -> None:
    world, office = real
    client = world.customer()
    quote = ok(client.post("/api/quotes", **PLAN))["quote"]["quote_id"]
    assert client.post("/api/applications", quote_id=quote).json()["code"] == "LOGIN_REQUIRED"
    client.say("我想申请")
    client.sign_in(GOOD["phone"])
    assert client.get("/api/applications/current").json()["code"] == "NO_APPLICATION"
    opened = ok(client.post("/api/applications", quote_id=quote))
    number, party = opened["application_no"], opened["parties"][0]["party_id"]
    again = client.post("/api/applications", quote_id=quote)
    assert again.status_code == 409 and again.json()["allowed"]["application_no"] == number
    no_picture = client.ask(
        "POST", "/api/uploads", data={"document": "id_card"}, files={"file": ("a.jpg", JPEG)}
    )
    assert no_picture.status_code == 422 and no_picture.json()["code"].startswith("PAPER_")
    for purpose in ("id_image", "face_verify", "credit_query"):
        given = {"purpose": purpose, "granted": True, "party_id": party, "text_version": "1"}
        assert ok(client.post("/api/consents", **given))["granted"] is True
    read_id_card(office, number, party)
    assert GOOD["id_no"][-4:] not in client.get("/api/applications/current").text
    check = ok(client.post(f"/api/parties/{party}/real-person"))
    assert check["url"] == f"{world.url}/sandbox/real-person/{check['check_id']}"
    assert client.http.get(check["url"], timeout=5).status_code == 200
    path = f"/sandbox/real-person/{check['check_id']}/result"
    assert ok(client.post(path, outcome="passed"))["passed"] is True
    assert client.get("/api/me").json()["assurance"] == "L2"
    listener = Listener(client)
    office.say_all(world)
    assert ok(client.get(f"/api/applications/{number}"))["state"] == "ID_VERIFIED"
    assert listener.wait_signals(1)[0][1]["application_no"] == number
    listener.close()
    lines = client.history()
    assert lines[0]["text"] == "我想申请" and lines[-1]["card"]["name"] == "timeline"
    fields = {"employment": "salaried", "income_monthly": "20000", "city": "杭州",
              "employer_name": "霁城测试有限公司", "employer_phone": "0571-88880000"}  # fmt: skip
    saved = {"fields": fields, "typed": ["income_monthly"]}
    ok(client.ask("PATCH", f"/api/applications/{number}/fields", json=saved))
    text = ok(client.get(f"/api/parties/{party}/credit-authorisation"))
    read = {"text_hash": text["text_hash"], "dwell_ms": 12000, "scrolled_to_end": True}
    ok(client.post(f"/api/parties/{party}/credit-authorisation", **read))
    assert ok(client.get(f"/api/applications/{number}"))["state"] == "PRE_APPROVED"


def test_a_customer_with_an_application_proves_the_end_of_his_id(
    real: tuple[World, Office],
) -> None:
    client = signed_in(real[0], BORROWER)
    assert client.post("/api/step-up", id_last4="1234").json()["code"] == "ID_MISMATCH"
    assert ok(client.post("/api/step-up", id_last4="004x"))["assurance"] == "L2"


def test_a_co_borrower_signs_through_his_link(real: tuple[World, Office]) -> None:
    world, office = real
    borrower = signed_in(world, BORROWER)
    borrower.say("你好")
    application = ok(borrower.get("/api/applications/current"))
    assert application["state"] in ("CONTRACT_GENERATED", "SIGNING"), application["state"]
    party = next(p["party_id"] for p in application["parties"] if p["role"] == "co_borrower")
    guest = through_link(world, office, borrower, party)
    assert guest.get(f"/api/parties/{party}/signing").status_code == 403
    ok(guest.post("/api/links/code"))
    proof = {"code": code(guest, CO_BORROWER, "验证码"), "id_last6": "070069"}
    assert ok(guest.post("/api/links/prove", **proof))["assurance"] == "L2"
    shown = ok(guest.get(f"/api/parties/{party}/signing"))
    pdf = guest.get(f"/api/contracts/{shown['contract_no']}/documents/contract.pdf")
    assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF-")
    assert pdf.headers["content-disposition"].startswith("attachment;")
    low = guest.post(f"/api/parties/{party}/signature", hash=shown["hash"], agreed=True)
    assert low.status_code == 403 and low.json()["allowed"] == {"level": "L3"}
    sheet = ok(guest.get(f"/api/parties/{party}/cost-sheet"))
    office.change("UPDATE cost_sheet_showings SET clock = clock - interval '1 minute'")
    read = {"text_hash": sheet["text_hash"], "dwell_ms": 12000, "scrolled_to_end": True}
    ok(guest.post(f"/api/parties/{party}/cost-sheet/confirm", **read))
    lift_to_sign(guest, CO_BORROWER)
    signed = guest.post(f"/api/parties/{party}/signature", hash=shown["hash"], agreed=True)
    assert ok(signed)["signed_at"]
    after = ok(borrower.get("/api/applications/current"))
    assert next(p for p in after["parties"] if p["party_id"] == party)["signature"] == "signed"
    verified = borrower.ask("POST", "/api/contracts/verify", data=pdf.content)
    assert ok(verified)["intact"] is True
    number = application["application_no"]
    for event in ("down_payment_received", "invoice_issued", "insured", "registered"):
        office.ask("POST", f"/sandbox/seller/{number}", json={"event": event})
    book_the_handover(office, borrower, number)
    office.say_all(world)
    told = [line for line in borrower.history() if line.get("kind") == "application"]
    assert told and all(line.get("text") != say("withheld") for line in told)


def book_the_handover(office: Office, borrower: Client, number: str) -> None:
    calendar = f"/api/applications/{number}/delivery.ics"
    assert ok(borrower.get("/api/applications/current"))["state"] == "ACTIVATED"
    assert borrower.get(calendar).json()["code"] == "NOT_BOOKED"
    at = ok(borrower.get(f"/api/applications/{number}/delivery-slots"))["slots"][0]
    ok(borrower.post(f"/api/applications/{number}/delivery", starts_at=at))
    file = borrower.get(calendar)
    assert file.headers["content-type"].startswith("text/calendar")
    event = Calendar.from_ical(file.content).walk("VEVENT")[0]
    assert event.decoded("dtstart") == datetime.fromisoformat(at)
    loan = ok(borrower.get("/api/loans"))["items"][0]
    assert ok(borrower.get(f"/api/loans/{loan['contract_no']}/schedule"))["rows"]
