"""Papers in: whole and in chunks, known by content, encrypted on the way, handed over."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
import requests
import sqlalchemy as sa

from tests.channels.test_stream import Listener
from tests.channels.world import Client, World

PHONE = "15400000001"
PAPERS = ("POST", "/parties/T1/papers")
TAKEN = (201, {"paper_id": "D1", "document": "id_card", "status": "checking"})
JPEG = b"\xff\xd8\xff\xe0" + b"planted-picture-bytes-" * 200
PDF = b"%PDF-1.7\n" + b"planted-statement-" * 100


@pytest.fixture
def customer(world: World, client: Client) -> Client:
    world.outside.customers[PHONE] = {"customer_id": "P01"}
    parties = [{"party_id": "T1", "role": "borrower"}, {"party_id": "T2", "role": "guarantor"}]
    application = {"application_no": "A1", "commands": ["cancel"], "parties": parties}
    world.outside.office["GET", "/applications"] = (200, {"items": [application]})
    world.outside.office[PAPERS] = TAKEN
    client.sign_in(PHONE)
    return client


def upload(client: Client, *files: bytes, **fields: str) -> requests.Response:
    parts = [("file", (f"../../etc/{n}.exe", content, "text/html")) for n, content in
             enumerate(files)]  # fmt: skip
    data = {"document": "id_card", **fields}
    return client.ask("POST", "/api/uploads", data=data, files=parts)


def begin(client: Client, content: bytes, **more: Any) -> requests.Response:
    body = {
        "document": "id_card", "size": len(content), "name": "/home/x/身份证.jpg",
        "sha256": hashlib.sha256(content).hexdigest(), **more,
    }  # fmt: skip
    return client.post("/api/uploads/begin", **body)


def put(client: Client, upload_id: str, offset: int, content: bytes) -> requests.Response:
    headers = {"Upload-Offset": str(offset), "Content-Type": "application/octet-stream"}
    return client.ask("PUT", f"/api/uploads/{upload_id}", data=content, headers=headers)


def handed(world: World) -> list[dict[str, Any]]:
    return [asked for asked in world.outside.asked if asked["path"].endswith("/papers")]


def test_a_paper_is_handed_over_under_our_own_name(world: World, customer: Client) -> None:
    answer = upload(customer, JPEG, side="front")
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["status"], told["paper_id"], told["done"]) == ("handed", "D1", True)
    asked = handed(world)[0]
    assert asked["headers"]["chedai-actor"] == "customer:P01"
    assert JPEG in asked["content"] and b'name="side"' in asked["content"]
    assert b'filename="page-1.jpg"' in asked["content"] and b"image/jpeg" in asked["content"]
    assert b"etc" not in asked["content"].replace(JPEG, b"")


def test_pages_are_handed_over_in_order(world: World, customer: Client) -> None:
    assert upload(customer, JPEG, PDF, document="income_proof").status_code == 200
    content = handed(world)[0]["content"]
    assert 0 < content.index(JPEG) < content.index(PDF)
    assert b"page-2.pdf" in content and b"application/pdf" in content


@pytest.mark.parametrize("brands", [b"heic\0\0\0\0mif1heic", b"mif1\0\0\0\0mif1heic"])
def test_a_telephones_photograph_is_known_by_content(
    world: World, customer: Client, brands: bytes
) -> None:
    photo = b"\0\0\0\x18ftyp" + brands + b"planted-photograph" * 100
    assert upload(customer, photo).status_code == 200
    content = handed(world)[0]["content"]
    assert photo in content and b"page-1.heic" in content and b"image/heic" in content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00 program",
        b"<html>",
        b"GIF89a",
        b"PK\x03\x04",
        b" %PDF-1.7",
        b"\0\0\0\x18ftypmif1\0\0\0\0mif1avifheic",
        b"\0\0\0\x18ftypmp42" + b"heic" * 9,
    ],
)
def test_what_is_no_picture_or_pdf_is_refused(
    world: World, customer: Client, content: bytes
) -> None:
    answer = upload(customer, content)
    assert answer.status_code == 415 and answer.json()["code"] == "UPLOAD_KIND"
    assert handed(world) == []


def test_a_file_that_is_too_large_is_refused(make_world: Callable[..., World]) -> None:
    world = make_world(upload_limit=1_048_576, upload_total=3_000_000).start()
    client = world.customer()
    world.outside.office["GET", "/applications"] = (200, {"items": [
        {"commands": ["x"], "parties": [{"party_id": "T1", "role": "borrower"}]}]})  # fmt: skip
    client.sign_in(PHONE)
    large = JPEG + b"x" * 1_100_000
    answer = upload(client, large)
    assert answer.status_code == 413 and answer.json()["code"] == "UPLOAD_TOO_LARGE"
    assert begin(client, large).status_code == 413
    assert upload(client, large, large, large).status_code == 413


def test_a_refused_paper_says_why(world: World, customer: Client, clean: sa.Engine) -> None:
    blurred = {"code": "PAPER_BLURRED", "title": "照片有点糊，请重拍。", "detail": "sharpness 3"}
    world.outside.office[PAPERS] = (422, blurred)
    answer = upload(customer, JPEG)
    assert answer.status_code == 422
    assert answer.json()["title"] == "照片有点糊，请重拍。" and "detail" not in answer.json()
    with clean.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM upload_chunks")).scalar_one() == 0


def test_without_an_application_nothing_is_taken(world: World, customer: Client) -> None:
    world.outside.office["GET", "/applications"] = (200, {"items": []})
    answer = upload(customer, JPEG)
    assert answer.status_code == 404 and answer.json()["code"] == "NO_APPLICATION"


def test_a_form_that_is_none(customer: Client) -> None:
    answer = customer.post("/api/uploads", document="id_card")
    assert answer.status_code == 422 and answer.json()["code"] == "UPLOAD_FORM"
    assert upload(customer, JPEG, document="../../x").status_code == 422
    assert upload(customer, JPEG, side="over").status_code == 422


def test_an_upload_goes_on_where_the_line_broke(
    world: World, customer: Client, clean: sa.Engine
) -> None:
    content = JPEG + b"tail" * 1000
    upload_id = begin(customer, content, side="back").json()["upload_id"]
    assert put(customer, upload_id, 0, content[:1500]).json()["offset"] == 1500
    again = put(customer, upload_id, 0, content[:1500])
    assert again.status_code == 409 and again.json()["allowed"]["offset"] == 1500
    with clean.connect() as connection:  # encrypted while it waits
        stored = connection.execute(sa.text("SELECT sealed FROM upload_chunks")).scalars().all()
    assert stored and all(b"planted-picture" not in bytes(part) for part in stored)
    world.restart()
    told = customer.get(f"/api/uploads/{upload_id}").json()
    assert (told["offset"], told["done"]) == (1500, False)
    done = put(customer, upload_id, 1500, content[1500:]).json()
    assert (done["done"], done["paper_id"], done["status"]) == (True, "D1", "handed")
    assert content in handed(world)[0]["content"]
    with clean.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM upload_chunks")).scalar_one() == 0


def test_a_page_that_was_reloaded_finds_its_upload_and_goes_on(
    world: World, customer: Client
) -> None:
    """The same file announced again is the same upload; another one takes its place."""
    content = JPEG + PDF
    whole = {"side": "back", "pages": [len(JPEG), len(PDF)]}
    upload_id = begin(customer, content, **whole).json()["upload_id"]
    put(customer, upload_id, 0, content[:1500])
    world.restart()
    (told,) = customer.get("/api/uploads").json()["items"]
    assert (told["upload_id"], told["document"], told["side"]) == (upload_id, "id_card", "back")
    assert (told["offset"], told["size"], told["pages"]) == (1500, len(content), 2)
    assert (told["party_id"], told["change_no"]) == ("T1", None)
    again = begin(customer, content, **whole).json()
    assert again == {"upload_id": upload_id, "offset": 1500, "done": False}
    other = begin(customer, content, side="back").json()
    assert other["upload_id"] != upload_id and other["offset"] == 0
    assert put(customer, upload_id, 1500, content[1500:]).status_code == 404
    upload_id = begin(customer, content, **whole).json()["upload_id"]
    assert put(customer, upload_id, 0, content).json()["status"] == "handed"
    sent = handed(world)[0]["content"]
    assert sent.index(b"page-1.jpg") < sent.index(b"page-2.pdf")
    assert customer.get("/api/uploads").json() == {"items": []}
    assert begin(customer, content, side="back", pages=[1, 2]).json()["code"] == "UPLOAD_SIZE"


def test_what_waits_for_the_back_office_is_not_sent_again(world: World, customer: Client) -> None:
    world.outside.office[PAPERS] = (503, {})
    upload_id = begin(customer, JPEG).json()["upload_id"]
    assert put(customer, upload_id, 0, JPEG).json()["status"] == "waiting"
    assert customer.get("/api/uploads").json()["items"][0]["status"] == "waiting"
    again = begin(customer, JPEG).json()
    assert again == {"upload_id": upload_id, "offset": len(JPEG), "done": True}


def test_a_broken_file_is_noticed(world: World, customer: Client) -> None:
    upload_id = begin(customer, JPEG, sha256="0" * 64).json()["upload_id"]
    answer = put(customer, upload_id, 0, JPEG)
    assert answer.status_code == 422 and answer.json()["code"] == "UPLOAD_BROKEN"
    assert customer.get(f"/api/uploads/{upload_id}").json()["status"] == "refused"
    assert handed(world) == []


def test_more_than_was_announced_is_refused(customer: Client) -> None:
    upload_id = begin(customer, JPEG).json()["upload_id"]
    assert put(customer, upload_id, 0, JPEG + b"x").json()["code"] == "UPLOAD_SIZE"
    assert put(customer, upload_id, 0, b"x" * (1_048_576 + 1)).status_code == 413
    assert put(customer, upload_id, 0, b"<html>").json()["code"] == "UPLOAD_KIND"


def test_a_silent_back_office_gets_it_later(world: World, customer: Client) -> None:
    world.outside.office[PAPERS] = (503, {})
    told = upload(customer, JPEG).json()
    assert (told["status"], told["paper_id"]) == ("waiting", None)
    world.outside.office[PAPERS] = TAKEN
    world.clock.forward(seconds=10)
    world.restart()  # what waits survives

    def state() -> str:
        return str(customer.get(f"/api/uploads/{told['upload_id']}").json()["status"])

    customer.wait_for(lambda: state() == "handed")
    keys = {asked["headers"]["idempotency-key"] for asked in handed(world)}
    assert len(keys) == 1  # once, however often it was tried


def test_progress_and_end_arrive_on_the_stream(world: World, customer: Client) -> None:
    listener = Listener(customer)
    upload_id = begin(customer, JPEG).json()["upload_id"]
    put(customer, upload_id, 0, JPEG[:100])
    put(customer, upload_id, 100, JPEG[100:])
    signals = listener.wait_signals(2)
    assert [name for name, _ in signals] == ["upload", "upload"]
    assert [data["status"] for _, data in signals] == ["receiving", "handed"]
    assert signals[1][1]["paper_id"] == "D1" and signals[0][1]["offset"] == 100
    listener.close()


def test_nobody_touches_anothers_upload(world: World, customer: Client) -> None:
    upload_id = begin(customer, JPEG).json()["upload_id"]
    stranger = world.customer()
    assert put(stranger, upload_id, 0, JPEG).status_code == 401
    stranger.sign_in("15400000002")
    assert put(stranger, upload_id, 0, JPEG).status_code == 404
    assert stranger.get(f"/api/uploads/{upload_id}").status_code == 404
    assert stranger.get("/api/uploads").json() == {"items": []}
    assert customer.get(f"/api/uploads/{upload_id}").json()["offset"] == 0


def test_an_upload_ends_after_a_day(world: World, customer: Client) -> None:
    upload_id = begin(customer, JPEG).json()["upload_id"]
    world.clock.forward(hours=25)
    assert customer.get(f"/api/uploads/{upload_id}").status_code == 404


def test_not_too_many_at_once(make_world: Callable[..., World]) -> None:
    world = make_world(uploads_per_owner=2).start()
    client = world.customer()
    world.outside.office["GET", "/applications"] = (200, {"items": [
        {"commands": ["x"], "parties": [{"party_id": "T1", "role": "borrower"}]}]})  # fmt: skip
    client.sign_in(PHONE)
    asked = [begin(client, JPEG, document=document) for document in ("one", "two", "three")]
    assert [answer.status_code for answer in asked] == [200, 200, 429]


def test_a_large_photograph_passes(world: World, customer: Client) -> None:
    large = JPEG + b"y" * (12 * 1024 * 1024)
    assert upload(customer, large).json()["status"] == "handed"
    assert large in handed(world)[-1]["content"]
