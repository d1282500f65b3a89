"""Training examples and labelled sets."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import yaml

from bot.intents.features import Message
from bot.values.pipeline import read

ROOT = Path(__file__).resolve().parent.parent
BLIND = ROOT / "evaluation" / "blind.jsonl"
# Written by one more person after the examples were closed; asked of the running assistant.
LATE = ROOT / "evaluation" / "late.jsonl"
Row = dict[str, Any]


def development_set() -> Path:
    """The labelled development set beside the project, or the one EVALUATION_SET names."""
    return Path(os.environ.get("EVALUATION_SET", ROOT.parent / "shared" / "nlu" / "dev.jsonl"))


def labelled(path: Path) -> list[Row]:
    """Rows `{text, intent, entities}` of a set."""
    lines = path.read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def training(root: Path = ROOT) -> list[tuple[str, str]]:
    """Every training example with its intent, in file order, each once."""
    found: dict[tuple[str, str], None] = {}
    for path in sorted((root / "data").glob("*/nlu.yml")):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            for line in block.get("examples", "").splitlines():
                text = line.strip().removeprefix("- ").strip()
                if text and "intent" in block:
                    found[(text, block["intent"])] = None
    return list(found)


def message(text: str) -> Message:
    """A text with its values, as the pipeline hands it to the classifier."""
    return Message(text, read(text))
