"""Starting, refusing to start, restarting, and health when something is away."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.server import CannotStart, ServerSettings, latest_model
from tests.bot.runtime.fake_actions import FakeActions

ROOT = Path(__file__).resolve().parents[3]
HEALTH = "/webhooks/edge/health"


def wait_for_status(server: Any, status: int, seconds: float = 15) -> dict[str, Any]:
    """Ask for health until it has a status; return what it says."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = server.call("GET", HEALTH, secret="")
        if answer.status_code == status:
            return dict(answer.json()["parts"])
        time.sleep(0.1)
    raise AssertionError(f"health did not become {status}: {answer.text}")


def test_without_a_model_it_says_so_and_ends(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.server"], cwd=ROOT, text=True, capture_output=True,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "TRACKER_DATABASE_URL": "postgresql://x/y",
            "EVENTS_DATABASE_URL": "postgresql://x/z",
            "MODEL": str(tmp_path),
        },
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"rasa cannot start: no model in {tmp_path}")


def test_databases_must_be_named(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="TRACKER_DATABASE_URL"):
        ServerSettings.from_environment({})
    with pytest.raises(CannotStart, match="EVENTS_DATABASE_URL"):
        ServerSettings.from_environment({"TRACKER_DATABASE_URL": "x"})


@pytest.mark.parametrize("name", ["RASA_TOKEN", "RASA_CHANNEL_SECRET"])
def test_sandbox_secrets_are_refused_outside_the_sandbox(name: str) -> None:
    given = {
        "TRACKER_DATABASE_URL": "x",
        "EVENTS_DATABASE_URL": "x",
        "SANDBOX": "0",
        "RASA_TOKEN": "own",
        "RASA_CHANNEL_SECRET": "own",
    }
    with pytest.raises(CannotStart, match=name):
        ServerSettings.from_environment({**given, name: "sandbox"})


def test_newest_model_is_taken(tmp_path: Path) -> None:
    for number, name in enumerate(["b.tar.gz", "a.tar.gz"]):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (number, number))
    assert latest_model(tmp_path).name == "a.tar.gz"
    assert latest_model(tmp_path / "b.tar.gz").name == "b.tar.gz"


def test_conversation_goes_on_after_a_kill(
    new_server: Callable[[], Any], toy_model: Path, sender: str
) -> None:
    server = new_server()
    server.start(toy_model)
    server.turn(sender, text="我要贷款")
    server.turn(sender, text="15万")
    server.process.kill()
    server.process.wait()
    server.start(toy_model)
    [message] = server.turn(sender, text="36期").json()["messages"]
    assert message["text"] == "15万元，36期期。"
    server.stop()


def test_outages_turn_health_red_and_hold_messages(
    new_server: Callable[[], Any], toy_model: Path, sender: str
) -> None:
    server = new_server()
    server.start(toy_model)
    server.turn(sender, text="我要贷款")

    server.tracker.go_down()
    assert wait_for_status(server, 503)["tracker_store"] == "down: DatabaseUnavailable"
    answer = server.turn(sender, text="15万")
    assert (answer.status_code, answer.json()["code"]) == (503, "TURN_POSTPONED")
    server.tracker.come_back()
    wait_for_status(server, 200)

    port = int(server.actions.url.rpartition(":")[2])
    server.actions.close()
    assert wait_for_status(server, 503)["action_server"].startswith("down")
    answer = server.turn(sender, press="/ask_rate", label="利率")
    assert (answer.status_code, answer.json()["code"]) == (503, "TURN_POSTPONED")
    server.actions = FakeActions(port)
    wait_for_status(server, 200)

    server.events.go_down()
    [message] = server.turn(sender, text="15万").json()["messages"]
    assert message["text"] == "分几期？"  # neither outage has left a trace in the conversation
    assert wait_for_status(server, 200)["events"].startswith("1 turns waiting")
    server.events.come_back()
    server.stop()


def test_logs_tell_nothing_a_customer_said(
    new_server: Callable[[], Any], toy_model: Path, sender: str
) -> None:
    server = new_server()
    lines = server.start(toy_model)
    assert lines[-1].strip() == f"ready: http://127.0.0.1:{server.port}"
    server.turn(sender, text="我的暗号是芝麻开门")
    server.turn(sender, press="/break_down", label="芝麻开门")
    server.process.terminate()
    printed, _ = server.process.communicate(timeout=30)
    assert "芝麻" not in printed
    assert "edge.turn.failed" in printed
