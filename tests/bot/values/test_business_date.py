"""Where the business date comes from, and that nobody waits for it."""

import datetime as dt
import threading
import time

from bot.values.business_date import SHANGHAI, BusinessDate

FRIDAY = dt.date(2026, 11, 20)


def local():
    return dt.datetime.now(SHANGHAI).date()


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


def never():
    raise AssertionError("the back office was asked")


def test_the_message_says_it():
    assert BusinessDate(never).today({"business_date": "2026-11-20"}) == FRIDAY


def test_the_back_office_is_asked_once_in_thirty_seconds():
    asked, clock = [], Clock()
    source = BusinessDate(lambda: asked.append(1) or FRIDAY, clock)
    assert [source.today(m) for m in (None, {}, {"business_date": "nonsense"})] == [FRIDAY] * 3
    assert len(asked) == 1
    clock.now += 31
    source.today()
    assert len(asked) == 2


def test_without_an_answer_it_is_today_in_shanghai_and_nobody_asks_again_at_once():
    asked, clock = [], Clock()

    def refuse():
        asked.append(1)
        raise OSError("refused")

    source = BusinessDate(refuse, clock)
    assert source.today() == source.today() == local()
    assert len(asked) == 1
    clock.now += 31
    source.today()
    assert len(asked) == 2


def test_a_slow_back_office_holds_no_message_up():
    release = threading.Event()

    def slow():
        release.wait(5)
        return FRIDAY

    source = BusinessDate(slow)
    start = time.perf_counter()
    assert source.today() == local()
    first = time.perf_counter() - start
    start = time.perf_counter()
    source.today()
    second = time.perf_counter() - start
    release.set()
    assert first < 0.08
    assert second < 0.01
    deadline = time.monotonic() + 2
    while source.today() != FRIDAY and time.monotonic() < deadline:
        time.sleep(0.01)
    assert source.today() == FRIDAY


def test_it_asks_over_http_with_the_token(monkeypatch):
    import http.server

    seen = {}

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            seen["path"], seen["token"] = self.path, self.headers["Authorization"]
            body = b'{"business_date": "2026-11-20", "now": "2026-11-20T09:00:00+08:00"}'
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("BACKOFFICE_URL", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("BACKOFFICE_TOKEN", "secret")
    try:
        source = BusinessDate()
        deadline = time.monotonic() + 2
        while source.today() != FRIDAY and time.monotonic() < deadline:
            time.sleep(0.01)
        assert source.today() == FRIDAY
        assert seen == {"path": "/clock", "token": "Bearer secret"}
    finally:
        server.shutdown()
