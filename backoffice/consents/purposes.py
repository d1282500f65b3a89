"""The purposes for which consent is asked, as data, with the text that is agreed to."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from backoffice.wording import wording

WORDS = wording("consents/wording/purposes.yml")
DATA = Path(__file__).parent / "data" / "purposes.yml"


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose: what it uses, on which basis, and the version of its text."""

    key: str
    version: str
    basis: str
    data_items: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its name for people."""
        return WORDS.say(f"{self.key}_title")

    @property
    def text(self) -> str:
        """What is agreed to."""
        return WORDS.say(f"{self.key}_text")

    @property
    def needed_for(self) -> str:
        """What cannot be done without it."""
        return WORDS.say(f"{self.key}_for")

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@lru_cache(maxsize=1)
def purposes() -> dict[str, Purpose]:
    """All purposes by key, in the order in which they are shown."""
    entries = yaml.safe_load(DATA.read_text("utf-8"))["purposes"]
    return {
        entry["purpose"]: Purpose(
            entry["purpose"], entry["version"], entry["basis"], tuple(entry["data_items"])
        )
        for entry in entries
    }
