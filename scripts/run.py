"""`make run`: one command from a set-up checkout to `ready:`; Ctrl-C stops everything."""

import fcntl
import json
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import IO

from foundation.database import server
from foundation.settings import settings
from scripts import model, seed, stack
from scripts.supervisor import Supervisor

READY_SECONDS = 120.0


def say(line: str) -> None:
    """A line of progress."""
    print(line, flush=True)


def lock(folder: Path) -> IO[str]:
    """Hold the folder for this run; the lock goes with the process, whatever ends it."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = (folder / "run.lock").open("a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.seek(0)
        sys.exit(f"✗ already running here (process {handle.read().strip() or '?'}); stop it first")
    handle.truncate(0)
    handle.write(str(os.getpid()))
    handle.flush()
    return handle


def refuse_taken_ports(processes: list[stack.Process]) -> None:
    """End with a clear message when a port is taken."""
    taken = []
    for process in processes:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings().host, process.port))
            except OSError:
                taken.append(f"{process.port} ({process.name})")
    if taken:
        names = "EDGE_PORT, BACKOFFICE_PORT, RASA_PORT, ACTIONS_PORT"
        sys.exit(f"✗ ports in use: {', '.join(taken)}. Free them, or choose others with {names}.")


def main() -> None:
    """Prepare, start, announce, watch, stop."""
    began = time.monotonic()
    folder = stack.data_folder()
    held = lock(folder)
    processes = stack.processes(settings())
    refuse_taken_ports(processes)
    say("· starting the database")
    database = server(folder / "postgres")
    seed.prepare(database)
    environment = stack.environment(database, model.ensure())
    supervisor = Supervisor(processes, environment, folder / "logs", say)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: supervisor.stopping.set())
    trouble = None
    try:
        supervisor.start()
        pids = {child.process.name: child.pid for child in supervisor.children}
        (folder / "run.json").write_text(json.dumps({"pids": pids}))
        trouble = supervisor.wait_ready(READY_SECONDS)
        if not trouble and not supervisor.stopping.is_set():
            say(f"· up after {time.monotonic() - began:.0f} s; logs in {folder / 'logs'}")
            say(f"ready: {settings().edge_url}")
            supervisor.watch()
    finally:
        say("· stopping")
        supervisor.stop()
        (folder / "run.json").unlink(missing_ok=True)
        held.close()
    if trouble:
        sys.exit(f"✗ {trouble}")
    say("· stopped")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("✗ stopped before everything was up")
