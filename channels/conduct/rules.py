"""The conduct rules as compiled patterns; the data stand in `rules.yml`."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_ORNAMENT = r"[\s\u200b-\u200f\u2060\ufeff\-_·•*~～|/\\.．…^+]"
_BETWEEN = re.compile(rf"(?<={_HAN}){_ORNAMENT}{{1,3}}(?={_HAN})")


@dataclass(frozen=True, slots=True)
class Forbidden:
    """One kind of forbidden saying."""

    name: str
    any: re.Pattern[str]
    exceptions: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Denial:
    """How a forbidden word is denied: before it in its clause, or after its quotation."""

    before: re.Pattern[str]
    never: re.Pattern[str]
    after: re.Pattern[str]
    ends: str
    turns: re.Pattern[str]
    reach: int


@dataclass(frozen=True, slots=True)
class Pairing:
    """When a payment is named, and what must be named with it."""

    named: re.Pattern[str]
    difference: re.Pattern[str]
    others: re.Pattern[str]
    wish: re.Pattern[str]
    needs: dict[str, re.Pattern[str]]
    cards_exempt: frozenset[str]
    example_cards: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of conduct."""

    forbidden: tuple[Forbidden, ...]
    denial: Denial
    pairing: Pairing


def folded(text: str) -> str:
    """`text` at half width, without ornaments between Chinese characters (包·过 → 包过)."""
    half = unicodedata.normalize("NFKC", text)
    return _BETWEEN.sub("", half)


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _forbidden(data: dict[str, Any]) -> tuple[Forbidden, ...]:
    return tuple(
        Forbidden(name, _any(rule["any"]), _any(rule["except"]) if "except" in rule else None)
        for name, rule in data.items()
    )


def _denial(data: dict[str, Any]) -> Denial:
    return Denial(
        _any(data["before"]), _any(data["never"]), _any(data["after"]),
        str(data["ends"]), _any(data["turns"]), int(data["reach"]),
    )  # fmt: skip


def _pairing(data: dict[str, Any]) -> Pairing:
    gap, figure = data["gap"], data["figure"]
    named = re.compile(
        "|".join(
            [
                *(f"{word}(?P<gap{i}>{gap}){figure}" for i, word in enumerate(data["payment"])),
                f"{data['bare']}{figure}(?=\\s*(?:元|块))",
                str(data["after"]),
            ]
        )
    )
    return Pairing(
        named,
        re.compile(data["difference"]),
        re.compile(data["others"]),
        re.compile(data["wish"]),
        {name: re.compile(pattern) for name, pattern in data["needs"].items()},
        frozenset(data["cards_exempt"]),
        frozenset(data["example_cards"]),
    )


def parse(data: dict[str, Any]) -> Rules:
    """Rules from their data; raises KeyError or re.error when they are incomplete or wrong."""
    return Rules(_forbidden(data["forbidden"]), _denial(data["denial"]), _pairing(data["pairing"]))


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules of `rules.yml`, read once."""
    text = Path(__file__).with_name("rules.yml").read_text(encoding="utf-8")
    return parse(yaml.safe_load(text))
