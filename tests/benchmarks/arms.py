"""The two products that are measured beside each other: ours, and the same with a stock Rasa."""

import json
import os
import shutil
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


@dataclass(frozen=True)
class Source:
    """What an arm is trained from: a folder with config.yml, domain.yml and data/."""

    folder: Path
    config: Path
    examples: int


def ours() -> Source:
    """The product's own files."""
    return Source(ROOT, ROOT / "config.yml", sum(map(_examples, _nlu(ROOT))))


def stock(share: int) -> Source:
    """The same files under the stock configuration, with every `share`-th example.

    All of them take the stock pipeline more than half an hour on two cores.
    """
    folder = ROOT / ".data" / "bench" / "stock"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copy(ROOT / "domain.yml", folder)
    shutil.copy(STOCK / "config.yml", folder)
    for path in _nlu(folder):
        _thin(path, share)
    return Source(folder, folder / "config.yml", sum(map(_examples, _nlu(folder))))


def _nlu(folder: Path) -> list[Path]:
    return sorted((folder / "data").glob("*/nlu.yml"))


def _is_example(line: str) -> bool:
    return line.lstrip().startswith("- ") and "- intent:" not in line


def _examples(path: Path) -> int:
    return sum(map(_is_example, path.read_text(encoding="utf-8").splitlines()))


def _thin(path: Path, share: int) -> None:
    kept, seen = [], 0
    for line in path.read_text(encoding="utf-8").splitlines():
        seen += _is_example(line)
        if not _is_example(line) or seen % share == 0:
            kept.append(line)
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")


def train(name: str, source: Source, *, again: bool) -> tuple[Path, dict[str, object]]:
    """Train an arm, or take what was trained from the same data; how long it took is kept."""
    label = f"{name}-{source.examples}-{model.digest()}"
    target = ROOT / "models" / "bench" / f"{label}.tar.gz"
    notes = target.with_suffix(".json")
    if again or not target.exists() or not notes.exists():
        print(f"· training {name} on {source.examples} examples (this is timed)", flush=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        began = time.monotonic()
        subprocess.run(
            [str(RASA_PYTHON), "-m", "rasa", "train", "--config", str(source.config),
             "--domain", str(source.folder / "domain.yml"), "--data", str(source.folder / "data"),
             "--out", str(target.parent), "--force", "--fixed-model-name", label],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        seconds = round(time.monotonic() - began)
        size = round(target.stat().st_size / 2**20, 1)
        noted = {"seconds": seconds, "megabytes": size, "examples": source.examples}
        notes.write_text(json.dumps(noted | {"on": time.strftime("%Y-%m-%d")}))
    found: dict[str, object] = json.loads(notes.read_text())
    return target, found


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
