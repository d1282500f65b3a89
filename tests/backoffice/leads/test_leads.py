"""Leads: with consent, delivered once however often the dealer's system was down, withdrawn."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backoffice.leads.dealer_system import SIGNATURE, genuine, signed
from tests.backoffice.applications.journey import acting
from tests.backoffice.conftest import make_settings, running_client
from tests.backoffice.visits.test_visits import DEALER, agree, do, get

Json = dict[str, Any]
PATH = "/sandbox/dealer-system/leads"


class Wire(ThreadingHTTPServer):
    """Carries what the back office posts to the played dealer system, which runs in the test."""

    def __init__(self) -> None:
        self.client: TestClient | None = None
        wire = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {SIGNATURE: self.headers[SIGNATURE] or "", "Authorization": ""}
                assert wire.client is not None
                answer = wire.client.post(PATH, content=body, headers=headers)
                self.send_response(answer.status_code)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Silent."""

        super().__init__(("127.0.0.1", 0), Handler)


@pytest.fixture
def desk(copied_database: str) -> Iterator[TestClient]:
    """A back office whose dealer system answers."""
    wire = Wire()
    threading.Thread(target=wire.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{wire.server_port}{PATH}"
    with running_client(make_settings(copied_database, DEALER_SYSTEM_URL=address)) as client:
        wire.client = client
        agree(client, "P06")
        yield client
    wire.shutdown()


def wish(**more: str) -> Json:
    return {
        "customer_id": "P06", "intent": "trade_in", "dealer_id": DEALER, "confirm": True, **more,
    }  # fmt: skip


def taken(client: TestClient) -> list[tuple[str, str]]:
    return [(item["lead_no"], item["act"]) for item in client.get(PATH).json()["items"]]


def tell(client: TestClient, answer: str) -> None:
    body = {"answer": answer, "for": "*"}
    assert client.post("/sandbox/providers/dealer_system", json=body).status_code == 200


def move(client: TestClient, day: str) -> None:
    do(client, "P06", "/sandbox/clock", {"business_date": day})


def test_a_wish_reaches_the_dealer_with_the_least_it_needs(desk: TestClient) -> None:
    lead = do(desk, "P06", "/leads", wish(vehicle_key="wangshu")).json()
    assert lead["status_zh"] in ("正在转给门店", "已转给门店") and lead["can_revoke"]
    told = desk.get(PATH).json()["items"][0]["facts"]
    assert (told["lead_no"], told["surname"], told["phone"]) == (
        lead["lead_no"],
        "林",
        "15400000006",
    )
    assert "林一舟" not in str(told) and "9901" not in str(told)
    seen = get(desk, "P06", "/leads", customer_id="P06").json()["items"]
    assert [(item["lead_no"], item["status_zh"]) for item in seen] == [
        (lead["lead_no"], "已转给门店")
    ]
    assert seen[0]["passed_on"] == ["您的姓氏", "手机号", "想看的车"]
    values = [one["value"] for one in seen[0]["sent"]]
    assert values == ["林", "154****0006", "望舒"]
    assert seen[0]["consent"]["stands"] and "同意提供给门店" in seen[0]["consent"]["told"]
    again = do(desk, "P06", "/leads", wish()).json()
    assert again["lead_no"] == lead["lead_no"] and len(taken(desk)) == 1


def test_it_arrives_once_though_the_system_was_down_at_first(desk: TestClient) -> None:
    tell(desk, "down")
    lead = do(desk, "P06", "/leads", wish()).json()
    assert taken(desk) == []
    tell(desk, "yes")
    get(desk, "P06", "/leads", customer_id="P06")
    desk.app.state.office.work.wake()  # type: ignore[attr-defined]
    assert taken(desk) == [(lead["lead_no"], "open")]
    assert desk.get(PATH).json()["items"][0]["times"] == 1


def test_withdrawn_it_is_forgotten_by_the_dealer(desk: TestClient) -> None:
    lead = do(desk, "P06", "/leads", wish()).json()
    left = do(desk, "P06", f"/leads/{lead['lead_no']}/revoke").json()
    assert (left["status"], left["can_revoke"]) == ("withdrawn", False)
    assert taken(desk) == [(lead["lead_no"], "open"), (lead["lead_no"], "withdraw")]
    facts = desk.get(PATH).json()["items"][1]["facts"]
    assert set(facts) == {"act", "lead_no", "dealer_id"}


def test_what_never_arrived_is_not_withdrawn_there(desk: TestClient) -> None:
    tell(desk, "down")
    lead = do(desk, "P06", "/leads", wish()).json()
    do(desk, "P06", f"/leads/{lead['lead_no']}/revoke")
    tell(desk, "yes")
    desk.app.state.office.work.wake()  # type: ignore[attr-defined]
    assert taken(desk) == []


def test_taking_the_consent_back_withdraws_every_lead(desk: TestClient) -> None:
    lead = do(desk, "P06", "/leads", wish()).json()
    body = {
        "customer_id": "P06", "purpose": "dealer_share", "granted": False, "text_version": "1",
        "method": "talk",
    }  # fmt: skip
    assert do(desk, "P06", "/consents", body).status_code == 200
    assert (lead["lead_no"], "withdraw") in taken(desk)
    refused = do(desk, "P06", "/leads", wish())
    assert refused.json()["code"] == "CONSENT_REQUIRED"


def test_too_late_it_is_a_dead_letter_that_staff_send_again(desk: TestClient) -> None:
    tell(desk, "down")
    lead = do(desk, "P06", "/leads", wish()).json()
    move(desk, "2026-11-24")
    desk.app.state.office.work.wake()  # type: ignore[attr-defined]
    tell(desk, "yes")
    desk.app.state.office.work.wake()  # type: ignore[attr-defined]
    assert taken(desk) == []
    path = f"/leads/{lead['lead_no']}/resend"
    assert desk.post(path, headers=acting("customer:P06", "L1")).status_code == 403
    assert desk.post(path, headers=acting("staff:a1", "L1")).status_code == 200
    assert taken(desk) == [(lead["lead_no"], "open")]


def test_after_thirty_days_it_ends_at_the_dealer_too(desk: TestClient) -> None:
    lead = do(desk, "P06", "/leads", wish()).json()
    move(desk, "2026-12-22")
    seen = get(desk, "P06", "/leads", customer_id="P06").json()["items"][0]
    assert (seen["status"], seen["expires_on"]) == ("expired", "2026-12-21")
    assert taken(desk)[-1] == (lead["lead_no"], "withdraw")


def test_nobody_sees_or_takes_back_anothers(desk: TestClient) -> None:
    lead = do(desk, "P06", "/leads", wish()).json()
    assert get(desk, "P07", "/leads", customer_id="P06").status_code == 404
    assert do(desk, "P07", f"/leads/{lead['lead_no']}/revoke").status_code == 404
    assert do(desk, "P07", "/leads", wish()).status_code == 404


def test_only_what_is_signed_is_taken(client: TestClient) -> None:
    body = b'{"act": "open", "lead_no": "K1", "dealer_id": "bj-01"}'
    assert client.post(PATH, content=body, headers={SIGNATURE: "t=1,v1=0"}).status_code == 401
    assert client.post(PATH, content=body).status_code == 401
    header = signed("sandbox", "2026-11-21", body)
    assert genuine("sandbox", header, body) and not genuine("sandbox", header, body + b" ")
    assert not genuine("other", header, body)
