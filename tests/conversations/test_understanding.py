"""The running assistant understands the development set as well as it was recorded to."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import Running

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "nlu"
# A point; smaller changes are a few utterances.
ALLOWED = 0.01


@pytest.mark.stack
def test_understanding_has_not_fallen(stack: Running, tmp_path: Path) -> None:
    assert (SHARED / "dev.jsonl").exists(), f"no development set in {SHARED}"
    recorded = json.loads((ROOT / "evaluation" / "recorded.json").read_text("utf-8"))["dev"]
    written = tmp_path / "measured.json"
    subprocess.run(
        [sys.executable, str(SHARED / "evaluate.py"), str(SHARED / "dev.jsonl"),
         "--url", stack.rasa, "--today", "2026-11-21", "--json", str(written)],
        check=True, capture_output=True,
    )  # fmt: skip
    measured = json.loads(written.read_text("utf-8"))["summary"]
    for name in ("intent_accuracy", "out_of_scope_refused", "entity_f1"):
        assert measured[name] >= recorded[name] - ALLOWED, f"{name}: {measured[name]}"
    assert measured["false_refusal"] <= recorded["false_refusal"] + ALLOWED
