"""Chinese sentences, kept as YAML templates beside the room that says them."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent


class Wording:
    """The templates of one YAML file: a flat mapping of a name to a sentence with `{figures}`."""

    def __init__(self, path: str) -> None:
        self._templates: dict[str, str] = yaml.safe_load((ROOT / path).read_text("utf-8"))

    def say(self, name: str, **figures: Any) -> str:
        """The sentence called `name` with its figures; raises `KeyError` for an unknown one."""
        return self._templates[name].format(**figures)

    def names(self) -> frozenset[str]:
        """The names of all sentences."""
        return frozenset(self._templates)

    def has(self, name: str) -> bool:
        """Whether there is such a sentence."""
        return name in self._templates


@lru_cache(maxsize=32)
def wording(path: str) -> Wording:
    """The sentences of a file, read once; `path` is relative to the back office's folder."""
    return Wording(path)
