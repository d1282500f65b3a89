"""Creates, migrates and seeds the databases. Safe to repeat: what is there stays."""

import os
import subprocess
import sys

from foundation.database import Server, server
from scripts.model import ROOT
from scripts.stack import data_folder

STEPS = (
    ("migrating the back office", ("-m", "backoffice.migrate")),
    ("migrating the edge", ("-m", "channels.migrate")),
    ("seeding the reference portfolio", ("-m", "backoffice.seed")),
)


def prepare(database: Server) -> None:
    """Bring the databases to where this checkout needs them."""
    database.create_databases()
    environment = {**os.environ, **database.environment(), "PYTHONPATH": str(ROOT)}
    for what, arguments in STEPS:
        print(f"· {what}", flush=True)
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"✗ {what} failed:\n{(done.stdout + done.stderr)[-3000:]}")


if __name__ == "__main__":
    prepare(server(data_folder() / "postgres"))
