"""`make run` from outside: started twice, ports taken, Ctrl-C, and what survives a restart."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.customer import Customer
from tests.running import PORTS, ROOT, Running, free_ports

pytestmark = pytest.mark.stack


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A product of this test's own, not yet started."""
    folder = tmp_path_factory.mktemp("own")
    stack = Running(dict(zip(PORTS, free_ports(len(PORTS)), strict=True)), folder)
    yield stack
    if stack.process and stack.process.poll() is None:
        stack.stop()


def try_to_start(stack: Running, **ports: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        **{name: str(port) for name, port in stack.ports.items()},
        **ports,
        "CHEDAI_DATA": str(stack.folder),
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [sys.executable, "-m", "scripts.run"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def living(folder: Path) -> list[str]:
    """Processes whose command line or environment names the folder."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        try:
            command = " ".join(process.info["cmdline"] or [])
            if process.pid != os.getpid() and (
                str(folder) in command or process.environ().get("CHEDAI_DATA") == str(folder)
            ):
                found.append(command)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


def test_a_kept_plan_and_the_talk_survive_a_restart_of_everything(own: Running) -> None:
    own.start()
    customer = Customer(own.edge)
    customer.say("行止110止版首付三成，每月四千左右，推荐个方案")
    assert customer.cards("recommendation")
    customer.say("存一下")
    said_before = len(customer.history())

    again = try_to_start(own)
    assert again.returncode != 0
    assert "already running" in again.stdout + again.stderr

    own.stop()
    assert living(own.folder) == []

    own.start()
    returned = Customer(own.edge, token=customer.token)
    assert len(returned.history()) == said_before
    returned.say("看看我存的方案")
    assert "行止" in returned.text()
    returned.say("首付降到两成呢")
    assert "行止" in returned.text() or returned.cards("quote") or returned.cards("recommendation")


def test_a_taken_port_is_named(own: Running) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", own.ports["EDGE_PORT"]))
        taken.listen()
        done = try_to_start(own)
    assert done.returncode != 0
    assert str(own.ports["EDGE_PORT"]) in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert living(own.folder) == []


def test_nothing_stays_when_the_supervisor_itself_is_killed(own: Running) -> None:
    own.start()
    children = list(own.pids().values())
    assert own.process is not None
    own.process.send_signal(signal.SIGKILL)
    own.process.wait()
    until = time.monotonic() + 20
    while time.monotonic() < until and any(psutil.pid_exists(pid) for pid in children):
        time.sleep(0.1)
    assert not [pid for pid in children if psutil.pid_exists(pid)]
    own.start()  # no lock is left behind
    assert Customer(own.edge).say("你好")
