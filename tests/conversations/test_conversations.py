"""Every conversation file in this folder's situations is run, a test a case."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conversations.runner import Conversation
from tests.running import Running

FOLDER = Path(__file__).parent


def cases() -> list[Any]:
    """All cases, named by their file and their sentence."""
    found = []
    for path in sorted(FOLDER.rglob("*.yml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))["test_cases"]:
            name = f"{path.relative_to(FOLDER).with_suffix('')}::{case['test_case']}"
            found.append(pytest.param(case["steps"], id=name))
    return found


@pytest.mark.stack
@pytest.mark.parametrize("steps", cases())
def test_conversation(stack: Running, steps: list[dict[str, Any]]) -> None:
    Conversation(stack).run(steps)
