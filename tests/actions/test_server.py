"""The server's executor: every action of the domain is registered, and none needs the domain."""

import asyncio
from pathlib import Path

import yaml

from actions.__main__ import Executor
from tests.actions.fakes import FakeBackOffice

ROOT = Path(__file__).resolve().parents[2]


def test_every_action_of_the_domain_is_registered() -> None:
    executor = Executor()
    executor.register_package("actions")
    declared = {
        name
        for path in (ROOT / "data").glob("*/domain.yml")
        for name in yaml.safe_load(path.read_text(encoding="utf-8")).get("actions") or []
    }
    assert declared == set(executor.actions)


def test_a_call_without_the_domain_is_answered(desk: FakeBackOffice) -> None:
    executor = Executor()
    executor.register_package("actions")
    tracker = {
        "sender_id": "c1", "slots": {}, "events": [], "paused": False, "active_loop": {},
        "latest_message": {"intent": {"name": "greet"}, "entities": [], "text": "你好"},
        "followup_action": None, "latest_action_name": None,
    }  # fmt: skip
    call = {"next_action": "action_greet", "sender_id": "c1", "tracker": tracker}
    result = asyncio.run(executor.run(call))
    assert result is not None
    assert [message["response"] for message in result.responses] == ["utter_greet"]
    assert result.events[-1] == {
        "event": "followup",
        "timestamp": None,
        "name": "action_listen",
    }
