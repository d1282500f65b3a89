"""The recorded figures, and when new ones are too far below them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evaluation.sets import ROOT

PATH = ROOT / "evaluation" / "recorded.json"
# A point, as a share; smaller changes are noise of a few utterances.
ALLOWED = 0.01
_HIGHER_IS_BETTER = {"intent_accuracy": 1, "out_of_scope_refused": 1, "entity_f1": 1}
_LOWER_IS_BETTER = {"false_refusal": -1}


def load(path: Path = PATH) -> dict[str, Any]:
    """What was recorded; empty when nothing was."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def save(figures: Mapping[str, Any], path: Path = PATH) -> None:
    """Writes the figures for the next comparison."""
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


def falls(recorded: Mapping[str, Any], measured: Mapping[str, Any]) -> list[str]:
    """Figures that are worse than the recorded ones by more than a point, in words."""
    found = []
    for name, sign in {**_HIGHER_IS_BETTER, **_LOWER_IS_BETTER}.items():
        before, now = recorded.get(name), measured.get(name)
        if before is not None and now is not None and sign * (before - now) > ALLOWED:
            found.append(f"{name} was {before}, is {now}")
    return found
