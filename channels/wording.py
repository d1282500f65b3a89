"""The edge's own Chinese sentences, read from `wording.yml` once."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


@lru_cache(maxsize=1)
def _sentences() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        Path(__file__).with_name("wording.yml").read_text(encoding="utf-8")
    )
    return loaded


def say(name: str, /, **values: Any) -> str:
    """The sentence under a dotted name, with its places filled; KeyError if there is none."""
    found: Any = _sentences()
    for part in name.split("."):
        found = found[part]
    return str(found).format(**values) if values else str(found)


def listed(name: str) -> list[tuple[str, str]]:
    """The pairs under a dotted name, in order."""
    found: Any = _sentences()
    for part in name.split("."):
        found = found[part]
    return [(str(key), str(value)) for key, value in found.items()]
