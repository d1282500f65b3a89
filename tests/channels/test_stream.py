"""The stream: every line once and in order, also after a broken connection."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import requests
import sqlalchemy as sa

from tests.channels.world import Client, World


class Listener:
    """Reads a stream in a thread, as a page does."""

    def __init__(
        self, client: Client, headers: dict[str, str] | None = None, **params: Any
    ) -> None:
        self.lines: list[dict] = []
        self.signals: list[tuple[str, dict]] = []
        self.ids: list[str] = []
        self.comments = 0
        self.ended = threading.Event()
        given = {"Authorization": f"Bearer {client.token}"} if headers is None else headers
        self.response = requests.get(
            f"{client.world.url}/api/stream", params=params, headers=given, stream=True, timeout=10
        )
        self._thread = threading.Thread(target=self._read, daemon=True)
        if self.response.status_code == 200:
            self._thread.start()

    def _read(self) -> None:
        event: dict[str, str] = {}
        try:
            for raw in self.response.iter_lines(chunk_size=1, decode_unicode=True):
                line = raw if isinstance(raw, str) else raw.decode()
                if line.startswith(":"):
                    self.comments += 1
                elif line:
                    name, _, value = line.partition(": ")
                    event[name] = value
                else:
                    if "data" in event and event.get("event") != "message":
                        self.signals.append((event["event"], json.loads(event["data"])))
                    elif "data" in event:
                        self.ids.append(event["id"])
                        self.lines.append(json.loads(event["data"]))
                    event = {}
        except (requests.RequestException, AttributeError, OSError):
            pass
        self.ended.set()

    def wait(self, count: int, seconds: float = 5) -> list[dict]:
        until = time.monotonic() + seconds
        while len(self.lines) < count:
            assert time.monotonic() < until, f"{len(self.lines)} of {count}: {self.lines}"
            time.sleep(0.01)
        return self.lines

    def wait_signals(self, count: int, seconds: float = 5) -> list[tuple[str, dict]]:
        until = time.monotonic() + seconds
        while len(self.signals) < count:
            assert time.monotonic() < until, f"{len(self.signals)} of {count}: {self.signals}"
            time.sleep(0.01)
        return self.signals

    def close(self) -> None:
        self.response.close()


@contextmanager
def listening(client: Client, **options: Any) -> Iterator[Listener]:
    listener = Listener(client, **options)
    try:
        yield listener
    finally:
        listener.close()


def test_the_stream_and_the_history_are_the_same_lines(world: World, client: Client) -> None:
    with listening(client) as listener:
        client.say("一")
        client.say("二")
        assert listener.wait(5) == client.history()
        assert listener.ids == ["1", "2", "3", "4", "5"]
        assert listener.response.headers["content-type"].startswith("text/event-stream")
        assert listener.response.headers["cache-control"] == "no-store"


def test_it_goes_on_behind_the_last_event(world: World, client: Client) -> None:
    with listening(client, after=0) as listener:
        client.say("一")
        listener.wait(3)
    client.say("二")
    client.say("三")
    bearer = {"Authorization": f"Bearer {client.token}", "Last-Event-ID": "3"}
    with listening(client, headers=bearer) as listener:
        lines = listener.wait(4)
        assert [line["seq"] for line in lines] == [4, 5, 6, 7]
    with listening(client, after=5) as listener:
        assert [line["seq"] for line in listener.wait(2)] == [6, 7]
    with listening(client, headers=bearer, after=6) as listener:
        assert [line["seq"] for line in listener.wait(1)] == [7]


def test_without_a_position_it_begins_now(world: World, client: Client) -> None:
    client.say("一")
    with listening(client) as listener:
        client.say("二")
        assert [line["seq"] for line in listener.wait(2)] == [4, 5]


def test_an_event_source_may_bring_the_token_in_the_address(client: Client) -> None:
    with listening(client, headers={}, token=client.token) as listener:
        client.say("一")
        listener.wait(3)
    assert client.http.get(
        f"{client.world.url}/api/messages", params={"token": client.token}, timeout=5,
        headers={"Authorization": ""},
    ).status_code == 401  # fmt: skip


def test_nobody_listens_without_a_session(client: Client) -> None:
    for headers in ({}, {"Authorization": "Bearer no"}):
        assert Listener(client, headers=headers).response.status_code == 401


def test_a_quiet_line_is_kept_open(client: Client) -> None:
    with listening(client) as listener:
        time.sleep(1.0)
        assert listener.comments >= 2 and not listener.ended.is_set()


def test_nothing_is_lost_or_doubled_over_many_reconnections(world: World, client: Client) -> None:
    seen: list[int] = []
    stop = threading.Event()

    def page() -> None:
        while not stop.is_set():
            listener = Listener(client, after=seen[-1] if seen else 0)
            time.sleep(0.07)
            listener.close()
            seen.extend(line["seq"] for line in list(listener.lines))

    reader = threading.Thread(target=page)
    reader.start()
    for number in range(30):
        client.say(f"第{number}句")
    wanted = [line["seq"] for line in client.history()]
    until = time.monotonic() + 8
    while seen != wanted and time.monotonic() < until:
        time.sleep(0.05)
    stop.set()
    reader.join()
    assert seen[: len(wanted)] == wanted


def test_a_line_another_process_writes_is_pushed(
    world: World, client: Client, clean: sa.Engine
) -> None:
    client.say("一")
    with listening(client) as listener:
        time.sleep(0.1)
        with clean.begin() as connection:
            connection.execute(
                sa.text(
                    "INSERT INTO messages (conversation_id, seq, role, body, at)"
                    " VALUES (:c, 4, 'agent', '{\"text\": \"我是小林\"}', now())"
                ),
                {"c": client.conversation_id},
            )
            connection.execute(
                sa.text("SELECT pg_notify('edge_news', :c)"), {"c": client.conversation_id}
            )
        (line,) = listener.wait(1)
        assert line["role"] == "agent" and line["text"] == "我是小林"


def test_signing_out_ends_the_stream(client: Client) -> None:
    with listening(client) as listener:
        client.post("/api/logout")
        assert listener.ended.wait(3)


def test_too_many_open_pages_are_told(make_world: Callable[..., World]) -> None:
    world = make_world(streams_per_session=2).start()
    client = world.customer()
    first, second = Listener(client), Listener(client)
    third = Listener(client)
    assert third.response.status_code == 429
    assert third.response.json()["code"] == "TOO_MANY_STREAMS"
    first.close()
    second.close()


def test_a_late_answer_arrives_on_the_stream_in_order_and_once(
    world: World, client: Client
) -> None:
    with listening(client) as listener:
        world.outside.mode = "down"
        client.say("一")
        client.say("二")
        world.outside.mode = "ok"
        lines = listener.wait(9, 8)
        time.sleep(0.7)
        assert len(lines) == 9 and [line["seq"] for line in lines] == list(range(1, 10))
        answers = [x["text"] for x in lines if x["role"] == "bot" and "kind" not in x]
        assert answers == ["答：一", "答：二"]


def test_the_edge_stops_with_open_streams(make_world: Callable[..., World]) -> None:
    world = make_world().start()
    client = world.customer()
    with listening(client):
        started = time.monotonic()
        assert world.parts is not None and world.edge is not None
        world.edge.stop()
        assert time.monotonic() - started < 4
        world.start()
