"""Everything running, for the tests that need it: started once a session on ports of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import requests

from tests.servers import hurried_in

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 900  # the first start may have to train
PORTS = ("EDGE_PORT", "BACKOFFICE_PORT", "RASA_PORT", "ACTIONS_PORT", "READER_PORT")


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on, all different."""
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


@dataclass
class Running:
    """The started product: its addresses, its processes, its folder."""

    ports: dict[str, int]
    folder: Path
    process: subprocess.Popen[str] | None = None

    @property
    def edge(self) -> str:
        return f"http://127.0.0.1:{self.ports['EDGE_PORT']}"

    @property
    def backoffice(self) -> str:
        return f"http://127.0.0.1:{self.ports['BACKOFFICE_PORT']}"

    @property
    def rasa(self) -> str:
        return f"http://127.0.0.1:{self.ports['RASA_PORT']}"

    def call_backoffice(self, method: str, path: str, **options: Any) -> requests.Response:
        """Call the back office with the service token."""
        headers = {"Authorization": "Bearer sandbox", **options.pop("headers", {})}
        return requests.request(
            method, self.backoffice + path, headers=headers, timeout=10, **options
        )

    def tracker(self, conversation_id: str) -> dict[str, Any]:
        """The conversation as Rasa knows it."""
        url = f"{self.rasa}/conversations/{conversation_id}/tracker"
        answer = requests.get(url, params={"token": "sandbox", "include_events": "ALL"}, timeout=10)
        answer.raise_for_status()
        document: dict[str, Any] = answer.json()
        return document

    def listener(self, port: str) -> psutil.Process:
        """The process that listens on a port."""
        number = self.ports[port]
        for connection in psutil.net_connections("tcp"):
            if (
                connection.status == psutil.CONN_LISTEN
                and connection.laddr.port == number
                and connection.pid
            ):
                return psutil.Process(connection.pid)
        raise LookupError(f"nobody listens on {port} {number}")

    def wait_healthy(self, seconds: float = 60) -> None:
        """Wait until the edge says that all is up."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if requests.get(f"{self.edge}/health", timeout=3).status_code == 200:
                    return
            except requests.RequestException:
                pass
            time.sleep(0.2)
        raise TimeoutError("the product did not become healthy again")

    @contextmanager
    def frozen(self, port: str) -> Iterator[None]:
        """The listener of a port hangs: connections are taken, nothing is answered."""
        process = self.listener(port)
        process.suspend()
        try:
            yield
        finally:
            process.resume()

    def kill(self, port: str) -> None:
        """Kill the listener of a port at once; the supervisor starts it again."""
        self.listener(port).kill()

    def start(self) -> None:
        """Run `python -m scripts.run` and wait for its `ready:`."""
        environment = {
            **os.environ,
            **{name: str(port) for name, port in self.ports.items()},
            "CHEDAI_DATA": str(self.folder),
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "EDGE_CODES_PER_PHONE": "1000",  # a few people sign in again and again
        }
        for address in ("BACKOFFICE_URL", "RASA_URL", "ACTIONS_URL", "PUBLIC_URL"):
            environment.pop(address, None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scripts.run"],
            cwd=ROOT, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        lines: list[str] = []
        for line in self.process.stdout:
            lines.append(line)
            if line.startswith("ready:"):
                hurried_in(self.folder / "postgres")
                return
        raise RuntimeError("the product did not start:\n" + "".join(lines[-40:]))

    def stop(self, number: int = signal.SIGINT) -> str:
        """Stop as Ctrl-C does; returns what was printed on the way."""
        assert self.process is not None
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=60)
        return rest

    def pids(self) -> dict[str, int]:
        """Processes by name, as the supervisor started them first."""
        found: dict[str, int] = json.loads((self.folder / "run.json").read_text())["pids"]
        return found


@contextmanager
def running() -> Iterator[Running]:
    """The product, started on free ports with a folder of its own, stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="chedai-", ignore_cleanup_errors=True) as folder:
        ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
        stack = Running(ports, Path(folder))
        stack.start()
        try:
            yield stack
        finally:
            if stack.process and stack.process.poll() is None:
                stack.stop()
