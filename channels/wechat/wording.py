"""The channel's own Chinese sentences, read from `wording.yml` once."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


@lru_cache(maxsize=1)
def _sentences() -> dict[str, Any]:
    text = Path(__file__).with_name("wording.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def phrase(name: str, /, **values: Any) -> str:
    """The sentence under a name, with its places filled; KeyError if there is none."""
    found = str(_sentences()[name])
    return found.format(**values) if values else found


def words(name: str) -> frozenset[str]:
    """The words under a name."""
    return frozenset(str(word) for word in _sentences()[name])


def part(name: str, member: str) -> str:
    """A sentence under a name that has several."""
    return str(_sentences()[name][member])
