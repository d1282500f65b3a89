"""The client of the back office: what is down, slow or refused is told apart."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from foundation import backoffice
from foundation.backoffice import Actor, BackOffice, BackOfficeRefused, BackOfficeUnavailable


class Handler(BaseHTTPRequestHandler):
    answer: tuple[int, Any] = (200, {})
    seen: list[dict[str, Any]] = []

    def _reply(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        Handler.seen.append({"path": self.path, "body": body, "headers": dict(self.headers)})
        status, document = Handler.answer
        raw = document if isinstance(document, bytes) else json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    do_GET = do_POST = _reply

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def client() -> Iterator[BackOffice]:
    Handler.seen, Handler.answer = [], (200, {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield BackOffice(f"http://127.0.0.1:{server.server_port}", "token")
    server.shutdown()
    server.server_close()


def test_a_call_carries_token_parameters_and_key(client: BackOffice) -> None:
    client.vehicles(powertrain="bev", min_seats=None)
    client.keep_plan({"quote_id": "Q1"}, "key-1")
    first, second = Handler.seen
    assert first["path"] == "/vehicles?powertrain=bev"
    assert first["headers"]["Authorization"] == "Bearer token"
    assert second["body"] == {"quote_id": "Q1"}
    assert second["headers"]["Idempotency-Key"] == "key-1"


def test_a_call_for_a_customer_names_the_actor(client: BackOffice) -> None:
    actor = Actor("customer:U1", "L1", "web")
    client.applications(actor, "U1")
    client.cancel_application(actor, "A1", "why", "key-2")
    asked, done = (seen["headers"] for seen in Handler.seen)
    names = ("Chedai-Actor", "Chedai-Level", "Chedai-Channel")
    assert [asked[name] for name in names] == ["customer:U1", "L1", "web"]
    assert [done[name] for name in names] == ["customer:U1", "L1", "web"]
    assert "Idempotency-Key" not in asked and done["Idempotency-Key"] == "key-2"
    assert [seen["path"] for seen in Handler.seen] == [
        "/applications?customer_id=U1",
        "/applications/A1/cancel",
    ]


def test_a_refusal_keeps_code_title_and_allowed_range(client: BackOffice) -> None:
    Handler.answer = (
        422,
        {"code": "DOWN_PAYMENT_TOO_LOW", "title": "首付最低两成。", "allowed": {"min_pct": "20"}},
    )
    with pytest.raises(BackOfficeRefused) as refused:
        client.quote({})
    assert (refused.value.code, refused.value.title) == ("DOWN_PAYMENT_TOO_LOW", "首付最低两成。")
    assert refused.value.allowed == {"min_pct": "20"}


@pytest.mark.parametrize("answer", [(500, {}), (503, {}), (200, b"<html>")])
def test_nonsense_and_server_errors_count_as_down(
    client: BackOffice, answer: tuple[int, Any]
) -> None:
    Handler.answer = answer
    with pytest.raises(BackOfficeUnavailable):
        client.cities()


def test_after_failures_in_a_row_nobody_waits_and_recovery_is_noticed(
    client: BackOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(backoffice.time, "monotonic", lambda: now)
    Handler.answer = (500, {})
    for _ in range(backoffice.FAILURES_BEFORE_PAUSE + 2):
        with pytest.raises(BackOfficeUnavailable):
            client.cities()
    assert len(Handler.seen) == backoffice.FAILURES_BEFORE_PAUSE
    Handler.answer = (200, {"items": ["杭州"]})
    now += backoffice.PAUSE_SECONDS + 0.1
    assert client.cities()["items"] == ["杭州"]


def test_nobody_listening_is_down() -> None:
    with pytest.raises(BackOfficeUnavailable):
        BackOffice("http://127.0.0.1:9", "t").cities()
