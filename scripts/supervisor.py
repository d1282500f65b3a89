"""Starts processes, watches them, starts a fallen one again, and stops them all.

Each child is its own process group and dies with the supervisor, also when that is killed.
"""

import contextlib
import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from scripts.children import die_with_parent
from scripts.model import ROOT
from scripts.stack import Process

RESTART_SECONDS = (1.0, 2.0, 4.0, 8.0, 15.0)
STOP_SECONDS = 8.0


def answers(process: Process) -> bool:
    """Whether the process's health page answers 200."""
    url = f"http://127.0.0.1:{process.port}{process.health}"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=3) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


class Child:
    """One supervised process."""

    def __init__(self, process: Process, environment: dict[str, str], logs: Path) -> None:
        self.process = process
        self._environment = {**environment, **process.environment}
        self.log = logs / f"{process.name}.log"
        self._running: subprocess.Popen[bytes] | None = None
        self._restarts = 0
        self._restart_at: float | None = None

    @property
    def pid(self) -> int | None:
        return self._running.pid if self._running else None

    def start(self) -> None:
        """Start the process; its output goes to its log."""
        with self.log.open("ab") as out:
            self._running = subprocess.Popen(
                self.process.command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def watch(self, say: Callable[[str], None]) -> None:
        """Start a fallen process again, later each time it falls."""
        if self._running is None or self._running.poll() is None:
            return
        now = time.monotonic()
        if self._restart_at is None:
            pause = RESTART_SECONDS[min(self._restarts, len(RESTART_SECONDS) - 1)]
            self._restart_at = now + pause
            code = self._running.returncode
            say(f"! {self.process.name} ended ({code}), starts again in {pause:.0f} s; {self.log}")
        elif now >= self._restart_at:
            self._restarts += 1
            self._restart_at = None
            self.start()

    def fallen(self) -> bool:
        """Whether the process has ended."""
        return self._running is not None and self._running.poll() is not None

    def signal(self, number: int) -> None:
        """Send a signal to the process and all it started."""
        if self._running and self._running.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._running.pid, number)

    def wait(self, until: float) -> None:
        """Wait for the end until the monotonic instant, then kill."""
        if self._running is None:
            return
        try:
            self._running.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.signal(signal.SIGKILL)
            self._running.wait()


class Supervisor:
    """All processes of a run."""

    def __init__(
        self,
        processes: list[Process],
        environment: dict[str, str],
        logs: Path,
        say: Callable[[str], None],
    ) -> None:
        logs.mkdir(parents=True, exist_ok=True)
        self.children = [Child(process, environment, logs) for process in processes]
        self._say = say
        self.stopping = threading.Event()

    def start(self) -> None:
        """Start all at once: each waits for what it needs by itself."""
        for child in self.children:
            child.start()

    def wait_ready(self, seconds: float) -> str | None:
        """Wait until all answer; returns what is wrong, or nothing."""
        waiting = {child.process.name: child for child in self.children}
        until = time.monotonic() + seconds
        while waiting and not self.stopping.is_set():
            for name, child in list(waiting.items()):
                if child.fallen():
                    tail = "\n".join(child.log.read_text(errors="replace").splitlines()[-15:])
                    return f"{name} ended while starting:\n{tail}"
                if answers(child.process):
                    self._say(f"· {name} is up on port {child.process.port}")
                    del waiting[name]
            if waiting and time.monotonic() > until:
                logs = self.children[0].log.parent
                return f"not up after {seconds:.0f} s: {', '.join(waiting)}; see {logs}"
            self.stopping.wait(0.2)
        return None

    def watch(self) -> None:
        """Keep all running until `stopping` is set."""
        while not self.stopping.wait(0.5):
            for child in self.children:
                child.watch(self._say)

    def stop(self) -> None:
        """Stop all, last started first; what does not listen is killed."""
        until = time.monotonic() + STOP_SECONDS
        for child in reversed(self.children):
            child.signal(signal.SIGTERM)
            child.signal(signal.SIGCONT)
        for child in reversed(self.children):
            child.wait(until)
