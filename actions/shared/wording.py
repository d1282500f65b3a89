"""Reads `actions/wording/*.yml`: what cannot be said by a response of the domain alone.

A response stands in `data/<capability>/responses.yml` whenever it is one sentence with slots in
it. Only what is put together from parts (a list of facts, a card's text) has its phrases here.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent.parent / "wording"


@cache
def load(name: str) -> Any:
    """The parsed content of `actions/wording/<name>.yml`."""
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


def entry(path: str) -> Any:
    """The entry at `file.key.key`; raises `KeyError` when it does not exist."""
    name, *keys = path.split(".")
    found = load(name)
    for key in keys:
        found = found[key]
    return found


def phrase(path: str, **values: Any) -> str:
    """The sentence at `file.key.key` with `{name}` filled in."""
    return str(entry(path)).format(**values)
