"""The glossary of the house: plain words and an example for each term of the trade."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parents[2] / "knowledge" / "glossary.yml"
Json = dict[str, Any]


@lru_cache(maxsize=1)
def terms() -> dict[str, Json]:
    """Every term by key: `{key, term, aliases, plain, example}`."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {item["key"]: item for item in found}


def named_in(text: str) -> Json | None:
    """The term whose name or alias stands in `text`, the longest first."""
    best: tuple[int, Json | None] = (0, None)
    for term in terms().values():
        for name in (term["term"], *(term.get("aliases") or [])):
            if name.lower() in text.lower() and len(name) > best[0]:
                best = (len(name), term)
    return best[1]
