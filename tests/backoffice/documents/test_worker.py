"""The reading process itself: it takes what is waiting, and a killed one loses nothing."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from backoffice.applications.finding import party_of
from backoffice.database import Database
from backoffice.documents import repository, service
from backoffice.documents.intake import pages_of
from backoffice.office import Office
from tests.backoffice.applications.journey import Journey
from tests.backoffice.conftest import make_settings, running_client
from tests.backoffice.documents.test_api import BACK, FRONT
from tests.running import free_ports

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 120


@contextmanager
def reading_process(url: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m backoffice.documents.worker` over a database."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "BACKOFFICE_DATABASE_URL": url,
        "READER_PORT": str(port),
        "EXECUTOR_ID": "reader",
        "OMP_NUM_THREADS": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "backoffice.documents.worker"], cwd=ROOT, env=environment
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def _until(what: str, check: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < ends:
        if check():
            return
        time.sleep(0.2)
    pytest.fail(f"waited in vain: {what}")


def _up(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/health", timeout=2).ok
    except requests.ConnectionError:
        return False


@pytest.fixture
def borrower(copied_database: str) -> tuple[str, str]:
    """A database with an open application, and its borrower's number."""
    with running_client(make_settings(copied_database)) as client:
        journey = Journey(client)
        journey.open()
        journey.consent("id_image")
        return copied_database, journey.party()


def test_what_waits_is_read_also_after_the_process_was_killed(borrower: tuple[str, str]) -> None:
    url, party_id = borrower
    database = Database(url)
    Office.over(database, make_settings(url))
    numbers = []
    with database.transaction() as session:
        for content in (FRONT, BACK):
            party = party_of(session, party_id)
            numbers.append(service.hand_in(session, party, "id_card", pages_of([content])).paper_id)

    def status(paper_id: str) -> str:
        with database.transaction() as session:
            return repository.find(session, paper_id).status

    port = free_ports(1)[0]
    with reading_process(url, port) as process:
        _until("the reading process to be up", lambda: _up(port))
        process.kill()
        process.wait()
    with reading_process(url, port):
        for paper_id in numbers:
            _until("both sides to be read", lambda n=paper_id: status(n) != "checking")
            assert status(paper_id) == "accepted"
    database.close()
