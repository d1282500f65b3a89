"""A real PostgreSQL, the toy bot's model and a running server for the tests of the runtime."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import requests
from psycopg2.extensions import make_dsn, parse_dsn

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from bot.runtime import light_start  # noqa: E402

light_start.leave_out_tensorflow()  # imports Rasa: seconds saved, nothing lost

from bot.runtime.tracker_store import PostgresTrackerStore  # noqa: E402
from tests.bot.runtime.conversing import DOMAIN  # noqa: E402
from tests.bot.runtime.fake_actions import FakeActions  # noqa: E402

TOY = Path(__file__).parent / "toy"
START_POSTGRES = """
import sys
from pathlib import Path
from foundation.database import start_embedded
print(start_embedded(Path(sys.argv[1])).libpq_url("postgres"), flush=True)
sys.stdin.read()
"""


class Postgres:
    """A PostgreSQL server on which tests make and break databases."""

    def __init__(self, address: str) -> None:
        """Take a libpq address of any of its databases that exists."""
        self._address = address

    def execute(self, sql: str) -> None:
        """Run a statement on the maintenance database."""
        connection = psycopg2.connect(self._address)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql)
        connection.close()

    def create(self) -> "TestDatabase":
        """Make a new, empty database."""
        name = f"test_{uuid.uuid4().hex}"
        self.execute(f"CREATE DATABASE {name}")
        return TestDatabase(self, name, make_dsn(**{**parse_dsn(self._address), "dbname": name}))


@dataclass
class TestDatabase:
    """One database; `url` is its libpq address."""

    __test__ = False

    server: Postgres
    name: str
    url: str

    def go_down(self) -> None:
        """Cut all connections and take no new ones."""
        self.server.execute(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS false")
        self.cut()

    def come_back(self) -> None:
        """Take connections again."""
        self.server.execute(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS true")

    def cut(self) -> None:
        """Cut the connections there are, as a restart of the server does."""
        self.server.execute(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.name}'"
        )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what a query finds."""
        connection = psycopg2.connect(self.url)
        with connection.cursor() as cursor:
            cursor.execute(sql)
            found = cursor.fetchall()
        connection.close()
        return found


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server of TRACKER_DATABASE_URL, else an embedded one that ends with the session."""
    if os.environ.get("TRACKER_DATABASE_URL"):
        yield Postgres(os.environ["TRACKER_DATABASE_URL"])
        return
    folder = tempfile.mkdtemp(prefix="pg-")  # short: a socket's path may have 107 characters
    process = subprocess.Popen(
        [ROOT / ".venv/services/bin/python", "-W", "ignore", "-c", START_POSTGRES, folder],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout and process.stdin
    address = process.stdout.readline().strip().replace("chedai_postgres", "postgres")
    assert address, "the embedded PostgreSQL did not start"
    yield Postgres(address)
    process.stdin.close()
    process.wait(timeout=30)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(postgres: Postgres) -> TestDatabase:
    """A new database for one test."""
    return postgres.create()


@pytest.fixture
def new_store(database: Any) -> Iterator[Callable[[], PostgresTrackerStore]]:
    """Make stores on one database, as replicas or a restarted process would."""
    stores: list[PostgresTrackerStore] = []

    def make() -> PostgresTrackerStore:
        stores.append(PostgresTrackerStore(DOMAIN, database.url))
        return stores[-1]

    yield make
    for store in stores:
        store.close()


@pytest.fixture(scope="session")
def toy_model() -> Path:
    """The toy bot, trained with `rasa train` as anyone would; kept until its files change."""
    files = [path for path in sorted(TOY.rglob("*.yml")) if ".rasa" not in path.parts]
    importer = ROOT / "bot/runtime/importer.py"
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in [*files, importer])).hexdigest()
    kept = ROOT / ".cache" / f"toy-{mark[:16]}.tar.gz"
    if kept.exists():
        return kept
    kept.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "toy"
        shutil.copytree(TOY, work, ignore=shutil.ignore_patterns(".rasa"))
        done = subprocess.run(
            [ROOT / ".venv/rasa/bin/rasa", "train", "--fixed-model-name", "toy"],
            cwd=work, text=True, capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        shutil.move(str(work / "models/toy.tar.gz"), kept)
    return kept


def free_port() -> int:
    """A port of loopback nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """`python -m bot.server` with the toy bot, its action server and its databases."""

    port: int
    actions: FakeActions
    tracker: TestDatabase
    events: TestDatabase
    process: Any = None

    def call(self, method: str, path: str, secret: str = "sandbox", **given: Any) -> Any:
        """Send one request with the channel's secret."""
        headers = {"X-Channel-Secret": secret} if secret else {}
        url = f"http://127.0.0.1:{self.port}{path}"
        return requests.request(method, url, headers=headers, timeout=30, **given)

    def turn(self, sender: str, **given: Any) -> Any:
        """Send one turn as the edge does."""
        body = {"sender": sender, "turn_id": uuid.uuid4().hex, **given}
        return self.call("POST", "/webhooks/edge/webhook", json=body)

    def tracker_of(self, sender: str) -> dict[str, Any]:
        """The conversation over Rasa's HTTP API."""
        path = f"/conversations/{sender}/tracker"
        answer = self.call("GET", path, params={"token": "sandbox", "include_events": "ALL"})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def start(self, model: Path, **environment: str) -> list[str]:
        """Start and wait until ready; return the lines printed before."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot.server"],
            cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "MODEL": str(model),
                "RASA_PORT": str(self.port),
                "ACTIONS_URL": self.actions.url,
                "TRACKER_DATABASE_URL": self.tracker.url,
                "EVENTS_DATABASE_URL": self.events.url,
                **environment,
            },
        )  # fmt: skip
        lines: list[str] = []
        for line in self.process.stdout:
            lines.append(line)
            if line.startswith("ready:"):
                return lines
        raise AssertionError("the server did not start:\n" + "".join(lines[-30:]))

    def stop(self) -> None:
        """Stop as the supervisor does."""
        self.process.terminate()
        self.process.communicate(timeout=30)


@pytest.fixture(scope="session")
def new_server(postgres: Postgres) -> Iterator[Callable[[], Server]]:
    """Make servers, not yet started; whatever runs at the end of the session is stopped."""
    made: list[Server] = []

    def make() -> Server:
        made.append(Server(free_port(), FakeActions(), postgres.create(), postgres.create()))
        return made[-1]

    yield make
    for server in made:
        if server.process and server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="session")
def server(new_server: Callable[[], Server], toy_model: Path) -> Server:
    """One running server for all tests that leave it whole."""
    running = new_server()
    running.start(toy_model)
    return running


@pytest.fixture
def sender() -> str:
    """A conversation of one's own."""
    return uuid.uuid4().hex
