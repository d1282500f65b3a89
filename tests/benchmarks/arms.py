"""The two products that are measured beside each other: ours, and the same with a stock Rasa."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from foundation.database import Server
from foundation.settings import Settings
from scripts import model, seed, stack
from scripts.model import RASA_PYTHON, ROOT
from scripts.supervisor import Supervisor
from tests.running import PORTS, free_ports

STOCK = Path(__file__).parent / "stock"


@dataclass
class Arm:
    """One running product."""

    name: str
    edge: str
    rasa: str
    rasa_pid: int
    training: dict[str, object]

    def memory_mb(self) -> float:
        """Resident memory of the Rasa process and its children."""
        top = psutil.Process(self.rasa_pid)
        return sum(p.memory_info().rss for p in [top, *top.children(recursive=True)]) / 2**20


def train(name: str, config: Path, *, again: bool) -> tuple[Path, dict[str, object]]:
    """Train an arm, or take what was trained from the same data; how long it took is kept."""
    target = ROOT / "models" / "bench" / f"{name}-{model.digest()}.tar.gz"
    notes = target.with_suffix(".json")
    if again or not target.exists() or not notes.exists():
        print(f"· training {name} (this is timed)", flush=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        began = time.monotonic()
        subprocess.run(
            [str(RASA_PYTHON), "-m", "rasa", "train", "--domain", "domain.yml", "--data", "data",
             "--config", str(config), "--out", str(target.parent), "--force",
             "--fixed-model-name", target.name.removesuffix(".tar.gz")],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        seconds = round(time.monotonic() - began, 1)
        size = round(target.stat().st_size / 2**20, 1)
        notes.write_text(
            json.dumps({"seconds": seconds, "megabytes": size, "on": time.strftime("%Y-%m-%d")})
        )
    noted: dict[str, object] = json.loads(notes.read_text())
    return target, noted


def _stock_processes(settings: Settings, server: Server, host: str) -> list[stack.Process]:
    command = (
        str(RASA_PYTHON), "-m", "rasa", "run", "--model", os.environ["STOCK_MODEL"],
        "--endpoints", str(STOCK / "endpoints.yml"), "--credentials",
        str(STOCK / "credentials.yml"), "--port", str(settings.rasa_port),
        "--enable-api", "--auth-token", "sandbox", "-i", "127.0.0.1",
    )  # fmt: skip
    extra = {
        "STOCK_TRACKER_DB": server.database("tracker"),
        "STOCK_EVENTS_DB": server.database("events"),
        "STOCK_DB_HOST": host,
        "ACTIONS_URL": settings.actions_url,
    }
    return [
        replace(process, command=command, environment=extra) if process.name == "rasa" else process
        for process in stack.processes(settings)
    ]


@contextmanager
def arm(name: str, server: Server, archive: Path, training: dict[str, object]) -> Iterator[Arm]:
    """Start one product on ports and databases of its own."""
    ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
    os.environ.update({key: str(port) for key, port in ports.items()})
    settings = Settings()
    seed.prepare(server)
    environment = stack.environment(server, archive)
    if name == "stock":
        os.environ["STOCK_MODEL"] = str(archive)
        processes = _stock_processes(settings, server, str(server.base.query["host"]))
    else:
        processes = stack.processes(settings)
    logs = ROOT / ".data" / "bench" / "logs" / name
    supervisor = Supervisor(processes, environment, logs, lambda line: print(line, flush=True))
    supervisor.start()
    try:
        trouble = supervisor.wait_ready(240)
        if trouble:
            raise RuntimeError(f"{name}: {trouble}")
        pid = next(c.pid for c in supervisor.children if c.process.name == "rasa")
        assert pid is not None
        yield Arm(name, settings.edge_url, settings.rasa_url, pid, training)
    finally:
        supervisor.stop()
