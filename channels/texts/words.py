"""Whether a text message says stop."""

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    text = Path(__file__).with_name("words.yml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def says_stop(text: str) -> bool:
    """A message that wants no more of ours, however it was typed."""
    plain = unicodedata.normalize("NFKC", text).upper()
    said = "".join(sign for sign in plain if sign.isalnum())
    words = _words()
    if said in words["alone"]:
        return True
    if len(said) > words["most_signs"] or any(word in said for word in words["not_with"]):
        return False
    return any(word in said for word in words["anywhere"])
