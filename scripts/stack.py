"""What runs: the processes, their environment, and how one sees that each is up."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from foundation.database import Server
from foundation.settings import Settings
from scripts.model import RASA_PYTHON, ROOT

SERVICES_PYTHON = sys.executable


@dataclass(frozen=True)
class Process:
    """One process: its command, the port it takes, and the path that answers 200 when it is up."""

    name: str
    command: tuple[str, ...]
    port: int
    health: str
    environment: dict[str, str] = field(default_factory=dict)


def data_folder() -> Path:
    """Where this run keeps its data: `.data`, or what `CHEDAI_DATA` names."""
    return Path(os.environ.get("CHEDAI_DATA", ROOT / ".data")).resolve()


def _uvicorn(app: str, settings: Settings, port: int) -> tuple[str, ...]:
    return (
        SERVICES_PYTHON, "-m", "uvicorn", app, "--host", settings.host, "--port", str(port),
        "--no-access-log", "--timeout-graceful-shutdown", "3",
    )  # fmt: skip


def environment(server: Server, model: Path) -> dict[str, str]:
    """The environment all processes share."""
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    return {
        **os.environ,
        **threads,
        **server.environment(),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "MODEL": str(model),
        "FILES_FOLDER": str(data_folder() / "files"),
        "RASA_TELEMETRY_ENABLED": "false",
    }


def processes(settings: Settings) -> list[Process]:
    """All processes, in the order in which they are started."""
    return [
        Process(
            "backoffice",
            _uvicorn("backoffice.app:app", settings, settings.backoffice_port),
            settings.backoffice_port,
            "/health",
        ),
        Process(
            "reader",
            (SERVICES_PYTHON, "-m", "backoffice.documents.worker"),
            settings.reader_port,
            "/health",
            {"EXECUTOR_ID": "reader"},
        ),
        Process(
            "actions",
            (SERVICES_PYTHON, "-m", "actions"),
            settings.actions_port,
            "/health",
        ),
        Process(
            "rasa",
            (str(RASA_PYTHON), "-m", "bot.server"),
            settings.rasa_port,
            "/webhooks/edge/health",
        ),
        Process(
            "channels",
            _uvicorn("channels.app:app", settings, settings.edge_port),
            settings.edge_port,
            "/health",
        ),
    ]
