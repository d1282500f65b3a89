"""Signing links: a session for one party, its own paths, and nothing else."""

import re
import uuid
from typing import Any

import pytest
import requests

from tests.channels.world import Client, World

TOKEN = "planted-link-token-0123456789"
PHONE = "15400000088"
OPEN = ("POST", "/links/open")
PROVE = ("POST", "/links/T9/prove")
LINK: dict[str, Any] = {
    "party_id": "T9", "role": "guarantor", "name_masked": "孙*", "phone_masked": "154****0088",
    "application_no": "A1", "borrower_masked": "钱**",
    "expires_at": "2036-11-24T10:00:00+08:00", "state": "opened",
}  # fmt: skip


class Guest(Client):
    """Somebody who came through a link: no session of a talk."""

    def __init__(self, world: World, token: str = TOKEN) -> None:
        self.world = world
        self.http = requests.Session()
        self.http.trust_env = False
        self.opened = self.post("/api/links/open", token=token)
        if self.opened.status_code == 200:
            self.use(self.opened.json()["token"], "")

    def link_code(self) -> str:
        assert self.post("/api/links/code").status_code == 200
        mails = self.get("/sandbox/outbox", to=PHONE).json()["items"]
        found = re.search(r"验证码是 (\d{6})", mails[-1]["text"])
        assert found
        return found.group(1)


@pytest.fixture
def guest(world: World) -> Guest:
    world.outside.office[OPEN] = (200, LINK)
    world.outside.office[PROVE] = (200, {"party_id": "T9", "level": "L2"})
    send_link(world)
    return Guest(world)


def send_link(world: World, token: str = TOKEN) -> None:
    """The back office has the link sent."""
    text = f"【霁川金融】请打开 {world.url}/s#{token} 签署。"
    body = {
        "delivery_id": f"link:{uuid.uuid4().hex}", "to": {"phone": PHONE}, "channel": "sms",
        "kind": "link", "text": text,
    }  # fmt: skip
    headers = {"Authorization": "Bearer sandbox"}
    url = f"{world.url}/internal/deliveries"
    assert requests.post(url, json=body, headers=headers, timeout=5).status_code == 200


def test_a_link_whose_message_did_not_go_out_yet(world: World) -> None:
    world.outside.office[OPEN] = (200, LINK)
    early = Guest(world).opened
    assert early.status_code == 503 and early.json()["code"] == "LINK_ON_ITS_WAY"
    send_link(world)
    assert Guest(world).opened.status_code == 200


def test_a_link_opens_a_session_that_tells_only_what_is_masked(guest: Guest) -> None:
    told = guest.opened.json()
    assert told["party"] == {
        "party_id": "T9", "role": "guarantor", "name_masked": "孙*", "phone_masked": "154****0088",
    }  # fmt: skip
    assert PHONE not in guest.opened.text and TOKEN not in guest.opened.text
    me = guest.get("/api/me").json()
    assert (me["kind"], me["assurance"], me["party_id"]) == ("party", "L0", "T9")


def test_a_link_that_is_gone(world: World) -> None:
    world.outside.office[OPEN] = (410, {"code": "LINK_GONE", "title": "链接已经失效。"})
    gone = Guest(world).opened
    assert gone.status_code == 410 and gone.json()["code"] == "LINK_GONE"


def test_code_and_identity_lift_the_session(world: World, guest: Guest) -> None:
    code = guest.link_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert guest.post("/api/links/prove", code=wrong, id_last6="120010").status_code == 422
    me = guest.post("/api/links/prove", code=code, id_last6="12001x").json()
    assert me["assurance"] == "L2" and me["until"]
    asked = world.outside.asked[-1]
    assert asked["headers"]["chedai-actor"] == "party:T9"
    assert b'"id_last6":"12001X"' in asked["content"] and TOKEN.encode() in asked["content"]
    world.clock.forward(seconds=1801)
    assert guest.get("/api/me").json()["assurance"] == "L1"


def test_a_wrong_identity_does_not_use_the_code_up(world: World, guest: Guest) -> None:
    code = guest.link_code()
    wrong = {"code": "ID_PROOF_WRONG", "title": "还可以再试 4 次。", "allowed": {"tries_left": 4}}
    world.outside.office[PROVE] = (422, wrong)
    answer = guest.post("/api/links/prove", code=code, id_last6="000000")
    assert answer.json()["code"] == "ID_PROOF_WRONG" and answer.json()["allowed"]
    assert guest.get("/api/me").json()["assurance"] == "L0"
    world.outside.office[PROVE] = (200, {"party_id": "T9", "level": "L2"})
    assert guest.post("/api/links/prove", code=code, id_last6="120010").status_code == 200


def test_the_last_wrong_identity_ends_the_session(world: World, guest: Guest) -> None:
    last = {"code": "ID_PROOF_WRONG", "title": "不能再试了。", "allowed": {"tries_left": 0}}
    world.outside.office[PROVE] = (422, last)
    guest.post("/api/links/prove", code=guest.link_code(), id_last6="000000")
    assert guest.get("/api/me").status_code == 401


def test_the_code_alone_proves_the_phone(guest: Guest) -> None:
    me = guest.post("/api/links/prove", code=guest.link_code()).json()
    assert me["assurance"] == "L1"


def test_wrong_codes_lock(guest: Guest) -> None:
    wrong = f"{(int(guest.link_code()) + 1) % 1_000_000:06d}"
    codes = [guest.post("/api/links/prove", code=wrong).json()["code"] for _ in range(5)]
    assert codes == ["CODE_WRONG"] * 4 + ["STEP_UP_LOCKED"]


def test_a_signing_code_for_a_party(world: World, guest: Guest) -> None:
    assert guest.post("/api/step-up/sign/code").status_code == 403
    guest.post("/api/links/prove", code=guest.link_code(), id_last6="120010")
    assert guest.post("/api/step-up/sign/code").status_code == 200
    text = guest.get("/sandbox/outbox", to=PHONE).json()["items"][-1]["text"]
    code = re.search(r"签署验证码是 (\d{6})", text)
    assert code
    assert guest.post("/api/step-up/sign", code=code.group(1)).json()["assurance"] == "L3"
    world.outside.office["POST", "/parties/T9/signature"] = (200, {"signed_at": "x"})
    assert guest.post("/api/parties/T9/signature", hash="h", agreed=True).status_code == 200
    asked = world.outside.asked[-1]
    assert asked["headers"]["chedai-level"] == "L3" and b'"code_ref":"sms-' in asked["content"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/applications"), ("GET", "/api/applications/current"),
        ("GET", "/api/applications/A1"), ("POST", "/api/applications"),
        ("GET", "/api/applications/A1/delivery.ics"), ("GET", "/api/loans"),
        ("POST", "/api/parties/T9/link"), ("POST", "/api/step-up"), ("GET", "/api/devices"),
    ],
)  # fmt: skip
def test_a_link_leads_nowhere_else(guest: Guest, method: str, path: str) -> None:
    guest.post("/api/links/prove", code=guest.link_code(), id_last6="120010")
    body = {"id_last4": "0010"} if path.endswith("step-up") else {}
    answer = guest.ask(method, path, json=body)
    assert answer.status_code == 403 and answer.json()["code"] == "LINK_ONLY"


@pytest.mark.parametrize("path", ["/api/messages", "/api/stream", "/api/catalogue"])
def test_a_link_has_no_talk(guest: Guest, path: str) -> None:
    assert guest.get(path).status_code == 401


def test_a_link_is_for_its_own_party(world: World, guest: Guest) -> None:
    guest.post("/api/links/prove", code=guest.link_code(), id_last6="120010")
    asked = len(world.outside.asked)
    answer = guest.get("/api/parties/T8/signing")
    assert answer.status_code == 404 and answer.json()["code"] == "PARTY_UNKNOWN"
    upload = {"document": "id_card", "party_id": "T8", "size": 9, "sha256": "0" * 64}
    assert guest.post("/api/uploads/begin", **upload).status_code == 404
    guest.post("/api/consents", purpose="id_image", granted=True, party_id="T8", text_version="1")
    assert all("T8" not in str(call) for call in world.outside.asked[asked:])


def test_a_link_sent_anew_ends_the_sessions_of_the_old_one(world: World, guest: Guest) -> None:
    world.outside.customers["15400000001"] = {"customer_id": "P01"}
    world.outside.office["POST", "/parties/T9/link"] = (200, {"url": "u", "sms_sent": True})
    borrower = world.customer()
    borrower.sign_in("15400000001")
    assert borrower.post("/api/parties/T9/link").status_code == 200
    assert guest.get("/api/me").status_code == 401


def test_a_link_ended_elsewhere_is_noticed(
    world: World, guest: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.links.service._ASK_EVERY", -1.0)
    world.outside.office[OPEN] = (410, {"code": "LINK_GONE", "title": "链接已经失效。"})
    page = ("GET", "/parties/T9")
    world.outside.office[page] = (200, {"party": {"signature": "signed"}})
    assert guest.get("/api/me").status_code == 200  # what one signed one may read
    world.outside.office[page] = (200, {"party": {"signature": "pending"}})
    assert guest.get("/api/me").status_code == 410
    assert guest.get("/api/me").status_code == 401


def test_a_link_session_ends_by_itself(world: World, guest: Guest) -> None:
    world.clock.forward(seconds=7201)
    assert guest.get("/api/me").status_code == 401
