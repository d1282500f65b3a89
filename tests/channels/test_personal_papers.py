"""Papers, ID numbers, names, phones and link tokens pass the edge and stay nowhere in it."""

import hashlib
import logging
import re
from typing import Any

import pytest
import sqlalchemy as sa

from tests.channels.client import Client
from tests.channels.test_links import OPEN, PROVE, TOKEN, Guest, send_link
from tests.channels.test_links import PHONE as GUEST_PHONE
from tests.channels.test_personal_data import everything_stored
from tests.channels.world import World

PHONE = "15400000001"
ID = "990101198503120010"
CARD = "6200001234567890"
NAME = "钱种下"
FILE = "钱种下的身份证.jpg"
PAPER = b"\xff\xd8\xff\xe0 planted paper of 990101198503120010 " * 40
ADDRESS = "测试省霁城市种下路 7 号"
LINK: dict[str, Any] = {
    "party_id": "T9", "role": "guarantor", "name_masked": "孙*", "phone_masked": "154****0088",
    "application_no": "A1", "borrower_masked": "钱**", "expires_at": "2036-11-24T10:00:00+08:00",
    "state": "opened",
}  # fmt: skip
PLANTED = [ID, ID[-6:], CARD, NAME, FILE, ADDRESS, "planted paper", PHONE, GUEST_PHONE, TOKEN]


@pytest.fixture
def customer(world: World, client: Client) -> Client:
    world.outside.customers[PHONE] = {"customer_id": "P01", "name_masked": "钱**"}
    parties = [{"party_id": "T1", "role": "borrower", "id_masked": "990***********0010"}]
    application = {"application_no": "A1", "commands": ["cancel"], "parties": parties}
    office = world.outside.office
    office["GET", "/applications"] = (200, {"items": [application]})
    office["PATCH", "/applications/A1/fields"] = (200, application)
    office["POST", "/parties/T1/bank-card"] = (200, {"status": "done", "tail": "7890"})
    office["POST", "/papers/D1/confirm"] = (200, {"paper_id": "D1"})
    office["POST", "/applications/A1/parties"] = (200, application)
    client.sign_in(PHONE)
    return client


def do_everything(world: World, customer: Client) -> None:
    """What a customer and his co-signer send on the way, with personal things everywhere."""
    customer.say("我要申请")
    fields = {"name": NAME, "id_no": ID, "address": ADDRESS}
    customer.ask("PATCH", "/api/applications/A1/fields", json={"fields": fields, "typed": ["name"]})
    customer.post("/api/parties/T1/bank-card", card_no=CARD, reserved_phone=PHONE)
    customer.post("/api/papers/D1/confirm", fields={"id_no": ID, "name": NAME})
    invited = {"role": "guarantor", "relation": "朋友", "name": NAME, "phone": GUEST_PHONE}
    customer.post("/api/applications/A1/parties", **invited)
    customer.post("/api/step-up", id_last4=ID[-4:])
    form = {"document": "id_card"}
    for status, told in ((503, {}), (422, {"code": "PAPER_BLURRED", "title": "太糊了。"})):
        world.outside.office["POST", "/parties/T1/papers"] = (status, told)
        customer.ask("POST", "/api/uploads", data=form, files={"file": (FILE, PAPER)})
    begun = {"document": "id_card", "size": len(PAPER), "name": FILE}
    upload = customer.post(
        "/api/uploads/begin", sha256=hashlib.sha256(PAPER).hexdigest(), **begun
    ).json()
    headers = {"Upload-Offset": "0"}
    path = f"/api/uploads/{upload['upload_id']}"
    customer.ask("PUT", path, data=PAPER[:500], headers=headers)
    world.outside.office[OPEN] = (200, LINK)
    world.outside.office[PROVE] = (200, {"party_id": "T9", "level": "L2"})
    send_link(world)
    guest = Guest(world)
    code = guest.link_code()
    guest.post("/api/links/prove", code=code, id_last6="00001")  # no such form: refused
    guest.post("/api/links/prove", code=code, id_last6=ID[-6:])
    guest.post("/api/step-up/sign/code")
    # And what fails on the way: unread bodies, wrong forms, a silent back office.
    customer.ask("POST", "/api/applications/A1/cancel", data=f"{ID} {NAME}")
    customer.ask("POST", "/api/step-up", json={"id_last4": ID})
    world.outside.backoffice_up = False
    customer.ask("PATCH", "/api/applications/A1/fields", json={"fields": fields})
    customer.get("/api/applications/A1")


def test_nothing_personal_stays_in_the_edge(
    world: World, customer: Client, clean: sa.Engine, capfd: Any, caplog: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.WARNING, "urllib3")  # the test's own client
    do_everything(world, customer)
    stored = everything_stored(clean)
    logged = "".join(capfd.readouterr()) + caplog.text
    for planted in PLANTED:
        assert planted not in logged, planted
        for form in (planted, planted.encode().hex()):
            # The six digits of an ID may stand in a hash by chance: looked for as a word.
            found = re.search(rf"(?<![0-9a-f]){re.escape(form)}(?![0-9a-f])", stored)
            assert found is None, (planted, stored[max(0, found.start() - 80) : found.end()])
    assert world.outside.turns and PHONE not in str(world.outside.turns)
    for planted in PLANTED:
        assert planted not in str(world.outside.turns)


def test_refusals_repeat_nothing_of_what_was_sent(world: World, customer: Client) -> None:
    answers = [
        customer.ask("POST", "/api/step-up", json={"id_last4": ID}),
        customer.ask("POST", "/api/links/open", json={"token": f"{TOKEN} {ID}"}),
        customer.ask("POST", "/api/uploads/begin", json={"document": NAME, "size": ID}),
        customer.ask("PATCH", "/api/applications/A2/fields", json={"fields": {"id_no": ID}}),
        customer.ask("POST", "/api/login", json={"phone": f"{PHONE}9", "code": ID}),
    ]
    for answer in answers:
        assert answer.status_code in (404, 422), answer.text
        for planted in PLANTED:
            assert planted not in answer.text, answer.text
