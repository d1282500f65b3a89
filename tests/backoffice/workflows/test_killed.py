"""A process really killed in the middle of any step goes on, and nothing is done twice."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backoffice.applications.models import Decision, Transition
from backoffice.deliveries.models import Delivery
from backoffice.office import Resting
from backoffice.risk.models import CreditReport
from tests.backoffice.applications.journey import Journey
from tests.running import ROOT

DECIDING = (
    "authorised_parties:after",
    "ask_bureau:after",
    "keep_report:inside",
    "keep_report:after",
    "decide:before",
    "decide:inside",
    "decide:after",
    "go_on:inside",
    "tell:inside",
    "tell:after",
    "send:after",
    "remember:inside",
)


class Edge(ThreadingHTTPServer):
    """An edge that takes every delivery and counts how often each came."""

    def __init__(self) -> None:
        self.came: Counter[str] = Counter()
        edge = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                import json

                length = int(self.headers["Content-Length"])
                edge.came[json.loads(self.rfile.read(length))["delivery_id"]] += 1
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Silent."""

        super().__init__(("127.0.0.1", 0), Handler)


@contextmanager
def listening() -> Iterator[Edge]:
    edge = Edge()
    thread = threading.Thread(target=edge.serve_forever, daemon=True)
    thread.start()
    try:
        yield edge
    finally:
        edge.shutdown()
        thread.join()


def rest(journey: Journey) -> None:
    """From now on work is only ordered."""
    journey.office.work = Resting()
    journey.office.database.stirred = lambda: None


def worker(journey: Journey, edge: Edge, die_at: str | None) -> int:
    """Run a worker process over the journey's database; how it ended."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "BACKOFFICE_DATABASE_URL": journey.office.database.url,
        "EDGE_URL": f"http://127.0.0.1:{edge.server_port}",
        "WORK": "durable",
        "LOG_LEVEL": "WARNING",
        "PAPERS_WORKER": "0",
    }
    environment.pop("DIE_AT", None)
    if die_at:
        environment["DIE_AT"] = die_at
    done = subprocess.run(
        [sys.executable, "-m", "tests.backoffice.workflows.mortal"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    if done.returncode not in (0, -signal.SIGKILL):
        pytest.fail(done.stdout + done.stderr)
    return done.returncode


def survive(journey: Journey, moments: tuple[str, ...]) -> Edge:
    """Let one worker after the other die at the moments, then let one end the work."""
    with listening() as edge:
        for moment in moments:
            assert worker(journey, edge, moment) == -signal.SIGKILL, moment
        assert worker(journey, edge, None) == 0
    return edge


def rows(journey: Journey, table: Any, *where: Any) -> list[Any]:
    with journey.office.database.transaction() as session:
        return list(session.scalars(sa.select(table).where(*where)))


def changes(journey: Journey) -> Counter[str]:
    found = rows(journey, Transition, Transition.application_no == journey.number)
    return Counter(change.to_state for change in found)


def everything_was_told_once(journey: Journey, edge: Edge) -> None:
    kept = rows(journey, Delivery)
    assert kept and all(delivery.delivered_at for delivery in kept)
    # The edge may hear of a message again after a death; it knows it by its number.
    assert set(edge.came) == {delivery.delivery_id for delivery in kept}


def test_deciding_survives_every_death(own: TestClient) -> None:
    journey = Journey(own).open()
    journey.identify()
    journey.fill()
    rest(journey)
    journey.authorise()
    edge = survive(journey, DECIDING)
    assert journey.state == "PRE_APPROVED"
    assert set(changes(journey).values()) == {1}
    assert len(rows(journey, CreditReport)) == 1
    assert len(rows(journey, Decision)) == 1
    everything_was_told_once(journey, edge)
